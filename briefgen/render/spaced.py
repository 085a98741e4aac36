"""A text whose characters stand apart by given rooms, each as wide as it is told."""

from __future__ import annotations

from contextlib import contextmanager
from math import copysign
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint import draw
from weasyprint.draw.text import draw_text
from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.line_break import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PART = 1000  # of an em: in such parts a PDF tells room between characters
ROUND = 0.5  # of a part: WeasyPrint cuts what is below one off


class Spaced(Layout):  # type: ignore[misc]
    """The layout of a text, with `rooms` (CSS pixels) before the characters of these numbers.

    Letter spacing would do for a whole text only: where it is given to a part, Pango sets half of
    it beside the neighbours.
    """

    def __init__(self, layout: Any, rooms: Mapping[int, float], *, wide: bool) -> None:  # noqa: ANN401
        """As the layout of a text that was laid out before; `wide` rooms are taken for spaces."""
        self.__dict__.update(vars(layout))
        self.wide = wide
        self.rooms = {len(layout.text[:at].encode()): room for at, room in rooms.items()}

    def get_first_line(self) -> tuple[Any, Any]:
        """The line that is drawn; it is a new one whenever the text is set."""
        line, index = super().get_first_line()
        size = self.style["font_size"]
        owed = 0.0  # what rounding left over
        for glyph, end in glyphs_of(line):
            if end in self.rooms:
                room = self.rooms[end] + owed
                parts = round(room / size * PART)
                owed = room - parts * size / PART
                whole = parts + copysign(ROUND, parts)
                glyph.geometry.width += round(whole * size / PART * TO_UNITS)
        return line, index


@contextmanager
def told() -> Iterator[None]:
    """Has WeasyPrint write what a text with wide rooms says, so that no program reads spaces."""
    draw.draw_text = _drawn
    try:
        yield
    finally:
        draw.draw_text = draw_text


def _drawn(stream: Any, box: Any, *how: Any) -> None:  # noqa: ANN401
    """As draw_text does; ISO 32000-1, 14.9.4 for what the marks say."""
    wide = getattr(box.pango_layout, "wide", False)
    if wide:
        told = pydyf.Dictionary({"ActualText": pydyf.String(box.text)})
        stream.begin_marked_content("Span", told)
    draw_text(stream, box, *how)
    if wide:
        stream.end_marked_content()


def glyphs_of(line: Any) -> Iterator[tuple[Any, int]]:  # noqa: ANN401
    """The last glyph of each character, and where in the bytes of the text the next one begins."""
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        starts = list(glyphs.log_clusters[0 : glyphs.num_glyphs])
        for at, (start, following) in enumerate(
            zip(starts, [*starts[1:], item.length], strict=True)
        ):
            if following > start:
                yield glyphs.glyphs[at], item.offset + following
        run = run.next
