"""Shares the room that a long number leaves: lines end earlier or later, so that none is wide.

A number goes to the next line whole, and WeasyPrint (pinned) fills each line as far as it can. What
such a line lacks, five characters of twenty-five, would all be spread in it. Where the lines before
it end a little earlier, their last characters fill it, and each is spread by a little; or a line
takes a little more than it has room for, and is drawn in behind its stops. So the paragraph is laid
out on one long line, its best line ends are found there (parting.py), and the lines that end
elsewhere are laid out again, each just as wide as it must be. The number of lines stays, and so
does the height.
"""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.layout import block as block_layout
from weasyprint.layout.inline import get_next_linebox, iter_line_boxes

from briefgen.render.gaps import QUIET, UNSEEN, row
from briefgen.render.oneline import one_line, plain, written
from briefgen.render.parting import best_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.render.oneline import OneLine

MOST = 30  # lines: a longer paragraph has room enough to go wrong in
LONG = 2.0**20  # CSS pixels: a line that is never full, and can be told to Pango
ROOM = 0.1  # em: less than any character takes


class Laid(NamedTuple):
    """A line, and where the text goes on behind it."""

    line: Any
    resume: Any


@dataclass(frozen=True, slots=True)
class Flow:
    """What WeasyPrint hands over for the lines of one block."""

    context: Any
    box: Any
    bottom: float
    container: Any
    absolute: list[Any]
    fixed: list[Any]


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
    laid = [Laid(*each) for each in plain]
    if (len(absolute_boxes), len(fixed_boxes)) == before:
        flow = Flow(context, box, bottom_space, containing_block, absolute_boxes, fixed_boxes)
        laid = _evened(flow, laid)
    yield from laid


def _evened(flow: Flow, laid: list[Laid]) -> list[Laid]:
    """The lines as they best end, if one of them is wide."""
    widest = _widest(flow, laid)
    if widest <= UNSEEN or len(laid) > MOST:
        return laid
    left, width = flow.container.content_box_x(), flow.container.width
    long = _line(flow, None, laid[0].line.position_y, laid[0].line.text_indent, LONG)
    paragraph = one_line(long.line, left) if long.resume is None else None
    if paragraph is None:
        return laid
    ends = best_ends(paragraph.whole, width / paragraph.size, len(laid), max(QUIET, widest))
    return _parted(flow, laid, paragraph, ends) if ends else laid


def _widest(flow: Flow, laid: Sequence[Laid]) -> float:
    """How wide the widest line but the last would be set, in em."""
    left = flow.container.content_box_x()
    lines = [row(each.line, left, left + flow.container.width) for each in laid[:-1]]
    return max((line.stretch() for line in lines if line), default=0.0)


def _parted(flow: Flow, laid: list[Laid], paragraph: OneLine, ends: Sequence[int]) -> list[Laid]:
    """The lines with these ends; as they were if WeasyPrint ends one elsewhere."""
    made: list[Laid] = []
    first = 0
    top, indent, place = laid[0].line.position_y, laid[0].line.text_indent, None
    for number, end in enumerate(ends):
        wanted = plain(paragraph.text[first:end])
        old = laid[number]
        same = not made or repr(place) == repr(laid[number - 1].resume)
        if same and old.line.position_y == top and written(old.line) == wanted:
            made.append(old)
        else:
            last = end == len(paragraph.text)
            wide = (
                flow.container.width if last else paragraph.wide(first, end) + ROOM * paragraph.size
            )
            made.append(_line(flow, place, top, indent, wide))
        line, place = made[-1]
        if line is None or written(line) != wanted:
            return laid
        top, indent, first = line.position_y + line.height, 0, end
    return made


def _line(flow: Flow, place: Any, top: float, indent: float, wide: float) -> Laid:  # noqa: ANN401
    """The line that begins at a place of the text, in so much room."""
    container = copy(flow.container)
    container.width = wide
    flow.box.text_indent = indent
    return Laid(
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
