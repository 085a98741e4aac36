"""Pages as pictures."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.render.unseen import Drawn

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 4  # pages; a briefing has one, more are a fault to be seen


def pictures(pdf: bytes) -> list[bytes]:
    """The first pages of a PDF as PNG."""
    with Drawn(pdf) as drawn:
        return [png(drawn.sheet(number)[1]) for number in range(min(len(drawn), MOST))]


def png(image: Image) -> bytes:
    """The picture as PNG, hardly compressed: it travels no further than this computer."""
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
