"""Turns the comma parts of a passage into pieces: what each states, whether it may be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model import Status
from briefgen.select.parts import SENTENCE_END, Part, balanced, cut
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.model import Figure

NAMED = 0.7  # share of an indicator's words in the part that makes it speak of itself
BORROWED = 2  # pairs of characters that the part before must lend


@dataclass(frozen=True, slots=True)
class Piece:
    """A part with what it states, and whether it may be printed at all."""

    part: Part
    text: str
    figures: tuple[Figure, ...]
    printable: bool
    period: bool

    @property
    def status(self) -> Status:
        """That of its figures; mixed parts count as what is least certain."""
        kinds = {figure.status for figure in self.figures}
        for kind in (Status.TARGET, Status.FORECAST):
            if kind in kinds:
                return kind
        return Status.ACTUAL


def pieces(
    text: str, figures: Sequence[Figure], heading: str, barred: Callable[[int, int], bool]
) -> list[Piece]:
    """The comma parts of a passage; `figures` are its own, by place.

    `heading` is the wording of the theme, which is not said again; `barred` tells whether a
    stretch of the text must not be printed.
    """
    rules = trimming()
    made: list[Piece] = []
    waiting = sorted(figures, key=lambda figure: figure.at)
    at = 0
    for part in cut(text, rules.enclosure):
        start = at
        while at < len(waiting) and waiting[at].at < part.end:
            at += 1
        words = text[part.start : part.end]
        said = part.sentence == 0 and bool(heading) and bare(words) in heading
        fine = not said and sayable(words, waiting[start:at])
        fine = fine and not barred(part.start, part.end)
        when = bool(rules.periods.fullmatch(words.strip())) if len(words) < rules.anchor else False
        own = tuple(waiting[start:at])
        made.append(Piece(part, words, own, fine, when and not own))
    return made


def sayable(words: str, figures: Sequence[Figure]) -> bool:
    """Whether a part can stand in print: brackets in pairs, no speech, figures of one status."""
    spoken = any(mark in words for mark in SENTENCE_END)
    return balanced(words) and not spoken and len({figure.status for figure in figures}) <= 1


def bare(text: str) -> str:
    """`text` without punctuation and spaces."""
    return re.sub(r"[\W_]", "", text)


def _pairs(text: str) -> set[str]:
    plain = bare(text)
    return {plain[index : index + 2] for index in range(len(plain) - 1)}


def borrows(piece: Piece, before: str) -> bool:
    """Whether the indicator of a figure is named in the words before and not in the part."""
    lent = _pairs(before)
    own = _pairs(piece.text)
    for figure in piece.figures:
        needed = _pairs(figure.indicator)
        missing = needed - own
        head = bare(figure.indicator)[:2]
        if len(head) > 1 and head in missing and head in lent:
            return True
        if len(missing) > (1 - NAMED) * len(needed) and len(missing & lent) >= BORROWED:
            return True
    return False
