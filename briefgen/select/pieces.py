"""Turns the comma parts of a passage into pieces: what each states, whether it may be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.model import Status
from briefgen.select.parts import SENTENCE_END, Part, balanced, cut
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.model import Figure

SPOKEN = re.compile(f"[{SENTENCE_END}]")
PUNCTUATION = re.compile(r"[\W_]+")
PAUSE = "、"
NAMED = 0.7  # share of an indicator's words in the part that makes it speak of itself
HALF, LEAST = 0.5, 0.3  # share that says what is measured; with the head of the name
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
    text: str,
    figures: Sequence[Figure],
    heading: str,
    barred: Callable[[int, int], bool],
    *,
    stated: bool = True,
) -> list[Piece]:
    """The comma parts of a passage; `figures` are its own.

    `heading` is the wording of the theme, which is not said again; `barred` tells whether a
    stretch of the text must not be printed. With `stated` only sentences that have figures are
    looked into, since they alone make clauses.
    """
    made: list[Piece] = []
    waiting = sorted(figures, key=lambda figure: figure.at)
    at = 0
    for _, sentence in groupby(_parts(text), key=lambda part: part.sentence):
        parts = list(sentence)
        if stated and (at == len(waiting) or waiting[at].at >= parts[-1].end):
            continue
        for part in parts:
            start = at
            while at < len(waiting) and waiting[at].at < part.end:
                at += 1
            own = tuple(waiting[start:at])
            made.append(_piece(part, text[part.start : part.end], own, heading, barred))
    return made


def _parts(text: str) -> Iterator[Part]:
    """The comma parts; a condition that a 、 puts behind other things is one of its own.

    总投资66亿元、全部达产达效后，年可实现产值127亿元: what follows hangs on it.
    """
    rules = trimming()
    for part in cut(text, rules.enclosure):
        at = text.rfind(PAUSE, part.start, part.end)
        if at > part.start and rules.conditions.fullmatch(text, at + 1, part.end):
            yield replace(part, end=at, mark=PAUSE)
            yield replace(part, start=at + 1)
        else:
            yield part


def _piece(
    part: Part,
    words: str,
    own: tuple[Figure, ...],
    heading: str,
    barred: Callable[[int, int], bool],
) -> Piece:
    rules = trimming()
    said = part.sentence == 0 and bool(heading) and bare(words) in heading
    fine = not said and sayable(words, own) and not barred(part.start, part.end)
    short = len(words) < rules.anchor and not own
    return Piece(part, words, own, fine, short and bool(rules.periods.fullmatch(words.strip())))


def unbroken(piece: Piece, end: int) -> Piece:
    """The piece; unprintable if it is the tail, up to `end`, of a sentence that breaks off.

    One with a number says something whole, as far as it goes.
    """
    whole = piece.part.end < end or piece.figures or re.search(r"\d", piece.text)
    return piece if whole else replace(piece, printable=False)


def sayable(words: str, figures: Sequence[Figure]) -> bool:
    """Whether a part can stand in print: brackets in pairs, no speech, figures of one status."""
    alike = len(figures) < 2 or len({figure.status for figure in figures}) == 1  # noqa: PLR2004
    return alike and balanced(words) and not SPOKEN.search(words)


def bare(text: str) -> str:
    """`text` without punctuation and spaces."""
    return PUNCTUATION.sub("", text)


def _pairs(text: str) -> set[str]:
    plain = bare(text)
    return {plain[index : index + 2] for index in range(len(plain) - 1)}


def named(figure: Figure, words: str) -> bool:
    """Whether the words say what a figure measures: half of its name, or a part with its head."""
    needed = _pairs(figure.indicator)
    if not needed:
        return True
    share = len(needed & _pairs(words)) / len(needed)
    head = bare(figure.indicator)[:2] in bare(words)
    return share >= HALF or (head and share >= LEAST)


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
