"""Pages as pictures."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL.Image import Dither, Quantize

from briefgen.render.unseen import Drawn

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 4  # pages; a briefing has one, more are a fault to be seen
DRAWN = (
    10_000  # colours; a page of letters, rules and grounds has some 2000, shades of edges mostly
)
PALETTE = 256  # by it no colour differs by more than a sixteenth, and most by nothing
COMPRESSED = 6  # of 9
RUNS = 3  # zlib's Z_RLE: a seventh larger, in a quarter of the time


def pictures(pdf: bytes) -> list[bytes]:
    """The first pages of a PDF as PNG."""
    with Drawn(pdf) as drawn:
        return [png(drawn.sheet(number)[1]) for number in range(min(len(drawn), MOST))]


def png(image: Image, *, soon: bool = False) -> bytes:
    """The picture as PNG: a third of the size with a palette, more than letters and rules need.

    One with photographs on it keeps all its colours. `soon` is for those that are waited for.
    """
    if image.getcolors(DRAWN):
        image = image.quantize(PALETTE, method=Quantize.FASTOCTREE, dither=Dither.NONE)
    file = BytesIO()
    image.save(file, "PNG", compress_level=COMPRESSED, **({"compress_type": RUNS} if soon else {}))
    return file.getvalue()
