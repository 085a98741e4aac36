"""The blocks of a page as they are written, with the lines on which they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG = re.compile(r"\{%[-+]?\s*(block\s+(?P<name>\w+)|endblock\b)[^%]*%\}")
SETUP = re.compile(r"\{%[-+]?\s*(?:extends|from|import)\b[^%]*%\}")


class Block(NamedTuple):
    """A block: its name, the line of its tag, and the lines within, those of inner blocks too."""

    name: str
    line: int
    lines: list[str]


class _Span(NamedTuple):
    """A block by the offsets of its tags; `depth` counts the blocks around it."""

    name: str
    start: int
    inside: tuple[int, int]
    end: int
    depth: int


def blocks_of(text: str, *, inner: bool = False) -> list[Block]:
    """The blocks of a page without its notes; those within others too, if asked for."""
    found = sorted(_spans(text), key=lambda one: one.start)
    return [
        Block(one.name, text.count("\n", 0, one.start) + 1, text[slice(*one.inside)].splitlines())
        for one in found
        if inner or not one.depth
    ]


def outside_of_blocks(text: str) -> list[tuple[int, str]]:
    """What stands outside of all blocks, by line; not whence the page takes blocks and macros."""
    left = SETUP.sub(_blank, text)
    for one in _spans(text):
        left = left[: one.start] + _blank(left[one.start : one.end]) + left[one.end :]
    return [
        (number, line.strip()) for number, line in enumerate(left.splitlines(), 1) if line.strip()
    ]


def _blank(text: str | re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", text if isinstance(text, str) else text[0])


def _spans(text: str) -> Iterator[_Span]:
    """The blocks, each when it ends; one without an end reaches to that of the page."""
    begun: list[re.Match[str]] = []
    for tag in TAG.finditer(text):
        if tag["name"]:
            begun.append(tag)
        elif begun:
            one = begun.pop()
            inside = (one.end(), tag.start())
            yield _Span(one["name"], one.start(), inside, tag.end(), len(begun))
    for depth, one in enumerate(begun):
        yield _Span(one["name"], one.start(), (one.end(), len(text)), len(text), depth)
