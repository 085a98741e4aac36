"""Places that open a clause and have its figure, though they lie outside the document's."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.gazetteer import gazetteer
from briefgen.place_words import PREFECTURE, PROVINCE

if TYPE_CHECKING:
    from briefgen.model import Place


def outer_place(own: str, place: Place | None) -> str:
    """The full name of the province or prefecture that opens the clause `own` and has its figure.

    "" if there is none. 长三角地区生产总值增长5.4%，其中江苏省增长5.8%. Short names of provinces
    are mostly those of partners in a text about a city (`place`).
    """
    if named := _by_full_name(own):
        return named
    return _by_short_name(own, place) if place is None or place.level == PROVINCE else ""


def _by_full_name(own: str) -> str:
    """The province or prefecture that opens a clause by its full name."""
    named = phrases().patterns["other_place"].match(own)
    found = gazetteer().find_all(named["name"]) if named else ()
    full = [place for place in found if place.full == (named and named["name"])]
    return full[0].full if len(full) == 1 and full[0].level <= PREFECTURE else ""


def _by_short_name(own: str, place: Place | None) -> str:
    """The province that opens a clause by its short name, before what it has: 江苏|制造业增加值."""
    opened, patterns = _provinces().match(own), phrases().patterns
    if not opened:
        return ""
    told = patterns["province_has"].match(own, opened.end())
    if place is None:
        told = told or patterns["province_reaches"].match(own, opened.end())
    found = gazetteer().find(opened[0]) if told else None
    return found.full if found else ""


@cache
def _provinces() -> re.Pattern[str]:
    """An expression for the short names of all provinces."""
    names = [place.zh for place in gazetteer().places.values() if place.level == PROVINCE]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))
