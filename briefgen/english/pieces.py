"""A label cut into pieces: glossary terms, numbers, codes, quotes, function words, the unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefgen.english import units
from briefgen.english.units import form
from briefgen.english.values import amount
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.english.glossary import Glossary

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
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
LONGEST_UNIT = 6
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
            name = f"{merged[-1].forms['name']}-{piece.forms['name']}"
            merged[-1] = Piece(merged[-1].zh + piece.zh, {"name": name, "place": ""})
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
    if char in _numeric():
        found.extend(_numbers(text, at))
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
def _numeric() -> frozenset[str]:
    """The characters that a number, a bound or a power of ten begins with."""
    table = load_toml("english")
    words = table["classifiers"]
    spelled = words["digits"] + words["ten"] + words["two"]
    firsts = [word[0] for word in (*words["exceeding"], *table["powers"])]
    return frozenset("0123456789") | frozenset(spelled) | frozenset(firsts)


def _numbers(text: str, at: int) -> list[Piece]:
    """Counts (100个), size classes (500万元以上, 亿元以上) and Chinese counts (六个)."""
    table = load_toml("english")["classifiers"]
    match = NUMBER.match(text, at)
    if at and match and (text[at - 1].isascii() and text[at - 1].isalnum()):
        return []
    value = Decimal(match[0].replace(",", "")) if match else None
    end = match.end() if match else at
    found = _rates(text, at, end, value) + _exceeding(text, at)
    for length in range(min(LONGEST_UNIT, len(text) - end), 0, -1):
        unit = text[end : end + length]
        piece = _sized(text, at, end + length, value, unit)
        if piece:
            found.append(piece)
        if value is not None and unit in table["words"] + _more():
            said = f"over {value:,f}" if unit[0] in table["over"] else f"{value:,f}"
            found.append(Piece(text[at : end + length], {"count": said}))
    if value is None:
        found.extend(_spelled(text, at))
    return found


@cache
def _more() -> list[str]:
    words = load_toml("english")["classifiers"]["words"]
    return [over + word for over in load_toml("english")["classifiers"]["over"] for word in words]


def _sized(text: str, at: int, end: int, value: Decimal | None, unit: str) -> Piece | None:
    """500万元以上 as "of RMB 5 million or more"; 亿元以上 without a digit means one."""
    shape = form(unit)
    if shape.kind not in (units.MONEY, units.PHYSICAL):
        return None
    if value is None and shape.factor < units.TEN_THOUSAND:
        return None
    said = load_toml("english")["said"]
    table = load_toml("english")["classifiers"]
    english = amount(Decimal(1) if value is None else value, shape)
    for key, pattern in (("at_least", said["least"]), ("at_most", said["most"])):
        for word in sorted(table[key], key=len, reverse=True):
            if text.startswith(word, end):
                return Piece(text[at : end + len(word)], {"size": pattern.format(value=english)})
    return None if value is None else Piece(text[at:end], {"count": english})


def _rates(text: str, at: int, end: int, value: Decimal | None) -> list[Piece]:
    """Percentages: 10%以上 as "10% or more"."""
    if value is None or not text.startswith("%", end):
        return []
    said = f"{value:f}%"
    for word in sorted(load_toml("english")["classifiers"]["at_least"], key=len, reverse=True):
        if text.startswith(word, end + 1):
            more = load_toml("english")["said"]["rate_least"].format(value=said)
            return [Piece(text[at : end + 1 + len(word)], {"rate": more})]
    return [Piece(text[at : end + 1], {"rate": said})]


def _exceeding(text: str, at: int) -> list[Piece]:
    """营收过100亿元, 超亿元: a size class whose bound stands before the number."""
    for word in load_toml("english")["classifiers"]["exceeding"]:
        if not text.startswith(word, at):
            continue
        match = NUMBER.match(text, at + len(word))
        value = Decimal(match[0].replace(",", "")) if match else None
        end = match.end() if match else at + len(word)
        for length in range(min(LONGEST_UNIT, len(text) - end), 0, -1):
            shape = form(text[end : end + length])
            large = value is not None or shape.factor >= units.TEN_THOUSAND
            if shape.kind in (units.MONEY, units.PHYSICAL) and large:
                said = amount(Decimal(1) if value is None else value, shape)
                more = load_toml("english")["said"]["more_than"].format(value=said)
                return [Piece(text[at : end + length], {"size": more})]
    return []


def _spelled(text: str, at: int) -> list[Piece]:
    """Chinese counts up to 99 with a classifier: 六个, 十二条."""
    table = load_toml("english")["classifiers"]
    end = at
    while end < len(text) and text[end] in table["digits"] + table["ten"] + table["two"]:
        end += 1
    value = _small(text[at:end], table)
    found = []
    for word in table["words"]:
        if value is not None and text.startswith(word, end):
            words = load_toml("english")["numerals"]["words"]
            said = words[value] if value < len(words) else str(value)
            found.append(Piece(text[at : end + len(word)], {"count": said}))
    return found


def _small(text: str, table: dict[str, Any]) -> int | None:
    ten: str = table["ten"]
    values = {char: index for index, char in enumerate(table["digits"])} | {table["two"]: 2}
    if not text:
        return None
    if ten not in text:
        return values[text] if len(text) == 1 else None
    tens, _, ones = text.partition(ten)
    if len(tens) > 1 or len(ones) > 1 or ten in ones:
        return None
    return (values[tens] if tens else 1) * 10 + (values[ones] if ones else 0)


@cache
def _roles() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for role, words in load_toml("english")["roles"].items():
        for word in words:
            found.setdefault(word, {})[role] = ""
    return found


def _role(word: str) -> dict[str, str]:
    return _roles().get(word, {})
