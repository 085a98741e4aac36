"""English values read back as numbers: the check that no figure changed on its way to the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from briefgen.english.fractions import fraction_read
from briefgen.english.units import bases, scale
from briefgen.lexicon import load_toml

POWERS = {"trillion": 12, "billion": 9, "million": 6}
NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?: (?P<power>trillion|billion|million))?"
VALUE = re.compile(rf"(?P<code>[A-Z]{{3}} )?{NUMBER}(?P<unit>[%‰]|(?:st|nd|rd|th)\b| .+)?")
BEFORE = re.compile(r"(?:over|around|nearly|up to|no more than|at least|more than) ")
AFTER = re.compile(
    r" (?:or more|y/y|m/m|a year on average|a year|the year before|each|\(\w+-year average\)"
    r"|in (?:real|nominal) terms"
    r"|in \w+ years)$"
)
NOTES = 4  # most words behind a number: 5% or more y/y in real terms each
RANKED = ("st", "nd", "rd", "th")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read from English: signed, in `unit` (%, pp, RMB, metric tons, rank, times …)."""

    value: Decimal
    unit: str
    value_max: Decimal | None = None

    def matches(self, other: Quantity) -> bool:
        """Whether both mean the same number in the same unit (1 GW is 1,000,000 kW)."""
        return self.based() == other.based()

    def based(self) -> tuple[str, Decimal, Decimal | None]:
        """The unit without multiples and singular, and the values in it."""
        unit, factor = bases().get(self.unit, (self.unit, Decimal(1)))
        high = None if self.value_max is None else scale(self.value_max, factor)
        return unit, scale(self.value, factor), high


def parse_value_en(text: str) -> Quantity | None:
    """The number that an English cell states, printed or bare; None if it is none of ours."""
    body, sign = _unwrap(text.replace("\N{MINUS SIGN}", "-").strip())
    said = _said(body)
    if said:
        return replace(said, value=said.value * sign)
    first, dash, last = body.partition("–")
    high = _read(last) if dash else None
    low = _read(first)
    if low is None or (dash and high is None):
        return None
    if high is None:
        return Quantity(low.value * sign, low.unit)
    # RMB 2 million–3 million has its code in front, 5–6 million metric tons its unit at the end.
    unit = low.unit if not high.unit else high.unit if not low.unit else _joined(low, high)
    return Quantity(low.value * sign, unit, high.value * sign)


def _joined(low: Quantity, high: Quantity) -> str:
    return high.unit if high.unit == low.unit else f"{low.unit} {high.unit}"


def _unwrap(text: str) -> tuple[str, int]:
    """The value without words for bound and basis, and its sign."""
    sign = 1
    if text.startswith("down "):
        text, sign = text.removeprefix("down "), -1
    text = text.removeprefix("up ") if not text.startswith("up to ") else text
    for _ in range(NOTES):
        text = AFTER.sub("", text)
    text = BEFORE.sub("", text, count=1) if BEFORE.match(text) else text
    if text[:1] in ("+", "-"):
        sign = -1 if text[0] == "-" else sign
        text = text[1:]
    return text, sign


def _said(body: str) -> Quantity | None:
    """Values in words: doubled; two thirds; three years."""
    share = fraction_read(body)
    if share is not None:
        return Quantity(share, "%")
    for row in _table()["multiple"]:
        if body in (row["done"], row["aim"]):
            return Quantity(Decimal(row["value"]), _table()["times"]["en"])
    word, _, rest = body.partition(" ")
    words = _table()["numerals"]["words"]
    if word in words and rest:
        return Quantity(Decimal(words.index(word)), _without_run(rest))
    return None


def _read(text: str) -> Quantity | None:
    match = VALUE.fullmatch(text)
    if not match:
        return None
    value = Decimal(match["number"].replace(",", ""))
    if match["power"]:
        value = scale(value, Decimal(10) ** POWERS[match["power"]])
    unit = (match["unit"] or "").strip()
    if unit in RANKED:
        unit = "rank"
    if match["code"]:
        unit = f"{match['code'].strip()} {unit}".strip()
    return Quantity(value, _without_run(unit))


def _without_run(unit: str) -> str:
    return unit.removeprefix(_table()["run"]["en"] + " ")


@cache
def _table() -> dict[str, Any]:
    return load_toml("english")
