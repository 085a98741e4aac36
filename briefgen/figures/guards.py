"""Numbers that are no figures: names, codes, dates, ordinals, as data/not_figures.toml has them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.figures.phrases import signs_of
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
def _by_signs() -> tuple[tuple[frozenset[str], Search], ...]:
    """The searches of the guards with the signs of which their matches have one; see `_always`."""
    rules = zip(load_toml("not_figures")["guard"], guard_patterns(), strict=True)
    tried = ((rule["needs"], sought(one).search) for rule, one in rules if "needs" in rule)
    return tuple((frozenset(needs), search) for needs, search in tried)


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
    signs = signs_of(text)
    told = [search for needs, search in _by_signs() if not needs.isdisjoint(signs)]
    for search in (*_always(), *told):
        match = search(text)
        while match:  # most find nothing: an iterator would take twice as long to say so
            start, end = match.span()
            marks[start:end] = b"\1" * (end - start)
            match = search(text, end)
    return marks
