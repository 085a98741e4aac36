"""Pieces of a label that are one: a place and its seat, a term and its abbreviation, 非 and X."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.english import names
from briefgen.english.inflect import parted, singular
from briefgen.english.phrases import NOMINAL, PAIR, TRIPLE, winding, wording
from briefgen.english.pieces import UNKNOWN, Piece
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.english.glossary import Glossary

ABBREVIATION = re.compile(r"[A-Za-z][A-Za-z0-9.&-]*")
ITEM = re.compile(r"^\d{1,2}\.(?!\d)")
INITIAL = re.compile(r"\b[A-Za-z]")


def fused(pieces: list[Piece], glossary: Glossary) -> list[Piece]:
    """The pieces with those that belong together as one."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        one = last and (
            _seated(last, piece)
            or _said_before(last, piece)
            or _abbreviated(last, piece, glossary)
            or _within(last, piece, glossary)
        )
        if one:
            found[-1] = one
        elif last and set(last.forms) == {"negative"}:
            found[-1:] = _denied(last, piece)
        else:
            found.append(piece)
    if found and set(found[-1].forms) == {"negative"}:
        found[-1] = Piece(found[-1].zh, UNKNOWN)
    return found


def unnumbered(text: str) -> str:
    """The label without the number of a list item before it: 一、固定资产投资."""
    words = load_toml("english")["classifiers"]
    numerals = set(words["digits"] + words["ten"])
    text = ITEM.sub("", text)
    number, mark, rest = text.partition(wording()["item_mark"])
    if not mark or not 0 < len(number) <= TRIPLE or not set(number) <= numerals:
        return text
    listed = rest[:1] in numerals and rest[1:2] == mark  # 一、二、三产业
    return text if not rest or listed or _follows(number, rest, words) else rest


def without_whole(text: str) -> str:
    """The label without 全市 behind the place it begins with: 武汉全市地区生产总值."""
    for whole in wording()["locally"]:
        place, found, rest = text.partition(whole)
        if found and rest and place in names.places():
            return place + rest
    return text


def _follows(number: str, rest: str, words: dict[str, str]) -> bool:
    """Whether the text goes on with the next number: 一、二产业."""
    return number + rest[0] in words["digits"]


def _seated(place: Piece, head: Piece) -> Piece | None:
    """A place and what it is the seat of as one name: 上海港 is the Port of Shanghai."""
    heads: dict[str, str] = load_toml("english")["place_heads"]
    if not place.has("place") or head.zh not in heads:
        return None
    name = place.forms["name"]
    if not name.endswith(heads[head.zh].split()[-1]):
        name = heads[head.zh].format(parted(name)[1])
    return Piece(place.zh + head.zh, {"term": name, "attr": parted(name)[1], "region": ""})


def _said_before(last: Piece, piece: Piece) -> Piece | None:
    """What the piece before it says already: 工程项目, 幼儿园学校."""
    said: dict[str, list[str]] = wording()["redundant"]
    again = last.has("term") and last.zh.endswith(tuple(said.get(piece.zh, ())))
    return Piece(last.zh + piece.zh, last.forms, last.inner) if again else None


def _abbreviated(term: Piece, bracket: Piece, glossary: Glossary) -> Piece | None:
    """A term with its abbreviation, said once: 国内生产总值(GDP), CPI(居民消费价格指数)."""
    if not bracket.has("bracket") or not term.has(*NOMINAL) or term.has("unknown", "quote"):
        return None
    zh = term.zh + bracket.zh
    same = set(glossary.forms(bracket.inner).values()) & set(term.forms.values())
    if same:
        return Piece(zh, term.forms, term.inner)
    if not ABBREVIATION.fullmatch(bracket.inner):
        return None
    return Piece(
        zh,
        {
            kind: f"{text} ({bracket.inner})"
            if kind == "term" and _stands_for(bracket.inner, text)
            else text
            for kind, text in term.forms.items()
        },
        term.inner,
    )


def _stands_for(short: str, text: str) -> bool:
    """Whether the abbreviation is that of the English words, or has a digit (M2)."""
    if "(" in text or short.lower() in text.lower():
        return False
    initials = "".join(INITIAL.findall(text)).lower()
    return any(char.isdigit() for char in short) or short.lower() == initials


def _within(term: Piece, bracket: Piece, glossary: Glossary) -> Piece | None:
    """A term with a place in brackets behind it."""
    if not term.has("term") or not bracket.has("bracket"):
        return None
    place = names.places().get(bracket.inner) or glossary.forms(bracket.inner).get("name", "")
    if not place:
        return None
    return Piece(term.zh + bracket.zh, {"term": f"{term.forms['term']} ({place})"})


def _denied(negative: Piece, piece: Piece) -> list[Piece]:
    """非 with the adjective or noun behind it: 非国有 is non-state-owned."""
    forms = piece.forms
    said = forms.get("attr") or forms.get("adj") or singular(parted(forms.get("term", ""))[1])
    if not said or winding(said) or len(said.split()) > PAIR:
        return [Piece(negative.zh, UNKNOWN), piece]
    return [Piece(negative.zh + piece.zh, {"adj": wording()["non"].format(said)})]
