"""Numbers in English, checked: what a cell says is read back and must be the Chinese number."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from briefgen.english import units
from briefgen.english.beside import base_en
from briefgen.english.printed import printed_value
from briefgen.english.readback import Quantity, parse_value_en
from briefgen.english.units import scale
from briefgen.english.values import shape_of, sign_of, value_en
from briefgen.model import Figure, Problem

__all__ = [
    "Quantity",
    "check",
    "check_cell",
    "check_compared",
    "parse_value_en",
    "printed_value",
    "value_en",
]

GAP = re.compile(r"(\d+(?:\.\d+)?) pp (above|below) ")
RANK = re.compile(r"(\d+)(?:st|nd|rd|th)\b")
BASE = re.compile(r"the (?:figure|\d{4} figure)\b.*")  # of a multiple: the 2020 figure
START = re.compile(r"(?:(up|down) )?from (.+?)(?: in [A-Z0-9].*)?")


def check(figure: Figure) -> Problem | None:
    """A problem of kind `value_mismatch` if the English, read back, is not the Chinese value."""
    text = figure.value_en or value_en(figure)
    read = parse_value_en(text)
    if read is not None and read.matches(_expected(figure)):
        return None
    message = f"{figure.mention} ({figure.value} {figure.unit}) is printed as {text!r}"
    return Problem("value_mismatch", figure.start, figure.end, message)


def check_cell(text: str, figure: Figure) -> bool:
    """Whether a cell as printed (−1.2% y/y, over 1,200) states the number of the figure."""
    read = parse_value_en(text)
    return read is not None and read.matches(_expected(figure))


def check_compared(text: str, figure: Figure, passage: str = "") -> bool:
    """Whether no gap, rank or start in the cell has another number or side than the figure's.

    What it is compared with is not looked at, but for the base that its `passage` names (from Q1);
    one whose benchmark has no English may be left out.
    """
    base = base_en(figure, passage)
    return all(part == base or _compares(part, figure) for part in text.split("; ") if part)


def _compares(part: str, figure: Figure) -> bool:
    gaps = [(Decimal(points), side) for points, side in GAP.findall(part)]
    if gaps:
        meant = [(abs(one.delta), "above" if one.delta >= 0 else "below") for one in figure.versus]
        return all(gaps.count(gap) <= meant.count(gap) for gap in gaps)
    if start := START.fullmatch(part):
        return _starts(start[1] or "", start[2], figure)
    if BASE.fullmatch(part):
        return False  # not the one that the passage names
    rank = RANK.match(part)
    return rank is None or (figure.rank is not None and int(rank[1]) == figure.rank.position)


def _starts(way: str, said: str, figure: Figure) -> bool:
    """Whether a from–to pair begins where the text says, and goes the way that is said."""
    if figure.baseline is None:
        return False
    was = replace(figure, value=figure.baseline.value, value_max=None, direction=None)
    read, rise = parse_value_en(said), figure.value - figure.baseline.value
    true = not way or (rise > 0) == (way == "up")
    return true and read is not None and read.matches(_expected(was))


def _expected(figure: Figure) -> Quantity:
    shape = shape_of(figure)
    factor, unit = shape.factor, shape.en
    ranged = figure.value_max not in (None, figure.value)
    if shape.kind == units.RANK:
        unit = "rank"
    elif shape.kind == units.MONEY:
        unit = f"{shape.en} {shape.one}".strip()
    elif not ranged and shape.small and scale(figure.value, shape.power) < shape.start:
        factor, unit = shape.power, shape.small
    if sign_of(figure) == "-":
        factor = -factor
    high = figure.value_max if ranged else None
    return Quantity(
        scale(figure.value, factor), unit, None if high is None else scale(high, factor)
    )
