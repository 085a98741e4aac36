"""Carries out the hand edits of editors on what could stand on the page, or says why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from briefgen.model import Bilingual, Edit, Run
from briefgen.overrides import belongs
from briefgen.select.identity import theme_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.model import Held
    from briefgen.overrides import Override
    from briefgen.select.draft import Candidate, DraftBlock
    from briefgen.select.lines import Choice
    from briefgen.select.options import Hands
    from briefgen.select.place import Layout

HIDDEN = "hidden by an editor"
CHANGED = "the source does not say this any more"
GONE = "its document is gone"
NOT_HERE = "none of its lines is on the page"
ELSEWHERE = "the two lines stand under different themes"
UNKNOWN = "it should stand beside a line that is not there"
NEAR = 60.0  # rapidfuzz ratio from which a line may be what became of another


@dataclass(slots=True)
class Edits:
    """The edits of a page: which line each is for; `problems` grows as they are carried out."""

    hands: Hands
    lines: dict[str, Override] = field(default_factory=dict)  # by the page id of the line
    themes: dict[tuple[int, str], Override] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # key: page id of the line
    concerned: list[Override] = field(default_factory=list)
    problems: dict[tuple[str, str], str] = field(default_factory=dict)  # by key and action
    was: dict[str, str] = field(default_factory=dict)  # by key, what the source says

    # --- lines ------------------------------------------------------------------------------------

    def hidden(self, line: str) -> bool:
        """Whether a line is kept off the page."""
        return line in self.lines and self.lines[line].hide

    def pinned(self, line: str) -> bool:
        """Whether a line must stand on the page."""
        return line in self.lines and self.lines[line].pin

    def worded(self, candidate: Candidate) -> Candidate:
        """A line in the editor's words, if it has any that may be printed; pinned if it is."""
        wish = self.lines.get(candidate.id)
        if wish is None:
            return candidate
        candidate = replace(candidate, pinned=wish.pin)
        made = self.hands.rewordings.get(wish.key)
        if not wish.text or made is None:
            return candidate
        if made.fault:
            self.problems[wish.key, "text"] = made.fault
            return candidate
        name = candidate.document
        runs = tuple(Run(text, f"{name}:{own}" if own else None) for text, own in made.runs)
        return replace(candidate, runs=runs, was=candidate.text)

    def unpinned(self, held: Iterable[Held]) -> None:
        """Notes the pinned lines that cannot be printed whatever the room."""
        for each in held:
            if self.pinned(each.id):
                self.problems[each.key, "pin"] = f"it cannot be printed: {each.reason}"

    # --- order ------------------------------------------------------------------------------------

    def moved(self, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The lines, those that an editor moves at their new places within their theme."""
        of: dict[str, list[Candidate]] = defaultdict(list)
        for each in sorted(candidates, key=lambda each: each.place):
            of[each.block].append(each)
        homes = {each.key: each.block for each in candidates}
        touched: set[str] = set()
        for wish in _in_turn([each for each in self.concerned if each.before or each.after]):
            action, step = ("before", 0) if wish.before else ("after", 1)
            other = wish.before or wish.after
            if fault := _unmovable(wish.key, other, homes):
                self.problems.setdefault((wish.key, action), fault)
                continue
            touched.add(homes[wish.key])
            _move(of[homes[wish.key]], wish.key, other, step)
        places = {
            each.id: place
            for block in touched
            for each, place in zip(of[block], sorted(c.place for c in of[block]), strict=True)
        }
        return tuple(replace(each, place=places.get(each.id, each.place)) for each in candidates)

    # --- themes -----------------------------------------------------------------------------------

    def retitled(self, layout: Layout) -> Layout:
        """The blocks with the headings that editors gave them."""
        if not self.themes:
            return layout
        done: dict[str, DraftBlock] = {}
        for (document, theme), wish in self.themes.items():
            name = f"{document}:{theme}"
            block = next((home for home in layout.homes.values() if home.id == name), None)
            if block is None:
                self.problems[wish.key, "text"] = NOT_HERE
            elif wish.text:
                fault, done[name] = self._retitled(block, wish)
                if fault:
                    self.problems[wish.key, "text"] = fault
        documents = tuple(
            replace(each, blocks=tuple(done.get(block.id, block) for block in each.blocks))
            for each in layout.documents
        )
        homes = {at: done.get(home.id, home) for at, home in layout.homes.items()}
        return replace(layout, documents=documents, homes=homes)

    def _retitled(self, block: DraftBlock, wish: Override) -> tuple[str, DraftBlock]:
        titled = bool(block.title.zh) or len(block.label.zh) == 1
        old = block.title.zh if titled else block.label.zh
        if fault := self.hands.heading_fault(old, wish.text, wish.text_en):
            return fault, block
        made = Bilingual(wish.text, wish.text_en)
        was = " ".join(filter(None, (block.label.zh, block.title.zh)))
        changed = replace(block, title=made) if titled else replace(block, label=made)
        return "", replace(changed, was=was)

    # --- what became of them ----------------------------------------------------------------------

    def told(self) -> tuple[Edit, ...]:
        """What became of each edit, in the order of the file."""
        return tuple(
            Edit(
                key=wish.key,
                document=wish.document,
                did=action,
                text=_said(wish, action),
                was=self.was.get(wish.key) or wish.was,
                problem=self.problems.get((wish.key, action), ""),
            )
            for wish in self.concerned
            for action in wish.actions
        )


def matched(hands: Hands, choices: Sequence[Choice]) -> Edits:
    """The edits that concern a page of these documents, each with the line or theme it is for.

    One whose words the source does not have any more becomes a problem; so does one whose document
    is gone. It is never put to another line.
    """
    edits = Edits(hands)
    if not hands.overrides:
        return edits
    lines = {each.highlight.key: (n, each) for n, c in enumerate(choices) for each in c.found}
    themes = {
        key: (choice.index, theme)
        for choice in choices
        for theme, key in theme_keys(choice.reading).items()
    }
    edits.names = {key: f"{n}:{found.highlight.id}" for key, (n, found) in lines.items()}
    texts = {key: found.highlight.text for key, (_, found) in lines.items()}
    headings = _headings(choices)
    for wish in hands.overrides:
        if wish.key in lines:
            edits.lines[edits.names[wish.key]] = wish
            edits.was[wish.key] = texts[wish.key]
        elif wish.key in themes:
            edits.themes[themes[wish.key]] = wish
            edits.was[wish.key] = headings[themes[wish.key]]
        else:
            fault = _lost(wish, choices, texts, hands)
            if not fault:
                continue
            edits.problems |= {(wish.key, action): fault for action in wish.actions}
        edits.concerned.append(wish)
    return edits


def _headings(choices: Sequence[Choice]) -> dict[tuple[int, str], str]:
    return {
        (choice.index, theme.id): " ".join(filter(None, (theme.label, theme.title)))
        for choice in choices
        for theme in choice.reading.themes
    }


def _lost(wish: Override, choices: Sequence[Choice], texts: Mapping[str, str], hands: Hands) -> str:
    """Why an edit has no line; empty if it is one of another page."""
    if wish.key in hands.gone:
        return GONE
    own = [each for each in choices if belongs(wish.key, each.reading.article.source.path)]
    if not own:
        return ""
    paths = {each.reading.article.source.path for each in own}
    near = {key: text for key, text in texts.items() if any(belongs(key, path) for path in paths)}
    best = process.extractOne(wish.was, near, scorer=fuzz.ratio, score_cutoff=NEAR)
    more = f"; it may be {best[2]} now: {best[0]}" if wish.was and best else ""
    return f"{CHANGED}{more}"


def _said(wish: Override, action: str) -> str:
    value = getattr(wish, action)
    return value if isinstance(value, str) else ""


def _unmovable(key: str, other: str, homes: Mapping[str, str]) -> str:
    if key not in homes:
        return NOT_HERE
    if other not in homes:
        return UNKNOWN
    if key == other:
        return UNKNOWN
    return "" if homes[key] == homes[other] else ELSEWHERE


def _in_turn(wishes: Sequence[Override]) -> list[Override]:
    """The moves such that a line has its own place before another comes to stand beside it.

    Where lines wait for each other in a ring, the first in the file goes last.
    """
    waiting = {each.key: each for each in wishes}
    done: list[Override] = []
    for wish in wishes:
        chain = []
        following: Override | None = waiting.get(wish.key)
        while following:
            chain.append(waiting.pop(following.key))
            following = waiting.get(following.before or following.after)
        done += reversed(chain)
    return done


def _move(block: list[Candidate], key: str, other: str, step: int) -> None:
    """Puts a line of a block before another (step 0) or after it (step 1), in place."""
    line = next(each for each in block if each.key == key)
    block.remove(line)
    at = next(number for number, each in enumerate(block) if each.key == other)
    block.insert(at + step, line)
