"""What stands before a noun: how a piece does, and when the pieces are too many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.english.inflect import parted, plural, singular
from briefgen.english.phrases import PAIR, TRIPLE, TWICE, Composer, Pieces, joint, winding, wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.english.pieces import Piece

HEAVY = 3  # words of a name that stands better behind its noun: beds in health centers
NOUNS, WORDS = 3, 4  # so many nouns in a row, or two of so many words, no longer read as one name
LINK = re.compile(r",| and | or ")
NOUN_RANK = 2  # nouns stand next to the head, adjectives before them, numbers first


def before_noun(composer: Composer, piece: Piece) -> str:
    """The piece as it stands before a noun, empty if it cannot."""
    if piece.has("attr") and " of " not in piece.forms["attr"]:
        return str(piece.forms["attr"])
    if piece.has("quote", "code", "unknown"):
        return composer.word(piece)
    if piece.zh in wording()["behind"]:
        return ""
    noun = parted(composer.word(piece))[1]
    return singular(noun) if noun and not winding(noun) else ""


def measures(pieces: Pieces) -> bool:
    """Whether the pieces end in a quantity (计划总投资 before 亿元以上)."""
    return bool(pieces) and joint(pieces[-1]) is not None


def overloaded(composer: Composer, rest: Pieces) -> bool:
    """Whether too many nouns, and nothing else but adjectives, stand before a noun."""
    if len(rest) < TRIPLE or not all(p.has("term", "attr", "adj", "deed") for p in rest):
        return False
    plain = [p for p in rest if not p.has("adj", "deed")]
    if len(plain) < PAIR or any(p.has("place", "quote", "post", "count", "unknown") for p in rest):
        return False
    return heaped([(NOUN_RANK, before_noun(composer, p)) for p in plain], NOUN_RANK)


def heaped(before: Iterable[tuple[int, str]], rank: int) -> bool:
    """Whether too many nouns stand before a noun: community medical institution outpatient rate."""
    nouns = [text for place, text in before if place == rank]
    longest = [max(LINK.split(text), key=lambda part: len(part.split())) for text in nouns]
    words = len(TWICE.sub(r"\1\2", " ".join(longest)).split())
    return len(nouns) >= NOUNS or (len(nouns) >= PAIR and words >= WORDS)


def heaped_in_place(composer: Composer, rest: list[Piece], alone: str) -> bool:
    """Whether too many nouns stand before the head, of which the first says where it is."""
    if not rest or not rest[0].has("term") or rest[0].has("place"):
        return False
    if rest[0].zh.endswith(tuple(wording()["ways"])):
        return False  # what is done for roads is not in them
    if not rest[0].zh.endswith(tuple(wording()["hosts"])) or not plural(composer.word(rest[0])):
        return False
    if len(rest) == 1:
        return len(alone.split()) > HEAVY and not winding(alone)  # 行政村综合性文化服务中心
    named = [piece for piece in rest if not piece.has("adj", "deed")]
    return heaped([(NOUN_RANK, before_noun(composer, piece)) for piece in named], NOUN_RANK)


def is_number(piece: Piece) -> bool:
    """Whether the piece is the number of things, which has rates but nothing else."""
    prep = joint(piece)
    return prep is not None and "number" in piece.forms[prep].split()
