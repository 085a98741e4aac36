"""Which outlet published a document, as far as it says so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable


def origin_of(noise: Iterable[str], datelines: Iterable[str]) -> str:
    """The name of the outlet: from a source line, a copyright line or a dateline; else ""."""
    lines = list(noise)
    for key, texts in (("labelled", lines), ("copyright", lines), ("dateline", datelines)):
        for text in texts:
            match = _pattern(key).search(text)
            if match:
                return match["name"]
    return ""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(load_toml("dates")["origin"][key])
