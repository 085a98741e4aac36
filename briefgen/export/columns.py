"""Sets cells in columns on a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST = 36  # columns of one cell: six cells and an indicator of 18 characters fit a wide window


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """The rows as lines, each column as wide as its widest cell."""
    size = widths(rows)
    return "\n".join(line(row, size) for row in rows)


def widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """How many terminal columns each column of cells takes, at most WIDEST."""
    return [min(WIDEST, max(map(width, column))) for column in zip(*rows, strict=True)]


def line(cells: Sequence[str], size: Sequence[int]) -> str:
    """One row; a cell that is too long ends in an ellipsis."""
    padded = (_fitted(cell, room) for cell, room in zip(cells, size, strict=True))
    return "  ".join(padded).rstrip()


def _fitted(cell: str, room: int) -> str:
    if width(cell) > room:
        while width(cell) > room - 1:
            cell = cell[:-1]
        cell += "…"
    return cell + " " * (room - width(cell))


def width(text: str) -> int:
    """How many columns the text takes: two for a wide character, none for a combining one."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
