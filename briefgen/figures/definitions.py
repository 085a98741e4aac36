"""Which labels name one indicator: 规上工业增加值 is 规模以上工业增加值, but not 工业增加值."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml
from briefgen.model import Measure

SHORTEST = 2  # characters of a place's name that has a generic to leave out (聊城市)


@dataclass(frozen=True, slots=True)
class _Rules:
    lead: re.Pattern[str]
    rate: re.Pattern[str]
    same: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _rules() -> _Rules:
    data = load_toml("definitions")
    try:
        same = tuple((re.compile(row["pattern"]), str(row["name"])) for row in data["same"])
        return _Rules(re.compile(data["lead"]), re.compile(data["rate"]), same)
    except (KeyError, re.error) as error:
        raise LexiconError(f"not as it must be: {error}", where="data/definitions.toml") from error


@lru_cache(maxsize=4096)  # a report names its indicators again and again
def definition(label: str, measure: Measure | None = None, area: str = "") -> str:
    """The name under which figures of `label` are compared; equal names are one indicator.

    Of a rate of growth the words that only say so are dropped: 工业投资增速 is 工业投资; so is the
    name of its own `area` (聊城市, 聊城) before it.
    """
    rules = _rules()
    name = re.sub(r"\s", "", label)
    bare = rules.lead.sub("", _placeless(name, area)) or name
    if measure in {None, Measure.GROWTH}:
        bare = rules.rate.sub("", bare) or bare
    for pattern, replacement in rules.same:
        bare = pattern.sub(replacement, bare)
    return bare


def _placeless(name: str, area: str) -> str:
    """The name without that of its area before it, in full or without its generic."""
    for place in (area, area[:-1] if len(area) > SHORTEST else ""):
        if place and name.startswith(place) and name != place:
            return name.removeprefix(place)
    return name
