"""Numbers in English, checked: what a cell says is read back and must be the Chinese number."""

from __future__ import annotations

from briefgen.english import units
from briefgen.english.printed import printed_value
from briefgen.english.readback import Quantity, parse_value_en
from briefgen.english.units import scale
from briefgen.english.values import shape_of, sign_of, value_en
from briefgen.model import Figure, Problem

__all__ = ["Quantity", "check", "check_cell", "parse_value_en", "printed_value", "value_en"]


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
