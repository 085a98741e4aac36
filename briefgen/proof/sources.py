"""A document as the proof sheet shows it: its decoded text in sentences, and what was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.model import Reading

STOPS = re.compile(r"[。！？；;]+[”’）]?|\n+")
WHOLE = (
    40_000  # characters of a text that is shown whole; of a longer one only what is about figures
)
ABOUT = 600  # characters shown to either side of a figure in a longer text
LONGEST = 400  # characters of a sentence: a damaged text may have no stop at all


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: the figures it is part of, and what cleaning made of it."""

    text: str
    figures: tuple[str, ...] = ()
    noise: str = ""
    repair: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the decoded file, or `skipped` characters that are not shown."""

    pieces: tuple[Piece, ...]
    skipped: int = 0


def sentences(reading: Reading, number: int, shown: set[str]) -> tuple[Sentence, ...]:
    """The text of a document; figures get their page-wide ids, "document index:id".

    Of a very long text only the surroundings of the figures `shown` on the page are given.
    """
    text = reading.article.source.text
    marks = _marks(reading, number)
    spans = [(start, end) for start, end, kind, word in marks if kind == "figure" and word in shown]
    edges = sorted(_edges(text, marks))
    starts = [start for start, _ in pairwise(edges)]
    by_start = _by_start(marks, starts, edges)
    made: list[Sentence] = []
    for start, end in _visible(len(text), spans):
        if before := _left_out(made, start):
            made.append(Sentence((), before))
        made += _between(text, start, end, edges, by_start)
    if after := _left_out(made, len(text)):
        made.append(Sentence((), after))
    return tuple(made)


def _left_out(made: Sequence[Sentence], start: int) -> int:
    """How many characters stand between what is made and `start`."""
    return start - sum(each.skipped + sum(len(p.text) for p in each.pieces) for each in made)


Mark = tuple[int, int, str, str]


def _marks(reading: Reading, number: int) -> list[Mark]:
    """Start, end, kind and words of all that was read in the text."""
    article = reading.article
    marks = [(f.start, f.end, "figure", f"{number}:{f.id}") for f in reading.figures]
    marks += [(n.start, n.end, "noise", n.kind) for n in article.noise]
    marks += [(r.start, r.end, "repair", f"{r.was} → {r.now}") for r in article.repairs]
    marks += [(p.start, p.end, "doubt", p.message) for p in reading.problems]
    length = len(article.source.text)
    return [(max(0, a), min(b, length), kind, word) for a, b, kind, word in marks if a < b]


def _edges(text: str, marks: Iterable[Mark]) -> set[int]:
    edges = {0, len(text), *(stop.end() for stop in STOPS.finditer(text))}
    for start, end, _, _ in marks:
        edges |= {start, end}
    return edges


def _by_start(
    marks: Iterable[Mark], starts: Sequence[int], edges: Sequence[int]
) -> dict[int, list[Mark]]:
    """The marks that cover each stretch between two edges, by its start."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        at = bisect_right(starts, mark[0]) - 1
        while at < len(starts) and edges[at] < mark[1]:
            found.setdefault(edges[at], []).append(mark)
            at += 1
    return found


def _visible(length: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a text that are shown: all of a short one."""
    if length <= WHOLE:
        yield 0, length
        return
    last: tuple[int, int] | None = None
    for start, end in sorted(spans):
        part = (max(0, start - ABOUT), min(length, end + ABOUT))
        if last and part[0] <= last[1]:
            last = (last[0], max(last[1], part[1]))
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def _between(
    text: str, start: int, end: int, edges: Sequence[int], marks: dict[int, list[Mark]]
) -> Iterator[Sentence]:
    """The sentences of a part of the text."""
    pieces: list[Piece] = []
    inner = [start, *(edge for edge in edges if start < edge < end), end]
    first = start
    for low, high in pairwise(inner):
        covering = marks.get(edges[bisect_right(edges, low) - 1], [])
        pieces.append(_piece(text[low:high], covering))
        if STOPS.search(text[low:high][-2:]) or high - first > LONGEST:
            yield Sentence(tuple(pieces))
            pieces, first = [], high
    if pieces:
        yield Sentence(tuple(pieces))


def _piece(text: str, marks: Iterable[Mark]) -> Piece:
    said: dict[str, list[str]] = {"figure": [], "noise": [], "repair": [], "doubt": []}
    for _, _, kind, word in marks:
        said[kind].append(word)
    joined = {kind: "; ".join(dict.fromkeys(words)) for kind, words in said.items()}
    figures = tuple(dict.fromkeys(said["figure"]))
    return Piece(text, figures, joined["noise"], joined["repair"], joined["doubt"])
