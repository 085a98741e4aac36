"""The numbers of a sentence with their units and bounds, less those that are no figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefgen.figures.bounds import bound_before, bound_behind
from briefgen.figures.guards import covered, guarded
from briefgen.figures.numerals import Numeral, plain, read_numeral, written_out
from briefgen.figures.spelled import counts_thing
from briefgen.figures.units import BARE, COUNT, MONEY, PERCENT, PHYSICAL, is_unit, units
from briefgen.fractions import fraction_parts, percent_of
from briefgen.lexicon import load_toml
from briefgen.model import Bound

if TYPE_CHECKING:
    from decimal import Decimal

_NUMBERED = re.compile(r"[\dA-Za-z]")
COMMA = "，"  # may stand for 、 between sums: 29.8亿，12.9亿元
ENDS = ("", "，", "。", "；")  # behind a number that ends its clause
BESIDE = 4  # characters before a dash in which another number makes it a range: 3个-5个
HEADCOUNTS = (4, 8)  # 万 and 亿: the powers of ten in which people are counted


class Mention(NamedTuple):
    """A number with its unit: `text[start:end]` is what is written, bounds outside it left out.

    `kind` is money, percent, count, physical, times or bare (no unit). Money keeps its written
    scale in `unit` (9.3 亿元), all else is multiplied out (11100 个).
    """

    start: int
    end: int
    kind: str
    value: Decimal
    unit: str
    bound: Bound | None = None
    value_max: Decimal | None = None
    closed: int = 0  # where a bound after the number ends: 以上, 左右
    spelled: bool = False  # written in Han numerals
    sign: str = ""  # "-" or "+" as written; "?" a dash that may be a minus
    shared: bool = False  # its unit stands only after the last of a list


def find_mentions(text: str) -> list[Mention]:
    """The figures' numbers in `text`, in order; bare numbers are among them, for the caller."""
    known = units()
    told = any(map(text.__contains__, known.fraction_words))
    fractions = list(known.fraction.finditer(text)) if told else []
    found = [*_fractions(fractions), *_plain_mentions(text, fractions)]
    if not found:
        return []
    barred = guarded(text)
    kept = [
        mention
        for mention in sorted(found, key=lambda mention: mention.start)
        if 1 not in barred[mention.start : mention.end]
    ]
    return [_signed(text, _bounded(text, mention)) for mention in _share_units(text, kept)]


def _fractions(matches: list[re.Match[str]]) -> list[Mention]:
    """百分之七, 三成五 and 三分之二 as percentages."""
    out = []
    for match in matches:
        if match["percent"]:
            numeral = read_numeral(match["percent"])
            value = numeral.value if numeral else None
        elif match["parts"]:
            parts = fraction_parts(match["parts"])
            value = percent_of(*parts) if parts else None
        else:
            tens = read_numeral(match["tenths"])
            ones = read_numeral(match["more"]) if match["more"] else None
            value = tens.value * 10 + (ones.value if ones else 0) if tens else None
        if value is not None:
            out.append(Mention(*match.span(), PERCENT, value, "%", spelled=True))
    return out


def _plain_mentions(text: str, fractions: list[re.Match[str]]) -> list[Mention]:
    """The numbers of `text` that are in none of its `fractions`."""
    taken = covered((match.span() for match in fractions), len(text)) if fractions else b""
    out: list[Mention] = []
    for match in units().pattern.finditer(text):
        if taken and 1 in taken[match.start() : match.end()]:
            continue
        out += filter(None, (_read(text, each) for each in _ends(text, match)))
    return out


def _ends(text: str, match: re.Match[str]) -> tuple[re.Match[str], ...]:
    """The number, or both of what is no range but a change: 从2家到3家.

    A word between two numbers with unlike units makes no range.
    """
    known = units()
    unlike = match["unit"] and match["unit"] != match["top_unit"]  # 提升1个百分点至52.4%
    if not match["to"] or not (unlike or known.range_from.search(text, 0, match.start())):
        return (match,)
    first = known.pattern.match(text, match.start(), match.start("to"))
    last = known.pattern.match(text, match.start("top"))
    return tuple(filter(None, (first, last)))


def _read(text: str, match: re.Match[str]) -> Mention | None:
    known = units()
    numeral = read_numeral(match["number"])
    if numeral is None:
        return None
    unit, top = match["unit"], None
    end = match.end("unit") if unit else match.end("number")
    closed = match.end() if unit and not match["top"] else end
    if match["top"]:
        last = read_numeral(match["top"])
        if last is not None and (match["top_unit"] or unit) and last.value > numeral.value:
            unit, top, end = match["top_unit"] or unit, last, match.end()
            if last.scale and not numeral.scale:  # 20—60万元
                numeral = replace(numeral, value=numeral.value.scaleb(last.scale), scale=last.scale)
    if unit and not is_unit(unit, text, match.start()):
        unit, end = None, match.end("number")
    if not unit and numeral.scale in HEADCOUNTS:  # 76万群众, 20万农户
        unit = next((one for nouns, one in known.bare if nouns.match(text, end)), None)
    kind = known.kinds[unit] if unit else BARE
    if unit and match["per"] and kind in (COUNT, PHYSICAL):
        kind, unit, end = PHYSICAL, f"{unit}/{match['per']}", match.end("per")
    spelled = not match["number"][0].isdigit()
    if spelled and not _plausible(text, match, kind):
        return None
    value, unit = _scaled(numeral, unit or "", kind)
    most = _scaled(top, "", kind)[0] if top else None
    bare = spelled and _upward(text, match)
    bound = Bound.OVER if numeral.more or bare else None
    return Mention(
        match.start(), end, kind, value, unit, bound, most, max(end, closed), spelled=spelled
    )


def _signed(text: str, mention: Mention) -> Mention:
    """The mention with the sign before it: 增长-3.2%; a dash between numbers is none."""
    at = len(text[: mention.start].rstrip(" ")) - 1  # 增长- 39.7%
    mark = text[at] if at > 0 else ""
    if mark not in units().signs:
        return mention
    data = load_toml("numerals")["signs"]
    if text[:at].endswith(tuple(data["after"])):
        sign = "-" if mark in data["minus"] else "+"
        return mention._replace(start=at, sign=sign)
    listed = text[at - 1] in load_toml("numerals")["words"]["joints"] and text[at - 2]
    if mark in data["minus"] and listed and (listed.isdigit() or listed in data["rates"]):
        return mention._replace(start=at, sign="-")
    apart = not _NUMBERED.search(text[max(0, at - BESIDE) : at])
    return mention._replace(sign="?") if apart and mark in data["minus"] else mention


def _plausible(text: str, match: re.Match[str], kind: str) -> bool:
    """Whether a number in Han numerals counts: 万亿 needs 突破 before it, 六个 a noun after it."""
    data = load_toml("numerals")
    if written_out().isdisjoint(match["number"]):
        if match["number"].endswith(tuple(data["words"]["more"])):
            return kind != BARE  # 千余家企业
        told = bool(bound_before(text, match.start()) or bound_behind(text, match.end())[0])
        told = told or kind == MONEY or _upward(text, match)
        return told and text[: match.start()][-1:].isalpha()  # 亿元 may head a table
    return kind != BARE and (kind != COUNT or len(match["number"]) > 1 or counts_thing(text, match))


def _upward(text: str, match: re.Match[str]) -> bool:
    """Whether a bare power of ten has its own word of bounding before it: 上万."""
    return text[: match.start()].endswith(tuple(load_toml("bounds")["before_bare"]["over"]))


def _scaled(numeral: Numeral, unit: str, kind: str) -> tuple[Decimal, str]:
    """Value and unit as the contract has them: money by its written scale, all else multiplied."""
    known = units()
    if kind == MONEY or (kind == BARE and numeral.scale):
        money = load_toml("units")["money"]
        scale = money["scales"].get(str(numeral.scale), "")
        return numeral.magnitude, scale + unit.removesuffix(money["silent"])
    if kind == PERCENT:
        return numeral.value, known.percent.get(unit, "%")
    return plain(numeral.value) if numeral.scale else numeral.value, known.canonical.get(unit, unit)


def _share_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Gives the unit of the last of a list to those before it: 1.9和4.4个百分点."""
    out = list(mentions)
    last: Numeral | None = None
    for index in range(len(out) - 2, -1, -1):
        here, following = out[index], out[index + 1]
        last = last if following.shared else _scale(text, following)
        between = text[here.end : following.start]
        listed = units().shared.fullmatch(between) or _ends_list(text, out, index)
        if not listed or following.kind == BARE:
            continue
        if here.kind == BARE:
            if here.unit:
                out[index] = _scaled_alike(text, here, following)
                continue
        elif not _half_points(text, here, following):
            continue
        value = here.value
        if last and _of_scale(value, last):
            value = plain(value.scaleb(last.scale))
        out[index] = here._replace(
            kind=following.kind, unit=following.unit, value=value, shared=True
        )
    return out


def _ends_list(text: str, found: list[Mention], index: int) -> bool:
    """Whether a comma stands before the last sum of a list: 29.8亿、16.2亿，12.9亿元."""
    if index == 0 or found[index + 1].kind != MONEY:
        return False
    before, here, last = found[index - 1 : index + 2]
    powers = all(each.kind == BARE and each.unit for each in (before, here))
    parted = text[here.end : last.start] == COMMA and text[last.end : last.end + 1] in ENDS
    return powers and parted and bool(units().shared.fullmatch(text[before.end : here.start]))


def _scale(text: str, mention: Mention) -> Numeral | None:
    """The number of a count or quantity, if it is written with a power of ten: 0.6亿公斤."""
    if mention.kind not in (COUNT, PHYSICAL):
        return None
    match = units().pattern.match(text, mention.start)
    numeral = read_numeral(match["number"]) if match else None
    return numeral if numeral and numeral.scale else None


def _of_scale(value: Decimal, last: Numeral) -> bool:
    """Whether a number before `last` has its power: 26.6、0.6亿公斤, but not 860、1.2万人."""
    whole = value == value.to_integral()
    digits = {len(str(int(each))) for each in (value, last.magnitude)}
    return not whole or value <= last.magnitude or len(digits) == 1


def _scaled_alike(text: str, here: Mention, following: Mention) -> Mention:
    """A number with the power and unit of the next (10.6万、3.3万平方公里), or its currency."""
    if following.kind == MONEY:  # 1.28万亿、8200亿元
        currency = following.unit.lstrip("".join(load_toml("units")["money"]["scales"].values()))
        return here._replace(kind=MONEY, unit=here.unit + currency, shared=True)
    written = text[here.start : here.end]
    power = written[-1:]
    alike = power in text[following.start : following.end]
    if not alike or following.kind not in (COUNT, PHYSICAL):
        return here
    value = plain(here.value.scaleb(load_toml("numerals")["powers"][power]))
    return here._replace(kind=following.kind, unit=following.unit, value=value, shared=True)


def as_tally(mention: Mention, unit: str) -> Mention:
    """A number with a power but without a unit as a count: 22.45万 is 224,500人."""
    words = {word: power for power, word in load_toml("units")["money"]["scales"].items()}
    power = words.get(mention.unit)
    if power is None:
        return mention
    value = plain(mention.value.scaleb(int(power)))
    return mention._replace(kind=COUNT, unit=unit, value=value)


def _half_points(text: str, here: Mention, following: Mention) -> bool:
    """Whether 个 is the beginning of 个百分点: 分别高于全国12.7个和12个百分点."""
    return following.unit == "pp" and text[: here.end].endswith(load_toml("units")["points_begin"])


def _bounded(text: str, mention: Mention) -> Mention:
    """The mention with the bound that stands before or after it."""
    after, closed = bound_behind(text, max(mention.end, mention.closed))
    told = after or mention.bound or bound_before(text, mention.start)
    same = (told, closed) == (mention.bound, mention.closed)
    return mention if same else mention._replace(bound=told, closed=closed)
