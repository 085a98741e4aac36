"""Where a number stands: its offsets, line and column, its sentence and the clauses of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.figures.segments import segments, sentences

if TYPE_CHECKING:
    from briefgen.figures.segments import Segment
    from briefgen.model import Reading

LONGEST = 160  # characters of a sentence shown to either side of the number


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was decided: what, as what, and by which words or rule."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A number in its text: `sentence[at:end]`, the sentence at `offset` of passage `passage`.

    `start`/`stop` are its offsets in the file; `line` and `column` count from 1, as editors do.
    """

    passage: int
    offset: int
    sentence: str
    at: int
    end: int
    start: int
    stop: int
    line: int
    column: int

    @property
    def marked(self) -> str:
        """The sentence with the number in 【】, cut where it is very long."""
        low, high = max(0, self.at - LONGEST), min(len(self.sentence), self.end + LONGEST)
        before, after = self.sentence[low : self.at], self.sentence[self.end : high]
        left, right = "…" if low else "", "…" if high < len(self.sentence) else ""
        return f"{left}{before}【{self.sentence[self.at : self.end]}】{after}{right}".strip()

    @property
    def clauses(self) -> list[Segment]:
        """The clauses of the sentence, each with the numbers it holds."""
        return segments(self.sentence)

    @property
    def clause(self) -> Segment | None:
        """The clause that the number stands in."""
        return next((one for one in self.clauses if one.start <= self.at < one.end), None)


def spot_of(reading: Reading, index: int, at: int, end: int) -> Spot:
    """Where `at:end` of a passage stands, in its sentence and in the file."""
    text = reading.passages[index].text
    spans = sentences(text.text)
    begin, close = next((each for each in spans if each[0] <= at < each[1]), (0, len(text)))
    span = text.span(at, end)
    return Spot(
        index,
        begin,
        text.text[begin:close],
        at - begin,
        min(end, close) - begin,
        span.start,
        span.end,
        *line_and_column(reading.article.source.text, span.start),
    )


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
