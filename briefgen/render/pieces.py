"""Sets a small drawing by itself: how high it stands, and a picture of it when one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from briefgen.render.libraries import load_weasyprint

if TYPE_CHECKING:
    from briefgen.render.folder import TemplateFolder

SHARP = 600  # dots per inch
COLOURS = 128
POINTS = 72  # per inch

Picture = Callable[[], bytes]


class Piece(NamedTuple):
    """A piece laid out: its height in points, and what begins its picture and then gives it."""

    height: float
    begin: Callable[[], Picture]


PieceSetter = Callable[[str, float, "TemplateFolder"], Piece]


def set_piece(html: str, wide: float, template: TemplateFolder) -> Piece:
    """A piece that is `wide` points wide, set in this process."""
    load_weasyprint()
    from briefgen.render.pdf import lay_out_piece  # noqa: PLC0415 - loads WeasyPrint

    height, page = lay_out_piece(html, wide, template)
    picture = partial(_png, page, height)
    return Piece(height, lambda: picture)


def _png(page: Callable[[], bytes], height: float) -> bytes:
    """The picture, sharp enough for print; the same drawing gives the same bytes."""
    import pypdfium2  # noqa: PLC0415 - late: only a page with a drawing needs it
    from PIL.Image import Quantize  # noqa: PLC0415 - the same

    with pypdfium2.PdfDocument(page()) as document:
        sheet = document[0]
        below = sheet.get_height() - height
        clear = (255, 255, 255, 0)
        scale = SHARP / POINTS
        made = sheet.render(scale=scale, crop=(0, below, 0, 0), fill_color=clear).to_pil()
    buffer = BytesIO()
    plain = made.quantize(COLOURS, method=Quantize.FASTOCTREE)  # a quarter of the size
    plain.save(buffer, "PNG", dpi=(SHARP, SHARP), optimize=True)
    return buffer.getvalue()
