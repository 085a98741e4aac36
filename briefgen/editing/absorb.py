"""Takes an editor's changes of a returned Word page into the hand edits, or says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.editing.order import longest, strayed
from briefgen.editing.returned import open_returned, sorted_out
from briefgen.errors import EditError
from briefgen.overrides import HEADING, Override
from briefgen.render.anchors import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefgen.editing.desk import Desk, Target
    from briefgen.editing.returned import Returned

FOREIGN = (
    "new or changed words that belong to no highlight: put them into a document or a template; the "
    "name of the brief and its issuer stand in briefgen.toml"
)
ENGLISH = (
    "English terms come from the glossary, where yours may take their place: "
    "briefgen terms add CHINESE ENGLISH --replace; headings stand in template.toml"
)
ENGLISH_WORDS = re.compile(r"[A-Za-z][^\d\u3400-\u9fff]*")  # periods and values come by rule
CHANGED_SOURCE = "the source does not say this any more; the page was made from an earlier one"
REORDERED = (
    "it stands elsewhere now; themes stand in the order of their document, and it stays there"
)


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
    work = _Work(desk, targets, back, strayed(back))
    for key, theme in work.strayed.items():
        reason = REORDERED if key.startswith(HEADING) else _kept_under(back.texts.get(theme))
        work.done.refused.append((back.texts[key], reason))
    for block in back.imprint.blocks:
        work.block(block)
    for text in back.foreign:
        english = ENGLISH_WORDS.fullmatch(text)
        work.done.refused.append((text, ENGLISH if english else FOREIGN))
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
    strayed: Mapping[str, str]
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
            if not key.startswith(HEADING) and key not in self.strayed:
                here.append(key)
            if digest(now) != was:
                self._reworded(key, now)
            elif key not in self.strayed:
                self.done.unchanged += 1
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
        text = target.wording(now)
        if not text:
            self._take("back to the source's words", key, text="")
        else:
            self._take("retitled" if key.startswith(HEADING) else "reworded", key, text=text)

    def _moved(self, keys: list[str]) -> None:
        """The lines of a theme that stand in another order, each after the one it follows now."""
        order = [key for key in self.back.texts if key in set(keys)]
        places = [keys.index(key) for key in order]
        still = longest(places)
        for number, key in enumerate(order):
            if places[number] not in still:
                if number:
                    self._take("moved", key, after=order[number - 1], before="")
                else:
                    first = next(each for each in order if each != key)
                    self._take("moved", key, before=first, after="")

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


def _kept_under(heading: str | None) -> str:
    """Why a line is not where it was put: under that heading, or above them all."""
    kept = "a highlight stays under the theme that its document has it under"
    if heading is None:
        return f"it stands above all themes now; {kept}"
    return f"it stands under “{heading}” now; {kept}"
