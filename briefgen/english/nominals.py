"""Verbs that name what a work is for, taken as the nouns they are there: 路网提升工程."""

from __future__ import annotations

from itertools import pairwise

from briefgen.english.phrases import NOMINAL, PAIR, wording
from briefgen.english.pieces import Piece


def nominal(pieces: list[Piece]) -> list[Piece]:
    """The pieces, a verb before what is there for it as the noun of its deed: 整改措施."""
    found = list(pieces)
    for at, (one, two) in enumerate(pairwise(pieces)):
        noun = wording()["nominals"].get(one.zh)
        if not noun or (one.has(*NOMINAL, "attr") and one.forms != {"of": noun}):
            continue
        named = at and len(pieces) > PAIR and _named(pieces[at - 1]) and _work(two)
        if named or two.zh in wording()["purposes_of"]:
            found[at] = Piece(one.zh, {"deed": noun})
    return found


def _named(piece: Piece) -> bool:
    """Whether the piece is a noun that the deed is done to."""
    return piece.has("term", "attr", "of") and not piece.has("verb", "done", "rel")


def _work(piece: Piece) -> bool:
    """Whether the piece is a work, a place or a body that has a purpose."""
    return piece.zh in wording()["works_for"]


def named_twice(pieces: list[Piece]) -> bool:
    """产品产量产值: two outputs of one thing, from a label that names it once too often."""
    outputs = tuple(wording()["outputs"])
    return any(
        one.has("of", "in") and one.zh.endswith(outputs) and two.zh.endswith(outputs)
        for one, two in pairwise(pieces)
    )
