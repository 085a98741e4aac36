"""Which place a document is about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.gazetteer import gazetteer
from briefgen.lexicon import load_toml
from briefgen.place_words import PROVINCE

if TYPE_CHECKING:
    from briefgen.model import Place

HEAD = 1_000  # characters in which a report says to whom it is made
SEATS = ("session", "issuer", "reported")  # heads that tell it; the first found does
MANY = 4  # provinces that open clauses: a text that has so many compares them
OPENING = 16  # characters at the start of a text without a title that say whose it is
OUTER, LONGEST = (3, 2), 7  # characters of the short name of a province, of the name behind it
COLONS = ("：", ":")
TIMES = 2  # how often a text about the nation, or about a county without generic, names it at least


def place_of(text: str, prose: str, title: str, origin: str) -> Place | None:
    """The place that the document is about, or None if it is about none or does not say.

    `text` is the whole source, with its head lines, `prose` the paragraphs of the article.
    """
    if seated := _seat(text[:HEAD]):
        return seated
    title = _rules()["dateline"].sub("", title)
    if led := _behind_province(title or prose[:OPENING], prose):
        return led
    wide = _national(prose) or _rules()["region"].search(title) or len(_led(prose)) > 1
    opened = _rules()["leads"].match(title)  # no title of its own: 四川：全省接待游客…
    titled = gazetteer().locate("", title) if wide and not opened else None
    if wide and not titled:
        return None
    place = (
        gazetteer().locate(prose, title, origin)
        or _home(origin, title, prose)
        or _speaker(f"{title}\n{prose}")
    )
    if titled and place != titled:
        return None
    return _teller(_of_paper(place, origin, title, prose), origin, f"{title}\n{prose}")


def _of_paper(place: Place | None, origin: str, title: str, prose: str) -> Place | None:
    """The prefecture whose paper tells of 全市, and of a city in it as a part: 其中，澄江市….

    A county-level city says 全市 too; the title of a text about it names it.
    """
    paper = _rules()["paper"].match(origin)
    above = gazetteer().find(paper["place"]) if paper and place else None
    if above is None or place is None or gazetteer().parent(place) != above:
        return place
    own = re.search(f"{_rules()['own']}{above.full[-1]}", f"{title}\n{prose}")
    return above if own and place.zh not in title else place


def _seat(head: str) -> Place | None:
    """The place whose congress a report was made to, or whose government or bureau makes it.

    None if the head of the text names neither, or a place that is not to be told.
    """
    told = (_rules()[key].search(head) for key in SEATS)
    match = next(filter(None, told), None)
    if not match:
        return None
    name = match["place"]
    return gazetteer().find(name) or _within(name) or _of_several(name, head)


def _behind_province(title: str, prose: str) -> Place | None:
    """The city or county that a title opens with behind its province: 浙江义乌：外贸增长; or None.

    A name that no colon and no zone follows stands in the text time and again, as 新安 in
    河南新安全条例 does not. A text without a title may open so: 江苏海门经济开发区，经过15年….
    """
    for first in OUTER:
        outer = gazetteer().named(title[:first])
        for last in range(first + LONGEST, first + 1, -1) if outer else ():
            name = title[first:last]
            held = [each for each in gazetteer().find_all(name) if _in(outer, each)]
            sure = title[last : last + 1] in COLONS or prose.count(name) >= TIMES
            sure = sure or _rules()["its_zone"].match(title, last) is not None
            if len(held) == 1 and sure and not _rules()["several"].match(title, last):
                return held[0]
    return None


def _in(outer: Place | None, inner: Place) -> bool:
    return outer is not None and outer != inner and gazetteer().contains(outer, inner)


def _within(name: str) -> Place | None:
    """The place of a name with its city before it: 武汉市汉阳区; None if there is none."""
    for cut in range(2, len(name) - 1):
        outer = gazetteer().find(name[:cut])
        inner = gazetteer().find_all(name[cut:]) if outer else ()
        held = [place for place in inner if outer and gazetteer().contains(outer, place)]
        if len(held) == 1:
            return held[0]
    return None


def _of_several(name: str, head: str) -> Place | None:
    """Of the places that share a name, the one whose city the head names too: 龙华区 of 深圳."""
    known = gazetteer()
    above = ((place, known.parent(place)) for place in known.find_all(name))
    named = [place for place, city in above if city and city.zh in head]
    return named[0] if len(named) == 1 else None


def _national(prose: str) -> bool:
    """Whether the text speaks of the nation time and again, and of no place as its own."""
    if not _rules()["own_place"].search(prose) and _compares(prose):
        return True
    own = _rules()["own_level"].search(prose)
    if own:
        return _ministry_first(prose[: own.start()])
    if _rules()["ministry"].search(prose):
        return True
    return len(_rules()["of_nation"].findall(prose)) >= TIMES


def _ministry_first(prose: str) -> bool:
    """Whether a paragraph opens with a ministry that tells of the nation.

    农业农村部10月29日发布…我国…, though the caption of a picture behind it tells of 全省.
    """
    rules = _rules()
    led = any(rules["ministry"].match(line) for line in prose.split("\n"))
    return led and rules["of_nation"].search(prose) is not None


def _compares(prose: str) -> bool:
    """Whether so many provinces open clauses of the text that it is about none of them."""
    return len({match["name"] for match in _provinces().finditer(prose)}) >= MANY


@cache
def _provinces() -> re.Pattern[str]:
    """An expression for a province that opens a clause, and is none of a list: 江苏制造业…."""
    names = "|".join(place.zh for place in gazetteer().places.values() if place.level == PROVINCE)
    return re.compile(f"{_rules()['opens_clause']}(?P<name>{names}){_rules()['no_list']}")


def _led(prose: str) -> set[Place]:
    """The places with which paragraphs open, before a colon: 江西省：全省接待游客…."""
    found = (gazetteer().named(match["place"]) for match in _rules()["leads"].finditer(prose))
    return {place for place in found if place}


def _speaker(text: str) -> Place | None:
    """The one county that the text names without its generic as the one that acts: 天门深入开展.

    None if there are several, or if the text does not say 全市 or 我市 of such a place.
    """
    rules = _rules()
    names = {match["place"] for match in rules["speaks"].finditer(text)} - rules["words"]
    found = [place for name in sorted(names) if (place := _acting(name, text))]
    return found[0] if len(found) == 1 else None


def _acting(name: str, text: str) -> Place | None:
    place = gazetteer().find(name)
    if place is None or place.zh != name or place.full == name:
        return None
    own = re.search(f"{_rules()['own']}{place.full[-1]}", text)
    named = re.findall(f"{name}(?!{_rules()['things']})", text)
    return place if own and len(named) >= TIMES else None


def _home(origin: str, title: str, text: str) -> Place | None:
    """The place whose paper or site publishes a text that names it in its title or says 我县."""
    paper = _rules()["paper"].match(origin)
    place = gazetteer().find(paper["place"]) if paper else None
    own = place is not None and re.search(f"{_rules()['own']}{place.full[-1]}", text)
    return place if paper and (own or paper["place"] in title) else None


def _teller(place: Place | None, origin: str, text: str) -> Place | None:
    """The county that publishes the text and speaks of itself (我县), if it lies in `place`.

    Such a text names its prefecture more often than itself, since it is measured against it.
    """
    named = _rules()["publisher"].match(origin)
    county = gazetteer().find(named[0]) if named and place else None
    if county is None or gazetteer().parent(county) != place:
        return place
    own = f"{_rules()['own']}{county.full[-1]}|^[^\n]*{county.full}"
    return county if re.search(own, text) else place


@cache
def _rules() -> dict[str, Any]:
    rules = load_toml("place_text")
    patterns = (
        "region",
        "own_level",
        "own_place",
        "of_nation",
        "ministry",
        "leads",
        "dateline",
        "speaks",
        "several",
        "its_zone",
        *SEATS,
        "publisher",
        "paper",
    )
    return {
        "own": rules["own"],
        "opens_clause": rules["opens_clause"],
        "no_list": rules["no_list"],
        "words": frozenset(rules["words"]),
        "things": "|".join(map(re.escape, rules["thing_after"])),
        **{key: re.compile(rules[key]) for key in patterns},
    }
