"""The values that travel from step to step: all frozen, all traceable to the source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

OVERALL = "总体"  # the label of what stands before the first theme (extract contract)


class Measure(StrEnum):
    """What kind of quantity a figure states."""

    GROWTH = "growth"
    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    RANK = "rank"
    DELTA = "delta"
    MULTIPLE = "multiple"
    CONTRIBUTION = "contribution"
    PHYSICAL = "physical"


class Basis(StrEnum):
    """What a change is measured against."""

    YOY = "yoy"
    MOM = "mom"
    AVERAGE = "average"


class Direction(StrEnum):
    """The sign of a change; values themselves are always written magnitudes."""

    UP = "up"
    DOWN = "down"


class Bound(StrEnum):
    """How exactly the written number holds."""

    ABOUT = "about"
    OVER = "over"
    UP_TO = "up_to"


class Status(StrEnum):
    """Whether a figure has happened."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in simplified Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A cleaned text whose every character knows its offset in the decoded file.

    `offsets[i]` is the code-point offset of the raw character behind `text[i]`; both have one
    length. A repaired or converted character points at the character it stands for.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            message = f"{len(self.text)} characters but {len(self.offsets)} offsets"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: Traced) -> Traced:
        return Traced(self.text + other.text, self.offsets + other.offsets)

    def cut(self, start: int, end: int) -> Traced:
        """The part from `start` to `end`, as a slice."""
        return Traced(self.text[start:end], self.offsets[start:end])

    def strip(self) -> Traced:
        """The same without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, max(left, len(self.text.rstrip())))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` stands in the raw file; raises ValueError if it is empty."""
        part = self.offsets[start:end]
        if not part:
            message = "an empty part has no place in the source"
            raise ValueError(message)
        return Span(part[0], part[-1] + 1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code-point offsets into the decoded file: `raw[start:end]` is the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A doubt, listed instead of guessed: what kind, where, and in words for the editor."""

    kind: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Noise:
    """A stretch of the file that is not the article: advert, menu, licence, byline …"""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended stretch: what stood there, what it was read as, and why."""

    start: int
    end: int
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: `text` is decoded and otherwise untouched, so offsets point into it."""

    id: str
    path: str
    sha256: str
    encoding: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A province, prefecture or county: `code` is the GB/T 2260 six digits, `level` 1, 2 or 3.

    `zh` is the short name (聊城), `full` the official one (聊城市), `en` the short English one,
    `en_full` the one with its generic (Guanxian County); `parent` is the code one level up.
    """

    code: str
    level: int
    zh: str
    full: str
    en: str
    en_full: str
    parent: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A cleaned paragraph: simplified, mended, full-width punctuation, no stray spaces.

    `markup` is the heading level that the file itself marks (Markdown #, HTML h1–h6), 0 if none.
    `line` is true for one short line without sentence punctuation: it may be a heading, and a
    space inside it is kept, since it often parts label and title (扎实推进“链长制” 优势凸显).
    """

    text: Traced
    markup: int = 0
    line: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A document cleaned: what it says, and what is known about it; dates are null if unstated."""

    source: Source
    title: str
    origin: str  # the publishing outlet (聊城日报); empty if the text does not say
    published: date | None
    event: date | None
    place: Place | None
    script: str  # "simplified" or "traditional"
    paragraphs: tuple[Paragraph, ...]
    noise: tuple[Noise, ...] = ()
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading of the document's own: `label` is its shortest name (稳), `title` the rest.

    `parent` is the id of the theme above, None at the top; `rule` names the marker that found it.
    """

    id: str
    parent: str | None
    label: str
    title: str
    rule: str
    start: int
    end: int
    label_en: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text under one innermost theme (None: before the first, 总体), in source order.

    `role` is "body", "heading" (a theme's own line; figures there are headlines, repeats of the
    body) or "title". `paragraph` is the index of the paragraph it is cut from.
    """

    theme: str | None
    paragraph: int
    text: Traced
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Outline:
    """The document's own structure: its themes, and all its text cut at them, in order."""

    themes: tuple[Theme, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A gap to a benchmark in percentage points; below is negative."""

    benchmark: str
    delta: Decimal
    unit: str = "pp"


@dataclass(frozen=True, slots=True)
class Rank:
    """A position in a named scope: 居全省第2位 is (全省, 2)."""

    scope: str
    position: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """The start of a from–to pair: 从2.77%提高到3.3%."""

    value: Decimal
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the text and all that it says; field values are those of the contract.

    `value` is the written magnitude in `unit`; `direction` carries the sign. `mention` is the
    number as written, cleaned; `sentence` and `at` show where it stands in the cleaned text.
    `start`/`end` cover the number in the raw file. `rule` names the rule that read it, and
    `confidence` is the share of figures read this way that are right in every attribute.
    """

    id: str
    theme: str | None
    indicator: str
    measure: Measure
    value: Decimal
    unit: str
    mention: str
    start: int
    end: int
    rule: str
    confidence: float
    basis: Basis | None = None
    direction: Direction | None = None
    bound: Bound | None = None
    value_max: Decimal | None = None
    baseline: Baseline | None = None
    area: str = ""
    period: str | None = None
    status: Status = Status.ACTUAL
    versus: tuple[Comparison, ...] = ()
    rank: Rank | None = None
    passage: int = -1  # index in Outline.passages
    at: int = -1  # offset of the mention in that passage's text
    highlight: str | None = None
    indicator_en: str = ""
    value_en: str = ""
    covered: bool = True  # every word of indicator_en comes from the glossary


@dataclass(frozen=True, slots=True)
class Highlight:
    """A clause of the source that carries figures, trimmed but in the source's own words."""

    id: str
    theme: str | None
    text: str
    figures: tuple[str, ...]
    score: float
    start: int
    end: int
    reasons: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one document: the unit of the extract contract."""

    article: Article
    themes: tuple[Theme, ...]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    highlights: tuple[Highlight, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- the page -----------------------------------------------------------------------------------


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
class KeyFigure:
    """One of the three to five numbers at the head of the page.

    `value` is what is set large ("+7.9"), `unit` the small sign after it in Chinese and English;
    `note` is its period and comparisons; `trend` has two or more comparable points, or none.
    """

    figure: str
    value: str
    unit: Bilingual
    label: Bilingual
    note: Bilingual
    status: Status
    source: int
    trend: tuple[TrendPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One highlight as printed, without its closing stop; `source` is the mark [n]."""

    id: str
    runs: tuple[Run, ...]
    status: Status
    source: int

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class ThemeBlock:
    """A theme as printed: a one- or two-character label is a chip, a longer one a lead-in."""

    id: str
    label: Bilingual
    title: Bilingual
    lines: tuple[Line, ...]
    parent: Bilingual | None = None

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
    """A numbered source at the foot of the page."""

    number: int
    title: str
    origin: str
    day: str
    path: str


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
    figure_count: int  # figures printed, each traced to a source
    fit: Fit = field(default_factory=Fit)
    held: tuple[Held, ...] = ()

    def setting(self, fit: Fit) -> Self:
        """The same page set otherwise."""
        return replace(self, fit=fit)
