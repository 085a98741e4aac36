"""Pages of a PDF as pictures."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

WIDTH = 1240  # pixels: 150 to the inch of A4
MOST = 4  # pages; a briefing has one, more are a fault to be seen


def pictures(pdf: bytes) -> list[bytes]:
    """The first pages as PNG, about WIDTH pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        made = []
        for number in range(min(len(document), MOST)):
            page = document[number]
            image = page.render(scale=WIDTH / page.get_width(), rev_byteorder=True).to_pil()
            file = BytesIO()
            image.save(file, "PNG", compress_level=1)  # it travels no further than this computer
            made.append(file.getvalue())
        return made
    finally:
        document.close()
