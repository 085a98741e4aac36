"""What stands before a noun: how a piece does, and when the pieces are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.english.doubts import heaped
from briefgen.english.inflect import parted, singular
from briefgen.english.phrases import PAIR, TRIPLE, Composer, Pieces, joint, winding, wording

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece

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
