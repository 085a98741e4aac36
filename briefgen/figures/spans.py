"""What a written number leaves open: the values it may stand for, and the months it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml
from briefgen.model import Bound, Direction

if TYPE_CHECKING:
    from briefgen.model import Figure

WRITTEN = re.compile(r"\d+(?:\.\d+)?")
PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:/(\d{4})(?:-(\d{2}))?)?")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
MONTHS = 12
ABOUT = Decimal("0.05")  # of the value: 约20 may be 19 or 21, not 25
ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Extent:
    """The values from `low` to `high`, both ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Extent) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high


@cache
def money(unit: str) -> tuple[Decimal, str] | None:
    """The factor and the currency of a unit of money (亿元 is 10^8 元); None for another unit."""
    data = load_toml("units")["money"]
    for text, word in _scales(tuple(data["scales"].items())):
        currency = unit.removeprefix(word)
        if unit.startswith(word) and currency in data["units"]:
            return Decimal(10) ** int(text), currency
    return (Decimal(1), unit) if unit in data["units"] else None


@cache
def _scales(items: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((text, word) for text, word in items if word), key=lambda i: -len(i[1])))


def unit_of(figure: Figure) -> str:
    """The unit without its scale: values of one such unit can be compared."""
    found = money(figure.unit)
    return found[1] if found else figure.unit


def plain_value(figure: Figure, value: Decimal | None = None) -> Decimal:
    """The value in `unit_of`, with its sign: 1.2 万亿元 is 1200000000000, 下降1.2% is -1.2."""
    found = money(figure.unit)
    plain = (figure.value if value is None else value) * (found[0] if found else 1)
    return -plain if figure.direction is Direction.DOWN else plain


def step(figure: Figure) -> Decimal:
    """What the last digit written is worth: 100 for 1.11万, 0.1 for 7.9%; in `unit_of`."""
    written = WRITTEN.search(figure.mention.replace(",", ""))
    digits = Decimal(written[0]) if written else Decimal(0)
    if not digits or not figure.value:
        return Decimal(1)
    last = Decimal(1).scaleb(int(digits.as_tuple().exponent))
    return abs(plain_value(figure)) / digits * last


def extent(figure: Figure) -> Extent:
    """The values that the figure may stand for, by its bound and the digits written."""
    value, room = plain_value(figure), step(figure) / 2
    low, high = value - room, value + room
    if figure.value_max is not None:
        end = plain_value(figure, figure.value_max)
        low, high = min(value, end) - room, max(value, end) + room
    down = figure.direction is Direction.DOWN
    if figure.bound is Bound.ABOUT:
        return Extent(low - abs(value) * ABOUT, high + abs(value) * ABOUT)
    if figure.bound in {Bound.OVER, Bound.UP_TO}:
        upward = (figure.bound is Bound.OVER) != down
        return Extent(low, ENDLESS) if upward else Extent(-ENDLESS, high)
    return Extent(low, high)


def months(period: str | None) -> tuple[int, int] | None:
    """The first and the last month of a period, counted from year 0; None if it has none."""
    if quarter := QUARTER.fullmatch(period or ""):
        last = int(quarter[1]) * MONTHS + 3 * int(quarter[2])
        return last - 2, last
    match = PERIOD.fullmatch(period or "")
    if not match:
        return None
    year, month, last_year, last_month = match.groups()
    first = int(year) * MONTHS + int(month or 1)
    end = int(last_year or year) * MONTHS
    return first, end + int(last_month or (MONTHS if last_year else month or MONTHS))


def years_of(period: str) -> list[str]:
    """The years of a period of whole years: those from 2016 to 2018 of 2016/2018; else none."""
    first, _, last = period.partition("/")
    whole = first.isdigit() and last.isdigit()
    return [str(year) for year in range(int(first), int(last) + 1)] if whole else []
