"""Pinyin and bopomofo that somebody put after the characters they are the sound of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from briefgen.clean.characters import HAN, TONED
from briefgen.clean.edits import Edit, edited
from briefgen.lexicon import load_toml
from briefgen.model import Repair

if TYPE_CHECKING:
    from briefgen.model import Traced

_BOPOMOFO = "\u02ca\u02c7\u02cb\u02d9\u3105-\u312f\u31a0-\u31bf"
_LETTER = f"A-Za-z{TONED}{_BOPOMOFO}"
_INSERTED = re.compile(
    rf"(?<=[{HAN}])(?P<open>[ \u00a0]?[（(\[〔［]?)"
    rf"(?P<letters>[{_LETTER}][{_LETTER}'’·\- ]{{0,60}})(?P<close>[）)\]〕］]?)"
)
_ANY = re.compile(f"[{_LETTER}]")
_CERTAIN = re.compile(f"[āǎēěīǐōǒūǔǖǘǚǜ{_BOPOMOFO}]")  # é and à stand in European names too
_SYLLABLES = re.compile(
    r"(?:[\W_]*(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?[aeiouv]{1,3}(?:ng?|r)?(?![aeiouv])){1,20}[\W_]*"
)
_BEFORE = re.compile(f"[{HAN}]{{1,12}}$")
_ALONE = 2  # characters; letters without tone marks or brackets must be the sound of so many


def inserted(text: str) -> list[tuple[int, int]]:
    """Where romanisation stands that is the sound of the characters before it, brackets and all.

    Letters with the tone marks that only pinyin has always count. Others must be read so.
    """
    found: list[tuple[int, int]] = []
    if not _ANY.search(text):
        return found
    for match in _INSERTED.finditer(text):
        letters, opened, closed = match["letters"], match["open"].strip(), match["close"]
        if bool(opened) != bool(closed):
            continue
        plain = bare(letters)
        certain = _CERTAIN.search(letters) is not None
        if not certain:
            if not _SYLLABLES.fullmatch(plain):
                continue
            before = _BEFORE.search(text, max(0, match.start() - 12), match.start())
            toned = normalize("NFD", letters) != letters
            fewest = 1 if toned or opened else _ALONE
            if before is None or not is_sound_of(plain, before[0], fewest):
                continue
        found.append(match.span())
    return found


def unromanised(text: Traced) -> tuple[Traced, list[Repair]]:
    """The text without inserted romanisation, and what was taken out."""
    spans = inserted(text.text)
    if not spans:
        return text, []
    reason = load_toml("repairs")["romanised"]["reason"]
    repairs = []
    for start, end in spans:
        place = text.span(start, end)
        repairs.append(Repair(place.start, place.end, text.text[start:end], "", reason))
    return edited(text, [Edit(start, end, "") for start, end in spans]), repairs


def bare(letters: str) -> str:
    """The letters in lower case, without tone marks and signs: Lǜ -> lu."""
    return "".join(char for char in normalize("NFD", letters).lower() if "a" <= char <= "z")


def is_sound_of(letters: str, before: str, fewest: int) -> bool:
    """Whether the letters are a reading of the last characters of `before`, of so many at least."""
    if len(letters) < fewest:  # each sound has a letter: no need to load the dictionary
        return False
    ends = {len(letters)}
    for count, char in enumerate(reversed(before), 1):
        known = sounds(char)
        ends = {end - len(each) for end in ends for each in known if letters[:end].endswith(each)}
        if 0 in ends:
            return count >= fewest
        if not ends:
            return False
    return False


@cache
def sounds(char: str) -> frozenset[str]:
    """All readings of a character without tones; none if it is unknown."""
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - 200 ms, for a few texts only

    readings = pinyin_dict.get(ord(char), "").split(",")
    return frozenset(bare(reading) for reading in readings if reading)
