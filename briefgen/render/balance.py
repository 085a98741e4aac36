"""Shares the room that a long number leaves: lines end earlier or later, so that none is wide.

A number goes to the next line whole, and WeasyPrint (pinned) fills each line as far as it can. What
such a line lacks, five characters of twenty-five, would all be spread in it. Where the lines before
it end a little earlier, their last characters fill it, and each is spread by a little. Or the line,
or one before it, takes a little more than it has room for, and is drawn in behind its stops. The
number of lines stays, and so does the height.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.layout import block as block_layout
from weasyprint.layout.inline import get_next_linebox, iter_line_boxes

from briefgen.render.gaps import LIMIT, QUIET, row
from briefgen.render.justify import SHRINK, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.render.gaps import Row

SHARES = (1.0, 0.7, 0.4)  # of the mean of what the lines lack: by how much they are shortened
RAGGED = LIMIT**2  # a line that stays short is worse than the widest that reaches the edge
BEFORE = 3  # lines: so many before a wide one may change for it
TEN = 10.0  # em: a line so much shorter is hardly a line
BETTER = 0.85  # of the cost: what a change must bring
MOST = 12  # lines: a longer paragraph has room enough to go wrong in, and takes long to try


class Laid(NamedTuple):
    """A line, and where the text goes on behind it."""

    line: Any
    resume: Any


@dataclass(frozen=True, slots=True)
class Flow:
    """What WeasyPrint hands over for the lines of one block, and what was found out of them.

    Half of the lines that are tried come out alike, and each is looked at several times.
    """

    context: Any
    box: Any
    bottom: float
    container: Any
    absolute: list[Any]
    fixed: list[Any]
    laid: dict[tuple[Any, ...], Laid] = field(default_factory=dict)
    rows: dict[Any, Row | None] = field(default_factory=dict)


@contextmanager
def balanced() -> Iterator[None]:
    """Has WeasyPrint lay out the lines of justified Chinese paragraphs so."""
    block_layout.iter_line_boxes = _lines
    try:
        yield
    finally:
        block_layout.iter_line_boxes = iter_line_boxes


def _lines(  # noqa: PLR0913, PLR0917 - as WeasyPrint calls it
    context: Any,  # noqa: ANN401
    box: Any,  # noqa: ANN401
    position_y: float,
    bottom_space: float,
    skip_stack: Any,  # noqa: ANN401
    containing_block: Any,  # noqa: ANN401
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,  # noqa: ANN401
    first_line_style: Any,  # noqa: ANN401
) -> Iterator[tuple[Any, Any]]:
    """The lines of a block, each with where the text goes on, as iter_line_boxes gives them."""
    plain = iter_line_boxes(
        context,
        box,
        position_y,
        bottom_space,
        skip_stack,
        containing_block,
        absolute_boxes,
        fixed_boxes,
        first_letter_style,
        first_line_style,
    )
    if (
        box.style["text_align_all"] != "justify"
        or skip_stack is not None
        or context.excluded_shapes
        or first_letter_style
        or first_line_style
    ):
        yield from plain
        return
    before = len(absolute_boxes), len(fixed_boxes)
    first = [Laid(*each) for each in plain]
    if (len(absolute_boxes), len(fixed_boxes)) == before:
        flow = Flow(context, box, bottom_space, containing_block, absolute_boxes, fixed_boxes)
        for last, each in pairwise(first):  # lines that a change does not reach come out so again
            flow.laid[repr(last.resume), each.line.position_y, 0, containing_block.width] = each
        first = _evened(flow, first)
    yield from first


def _evened(flow: Flow, laid: list[Laid]) -> list[Laid]:
    """The lines, those before a wide one a little shorter, or one a little longer."""
    if not 1 < len(laid) <= MOST:
        return laid
    start = 0
    while (wide := _wide(flow, laid, start)) is not None:
        most = max(QUIET, _widest(flow, laid))
        fitting = [
            each
            for each in _tried(flow, laid, wide)
            if len(each) == len(laid) and _widest(flow, each) <= most
        ]
        best = min(fitting, key=partial(_cost, flow), default=laid)
        if _cost(flow, best) < BETTER * _cost(flow, laid):
            laid = best
        start = wide + 1
    return laid


def _wide(flow: Flow, laid: Sequence[Laid], start: int) -> int | None:
    """The first line that is wide, from `start`; never the last."""
    for at in range(start, len(laid) - 1):
        line = _row(flow, laid[at])
        if line and line.stretch() > UNSEEN:
            return at
    return None


def _tried(flow: Flow, laid: Sequence[Laid], wide: int) -> Iterator[list[Laid]]:
    """The lines with some before the wide one shorter, or with one of them longer, or itself."""
    first = max(0, wide - BEFORE)
    rows = [_row(flow, each) for each in laid[first : wide + 1]]
    lacks = [max(0.0, each.slack) if each else 0.0 for each in rows]
    for start in sorted({first, wide - 1}) if wide else ():
        mean = sum(lacks[start - first :]) / (wide + 1 - start)
        for share in SHARES:
            yield _again(flow, laid, range(start, wide), -mean * share)
    for at, line in enumerate(rows, first):
        if line and line.stops:
            longer = len(line.stops) * SHRINK * line.size
            yield _again(flow, laid, range(at, at + 1), longer)


def _row(flow: Flow, laid: Laid) -> Row | None:
    line = laid.line
    if line not in flow.rows:
        left = flow.container.content_box_x()
        flow.rows[line] = row(line, left, left + flow.container.width)
    return flow.rows[line]


def _widest(flow: Flow, laid: Sequence[Laid]) -> float:
    """How wide the widest line but the last would be set, in em."""
    lines = [line for each in laid[:-1] if (line := _row(flow, each))]
    return max((line.stretch() for line in lines), default=0.0)


def _cost(flow: Flow, laid: Sequence[Laid]) -> float:
    """How much is seen of the room in the lines but the last."""
    return sum(_seen(line) for each in laid[:-1] if (line := _row(flow, each)))


def _seen(line: Row) -> float:
    """The same of one line: how wide it is set, or how close, or how short it stays; in em."""
    if line.slack < 0:
        drawn = -line.slack / line.size / max(1, len(line.stops))
        return (drawn * LIMIT / SHRINK) ** 2 if drawn <= SHRINK else math.inf
    stretch = line.stretch()
    if stretch <= LIMIT:
        return stretch**2
    short = line.slack / line.size * (1 - UNSEEN / stretch)
    return UNSEEN**2 + RAGGED + (short / TEN) ** 2


def _again(flow: Flow, laid: Sequence[Laid], changed: range, by: float) -> list[Laid]:
    """The lines laid out anew from the first of those that have `by` more room."""
    made = list(laid[: changed.start])
    place = made[-1].resume if made else None
    top = laid[changed.start].line.position_y
    other = copy(flow.container)
    other.width = flow.container.width + by
    indent = laid[0].line.text_indent if not made else 0
    while len(made) <= len(laid):
        container = other if len(made) in changed else flow.container
        line, place = each = _line(flow, place, top, indent, container)
        if line is None:
            break
        made.append(each)
        if place is None:
            break
        top, indent = line.position_y + line.height, 0
    return made


def _line(flow: Flow, place: Any, top: float, indent: float, container: Any) -> Laid:  # noqa: ANN401
    """The line that begins at a place of the text; laid out once for each width."""
    key = (repr(place), top, indent, container.width)
    if key not in flow.laid:
        flow.box.text_indent = indent
        flow.laid[key] = Laid(
            *get_next_linebox(
                flow.context,
                flow.box,
                top,
                flow.bottom,
                place,
                container,
                flow.absolute,
                flow.fixed,
                None,
                None,
            )
        )
    return flow.laid[key]
