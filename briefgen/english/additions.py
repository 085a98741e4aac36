"""What is new somewhere or for somebody: 自然村新增公路, 独居老人家庭新增报警器."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.english.deeds import place_word
from briefgen.english.phrases import Composer, Phrase, Pieces, after, joint, wording

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece


def added(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """S 新增 X: new X in S, or for S where these are homes; a quantity of S keeps its order."""
    at = next((i for i, piece in enumerate(pieces[:-1]) if i and _adds(piece)), None)
    if at is None or joint(pieces[-1]):
        return None
    if any(piece.has("de", "join", "verb", "done", "rel") for piece in pieces[:at]):
        composer.doubt()  # 社区和农村新增超市
        return None
    if not _host(pieces[at - 1]):
        return None
    new = composer.phrase(pieces[at:], depth)
    where = composer.phrase(pieces[:at], depth)
    return after(new, f"{place_word(pieces[at - 1].zh, pieces[at].zh)} {where}")


def _adds(piece: Piece) -> bool:
    """Whether the piece says that what stands behind it is new."""
    return piece.has("adj") and piece.zh in wording()["adding"]


def _host(piece: Piece) -> bool:
    """Whether things are added in it: a noun of a place or a home, not the name of a place."""
    return piece.has("term") and piece.zh.endswith(tuple(wording()["hosts"]))
