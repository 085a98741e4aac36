"""How sure a reading is: the worth of its rule on annotated documents, less doubts on its label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to trust a figure less: its label matches `pattern`."""

    name: str
    pattern: re.Pattern[str]
    factor: float
    reason: str


@cache
def doubts() -> tuple[Doubt, ...]:
    """The doubts of the data; raises LexiconError for one that is not as it must be."""
    where = "data/confidence.toml, doubt"
    out = []
    for row in load_toml("confidence").get("doubt", []):
        try:
            one = Doubt(row["name"], re.compile(row["pattern"]), row["factor"], row["reason"])
        except (KeyError, re.error) as error:
            raise LexiconError(f"not as it must be: {error}", where=where) from error
        if not 0 < one.factor <= 1:
            raise LexiconError(f"{one.name}: the factor lies between 0 and 1", where=where)
        out.append(one)
    return tuple(out)


def doubts_on(label: str) -> tuple[Doubt, ...]:
    """The doubts that a label raises."""
    return tuple(doubt for doubt in doubts() if doubt.pattern.search(label))


@lru_cache(maxsize=4096)  # a report names its indicators again and again
def confidence_of(rule: str, label: str) -> float:
    """The share of figures read by `rule` that are right, times the factor of each doubt.

    A rule that no annotated document has shown gets the default, which keeps it off the page.
    """
    table = load_toml("confidence")
    value: float = table["rules"].get(rule, table["default"])
    for doubt in doubts_on(label):
        value *= doubt.factor
    return round(value, 3)
