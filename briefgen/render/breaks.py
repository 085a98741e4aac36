"""How many lines a paragraph takes in Word, by known widths; it guesses high where it must."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GAP = 0.25  # em: the room that Word and LibreOffice leave between Han and Latin
RAISED = 0.62  # size of a raised character, as LibreOffice sets it
_BINDING = {"\u00a0", "\ufeff"}  # no line ends before or after these
_WORD = re.compile("[\u0021-\u024f]+|\u3000|[ \u00a0]|.", re.DOTALL)
_FORBIDDEN = frozenset("，。、；：？！）》」』】〉”’…—%,.;:?!)]}·")
_OPENING = frozenset("（《「『【〈“‘([{")


class Look(NamedTuple):
    """What decides the width of a run."""

    size: float  # points
    bold: bool = False
    raised: bool = False


@lru_cache(maxsize=4096)
def counted(runs: tuple[tuple[str, Look], ...], width: float) -> int:
    """The same paragraph stands in many of the pages that are tried."""
    return lines(iter(runs), width)


def lines(runs: Iterator[tuple[str, Look]], width: float) -> int:
    """How many lines the runs take in this width (points), at the most."""
    count, used = 1, 0.0
    for piece in pieces(runs):
        if piece is None:
            count, used = count + 1, 0.0
            continue
        room, space = piece
        if used + room > width:
            count, used = count + 1, 0.0
            while room > width:  # a word longer than the line
                count, room = count + 1, room - width
        used += room + space
    return count


def pieces(runs: Iterator[tuple[str, Look]]) -> Iterator[tuple[float, float] | None]:
    """The widths of what a line break cannot part, in order, with the space that follows each.

    None is a forced break. A Latin word is one piece, a Han character one; closing punctuation goes
    with what stands before it, opening punctuation with what follows. A space at the end of a line
    takes no room.
    """
    pending, space, opening, before = 0.0, 0.0, False, ""
    for text, look in runs:
        for match in _WORD.finditer(text):
            word = match.group()
            if word == "\n":
                yield pending, 0.0
                yield None
                pending, space, opening, before = 0.0, 0.0, False, ""
                continue
            extent = extent_of(word, look)
            if before and _boundary(before, word[0]):
                extent += GAP * look.size
            if word == " ":
                space += extent
                before = word
                continue
            glued = opening or word[0] in _FORBIDDEN or not _BINDING.isdisjoint((word, before))
            if pending and (space or not glued):
                yield pending, space
                pending = space = 0.0
            pending, space = pending + space + extent, 0.0
            opening, before = word[-1] in _OPENING, word[-1]
    yield pending, space


def extent_of(word: str, look: Look) -> float:
    """The width of a word in points."""
    table = _widths(bold=look.bold)
    size = look.size * (RAISED if look.raised else 1.0)
    return sum(table.get(character, 1.0) for character in word) * size


def _boundary(left: str, right: str) -> bool:
    """Whether Word leaves a gap here: between a Han character and a letter or digit."""
    return (_han(left) and right.isascii() and right.isalnum()) or (
        left.isascii() and left.isalnum() and _han(right)
    )


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@cache
def _widths(*, bold: bool) -> Mapping[str, float]:
    """The widths of Latin characters in em; whatever is not listed is one em wide."""
    data = load_toml("advance_widths")
    widths = data["bold" if bold else "regular"]
    table = {chr(32 + n): width / 1000 for n, width in enumerate(widths)}
    return {**table, "\u00a0": table[" "], "\ufeff": 0.0, "–": table["n"], "’": table["'"]}
