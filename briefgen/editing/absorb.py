"""Takes an editor's changes of a returned Word page into the hand edits, or says why not."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.editing.returned import open_returned, sorted_out
from briefgen.errors import EditError
from briefgen.overrides import HEADING, Override
from briefgen.render.anchors import bare, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefgen.editing.desk import Desk, Target
    from briefgen.editing.returned import Returned

FOREIGN = "new or changed words that belong to no highlight: put them into a document or a template"
CHANGED_SOURCE = "the source does not say this any more; the page was made from an earlier one"
ELSEWHERE = "it stands under another theme now: a highlight stays under its own"


@dataclass(slots=True)
class Absorbed:
    """What was taken of a returned page, and what was not: each with the words and the reason."""

    taken: list[tuple[str, Override]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0


def absorb(desk: Desk, path: Path, signs: Sequence[str], *, write: bool = True) -> Absorbed:
    """What was taken of a page, written to the hand edits unless `write` is false; all or nothing.

    A rewording that changes a number is refused, and the others are taken. Raises SourceError if
    the file is no page of briefgen.
    """
    imprint, found = open_returned(path)
    keys = [key for block in imprint.blocks for key, _ in block]
    targets = {each.key: each for each in desk.targets(desk.documents_of(keys))}
    known = {key: _printed(target, desk.of(key)) for key, target in targets.items()}
    back = sorted_out(imprint, found, known, signs)
    work = _Work(desk, targets, back)
    for block in back.imprint.blocks:
        work.block(block)
    for text in back.foreign:
        work.done.refused.append((text, FOREIGN))
    if write and work.wishes:
        desk.save(list(work.wishes.values()))
    return work.done


def _printed(target: Target, wish: Override) -> tuple[str, ...]:
    """The words that a page may have printed for a target: an editor's or the source's."""
    texts = [text for text in (wish.text, target.words) if text]
    if target.key.startswith(HEADING):
        return tuple(dict.fromkeys([*texts, *target.parts]))
    return tuple(dict.fromkeys([*(target.lead + text for text in texts if target.lead), *texts]))


@dataclass(slots=True)
class _Work:
    """The changes of a page while they are taken down."""

    desk: Desk
    targets: Mapping[str, Target]
    back: Returned
    wishes: dict[str, Override] = field(default_factory=dict)
    done: Absorbed = field(default_factory=Absorbed)

    def block(self, block: Sequence[tuple[str, str]]) -> None:
        """The heading and the lines of one theme."""
        here: list[str] = []
        for key, was in block:
            if key not in self.targets:
                self._gone(key, was)
                continue
            now = self.back.texts.get(key)
            if now is None:
                self._deleted(key)
                continue
            if not key.startswith(HEADING):
                here.append(key)
            if digest(now) == was:
                self.done.unchanged += 1
            else:
                self._reworded(key, now)
        self._moved(here)

    def _gone(self, key: str, was: str) -> None:
        now = self.back.texts.get(key)
        if now is None or digest(now) != was:
            self.done.refused.append((now or key, CHANGED_SOURCE))

    def _deleted(self, key: str) -> None:
        if key.startswith(HEADING):
            reason = "its heading was deleted: a theme is printed as long as it has a highlight"
            self.done.refused.append((self.targets[key].words, reason))
        else:
            self._take("deleted", key, hide=True)

    def _reworded(self, key: str, now: str) -> None:
        target = self.targets[key]
        text = now
        lead = bare(target.lead)
        if lead and bare(now).startswith(lead):
            text = _after(now, lead)
        own = {bare(each) for each in (target.words, *target.parts)}
        if bare(text) in own:
            self._take("back to the source's words", key, text="")
        else:
            self._take("retitled" if key.startswith(HEADING) else "reworded", key, text=text)

    def _moved(self, keys: list[str]) -> None:
        """The lines of a theme that stand in another order, each after the one it follows now."""
        order = [key for key in self.back.texts if key in set(keys)]
        places = [keys.index(key) for key in order]
        still = _longest(places)
        foreign = self._strangers(keys)
        for number, key in enumerate(order):
            if key in foreign:
                self.done.refused.append((self.back.texts[key], ELSEWHERE))
            elif places[number] not in still:
                if number:
                    self._take("moved", key, after=order[number - 1], before="")
                else:
                    first = next(each for each in order if each != key)
                    self._take("moved", key, before=first, after="")

    def _strangers(self, keys: list[str]) -> set[str]:
        """The lines of a theme that stand among those of another."""
        home = {
            key: number for number, block in enumerate(self.back.imprint.blocks) for key, _ in block
        }
        order = [key for key in self.back.texts if key in home]
        found = set()
        for at, key in enumerate(order):
            beside = [home[each] for each in (*order[at - 1 : at], *order[at + 1 : at + 2])]
            alone = home[key] not in beside and len(beside) == 2  # noqa: PLR2004 - both sides
            if key in keys and alone and beside[0] == beside[1]:
                found.add(key)
        return found

    def _take(self, what: str, key: str, **wishes: str | bool) -> None:
        target = self.targets[key]
        before = self.wishes.get(key) or self.desk.of(key)
        try:
            wish = self.desk.proposed(target, before, **wishes)
        except EditError as error:
            self.done.refused.append((self.back.texts.get(key, target.words), error.message))
            return
        self.wishes[key] = wish
        self.done.taken.append((what, wish))


def _after(text: str, lead: str) -> str:
    """The text behind its lead, white space aside."""
    for at in range(1, len(text) + 1):
        if bare(text[:at]) == lead:
            return text[at:]
    return text


def _longest(places: Iterable[int]) -> set[int]:
    """The members of a longest run in rising order: what need not be moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    kept: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
