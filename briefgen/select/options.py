"""What `select` is told from outside: how to phrase, what the page is called, how it measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from briefgen.model import Bilingual, Fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from briefgen.model import Briefing, Figure, Theme
    from briefgen.overrides import Override

STANDARD = Fit()
FLOOR = Fit(body=9.0, leading=1.36, table=7.0, spacing=0.5)
CEILING = Fit(body=11.0, leading=1.8, table=8.4, spacing=1.4)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The wording that the step `english` lends: each takes a figure (or theme), returns text.

    `value_en` is a table cell ("+7.9% y/y", "over RMB 3.6 billion"), the two periods are as
    printed ("Jan–Apr 2024", 2024年1—4月; empty if unknown), the two comparisons list gaps and rank
    (empty if there are none); `theme_en` and `title_en` are label and title of a theme; `basis` is
    what a change is measured against if that is not the year before (年均, a year on average);
    `garbled` says whether the English of its label shows by itself that it went wrong.
    """

    value_en: Callable[[Figure], str]
    period_en: Callable[[Figure], str]
    period_zh: Callable[[Figure], str]
    compared_en: Callable[[Figure], str]
    compared_zh: Callable[[Figure], str]
    theme_en: Callable[[Theme], str]
    title_en: Callable[[Theme], str]
    basis: Callable[[Figure], Bilingual] = lambda _: Bilingual("", "")
    garbled: Callable[[Figure], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Rewording:
    """A highlight in an editor's words: its runs, each with the id of the figure it states.

    `fault` says why it must not be printed: a number that is not the source's, for one.
    """

    runs: tuple[tuple[str, str], ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """The hand edits of a workspace, by key what is known of their words, and whose file is gone.

    `heading_fault` says what is wrong with a heading given for another, and its English.
    """

    overrides: tuple[Override, ...] = ()
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    heading_fault: Callable[[str, str, str], str] = lambda _was, _text, _english: ""
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scale:
    """Between what settings a template lets a page be fitted, and how many rows its table has.

    `rows` are the least that each page has, those of a usual one, and the most.
    """

    standard: Fit = STANDARD
    floor: Fit = FLOOR
    ceiling: Fit = CEILING
    rows: tuple[int, int, int] | None = None  # None: as in data/importance.toml


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What stands in the masthead, what editors changed by hand, and how the template is set.

    Without `cards` no figure stands at the head, and each is said where it belongs.
    """

    place: Bilingual
    title: Bilingual
    issuer: Bilingual
    day: date
    hands: Hands = Hands()
    scale: Scale = Scale()
    cards: bool = True
    place_code: str = ""


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """How the PDF came out: its pages, and the share of the type area filled.

    A share above 1 says by how much it overflows, as far as the renderer knows; beyond one page
    any value is taken as an overflow.
    """

    pages: int
    fill: float

    @property
    def fits(self) -> bool:
        """Whether it is one page that is not overfull."""
        return self.pages == 1 and self.fill <= 1


class Measurer(Protocol):
    """What `render` lends: how a page comes out in either format."""

    def count(self, briefing: Briefing, *, exact: bool = False) -> float:
        """The share of its budget that the Word page takes at `fit_word`; cheap, no layout.

        Word knows only half points; `exact` counts as if it knew all sizes, as the PDF does.
        """

    def lay_out(self, briefing: Briefing) -> PageMeasure:
        """How the PDF comes out at `fit`; dear."""
