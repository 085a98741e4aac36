"""Numbers in a label: counts (100个), size classes (亿元以上), percentages, 六个 in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from briefgen.english import units
from briefgen.english.units import form
from briefgen.english.values import amount
from briefgen.lexicon import load_toml

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
RANGE = re.compile(r"(?P<power>[^\W\d_]{0,2})[—–~～-]")
LONGEST_UNIT = 6


class Found(NamedTuple):
    """A stretch of the label and what it is in English, by kind."""

    zh: str
    forms: dict[str, str]


def counted(text: str, at: int) -> list[Found]:
    """The numbers that begin here; a size class may have 在 before it (投资在千万元以上)."""
    if text[at] in _numeric():
        return _numbers(text, at)
    before = load_toml("english")["classifiers"]["standing_at"]
    if text[at] not in before or text[at + 1 : at + 2] not in _numeric():
        return []
    sizes = (one for one in _numbers(text, at + 1) if "size" in one.forms)
    return [Found(text[at] + one.zh, one.forms) for one in sizes]


@cache
def _numeric() -> frozenset[str]:
    """The characters that a number, a bound or a power of ten begins with."""
    table = load_toml("english")
    words = table["classifiers"]
    spelled = words["digits"] + words["ten"] + words["two"]
    firsts = [word[0] for word in (*words["exceeding"], *table["powers"])]
    return frozenset("0123456789") | frozenset(spelled) | frozenset(firsts)


def _numbers(text: str, at: int) -> list[Found]:
    """Counts (100个), size classes (500万元以上, 亿元以上) and Chinese counts (六个)."""
    table = load_toml("english")["classifiers"]
    match = NUMBER.match(text, at)
    if at and match and (text[at - 1].isascii() and text[at - 1].isalnum()):
        return []
    value = Decimal(match[0].replace(",", "")) if match else None
    end = match.end() if match else at
    if value is not None and (ranged := _ranged(text, at)):
        return [ranged]  # 1—3亿元 is no 1
    found = _rates(text, at, end, value) + _exceeding(text, at)
    for length in range(min(LONGEST_UNIT, len(text) - end), 0, -1):
        unit = text[end : end + length]
        size = _sized(text, at, end + length, value, unit)
        if size:
            found.append(size)
        if value is not None and unit in table["words"] + _more():
            said = f"over {value:,f}" if unit[0] in table["over"] else f"{value:,f}"
            found.append(Found(text[at : end + length], {"count": said}))
    if value is None:
        found.extend(_spelled(text, at))
    return found


@cache
def _more() -> list[str]:
    words = load_toml("english")["classifiers"]["words"]
    return [over + word for over in load_toml("english")["classifiers"]["over"] for word in words]


def _sized(text: str, at: int, end: int, value: Decimal | None, unit: str) -> Found | None:
    """500万元以上 as "of RMB 5 million or more"; 亿元以上 without a digit means one."""
    shape = form(unit)
    if shape.kind not in (units.MONEY, units.PHYSICAL):
        return None
    if value is None and shape.factor < units.TEN_THOUSAND:
        return None
    said = load_toml("english")["said"]
    table = load_toml("english")["classifiers"]
    english = amount(Decimal(1) if value is None else value, shape)
    least, most = said["least"], said["most"]
    if unit in said["ages"]["units"] and value is not None:
        english, least, most = f"{value:f}", said["ages"]["least"], said["ages"]["most"]
    for key, pattern in (("at_least", least), ("at_most", most)):
        for word in sorted(table[key], key=len, reverse=True):
            if text.startswith(word, end):
                return Found(text[at : end + len(word)], {"size": pattern.format(value=english)})
    return None if value is None else Found(text[at:end], {"count": amount(value, shape)})


def _ranged(text: str, at: int) -> Found | None:
    """A size class between two sums: 1—3亿元 as "of RMB 100 million to RMB 300 million"."""
    table = load_toml("english")
    first = NUMBER.match(text, at)
    dash = first and RANGE.match(text, first.end())
    last = dash and NUMBER.match(text, dash.end())
    if not (first and dash and last):
        return None
    for length in range(min(LONGEST_UNIT, len(text) - last.end()), 0, -1):
        unit = text[last.end() : last.end() + length]
        if form(unit).kind not in (units.MONEY, units.PHYSICAL):
            continue
        plain = unit.lstrip("".join(table["powers"]))  # 5000万—1亿元
        own = form(dash["power"] + plain) if dash["power"] else form(unit)
        said = [_sum(first[0], own), _sum(last[0], form(unit))]
        end = last.end() + length
        closing = [*table["classifiers"]["at_least"], *table["classifiers"]["at_most"]]
        end += max((len(word) for word in closing if text.startswith(word, end)), default=0)
        between = table["said"]["between"].format(first=said[0], last=said[1])
        return Found(text[at:end], {"size": between})
    return None


def _sum(digits: str, shape: units.Form) -> str:
    return amount(Decimal(digits.replace(",", "")), shape)


def _rates(text: str, at: int, end: int, value: Decimal | None) -> list[Found]:
    """Percentages: 10%以上 as "10% or more"."""
    if value is None or not text.startswith("%", end):
        return []
    said = f"{value:f}%"
    for word in sorted(load_toml("english")["classifiers"]["at_least"], key=len, reverse=True):
        if text.startswith(word, end + 1):
            more = load_toml("english")["said"]["rate_least"].format(value=said)
            return [Found(text[at : end + 1 + len(word)], {"rate": more})]
    return [Found(text[at : end + 1], {"rate": said})]


def _exceeding(text: str, at: int) -> list[Found]:
    """营收过100亿元, 超亿元: a size class whose bound stands before the number."""
    for word in load_toml("english")["classifiers"]["exceeding"]:
        if not text.startswith(word, at):
            continue
        match = NUMBER.match(text, at + len(word))
        value = Decimal(match[0].replace(",", "")) if match else None
        end = match.end() if match else at + len(word)
        for length in range(min(LONGEST_UNIT, len(text) - end), 0, -1):
            shape = form(text[end : end + length])
            large = value is not None or shape.factor >= units.TEN_THOUSAND
            if shape.kind in (units.MONEY, units.PHYSICAL) and large:
                said = amount(Decimal(1) if value is None else value, shape)
                more = load_toml("english")["said"]["more_than"].format(value=said)
                return [Found(text[at : end + length], {"size": more})]
    return []


def _spelled(text: str, at: int) -> list[Found]:
    """Chinese counts up to 99 with a classifier: 六个, 十二条."""
    table = load_toml("english")["classifiers"]
    end = at
    while end < len(text) and text[end] in table["digits"] + table["ten"] + table["two"]:
        end += 1
    value = _small(text[at:end], table)
    found = []
    for word in table["words"]:
        if value is not None and text.startswith(word, end):
            words = load_toml("english")["numerals"]["words"]
            said = words[value] if value < len(words) else str(value)
            found.append(Found(text[at : end + len(word)], {"count": said}))
    return found


def _small(text: str, table: dict[str, Any]) -> int | None:
    ten: str = table["ten"]
    values = {char: index for index, char in enumerate(table["digits"])} | {table["two"]: 2}
    if not text:
        return None
    if ten not in text:
        return values[text] if len(text) == 1 else None
    tens, _, ones = text.partition(ten)
    if len(tens) > 1 or len(ones) > 1 or ten in ones:
        return None
    return (values[tens] if tens else 1) * 10 + (values[ones] if ones else 0)
