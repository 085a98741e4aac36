"""Turns exact decimals into JSON numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def json_number(value: Decimal) -> int | float:
    """The number as JSON prints it: 9.0 stays 9.0, 11100 has no point, 95.30 is 95.3.

    A float prints the shortest digits that read back the same, so up to 15 digits are exact;
    no statistic has more.
    """
    whole = value == value.to_integral_value()
    exponent = value.as_tuple().exponent
    pointed = isinstance(exponent, int) and exponent < 0
    return int(value) if whole and not pointed else float(value)
