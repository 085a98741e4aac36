"""How many lines a paragraph takes in Word, by known widths; it guesses high where it must."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefgen.lexicon import load_toml
from briefgen.render.typography import number_with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORDS = 16384  # remembered: a page says some thousand, most of them one character, many times
GAP = 0.25  # em: the room that Word and LibreOffice leave between Han and Latin
RAISED = 0.62  # size of a raised character, as LibreOffice sets it
JOINER = "\ufeff"  # see bound.py; U+2060 is newer, but old programs show a box for it
_BINDING = {"\u00a0", JOINER}  # no line ends before or after these
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile("[\u0021-\u024f]+|\u3000|[ \u00a0]|.", re.DOTALL)
FORBIDDEN = frozenset("，。、；：？！）》」』】〉”’…—%,.;:?!)]}·")
OPENING = frozenset("（《「『【〈“‘([{")


class Look(NamedTuple):
    """What decides the width of a run."""

    size: float  # points
    bold: bool = False
    raised: bool = False
    own: bool = False  # in the face of the PDF, which leaves no gaps between Han and Latin


class Piece(NamedTuple):
    """What no line break parts, with the space after it: at the end of a line that takes no room.

    Both are in points; `size` is in characters, the space included.
    """

    room: float
    space: float
    size: int


@lru_cache(maxsize=4096)
def counted(runs: tuple[tuple[str, Look], ...], width: float, latin: float = 1.0) -> int:
    """The same paragraph stands in many of the pages that are tried."""
    return lines(iter(runs), width, latin)


def lines(runs: Iterator[tuple[str, Look]], width: float, latin: float = 1.0) -> int:
    """How many lines the runs take in this width (points), at the most; `latin` as in `pieces`."""
    count, used = 1, 0.0
    for piece in pieces(runs, latin=latin):
        if piece is None:
            count, used = count + 1, 0.0
            continue
        room, space, _ = piece
        if used + room > width:
            count, used = count + 1, 0.0
            while room > width:  # a word longer than the line
                count, room = count + 1, room - width
        used += room + space
    return count


def pieces(
    runs: Iterator[tuple[str, Look]], *, latin: float = 1.0, bound: bool = True
) -> Iterator[Piece | None]:
    """What a line break cannot part, in order.

    None is a forced break. A Latin word is one piece, a Han character one; closing punctuation goes
    with what stands before it, opening punctuation with what follows. If `bound`, a number goes
    with its unit, and a joiner joins. `latin` is a factor on the widths of Latin characters and of
    the gaps beside them.
    """
    pending, space, opening, before, size = 0.0, 0.0, False, "", 0
    binding = _BINDING if bound else _BINDING - {JOINER}
    for text, look in runs:
        joined = inside_numbers(text) if bound else frozenset()
        for match in _WORD.finditer(text):
            word = match.group()
            if word == "\n":
                yield Piece(pending, 0.0, size)
                yield None
                pending, space, opening, before, size = 0.0, 0.0, False, "", 1
                continue
            extent = extent_of(word, look, latin)
            if before and not look.own and boundary(before, word[0]):
                extent += GAP * look.size * latin
            if word == " ":
                space, size, before = space + extent, size + 1, word
                continue
            glued = opening or word[0] in FORBIDDEN or not binding.isdisjoint((word[0], before))
            if pending and (space or not (glued or match.start() in joined)):
                yield Piece(pending, space, size)
                pending, space, size = 0.0, 0.0, 0
            pending, space, size = pending + space + extent, 0.0, size + len(word)
            opening, before = word[-1] in OPENING, word[-1]
    yield Piece(pending, space, size)


@lru_cache(maxsize=1024)
def inside_numbers(text: str) -> frozenset[int]:
    """Where a break would part a number from its unit."""
    numbers = number_with_unit().finditer(text) if _DIGIT.search(text) else ()
    inside = (range(number.start() + 1, number.end()) for number in numbers)
    return frozenset(chain.from_iterable(inside))


@lru_cache(maxsize=WORDS)
def extent_of(word: str, look: Look, latin: float = 1.0) -> float:
    """The width of a word in points."""
    table = _widths(bold=look.bold, own=look.own)
    size = look.size * (RAISED if look.raised else 1.0)
    return sum(table[c] * latin if c in table else 1.0 for c in word) * size


@lru_cache(maxsize=WORDS)
def boundary(left: str, right: str) -> bool:
    """Whether Word leaves a gap here: between a Han character and a letter or digit."""
    return (is_han(left) and right.isascii() and right.isalnum()) or (
        left.isascii() and left.isalnum() and is_han(right)
    )


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u3400" <= character <= "\u9fff"


@cache
def _widths(*, bold: bool, own: bool) -> Mapping[str, float]:
    """The widths of Latin characters in em; whatever is not listed is one em wide."""
    widths = load_toml("advance_widths")["own_" * own + ("bold" if bold else "regular")]
    table = {chr(32 + n): width / 1000 for n, width in enumerate(widths)}
    return {**table, "\u00a0": table[" "], JOINER: 0.0, "–": table["n"], "’": table["'"]}
