"""Whom a whole text speaks of, if not of its place: a zone, a region, a town, the nation."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.figures.regions import region_led
from briefgen.gazetteer import gazetteer
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Place

HEAD = 300  # characters in which a report says to whom it is made
SHORT_NAMES = (2, 3)  # characters of the name of a place before a zone's
TIMES = 2  # how often a zone speaks in a text that is about it


def speaker_of(text: str, place: Place | None) -> str:
    """Whom a text speaks of: a development zone with its city's name, a region, or the nation.

    "" if none or several do. A text that says 全市 of its own figures is about the city.
    """
    patterns = phrases().patterns
    if patterns["city_speaks"].search(text):
        return ""
    if whole := _speaks_at_head(text[:HEAD]):
        return whole
    regions = Counter(match["region"] for match in _told("region_speaks", text))
    others = set(filter(None, map(region_led, text.split("\n")))) if place is None else set()
    if len(regions) == 1 and others <= set(regions) and (regions.total() >= TIMES or place is None):
        return next(iter(regions))  # 粤东地区进出口…, told by the customs of one of its cities
    if place is None:
        levels = Counter(match["name"] for match in patterns["wide"].finditer(text))
        known = load_toml("clauses")["areas"]
        nation = sum(count for name, count in levels.items() if known.get(name) == 0)
        told = nation >= TIMES or patterns["ministry"].search(text[:HEAD]) is not None
        return phrases().words["nation"] if told and nation == levels.total() else ""
    if town := _town_of(text):
        return town
    return _zone_titled(text) or _zone_that_speaks(text, place)


def _zone_titled(text: str) -> str:
    """The zone that a text is titled by: 沧州临港经济技术开发区2022年工作总结; or ""."""
    titled = phrases().patterns["zone_titled"].match(text.lstrip())
    name = str(titled["zone"]) if titled else ""
    return name if any(gazetteer().named(name[:size]) for size in SHORT_NAMES) else ""


def _zone_that_speaks(text: str, place: Place) -> str:
    """The zone with whose name a text opens (江苏海门经济开发区，经过…), or that speaks; or ""."""
    patterns = phrases().patterns
    if opened := patterns["zone_opens"].search(text[:HEAD]):
        return _full_zone(opened["zone"], text, place)
    said = (match["zone"] for match in _told("zone_speaks", text))
    named = Counter(_full_zone(name, text, place) for name in said)
    often = [name for name, count in named.items() if count >= TIMES]
    return often[0] if len(often) == 1 else ""


def _full_zone(name: str, text: str, place: Place) -> str:
    """The name of a zone with its place: 高邮高新区 if the text has that alone, or the city's."""
    before = phrases().patterns["zone_place"]
    ends = (match.start() for match in re.finditer(re.escape(name), text))
    places = {
        match["place"] for end in ends if (match := before.search(text[max(0, end - 4) : end]))
    }
    known = {each for each in places if gazetteer().named(each)}
    if len(known) == 1:
        return str(known.pop()) + name
    return name if name.startswith(place.zh) else place.zh + name


def _told(name: str, text: str) -> Iterator[re.Match[str]]:
    """All matches of a pattern, line by line: most lines have nothing that it needs."""
    lines = text.split("\n")
    return chain.from_iterable(map(phrases().patterns[name].finditer, lines))


def _speaks_at_head(head: str) -> str:
    """The corps that a text is titled by, or the nation whose congress it was read to, or ""."""
    if corps := phrases().patterns["corps"].search(head):
        return str(corps["name"])
    return phrases().words["nation"] if phrases().patterns["nation_speaks"].search(head) else ""


def _town_of(text: str) -> str:
    """The one village, town or street that a text is about, so that no figure is its district's.

    "" if it tells of several, or figures of the whole county or city too.
    """
    patterns = phrases().patterns
    if patterns["above_speaks"].search(text):  # of most texts: found at once
        return ""
    named = Counter(match["town"] for match in _told("town_speaks", text))
    if len(named) != 1:
        return ""
    (town, times), *_ = named.items()
    again = sum(town.endswith(m["kind"] or m[0][0]) for m in patterns["town_again"].finditer(text))
    return town if times + again >= TIMES else ""
