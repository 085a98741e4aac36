"""Sets a small drawing by itself: how high it stands, and a picture of it when one is asked for."""

from __future__ import annotations

import re
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
STATED = re.compile(r'<svg\b[^<>]*\bheight="([0-9.]+)pt"[^<>]*>')

Picture = Callable[[], bytes]


class Piece(NamedTuple):
    """A piece laid out: its height in points, and what begins its picture and then gives it."""

    height: float
    begin: Callable[[], Picture]


PieceSetter = Callable[[str, float, "TemplateFolder"], Piece]


def set_piece(html: str, wide: float, template: TemplateFolder) -> Piece:
    """A piece that is `wide` points wide, set in this process."""
    measured, page = laid_out(html, wide, template)
    height = stated_height(html, template) or measured
    picture = partial(_drawn, page, height)
    return Piece(height, lambda: picture)


def stated_height(html: str, template: TemplateFolder) -> float | None:
    """The height that a drawing says itself, where no style can change it: in our own templates."""
    said = STATED.match(html.lstrip()) if template.shipped else None
    return float(said[1]) if said else None


def laid_out(html: str, wide: float, template: TemplateFolder) -> tuple[float, Callable[[], bytes]]:
    """Its height in points, and what gives a PDF with it."""
    load_weasyprint()
    from briefgen.render.pdf import lay_out_piece  # noqa: PLC0415 - loads WeasyPrint

    return lay_out_piece(html, wide, template)


def _drawn(page: Callable[[], bytes], height: float) -> bytes:
    return png(page(), height)


def png(pdf: bytes, height: float) -> bytes:
    """The picture of a piece, sharp enough for print; the same drawing gives the same bytes."""
    import pypdfium2  # noqa: PLC0415 - late: only a page with a drawing needs it
    from PIL.Image import Quantize  # noqa: PLC0415 - the same

    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[0]
        below = sheet.get_height() - height
        clear = (255, 255, 255, 0)
        scale = SHARP / POINTS
        made = sheet.render(scale=scale, crop=(0, below, 0, 0), fill_color=clear).to_pil()
    buffer = BytesIO()
    plain = made.quantize(COLOURS, method=Quantize.FASTOCTREE)  # a quarter of the size
    plain.save(buffer, "PNG", dpi=(SHARP, SHARP), optimize=True)
    return buffer.getvalue()
