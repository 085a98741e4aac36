"""The words of `data/trimming.toml` as compiled patterns: what leans on what, what is cut off."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.errors import LexiconError
from briefgen.lexicon import DATA, compiled, load_toml

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class Trimming:
    """Lengths in characters, and one pattern for each list of the file."""

    clause: int
    target: int
    anchor: int
    gap: int
    bare_least: int
    bare_most: int
    joined: int
    enclosure: int
    longest: int
    least: int
    dependent: re.Pattern[str]
    leaning: re.Pattern[str]
    forward: re.Pattern[str]
    conditions: re.Pattern[str]
    anaphora: re.Pattern[str]
    halves: re.Pattern[str]
    objects: re.Pattern[str]
    shared: re.Pattern[str]
    joints: re.Pattern[str]
    both: re.Pattern[str]
    periods: re.Pattern[str]
    own_periods: re.Pattern[str]
    connectives: re.Pattern[str]
    trailing: re.Pattern[str]
    enumerators: re.Pattern[str]
    intentions: re.Pattern[str]
    forecast_words: re.Pattern[str]
    foretelling: re.Pattern[str]
    foretold_below: re.Pattern[str]
    asides: re.Pattern[str]
    plan_words: re.Pattern[str]
    facts: re.Pattern[str]
    introductions: re.Pattern[str]
    plan_headings: re.Pattern[str]
    telling: tuple[re.Pattern[str], ...]
    adverbials: re.Pattern[str]
    title_numbers: re.Pattern[str]
    title_times: re.Pattern[str]


LENGTHS = tuple(field.name for field in fields(Trimming) if field.type == "int")
PATTERNS = tuple(field.name for field in fields(Trimming) if field.name not in LENGTHS)


def pattern(words: list[str], where: str) -> re.Pattern[str]:
    """One pattern that matches any of `words`; raises LexiconError if one is not well formed."""
    if not words or not all(words):
        raise LexiconError("a list of patterns is empty or has an empty one", where=where)
    return compiled("|".join(f"(?:{word})" for word in words), where)


@cache
def trimming() -> Trimming:
    """The rules of `data/trimming.toml`; raises LexiconError if the file is not as it must be."""
    content = load_toml("trimming")
    where = str(DATA / "trimming.toml")
    wrong = set(content) ^ {"source", *LENGTHS, *PATTERNS}
    if wrong:
        raise LexiconError(f"missing or unknown: {', '.join(sorted(wrong))}", where=where)
    values: dict[str, Any] = {name: content[name] for name in LENGTHS}
    for name in PATTERNS:
        values[name] = pattern(content[name], f"{where}: {name}")
    values["telling"] = tuple(pattern([word], f"{where}: telling") for word in content["telling"])
    return Trimming(**values)
