"""Numbers that no statement covers: what the page should say there, or whose words they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from briefgen.verify.finding import Finding
from briefgen.verify.place import Placed
from briefgen.verify.words import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.verify.documents import Witness
    from briefgen.verify.statement import Statement
    from briefgen.verify.stream import Number, Stream

ALIKE = 62.0  # of 100: below it a statement is another one; one changed number leaves above 80
MOST = 400  # statements that are compared with a stretch: a page has far fewer
QUOTED = 8  # characters that a stretch must have to be known as the words of a document
STOPS = re.compile(r"[，；。;·]")
ENDS = re.compile(r"[；。]")


@dataclass(slots=True)
class Remainder:
    """What is left of a page; `missing` are statements that were not found on it as they are."""

    stream: Stream
    missing: Sequence[Statement]
    witnesses: Sequence[Witness]
    free: Callable[[int], bool]
    proved: dict[int, Placed] = field(default_factory=dict)  # by the start of the number
    quoted: set[int] = field(default_factory=set)
    expected: dict[int, str] = field(default_factory=dict)

    def findings(self, numbers: Sequence[Number]) -> list[Finding]:
        """What is wrong with these numbers; those that are proved after all left out."""
        for start, end in self._stretches(numbers):
            self._align(start, end)
        made = []
        said = table()["said"]
        for each in numbers:
            if each.start in self.proved or self._quoted(each):
                continue
            expected = self.expected.get(each.start, "")
            reason = said["changed"] if expected else said["unknown"]
            made.append(Finding(each.place, each.text, each.around, reason, expected))
        return made

    def _stretches(self, numbers: Iterable[Number]) -> list[tuple[int, int]]:
        """The uncovered stretches of the page that hold these numbers."""
        found: list[tuple[int, int]] = []
        for each in numbers:
            if found and each.start < found[-1][1]:
                continue
            start = end = each.start
            while start and self.free(start - 1):
                start -= 1
            while end < len(self.stream.text) and (self.free(end) or end < each.end):
                end += 1
            found.append((start, end))
        return found

    def _align(self, start: int, end: int) -> None:
        """Lays missing statements over a stretch, the most alike first."""
        stretches = [(start, end)]
        left = list(self.missing[:MOST])
        while stretches and left:
            best, where, span = 0.0, None, (0, 0)
            for low, high in stretches:
                for each in left:
                    match = fuzz.partial_ratio_alignment(
                        each.text, self.stream.text[low:high], score_cutoff=max(best, ALIKE)
                    )
                    if match and match.score > best:
                        best, where = match.score, each
                        span = self._span(each, low, high, match.dest_start, match.dest_end)
            if where is None:
                return
            left.remove(where)
            self._compare(where, *span)
            stretches = [part for one in stretches for part in _without(one, span)]

    def _span(self, each: Statement, low: int, high: int, start: int, end: int) -> tuple[int, int]:
        """The window of a match, or the whole stretch where that is little longer."""
        if high - low < 1.4 * len(each.text) + 12:
            return low, high
        return low + start, low + end

    def _compare(self, each: Statement, start: int, end: int) -> None:
        """Proves the numbers whose whole clause is as it must be; says what others should be."""
        text = each.text
        window = self.stream.text[start:end]
        at: dict[int, int] = {}  # place in the window -> place in the statement
        for op in Levenshtein.opcodes(text, window):
            if op.tag == "equal":
                at.update(
                    zip(
                        range(op.dest_start, op.dest_end),
                        range(op.src_start, op.src_end),
                        strict=True,
                    )
                )
        back = {there: here for here, there in at.items()}
        clauses = _clauses(each)
        label = not each.required[1:] or _whole(_field(each, each.required[0]), back)
        for number in self.stream.numbers:
            if not start <= number.start < end:
                continue
            clause = _nearest(number.start - start, at, clauses)
            exact = all(here - start in at for here in range(number.start, number.end))
            if exact and label and clause and _whole(clause, back):
                span = (number.start, number.end)
                self.proved[number.start] = Placed(each, *span, (span,))
            else:
                shown = each.required[0] if not label else ""
                said = text[clause[0] : clause[1]] if clause else text
                self.expected[number.start] = " … ".join(part for part in (shown, said) if part)

    def _quoted(self, number: Number) -> bool:
        """Whether it stands in words of a document that no statement of the page is like."""
        if number.start in self.expected:
            return False
        text = self.stream.text
        low = max((m.end() for m in ENDS.finditer(text, 0, number.start)), default=0)
        block = self.stream.starts[self.stream.block_at(number.start)]
        low = max([low, *(gap for gap in (block,) if gap <= number.start)])
        while low < number.start and not self.free(low):
            low += 1
        stop = STOPS.search(text, number.end)
        high = min(stop.start() if stop else len(text), self._next(number.end))
        said = text[low:high]
        for each in self.witnesses if len(said) >= QUOTED else ():
            where = each.text.find(said)
            promised = any(where <= a < where + len(said) for a, _ in each.promises)
            if where >= 0 and not promised:
                self.quoted.add(number.start)
                return True
        return False

    def _next(self, at: int) -> int:
        while at < len(self.stream.text) and self.free(at):
            at += 1
        return at


def _without(one: tuple[int, int], span: tuple[int, int]) -> list[tuple[int, int]]:
    if span[1] <= one[0] or one[1] <= span[0]:
        return [one]
    parts = [(one[0], span[0]), (span[1], one[1])]
    return [(low, high) for low, high in parts if high - low > 1]


def _clauses(each: Statement) -> list[tuple[int, int]]:
    """The clauses of a statement, each within one field."""
    found, at = [], 0
    for text in each.fields:
        stops = [match.start() for match in STOPS.finditer(text)]
        edges = [0, *stops, len(text)] if each.kind == "sentence" else [0, len(text)]
        found += [(at + low, at + high) for low, high in pairwise(edges)]
        at += len(text)
    return found


def _field(each: Statement, text: str) -> tuple[int, int]:
    start = each.text.find(text)
    return start, start + len(text)


def _whole(clause: tuple[int, int], back: dict[int, int]) -> bool:
    """Whether a clause stands in the window without a gap."""
    first = back.get(clause[0])
    return first is not None and all(
        back.get(here) == first + here - clause[0] for here in range(*clause)
    )


def _nearest(
    here: int, at: dict[int, int], clauses: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The clause of a place in the window: its own, or that of the nearest known place."""
    near = min(at, key=lambda one: abs(one - here), default=None)
    if near is None:
        return None
    there = at[near] + (here - near)
    inside = (each for each in clauses if each[0] <= there < each[1])
    return next(inside, None) or min(clauses, key=lambda each: abs(each[0] - there), default=None)
