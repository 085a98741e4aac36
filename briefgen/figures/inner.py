"""Places within the document's own that open a clause and have its figure: a county of a city."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.gazetteer import gazetteer

if TYPE_CHECKING:
    from briefgen.model import Place


def inner_place(own: str, place: Place | None) -> str:
    """The full name of the place in `place` that opens the clause `own`; "" if none does.

    Places that only give examples (宜川、平利等5个县区) are none; a short name needs a
    statistical word behind it, since many begin other words (延长石油).
    """
    match = opens_with(own, place)
    if not match or not place:
        return ""
    behind = own[match.end() :]
    whole = any(match[0] in full_names(each) for each in gazetteer().find_all(match[0]))
    if not whole and not phrases().patterns["after_place"].match(behind):
        return ""
    if behind.startswith(tuple(phrases().lists["goes_on_naming"])):
        return ""
    inside = (each for each in gazetteer().find_all(match[0]) if each != place)
    found = [each for each in inside if gazetteer().contains(place, each)]
    return found[0].full if len(found) == 1 else ""


def opens_with(own: str, place: Place | None) -> re.Match[str] | None:
    """The name of a place in `place` with which a clause begins."""
    names = _names_within(place.code) if place else None
    return names.match(own) if names else None


def full_names(place: Place) -> tuple[str, ...]:
    """The full name of a place, and how everyday news call it: 红河州 for 红河哈尼族彝族自治州."""
    return (place.full, *gazetteer().everyday.get(place.code, ()))


@cache
def _names_within(code: str) -> re.Pattern[str] | None:
    """An expression for the names of all places in the place of `code`; None if it has none."""
    outer = gazetteer().get(code)
    inside = [
        place
        for place in gazetteer().places.values()
        if outer and place.code != code and gazetteer().contains(outer, place)
    ]
    names = {name for place in inside for name in (place.zh, *full_names(place)) if len(name) > 1}
    return re.compile("|".join(sorted(names, key=len, reverse=True))) if names else None
