"""What `select` is told from outside: how to phrase, what the page is called, how it measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from briefgen.model import Bilingual, Figure, Theme


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The wording that the step `english` lends: each takes a figure (or theme), returns text.

    `value_en` is a table cell ("+7.9% y/y", "over RMB 3.6 billion"), the two periods are as
    printed ("Jan–Apr 2024", 2024年1—4月; empty if unknown), the two comparisons list gaps and rank
    (empty if there are none); `theme_en` and `title_en` are label and title of a theme.
    """

    value_en: Callable[[Figure], str]
    period_en: Callable[[Figure], str]
    period_zh: Callable[[Figure], str]
    compared_en: Callable[[Figure], str]
    compared_zh: Callable[[Figure], str]
    theme_en: Callable[[Theme], str]
    title_en: Callable[[Theme], str]


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What stands in the masthead, and how much the page may hold at most."""

    place: Bilingual
    title: Bilingual
    issuer: Bilingual
    day: date


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """How one page came out: its pages, and the share of the type area filled in each format.

    `pages` is the larger of the two formats. A share above 1 says by how much it overflows, as
    far as the renderer knows; beyond one page any value is taken as an overflow.
    """

    pages: int
    pdf: float
    word: float

    @property
    def fill(self) -> float:
        """The share of the fuller format."""
        return max(self.pdf, self.word)

    @property
    def fits(self) -> bool:
        """Whether both formats have one page that is not overfull."""
        return self.pages == 1 and self.fill <= 1


Measurer = Callable[["Briefing"], PageMeasure]

if TYPE_CHECKING:
    from briefgen.model import Briefing
