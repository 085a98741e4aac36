"""Numbers that are no figures: names, codes, dates, ordinals, as data/not_figures.toml has them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def guard_patterns() -> tuple[re.Pattern[str], ...]:
    """Every guard on its own, since matches of different guards may overlap."""
    return tuple(re.compile(rule["pattern"]) for rule in load_toml("not_figures")["guard"])


def covered(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    """For each of `length` characters 1 if one of the spans covers it, else 0."""
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def guarded(text: str) -> bytearray:
    """For each character 1 if a guard takes it for part of what is no figure."""
    matches = (match for pattern in guard_patterns() for match in pattern.finditer(text))
    return covered((match.span() for match in matches), len(text))
