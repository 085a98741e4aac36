"""The text of a finished page as one row of characters, each with its place on the page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.verify.words import _bare as bare_character
from briefgen.verify.words import number_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

AROUND = 16  # characters of the words around a number


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page that holds together: a line of a PDF, a paragraph or cell of Word.

    `group` is one for all blocks of a table row or paragraph: what may explain each other.
    """

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number on the page: `start` and `end` in the stream's text."""

    start: int
    end: int
    text: str
    place: str
    around: str


@dataclass(slots=True)
class Stream:
    """All blocks in reading order, bare of white space; `gaps` are where it stood."""

    blocks: tuple[Block, ...]
    text: str = ""
    gaps: set[int] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)

    def block_at(self, index: int) -> int:
        """The number of the block that a character stands in."""
        return max(0, bisect_right(self.starts, index) - 1)


def stream(blocks: Iterable[Block]) -> Stream:
    """The stream of the blocks, and the numbers on it."""
    made = Stream(tuple(blocks))
    parts: list[str] = []
    length = 0
    for block in made.blocks:
        made.starts.append(length)
        made.gaps.add(length)
        places: list[int] = []
        for character in block.text:
            kept = bare_character(character)
            places.append(length)
            if not kept:
                made.gaps.add(length)
            parts.append(kept)
            length += len(kept)
        places.append(length)
        made.numbers += _numbers(block, places)
    made.gaps.add(length)
    made.text = "".join(parts)
    return made


def _numbers(block: Block, places: list[int]) -> Iterable[Number]:
    for match in number_pattern().finditer(block.text):
        start, end = places[match.start()], places[match.end()]
        around = block.text[max(0, match.start() - AROUND) : match.end() + AROUND]
        if end > start:
            yield Number(start, end, match.group(), block.place, " ".join(around.split()))
