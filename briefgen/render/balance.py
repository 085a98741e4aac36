"""Shares the room that a long number leaves: lines before it end earlier, so that none is wide.

A number goes to the next line whole, and WeasyPrint (pinned) fills each line as far as it can. What
such a line lacks, five characters of twenty-five, would all be spread in it. Where the lines before
it end a little earlier, their last characters fill it, and each is spread by a little. The number
of lines stays, and so does the height.
"""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.layout import block as block_layout
from weasyprint.layout.inline import get_next_linebox, iter_line_boxes

from briefgen.render.justify import LIMIT, UNSEEN, stretch_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARES = (1.0, 0.7, 0.4)  # of the mean of what the lines lack: by how much they are shortened
RAGGED = LIMIT**2  # a line that stays short is worse than the widest that reaches the edge
TEN = 10.0  # em: a line so much shorter is hardly a line
BETTER = 0.85  # of the cost: what a change must bring
MOST = 12  # lines: a longer paragraph has room enough to go wrong in, and takes long to try


class Flow(NamedTuple):
    """What WeasyPrint hands over for the lines of one block; `place` is from where they go on."""

    context: Any
    box: Any
    bottom: float
    container: Any
    absolute: list[Any]
    fixed: list[Any]


class Laid(NamedTuple):
    """A line, and where the text goes on behind it."""

    line: Any
    resume: Any


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
        first = _evened(flow, first)
    yield from first


def _evened(flow: Flow, laid: list[Laid]) -> list[Laid]:
    """The lines, those before a wide one a little shorter."""
    if not 2 < len(laid) <= MOST:  # noqa: PLR2004 - with two lines there is none before a wide one
        return laid
    start = 0
    while (wide := _wide(flow, laid, start)) is not None:
        lacks = [_lack(flow, each) for each in laid[start : wide + 1]]
        mean = sum(slack for slack, _ in lacks) / len(lacks)
        tried = [_again(flow, laid, range(start, wide), mean * share) for share in SHARES]
        fitting = [each for each in tried if len(each) == len(laid)]
        best = min(fitting, key=partial(_cost, flow), default=laid)
        if _cost(flow, best) < BETTER * _cost(flow, laid):
            laid = best
        start = wide + 1
    return laid


def _wide(flow: Flow, laid: Sequence[Laid], start: int) -> int | None:
    """The first line that is wide and has one before it, from `start`; never the last."""
    size = flow.box.style["font_size"]
    for at in range(start + 1, len(laid) - 1):
        if _lack(flow, laid[at])[1] > UNSEEN * size:
            return at
    return None


def _lack(flow: Flow, laid: Laid) -> tuple[float, float]:
    """What a line lacks to the edge, and by how much each of its characters would be spread."""
    return stretch_of(laid.line, flow.container.content_box_x() + flow.container.width)


def _cost(flow: Flow, laid: Sequence[Laid]) -> float:
    """How much is seen of the room in the lines but the last."""
    size = flow.box.style["font_size"]
    return sum(_seen(*(each / size for each in _lack(flow, line))) for line in laid[:-1])


def _seen(slack: float, stretch: float) -> float:
    """The same of one line: how wide it is set, or how short it stays; in em."""
    if stretch <= LIMIT:
        return stretch**2
    short = slack * (1 - UNSEEN / stretch)
    return UNSEEN**2 + RAGGED + (short / TEN) ** 2


def _again(flow: Flow, laid: Sequence[Laid], shorter: range, by: float) -> list[Laid]:
    """The lines laid out anew from the first of those that shall be shorter."""
    made = list(laid[: shorter.start])
    place = made[-1].resume if made else None
    top = laid[shorter.start].line.position_y
    narrow = copy(flow.container)
    narrow.width = flow.container.width - by
    flow.box.text_indent = laid[0].line.text_indent if not made else 0
    while len(made) <= len(laid):
        container = narrow if len(made) in shorter else flow.container
        line, place = get_next_linebox(
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
        if line is None:
            break
        made.append(Laid(line, place))
        if place is None:
            break
        top, flow.box.text_indent = line.position_y + line.height, 0
    return made
