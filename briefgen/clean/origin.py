"""Which outlet published a document, as far as it says so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.characters import TONED
from briefgen.clean.forms import filled
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

_GARBLED = re.compile(f"[?？\N{REPLACEMENT CHARACTER}{TONED}]")


def origin_of(noise: Iterable[str], datelines: Iterable[str], stated: str = "") -> str:
    """The name of the outlet, or "".

    A source line comes first, then what the format has `stated`, copyright lines, datelines.
    A name that was garbled on its way (甘肃日?qǐng) is none.
    """
    lines = list(noise)
    for key, texts in (("labelled", lines), ("dated", lines)):
        for text in texts:
            match = _pattern(key).search(text)
            if match:
                name = next(name for name in match.groups() if name)
                return "" if _GARBLED.search(name) else name
    if stated:
        return stated
    for key, texts in (("copyright", lines), ("dateline", list(datelines))):
        for text in texts:
            match = _pattern(key).search(text)
            if match:
                return match["name"]
    return ""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(filled(load_toml("dates")["origin"][key]))
