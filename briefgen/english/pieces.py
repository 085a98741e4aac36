"""A label cut into pieces: glossary terms, numbers, codes, quotes, function words, the unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.english.counts import counted
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.english.glossary import Glossary

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.&+\-]*")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇]")
OPEN = {
    "“": "”",
    "(": ")",
    "《": "》",
    "‘": "’",
    "「": "」",
    "『": "』",
    "【": "】",
    "[": "]",
    '"': '"',
}
LONGEST_NAME = 15  # characters of the longest place, an autonomous county
WHOLE = {"theme", "phrase"}  # kinds that only stand for a whole text, never for a part of one


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the label and what it can be in English, by kind.

    Besides the kinds of the glossary: `count` (100), `code` (5G), `quote` and `bracket` (their
    Chinese content is in `inner`), `unknown`, and the roles of english.toml (de, join, share …).
    """

    zh: str
    forms: Mapping[str, str] = field(default_factory=dict)
    inner: str = ""

    def has(self, *kinds: str) -> bool:
        """Whether the piece can be one of these."""
        return not self.forms.keys().isdisjoint(kinds)


HYPHENS = ("-", "—", "－")
JOINT = Piece("、", {"join": ""})
UNKNOWN: Mapping[str, str] = MappingProxyType({"unknown": ""})
CROSSED = 2  # pieces that a place costs more if it begins with 和: 开工和县区 is no 和县
STRANGE = 4  # times as strange as a word of a dictionary is a character that nothing holds
Words = Callable[[str, int], list[str]]  # the words of a dictionary that begin at a place


def no_words(_text: str, _at: int) -> list[str]:
    """No dictionary."""
    return []


def cut(
    text: str, glossary: Glossary, names: Mapping[str, str] | None = None, words: Words = no_words
) -> list[Piece]:
    """The pieces of a tidy label: fewest unknown characters, then fewest pieces.

    `names` adds places (Chinese to English) that the glossary does not hold, `words` those of a
    dictionary, which stay unknown but whole. Time is linear in the length of the text times the
    length of the longest term.
    """
    size = len(text)
    best: list[tuple[int, int]] = [(0, 0)] * (size + 1)
    worst = (size + 1) * STRANGE
    choice: list[Piece] = [Piece("")] * size
    for at in range(size - 1, -1, -1):
        best[at] = (worst, size + 1)
        for piece in [*_starting(text, at, glossary, names or {}), *_ordinary(text, at, words)]:
            rest = best[at + len(piece.zh)]
            cost = (rest[0] + _strangeness(piece), rest[1] + 1 + _crossing(piece, at))
            if cost < best[at]:
                best[at], choice[at] = cost, piece
    pieces, at = [], 0
    while at < size:
        pieces.append(choice[at])
        at += len(choice[at].zh)
    return _merged(pieces)


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Unknown characters side by side as one piece, and places: 宁波舟山 is Ningbo-Zhoushan."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and piece.has("place") and merged[-1].has("place"):
            merged[-1] = _side_by_side(merged[-1], piece)
            continue
        if piece.has("place") and _hyphened(merged):
            mark = merged.pop()
            name = f"{merged[-1].forms['name']}-{piece.forms['name']}"  # 中国-欧洲中心
            merged[-1] = Piece(merged[-1].zh + mark.zh + piece.zh, {"name": name, "place": ""})
            continue
        if merged and piece.has("quote") and merged[-1].has("quote"):
            merged.append(JOINT)  # “一”“二” is a list
        if merged and piece.forms == UNKNOWN and merged[-1].forms == UNKNOWN:
            merged[-1] = Piece(merged[-1].zh + piece.zh, UNKNOWN)
        else:
            merged.append(piece)
    return merged


def _side_by_side(one: Piece, two: Piece) -> Piece:
    """Two places as one name: Ningbo-Zhoushan, but a county with what it belongs to behind it."""
    first, second = one.forms["name"], two.forms["name"]
    within = two.zh.endswith(_county_levels())
    name = f"{second}, {first}" if within else f"{first}-{second}"  # 杭州上城区, 宁波舟山
    return Piece(one.zh + two.zh, {"name": name, "place": ""})


@cache
def _county_levels() -> tuple[str, ...]:
    return tuple(load_toml("english")["said"]["county_levels"])


def _hyphened(pieces: list[Piece]) -> bool:
    """Whether the pieces end in a place and a hyphen."""
    return len(pieces) > 1 and pieces[-1].zh in HYPHENS and pieces[-2].has("place")


def _ordinary(text: str, at: int, words: Words) -> list[Piece]:
    """The words of a dictionary that begin here."""
    return [Piece(word, {"unknown": word}) for word in words(text, at)]


def _strangeness(piece: Piece) -> int:
    """What the piece costs: a word of a dictionary less than unknown characters."""
    if not piece.has("unknown"):
        return 0
    return len(piece.zh) * (1 if piece.forms["unknown"] else STRANGE)


def _crossing(piece: Piece, at: int) -> int:
    """What a place costs more that may be made of a joint and of what stands behind it."""
    joint_first = at and piece.has("place") and "join" in _role(piece.zh[0])
    return CROSSED if joint_first else 0


def _known(text: str, at: int, glossary: Glossary, names: Mapping[str, str]) -> list[Piece]:
    """The terms of the glossary and the names that begin here, longest first."""
    found: list[Piece] = []
    reach = max(glossary.reach.get(text[at], 1), LONGEST_NAME)
    for length in range(min(reach, len(text) - at), 0, -1):
        word = text[at : at + length]
        if word not in glossary.terms and word not in names:
            continue
        forms = glossary.forms(word)
        if word in names:
            forms = {**forms, "name": names[word], "place": ""}
        if not forms.keys() <= WHOLE:
            found.append(Piece(word, {**_role(word), **forms}))
    return found


def _starting(text: str, at: int, glossary: Glossary, names: Mapping[str, str]) -> list[Piece]:
    """All pieces that can begin here, longest first, and at least one."""
    found = _known(text, at, glossary, names)
    char = text[at]
    found.extend(_enclosed(text, at))
    found.extend(Piece(one.zh, one.forms) for one in counted(text, at))
    for length in (4, 3, 2, 1):
        role = _role(text[at : at + length])
        if role and not any(piece.zh == text[at : at + length] for piece in found):
            found.append(Piece(text[at : at + length], role))
    code = CODE.match(text, at)
    if code:
        found.append(Piece(code[0], {"code": code[0]}))
    if not HAN.match(char):
        found.append(Piece(char, {"skip": ""}))
    elif not any(len(piece.zh) == 1 for piece in found):
        found.append(Piece(char, UNKNOWN))
    return found


def _enclosed(text: str, at: int) -> list[Piece]:
    """A quote or bracket that opens here, if it is closed."""
    end = text.find(OPEN.get(text[at], text[at]), at + 1) if text[at] in OPEN else -1
    if end < 0:
        return []
    kind = "bracket" if text[at] in "([" else "quote"
    return [Piece(text[at : end + 1], {kind: ""}, text[at + 1 : end])]


@cache
def _roles() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for role, words in load_toml("english")["roles"].items():
        for word in words:
            found.setdefault(word, {})[role] = ""
    return found


def _role(word: str) -> dict[str, str]:
    return _roles().get(word, {})
