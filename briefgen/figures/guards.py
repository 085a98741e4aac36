"""Numbers that are no figures: names, codes, dates, ordinals, as data/not_figures.toml has them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.figures.phrases import by_sign, signs_of
from briefgen.figures.sought import sought
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Search = Callable[..., re.Match[str] | None]


@cache
def guard_patterns() -> tuple[re.Pattern[str], ...]:
    """Every guard on its own, since matches of different guards may overlap."""
    return tuple(re.compile(rule["pattern"]) for rule in load_toml("not_figures")["guard"])


@cache
def _by_sign() -> dict[str, tuple[Search, ...]]:
    """For each sign the searches of the guards whose matches have it, or another; see `_always`."""
    rules = zip(load_toml("not_figures")["guard"], guard_patterns(), strict=True)
    return by_sign((sought(one).search, rule["needs"]) for rule, one in rules if "needs" in rule)


@cache
def _always() -> tuple[Search, ...]:
    """The searches of the guards for which there are no such signs."""
    rules = zip(load_toml("not_figures")["guard"], guard_patterns(), strict=True)
    return tuple(sought(one).search for rule, one in rules if "needs" not in rule)


def covered(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    """For each of `length` characters 1 if one of the spans covers it, else 0."""
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def guarded(text: str) -> bytearray:
    """For each character 1 if a guard takes it for part of what is no figure."""
    marks = bytearray(len(text))
    asked = _by_sign()
    told: set[Search] = set().union(*map(asked.__getitem__, asked.keys() & signs_of(text)))
    for search in (*_always(), *told):
        match = search(text)
        while match:  # most find nothing: an iterator would take twice as long to say so
            start, end = match.span()
            marks[start:end] = b"\1" * (end - start)
            match = search(text, end)
    return marks
