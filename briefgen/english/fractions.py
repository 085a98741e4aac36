"""Fractions in words: 三分之二 is printed as two thirds, never as a rounded percentage."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.fractions import fraction_parts, percent_of
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from decimal import Decimal


def fraction_en(mention: str) -> str:
    """The fraction that `mention` writes (two thirds, half); empty if it writes none."""
    parts = fraction_parts(mention)
    if parts is None or parts not in _said():
        return ""
    return _said()[parts]


def fraction_read(text: str) -> Decimal | None:
    """The percentage that an English fraction stands for, as the figures have it; None if none."""
    found = next((parts for parts, said in _said().items() if said == text), None)
    return percent_of(*found) if found else None


@cache
def _said() -> dict[tuple[int, int], str]:
    """Numerator and denominator to words."""
    table: dict[str, Any] = load_toml("english")
    words: list[str] = table["numerals"]["words"]
    said = {
        (count, int(whole)): f"{words[count]} {names[count > 1]}"
        for whole, names in table["fraction"].items()
        for count in range(1, min(int(whole), len(words)))
    }
    return {**said, (1, 2): table["fraction"]["2"][0]}
