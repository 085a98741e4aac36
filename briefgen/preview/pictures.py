"""Pages as pictures."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from briefgen.render.unseen import Drawn

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 4  # pages; a briefing has one, more are a fault to be seen
SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS, RED_GREEN_BLUE = 8, 2
UNFILTERED = b"\0"
QUICK = 1  # of the levels of zlib: a picture travels no further than this computer


def pictures(pdf: bytes) -> list[bytes]:
    """The first pages of a PDF as PNG."""
    with Drawn(pdf) as drawn:
        return [png(drawn.sheet(number)[1]) for number in range(min(len(drawn), MOST))]


def png(image: Image) -> bytes:
    """The picture as PNG; written here, as Pillow tries five filters on each row.

    That takes it twice the time, and makes what is mostly white no smaller.
    """
    rows, long = image.tobytes(), image.width * 3
    starts = range(0, len(rows), long)
    drawn = b"".join([UNFILTERED + rows[start : start + long] for start in starts])
    head = struct.pack(">2I5B", image.width, image.height, EIGHT_BITS, RED_GREEN_BLUE, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(drawn, QUICK)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    found = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", found)
