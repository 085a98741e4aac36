"""What stays together at the end of a line: a number with its unit."""

from __future__ import annotations

import re
from functools import cache

from briefgen.lexicon import load_toml

_HAN = "\u3400-\u9fff"


@cache
def number_with_unit() -> re.Pattern[str]:
    """A number with 第 and sign before it, its multipliers and its unit (or one more character)."""
    words = load_toml("typography")
    units = "|".join(re.escape(unit) for unit in sorted(words["units"], key=len, reverse=True))
    multipliers, before = re.escape(words["multipliers"]), re.escape(words["before"])
    return re.compile(
        rf"[{before}]?[+\-−≥≤]?\d[\d.,:/]*[%‰℃]?(?:[{multipliers}]*(?:{units}|[{_HAN}])?)?"
    )
