"""Places that open a clause and have its figure, though they lie outside the document's."""

from __future__ import annotations

import re
from functools import cache

from briefgen.figures.phrases import phrases
from briefgen.gazetteer import gazetteer
from briefgen.place_words import PREFECTURE, PROVINCE


def outer_place(own: str) -> str:
    """The full name of the province or prefecture that opens the clause `own` and has its figure.

    "" if there is none. 长三角地区生产总值增长5.4%，其中江苏省增长5.8%.
    """
    return _by_full_name(own) or _by_short_name(own)


def _by_full_name(own: str) -> str:
    """The province or prefecture that opens a clause by its full name."""
    named = phrases().patterns["other_place"].match(own)
    found = gazetteer().find_all(named["name"]) if named else ()
    full = [place for place in found if place.full == (named and named["name"])]
    return full[0].full if len(full) == 1 and full[0].level <= PREFECTURE else ""


def _by_short_name(own: str) -> str:
    """The province that opens a clause by its short name, before what it has: 江苏|制造业增加值."""
    opened = _provinces().match(own)
    told = opened and phrases().patterns["province_has"].match(own, opened.end())
    place = gazetteer().find(opened[0]) if opened and told else None
    return place.full if place else ""


@cache
def _provinces() -> re.Pattern[str]:
    """An expression for the short names of all provinces."""
    names = [place.zh for place in gazetteer().places.values() if place.level == PROVINCE]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))
