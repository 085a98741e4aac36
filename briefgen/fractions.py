"""Fractions as official prose writes them: 三分之二, 半数, 占比过半; kept as percentages.

Below the steps, since `figures` reads them and `english` prints them in words.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from briefgen.lexicon import load_toml

CENT = Decimal("0.01")  # a third is kept as 33.33 %; no page prints it, it prints the words


@cache
def fraction_pattern() -> str:
    """A regular expression (no groups) for one fraction in words."""
    data = load_toml("numerals")
    digits = "".join(data["digits"])
    part = data["words"]["part_of"]
    halves = "|".join(data["half"].values())
    return rf"(?:[{data['words']['wholes']}]{part}[{digits}]|{halves}|{data['with_sign']['one']})"


def fraction_parts(text: str) -> tuple[int, int] | None:
    """Numerator and denominator of the fraction that `text` is; None if it is none."""
    data = load_toml("numerals")
    whole, part, count = text.partition(data["words"]["part_of"])
    if not part:
        return (1, 2) if text in data["half"] else _with_sign(text, data["with_sign"]["sign"])
    parts = data["digits"].get(count, 0), data["words"]["wholes"].find(whole) + 2
    return parts if 0 < parts[0] < parts[1] else None


def _with_sign(text: str, sign: str) -> tuple[int, int] | None:
    """The parts of 1/3; None for a number that is per something (100次/秒)."""
    count, _, whole = text.partition(sign)
    parts = (int(count), int(whole)) if count.isdecimal() and whole.isdecimal() else None
    return parts if parts and 0 < parts[0] < parts[1] else None


def percent_of(count: int, whole: int) -> Decimal:
    """The fraction in percent, to two decimals."""
    return (Decimal(100 * count) / whole).quantize(CENT, ROUND_HALF_UP).normalize() + 0
