"""Labels by pattern: how a whole label is said, or one of figures with a certain unit."""

from __future__ import annotations

import re
from functools import cache

from briefgen.lexicon import compiled, load_toml, load_tsv

Rows = tuple[tuple[re.Pattern[str], str], ...]
COLUMNS = ("zh", "en", "unit", "note")
NAMED = re.compile(r"(?<!\?P)<(\w+)>")  # a list of words; (?P<where>...) is a group


@cache
def patterns(kind: str = "") -> Rows:
    """The patterns of label_patterns.tsv, each with its English, in their order.

    Those for labels of any figure, or those for figures of this `kind` of unit. `<name>` in a
    pattern stands for the words of that list of `label_lists`, the longest first.
    """
    return tuple(
        (compiled(NAMED.sub(_words, row["zh"]), "data/label_patterns.tsv"), row["en"])
        for row in load_tsv("label_patterns", COLUMNS)
        if row["unit"] == kind
    )


@cache
def counted_kind(unit: str) -> str:
    """What a unit counts (persons, sessions, households, cases, money), empty if it is open."""
    bare = unit
    for power in sorted(load_toml("english")["powers"], key=len, reverse=True):
        bare = bare.removeprefix(power)
    kinds: dict[str, list[str]] = load_toml("labels")["counted_units"]
    return next((kind for kind, units in kinds.items() if bare in units), "")


def mismatched(zh: str, unit: str) -> bool:
    """Whether the label cannot be what is measured in this unit: enterprises of RMB 3 billion."""
    kind = counted_kind(unit) if unit else ""
    return bool(kind) and any(row.fullmatch(zh) for row in _mismatches(kind))


@cache
def of_homes(zh: str, unit: str) -> bool:
    """Whether the unit counts households that the label does not name: 城中村改造 of 2.6万户.

    One that a pattern says in English as so many households names them too.
    """
    kind = counted_kind(unit)
    words = load_toml("english")["households"]
    if kind != "households" or not _row(words["counted"]).fullmatch(zh):
        return False
    said = any(pattern.fullmatch(zh) for pattern, _ in patterns(kind))
    return not said and not _row(words["named"]).search(zh)


def _row(pattern: str) -> re.Pattern[str]:
    return compiled(pattern, "data/english.toml, households")


@cache
def _mismatches(kind: str) -> tuple[re.Pattern[str], ...]:
    rows = [row for row in load_toml("labels")["mismatched"] if row["unit"] == kind]
    return tuple(compiled(row["zh"], "data/labels.toml, mismatched") for row in rows)


def _words(match: re.Match[str]) -> str:
    words = load_toml("labels")["label_lists"][match[1]]
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
