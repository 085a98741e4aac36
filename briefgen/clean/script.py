"""Traditional script becomes simplified, one character for one.

OpenCC's dictionaries are used, but not its converter: that takes 4 ms for a thousand characters,
as long as all the rest of the work on them, and has no way to add phrases of one's own.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from briefgen.clean.characters import HAN
from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml
from briefgen.model import Repair

TRADITIONAL, SIMPLIFIED = "traditional", "simplified"
_HAN = re.compile(f"[{HAN}]+")


class Table(NamedTuple):
    """`characters` for str.translate; `phrases` by first character, the longest first."""

    characters: dict[int, str]
    phrases: dict[str, list[tuple[str, str]]]


def script_of(text: str) -> str:
    """Either "traditional" or "simplified", by the share of characters only the former has."""
    data = load_toml("script")
    marked = len(_marks().findall(text))
    if not marked:
        return SIMPLIFIED
    return (
        TRADITIONAL if marked >= data["share"] * sum(map(len, _HAN.findall(text))) else SIMPLIFIED
    )


def simplified(text: str) -> str:
    """The text in simplified script, as long as it was."""
    table = _table()
    converted = text.translate(table.characters)
    changes: list[tuple[int, int, str]] = []
    end = 0
    for match in _starts().finditer(text):
        at = match.start()
        if at < end:
            continue
        for old, new in table.phrases[text[at]]:
            if text.startswith(old, at):
                end = at + len(old)
                changes.append((at, end, new))
                break
    return _particles(text, _spliced(converted, changes))


def converted(text: str) -> tuple[str, str, list[Repair]]:
    """The script of the text, the text in simplified script, and what was left over in one."""
    script = script_of(text)
    if script == TRADITIONAL:
        return script, simplified(text), []
    reason = load_toml("repairs")["script"]["reason"]
    turned = left_over(text)
    changes = [(at, at + 1, new) for at, new in turned]
    repairs = [Repair(at, at + 1, text[at], new, reason) for at, new in turned]
    return script, _spliced(text, changes) if changes else text, repairs


def left_over(text: str) -> list[tuple[int, str]]:
    """Each traditional character of a simplified text, by its place, and what it should be.

    A single one in quotation marks is spoken of, not used, and stays.
    """
    suspects, strays = _strays()
    places = (match.start() for match in suspects.finditer(text) if match[0] in strays)
    found = [at for at in places if not _is_quoted(text, at)]
    if not found:
        return []
    converted = simplified(text)
    return [(at, converted[at]) for at in found if converted[at] != text[at]]


def _is_quoted(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] in {*"“「‘『"} and text[at + 1 : at + 2] in {*"”」’』"}


def _spliced(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in changes:
        parts += (text[at:start], new)
        at = end
    return "".join((*parts, text[at:]))


def _particles(before: str, after: str) -> str:
    """`after` with every 著 of `before` read as 着, or left, by the words beside it."""
    verb, particle = (load_toml("script")["zhu"][key] for key in ("verb", "particle"))
    changes = [
        (at, at + 1, verb if _is_verb_or_noun(before, at) else particle)
        for at in (match.start() for match in re.finditer(verb, before))
    ]
    return _spliced(after, changes)


def _is_verb_or_noun(text: str, at: int) -> bool:
    rules = load_toml("script")["zhu"]
    left, right = text[max(0, at - 4) : at], text[at + 1 : at + 2]
    if left.endswith(tuple(rules["particle_after"])):
        return False
    return left.endswith(tuple(rules["stays_after"])) or right in rules["stays_before"]


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(load_toml('script')['marks']))}]")


@cache
def _strays() -> tuple[re.Pattern[str], frozenset[str]]:
    """The characters that no simplified text has, and a class that has them all.

    A class without single signs beyond U+FFFF is searched ten times as fast as a set is asked.
    """
    kept = {*load_toml("script")["kept"], load_toml("script")["zhu"]["verb"]}
    chars = (chr(old) for old, new in _table().characters.items() if chr(old) != new)
    strays = frozenset(chars) - kept
    common = re.escape("".join(char for char in strays if ord(char) <= 0xFFFF))  # noqa: PLR2004
    return re.compile(f"[{common}\U00010000-\U0010ffff]"), strays


@cache
def _starts() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_table().phrases)) + "]")


@cache
def _table() -> Table:
    """OpenCC's dictionaries with our phrases on top; pairs of unequal length are left out."""
    characters = {
        ord(old): new for old, new in _dictionary("TSCharacters") if len(old) == len(new) == 1
    }
    pairs = {old: new for old, new in _dictionary("TSPhrases") if len(old) == len(new)}
    pairs |= load_toml("script")["phrases"]
    phrases: dict[str, list[tuple[str, str]]] = {}
    for old, new in pairs.items():
        if len(old) != len(new):
            raise LexiconError(f"{old} and {new} differ in length", where="script.toml")
        phrases.setdefault(old[0], []).append((old, new))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Table(characters, phrases)


def _dictionary(name: str) -> list[tuple[str, str]]:
    """The pairs of one of OpenCC's dictionaries; the first of several readings counts."""
    try:
        path = resources.files("opencc") / "dictionary" / f"{name}.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
    except (ModuleNotFoundError, OSError) as error:
        hint = "install opencc-python-reimplemented"
        raise LexiconError("OpenCC's dictionaries are missing", where=name, hint=hint) from error
    return [(old, new.split(" ")[0]) for old, _, new in (line.partition("\t") for line in lines)]
