"""Says whose figures those of a document are, where it is not about the place of the page.

The page of a city has the news of its counties and zones, too, and that of a province the news of
its cities. What such a document tells of itself (全区生产总值) would read there as the page's own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english import told_apart
from briefgen.select.importance import area_factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.english import Glossary
    from briefgen.model import Article, Place, Reading

MARK = " · "  # between the place and the source of a document
COLON = "："  # between the place and the title of one without a source
SHORT = 26  # characters of a title that has room for it
PART = "part"  # of the place: a county, a zone


def naming_areas(
    readings: Sequence[Reading], page: Place, glossary: Glossary
) -> tuple[Reading, ...]:
    """The readings as the page of a place prints them: labels name any other area they tell of."""
    return tuple(_named(reading, page, glossary) for reading in readings)


def _named(reading: Reading, page: Place, glossary: Glossary) -> Reading:
    areas = frozenset(_other_areas(reading, page))
    if not areas:
        return reading
    figures = tuple(
        told_apart(figure, glossary) if figure.area in areas else figure
        for figure in reading.figures
    )
    return replace(reading, article=_placed(reading.article, page), figures=figures)


def _other_areas(reading: Reading, page: Place) -> Iterator[str]:
    """The place of the document, if it is not that of the page, and the zone that it tells of."""
    own = reading.article.place
    if own is not None and own.code != page.code:
        yield own.full
    told = Counter(figure.area for figure in reading.figures).most_common(1)
    for area, count in told:  # most of its figures: it is about that zone or county
        about = next(figure for figure in reading.figures if figure.area == area)
        if 2 * count > len(reading.figures) and area_factor(about, own or page)[0] == PART:
            yield area


def _placed(article: Article, page: Place) -> Article:
    """The document with its place before its source, if neither that nor its title names it.

    One without a source has it before a short title.
    """
    own = article.place
    if own is None or own.code == page.code or own.zh in article.name + article.origin:
        return article
    if article.title and not article.origin and len(article.title) <= SHORT:
        return replace(article, title=f"{own.full}{COLON}{article.title}")
    return replace(article, origin=MARK.join(filter(None, (own.full, article.origin))))
