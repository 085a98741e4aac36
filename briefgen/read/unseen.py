"""What is told of words in a document that nobody can see: they are not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 20  # pieces that are told with their words
LONGEST = 60  # characters of a piece that are told
WORDS = re.compile(r"\w")


def left_out(pieces: Sequence[str]) -> tuple[str, ...]:
    """A note for each piece of words that nobody can see; of very many only how many there are."""
    return tuple(_notes([" ".join(piece.split()) for piece in pieces if WORDS.search(piece)]))


def _notes(pieces: Sequence[str]) -> Iterator[str]:
    for piece in pieces[:MOST]:
        shown = piece if len(piece) <= LONGEST else f"{piece[: LONGEST - 1]}…"
        told = f"words that nobody can see are not read: “{shown}”"
        yield told
    if len(pieces) > MOST:
        told = f"words that nobody can see are not read at {len(pieces) - MOST} more places"
        yield told
