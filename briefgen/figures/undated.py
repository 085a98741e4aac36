"""Parts of a year that the text does not say: 前三季度 and 第三季度 are not one period.

They are written with `XXXX` for the year, as ISO 8601-2 writes a year that is not stated.
"""

from __future__ import annotations

import re

from briefgen.model import UNSTATED

YEAR = 1900  # stands in for the year; no table of moving feasts has it
OWN = re.compile(rf"{YEAR}(-[^/]+)(?:/{YEAR}(-[^/]+))?")


def part_of_year(period: str | None) -> str | None:
    """The part of a year that a period of `YEAR` is; None for a whole year, or any other."""
    match = OWN.fullmatch(period or "")
    if not match:
        return None
    return "/".join(UNSTATED + part for part in match.groups() if part)
