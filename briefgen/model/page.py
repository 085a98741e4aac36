"""What stands on the page; both formats are set from one Briefing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from briefgen.model.figures import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in simplified Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a printed line; `figure` is the id of the figure it states, if it is one.

    Ids on the page are "document index:figure id", so that they are unique over all documents.
    """

    text: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of an indicator, as printed under a key figure."""

    period: Bilingual
    value: Decimal
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a key figure lies above a benchmark (below: negative), in points; both are drawn.

    `place` is whose figure it is, if it is not that of the page's place.
    """

    benchmark: str
    delta: Decimal
    value: Decimal  # of the key figure, with its sign
    place: Bilingual | None = None


def drawn(label: str, points: Iterable[str]) -> str:
    """The words that stand for a drawing: what it is of, and what it shows, in order."""
    return f"{label}：{'，'.join(points)}"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the three or four numbers at the head of the page.

    `value` is what is set large ("+7.9"), `unit` the small sign after it in Chinese and English;
    `note` is its period and comparisons; `trend` has two or more comparable points, or none, and
    where there is none `gap` may say how far from a benchmark it lies.
    """

    figure: str
    value: str
    unit: Bilingual
    label: Bilingual
    note: Bilingual
    status: Status
    source: int
    trend: tuple[TrendPoint, ...] = ()
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One highlight as printed, without its closing stop; `source` is the mark [n].

    `score` is how much it matters, from 0 to 1, and `reasons` are the parts of that score.
    `key` is that of hand edits; `was` are the source's words where an editor worded it anew.
    `told` is true of a forecast that says so, or goes on with a sentence that does.
    """

    id: str
    runs: tuple[Run, ...]
    status: Status
    source: int
    score: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()
    key: str = ""
    was: str = ""
    told: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class ThemeBlock:
    """A theme as printed: a one- or two-character label is a chip, a longer one a lead-in.

    `key` is that of hand edits; `was` is the document's heading where an editor gave another.
    """

    id: str
    label: Bilingual
    title: Bilingual
    lines: tuple[Line, ...]
    parent: Bilingual | None = None
    key: str = ""
    was: str = ""

    @property
    def chip(self) -> bool:
        """Whether the label is short enough to be set as a square."""
        return len(self.label.zh) == 1


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """One source document as printed: its heading, its themes, and its targets together."""

    source: int
    title: str
    origin: str
    day: str
    themes: tuple[ThemeBlock, ...]
    targets: tuple[Line, ...] = ()
    targets_for: str = ""  # the year they are set for, as their figures say it; empty if unknown


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the English table; `marked` is true if a word of it is not in the glossary."""

    figure: str
    theme: str
    theme_zh: str
    indicator: str
    period: str
    value: str
    compared: str
    status: Status
    source: int
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A numbered source at the foot of the page; `also` names others with the same news."""

    number: int
    title: str
    origin: str
    day: str
    path: str
    short: str = ""  # a name of few words, for want of an origin
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How the page is set: sizes in points, `spacing` the factor on all gaps between blocks."""

    body: float = 10.0
    leading: float = 1.6
    table: float = 7.6
    spacing: float = 1.0


@dataclass(frozen=True, slots=True)
class Held:
    """A highlight or row that did not go on the page, and why."""

    id: str
    text: str
    reason: str
    score: float
    reasons: tuple[tuple[str, float], ...] = ()  # the parts of the score
    key: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A hand edit that concerns the page: what was asked, and the `problem` if it was not done.

    `did` is pin, hide, text, before or after; `text` the new words, or the key of the other line.
    """

    key: str
    document: str
    did: str
    text: str
    was: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything that stands on the page; both formats are set from this one value."""

    place: Bilingual
    title: Bilingual
    issuer: Bilingual
    issue: Bilingual  # 2024年第22期 / Issue 22, 2024
    week: str  # 2024-W22, the name of the files
    dates: Bilingual  # 5月27日—6月2日 / 27 May – 2 June 2024
    day: date
    key_figures: tuple[KeyFigure, ...]
    documents: tuple[DocumentBlock, ...]
    rows: tuple[Row, ...]
    sources: tuple[SourceNote, ...]
    fit: Fit = field(default_factory=Fit)  # of the PDF
    held: tuple[Held, ...] = ()
    fit_word: Fit = field(default_factory=Fit)
    edits: tuple[Edit, ...] = ()
    place_code: str = ""  # GB/T 2260

    def setting(self, fit: Fit, word: Fit | None = None) -> Self:
        """The same page set otherwise; Word like the PDF unless it is told."""
        return replace(self, fit=fit, fit_word=word or fit)

    @property
    def figure_count(self) -> int:
        """How many figures are printed, each traced to a source."""
        return len({figure for figure, _ in self.printed_figures()})

    def printed_figures(self) -> Iterator[tuple[str, str]]:
        """Each figure on the page, by its page-wide id, and which part of the page it stands in."""
        for key in self.key_figures:
            yield key.figure, "key figure"
            yield from ((point.figure, "trend") for point in key.trend)
        for document in self.documents:
            themed = (line for theme in document.themes for line in theme.lines)
            for line in (*themed, *document.targets):
                yield from ((run.figure, "text") for run in line.runs if run.figure)
        yield from ((row.figure, "table") for row in self.rows)
