"""What stands behind a number and makes it one: the units of data/units.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.figures.numerals import number_pattern
from briefgen.fractions import fraction_pattern
from briefgen.lexicon import load_toml

BEHIND = 16  # characters before a number that tell whether its unit is one
MONEY, PERCENT, COUNT, PHYSICAL, TIMES, BARE = (
    "money",
    "percent",
    "count",
    "physical",
    "times",
    "bare",
)


COUNTED_BARE = ("people", "homes")


@dataclass(frozen=True, slots=True)
class Units:
    """What is read as a unit, and the expressions that find numbers with one."""

    kinds: dict[str, str]
    percent: dict[str, str]
    canonical: dict[str, str]
    only_with: dict[str, re.Pattern[str]]
    only_behind: dict[str, re.Pattern[str]]
    bare: tuple[tuple[re.Pattern[str], str], ...]  # what is counted without a unit, and its unit
    pattern: re.Pattern[str]
    range_from: re.Pattern[str]
    fraction: re.Pattern[str]
    fraction_words: tuple[str, ...]  # each fraction has one of them
    shared: re.Pattern[str]  # between numbers that share one unit: 1.9和4.4个百分点
    signs: frozenset[str]  # before a number: a minus or a plus


@cache
def units() -> Units:
    """The units of data/units.toml; raises LexiconError if the file is not as it must be."""
    data = load_toml("units")
    words = load_toml("numerals")["words"]
    kinds = {
        **dict.fromkeys(data["counts"]["units"], COUNT),
        **dict.fromkeys(data["physical"]["units"], PHYSICAL),
        **dict.fromkeys(data["times"]["units"], TIMES),
        **dict.fromkeys(data["percent"], PERCENT),
        **dict.fromkeys(data["money"]["units"], MONEY),
    }
    minus = "".join(load_toml("numerals")["signs"]["minus"])
    with_sign = load_toml("numerals")["with_sign"]["sign"]
    joint = f"[{''.join(words['joints'])},]{{1,2}}"
    shared = re.compile(rf"{joint}(?:{words['further']})?[{re.escape(minus)}]?")
    only, behind = (
        {word: re.compile(need) for word, need in data[name].items()}
        for name in ("only_with", "only_behind")
    )
    return Units(
        kinds,
        data["percent"],
        data["canonical"],
        only,
        behind,
        tuple((re.compile(data[name]["nouns"]), data[name]["unit"]) for name in COUNTED_BARE),
        _pattern(kinds),
        re.compile(data["range_from"]),
        _fraction(),
        (words["part_of"], words["tenth"], *load_toml("numerals")["half"], with_sign),
        shared,
        frozenset(load_toml("numerals")["signs"]["minus"] + load_toml("numerals")["signs"]["plus"]),
    )


def _pattern(kinds: dict[str, str]) -> re.Pattern[str]:
    """An expression for a number with its unit, one of `kinds`, and for a range of them.

    A unit that begins the next word is none: 个月, 人工智能, 项目 (after the guards of the data).
    """
    data = load_toml("units")
    barred = data["not_before"]
    unit = "|".join(
        re.escape(word) + (f"(?![{barred[word]}])" if word in barred else "")
        for word in sorted(kinds, key=len, reverse=True)
    )
    number = number_pattern()
    first = number_pattern(rf"(?<![\d.].)(?:(?<![A-Za-z].)|{data['written_on']})")
    bases = "|".join(sorted(data["per"], key=len, reverse=True))
    return re.compile(
        rf"(?P<number>{first})(?P<unit>{unit})?(?:/(?P<per>{bases})|{data['aside']})?"
        rf"(?:(?:{data['range']}|(?P<to>[{data['range_words']}]))"
        rf"(?P<top>{number})(?P<top_unit>{unit})?)?"
    )


def _fraction() -> re.Pattern[str]:
    """An expression for a share in words: 百分之七, 三分之二, 三成五."""
    words = load_toml("numerals")["words"]
    digit = "".join(load_toml("numerals")["digits"])
    return re.compile(
        rf"{words['per_hundred']}(?P<percent>{number_pattern()})"
        rf"|(?P<parts>{fraction_pattern()})"
        rf"|(?<![\d.])(?P<tenths>[\d{digit}]){words['tenth']}(?P<more>[{digit}])?"
        rf"(?![{words['not_after_tenth']}])"
    )


def is_unit(unit: str, text: str, at: int) -> bool:
    """Whether `unit` is one in `text`, behind the number at `at`; some need certain words."""
    with_words, behind = units().only_with.get(unit), units().only_behind.get(unit)
    if with_words and not with_words.search(text):
        return False
    return behind is None or behind.search(text[max(0, at - BEHIND) : at]) is not None
