"""The words around numbers, compiled once from data/predicates.toml and data/indicators.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled patterns and word lists; `lists` are the raw lists by name."""

    patterns: dict[str, re.Pattern[str]]
    status: dict[str, re.Pattern[str]]
    lists: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    stock: re.Pattern[str]
    flow: re.Pattern[str]
    company: re.Pattern[str]
    weak_heads: dict[str, tuple[str, ...]]
    compounds: dict[str, list[str]]
    share_flow: re.Pattern[str]
    inner_cut: re.Pattern[str]


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A regular expression for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def phrases() -> Phrases:
    """The phrases of figures; raises LexiconError for a pattern that does not compile."""
    predicates, indicators = load_toml("predicates"), load_toml("indicators")
    lists = {name: tuple(words) for name, words in predicates["lists"].items()}
    joined = {f"<{name}>": alternation(words) for name, words in lists.items()}

    def fill(pattern: str) -> str:
        for name, words in joined.items():
            # ?P<name> is a group of the expression itself, not one of the lists
            pattern = re.sub(rf"(?<!\?P){name}", words.replace("\\", r"\\"), pattern)
        return pattern

    def build(name: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(fill(pattern))
        except re.error as error:
            raise LexiconError(f"{name}: {error}", where="data/predicates.toml") from error

    return Phrases(
        {name: build(name, text) for name, text in predicates["patterns"].items()},
        {name: build(name, text) for name, text in predicates["status"].items()},
        lists,
        {name: tuple(words) for name, words in indicators.items() if isinstance(words, list)},
        {name: tuple(words) for name, words in load_toml("units")["heads"].items()},
        re.compile(indicators["stock"]),
        re.compile(indicators["flow_in_years"]),
        re.compile(indicators["areas"]["company"]),
        {name: tuple(words) for name, words in load_toml("units")["weak_heads"].items()},
        indicators["compounds"],
        re.compile(indicators["share_in_years"]),
        re.compile(indicators["inner_cut"]),
    )
