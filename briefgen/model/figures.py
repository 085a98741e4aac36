"""What the numbers of a text say, and the clauses they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from briefgen.model.text import Article, Passage, Problem, Theme

UNSTATED = "XXXX"  # a year that the text does not say, as ISO 8601-2 writes it


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

    @property
    def signed(self) -> bool:
        """Whether a value of this measure has a sign: it says how much something changed."""
        return self in (Measure.GROWTH, Measure.DELTA)


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
    undated: str | None = None  # XXXX-01/XXXX-09: the part of a year that the text does not say
    status: Status = Status.ACTUAL
    versus: tuple[Comparison, ...] = ()
    rank: Rank | None = None
    passage: int = -1  # index in Outline.passages
    at: int = -1  # offset of the mention in that passage's text
    highlight: str | None = None
    indicator_en: str = ""
    value_en: str = ""
    covered: bool = True  # every word of indicator_en comes from the glossary

    @property
    def when(self) -> str | None:
        """Its period, or what is known of it where the text says no year."""
        return self.period or self.undated

    @property
    def sign(self) -> str:
        """`+` or `−` (a true minus) of a growth or difference; "" for all else."""
        if not self.measure.signed or self.direction is None:
            return ""
        return "+" if self.direction is Direction.UP else "\N{MINUS SIGN}"

    @property
    def signed_mention(self) -> str:
        """The number as a key figure has it: as written, with its sign."""
        return self.sign + self.mention


@dataclass(frozen=True, slots=True)
class Highlight:
    """A clause of the source that carries figures, trimmed but in the source's own words.

    `reasons` are the parts of its score, in order: what is added, and factors, which begin with ×.
    """

    id: str
    theme: str | None
    text: str
    figures: tuple[str, ...]
    score: float
    start: int
    end: int
    reasons: tuple[tuple[str, float], ...] = ()
    key: str = ""  # by which hand edits name it
    status: Status = Status.ACTUAL  # of its figures; its words alone may not say that it is a plan


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one document: the unit of the extract contract."""

    article: Article
    themes: tuple[Theme, ...]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    highlights: tuple[Highlight, ...] = ()
    problems: tuple[Problem, ...] = ()
