"""Evens the lines of justified Word paragraphs: a number that moves on leaves no wide line behind.

A number goes to the next line whole, and what is left of its line is spread between the characters:
with a long number and a narrow column half an em to each. With a little more or less room behind
the Chinese characters before it the number comes to stand elsewhere. Where no such room helps, the
paragraph is set ragged, as the PDF leaves a line short that it could only stretch.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.render.breaks import pieces
from briefgen.render.letters import is_wide
from briefgen.render.styles import TWIPS, Q, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.render.breaks import Look, Piece

# All in em: what a line may be stretched before something is done, and what it may be at the most,
# how much closer and how much wider the characters may be set.
GOOD, MOST = 0.13, 0.19
CLOSE, OPEN = -0.035, 0.1
STEP = 2  # twips
MANY = 0.3  # of the cases: so many wide lines make a paragraph ragged
# What may be counted wrong of a line: quotation marks are set narrower, a comma may hang.
OFF = (-0.3, 0.0, 0.3)  # em
# What stands in a w:pPr behind the alignment (ECMA-376).
BEHIND_ALIGNMENT = (
    *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
    *("rPr", "sectPr", "pPrChange"),
)


class Strip(NamedTuple):
    """What no line end parts: its room and the space after it in points, its wide characters."""

    room: float
    space: float
    size: int
    wide: int


Strips = list[Strip | None]  # None is a forced break


class Even(NamedTuple):
    """How a paragraph is set: points behind each character, whether with a ragged edge."""

    rooms: Sequence[float] = ()  # none: there is nothing to do
    ragged: bool = False


class Line(NamedTuple):
    """A line that is not the last of its paragraph: where the next begins, what stretches it."""

    end: int  # the number of a strip
    stretch: float  # points between two wide characters


class Wide(NamedTuple):
    """In how many cases a line is too wide, and by how much the lines of all cases exceed."""

    cases: int
    excess: float


def strips(
    runs: Sequence[tuple[str, Look]],
    latin: float,
    spans: Sequence[tuple[int, int]] = (),
    rooms: Sequence[float] = (),
) -> Strips:
    """What no line end parts, in order, each of the spans as one.

    `latin` is a factor on the widths of Latin characters, `rooms` come behind the characters.
    """
    text = "".join(each for each, _ in runs)
    wide = [0, *accumulate(map(is_wide, text))]
    behind = [0.0, *accumulate(rooms or repeat(0.0, len(text)))]
    inside = {at for first, end in spans for at in range(first + 1, end)}
    made: Strips = []
    at = 0
    for piece in _pieces(tuple(runs), latin):
        if piece is None:
            made.append(None)
            continue
        end = at + piece.size
        strip = Strip(
            piece.room + behind[end] - behind[at], piece.space, piece.size, wide[end] - wide[at]
        )
        last = made[-1] if made else None
        if at in inside and last is not None:
            room, size = last.room + last.space + strip.room, last.size + strip.size
            made[-1] = Strip(room, strip.space, size, last.wide + strip.wide)
        else:
            made.append(strip)
        at = end
    return made


@lru_cache(maxsize=16)  # a paragraph is tried in several settings, and again with what is bound
def _pieces(runs: tuple[tuple[str, Look], ...], latin: float) -> tuple[Piece | None, ...]:
    return tuple(pieces(iter(runs), latin=latin, bound=False))


def even(settings: Sequence[Strips], width: float, size: float) -> Even:
    """How to set a paragraph of this type size so that no line is wide.

    `settings` are its strips by several widths of Latin characters: it holds for each of them.
    """
    cases = [(each, width + off * size) for each in settings for off in OFF]
    rooms = [0.0] * len(settings[0])  # behind each wide character of a strip
    most = [len(lines(*case, rooms)) for case in cases]
    start, ragged = 0, False
    while at := _wide_line(cases, rooms, start, GOOD * size):
        rooms, wide = _narrower(cases, rooms, (start, at), size, most)
        start, ragged = at, ragged or wide > MANY * len(cases)
    if not start:
        return Even()
    made: list[float] = []
    for strip, room in zip(settings[0], rooms, strict=True):
        made += [room] * strip.size if strip else []
    return Even(made, ragged)


def _wide_line(
    cases: Sequence[tuple[Strips, float]], rooms: Sequence[float], start: int, good: float
) -> int:
    """The first strip behind a line that is too wide in some case, after `start`; 0 if none is."""
    found = (line.end for case in cases for line in lines(*case, rooms) if line.stretch > good)
    return min((end for end in found if end > start), default=0)


def _narrower(
    cases: Sequence[tuple[Strips, float]],
    rooms: list[float],
    part: tuple[int, int],
    size: float,
    most: Sequence[int],
) -> tuple[list[float], int]:
    """The rooms with the best one for a part, by which no case has more than `most` lines.

    And in how many cases a line of the part is too wide all the same.
    """
    found = sorted(_tried(cases, rooms, part, size))
    for wide, room in ((each[0].cases, each[-1]) for each in found):
        tried = _with(rooms, part, room)
        counts = [len(lines(*case, tried)) for case in cases]
        if all(count <= known for count, known in zip(counts, most, strict=True)):
            return tried, wide
    return rooms, len(cases)


def _with(rooms: Sequence[float], part: tuple[int, int], room: float) -> list[float]:
    start, at = part
    return [*rooms[:start], *[room] * (at - start), *rooms[at:]]


def _tried(
    cases: Sequence[tuple[Strips, float]],
    rooms: Sequence[float],
    part: tuple[int, int],
    size: float,
) -> Iterator[tuple[Wide, float, float]]:
    """For each room that may come behind the characters of a part how wide its lines become."""
    start, at = part
    first, last = round(CLOSE * size * TWIPS / STEP), round(OPEN * size * TWIPS / STEP)
    for number in range(first, last + 1):
        room = number * STEP / TWIPS
        tried = _with(rooms, part, room)
        widest = [
            max((line.stretch for line in lines(*case, tried, at) if line.end > start), default=0.0)
            for case in cases
        ]
        over = sum(each > MOST * size for each in widest)
        excess = sum(max(0.0, each - GOOD * size) for each in widest)
        yield Wide(over, excess), abs(room), room


def lines(
    all_strips: Strips, width: float, rooms: Sequence[float], last: int | None = None
) -> list[Line]:
    """The lines but the last, or those that end up to the strip `last`."""
    made: list[Line] = []
    used, wide, space, given = 0.0, 0, 0.0, 0.0
    for at, strip in enumerate(all_strips if last is None else all_strips[: last + 1]):
        if strip is None:
            used, wide, space, given = 0.0, 0, 0.0, 0.0
            continue
        added = rooms[at] * strip.wide
        if used and used + space + strip.room + added > width:
            slack = max(0.0, width - used)
            made.append(Line(at, (slack + given) / max(1, wide - 1)))
            used, wide, space, given = 0.0, 0, 0.0, 0.0
        used += space + strip.room + added
        wide, space, given = wide + strip.wide, strip.space, given + added
    return made


def set_ragged(paragraph: Any) -> None:  # noqa: ANN401 (lxml)
    """Aligns a paragraph at the left only."""
    placed(paragraph.find(f"{Q}pPr"), "jc", BEHIND_ALIGNMENT).set(f"{Q}val", "left")
