"""Which words of a finished page nobody can see: white on white, covered, or transparent.

The page is drawn, and where words should stand nothing stands out. That holds however they were
hidden, and white words on a red ground are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 2.0  # pixels to a point
# Of 255: what a colour of the words must differ from what is around them. The palest grey that is
# used for print on white, #ccc, differs by 51.
LEAST = 20
WORDS = re.compile(r"\w.*\w", re.DOTALL)  # of a dot or a dash there is too little to tell
WITHIN = 0.2  # of the height of a line, above and below: there rules may stand


def pieces(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """The words of the page piece by piece, and whether each can be seen."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=SCALE, rev_byteorder=True).to_pil().convert("RGB")
            text = page.get_textpage()
            high = page.get_height()
            for number in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(number)
                inside = (top - bottom) * WITHIN
                words = text.get_text_bounded(left, bottom + inside, right, top - inside)
                if WORDS.search(words):
                    place = (left, high - top + inside, right, high - bottom - inside)
                    yield words, _stands_out(picture, place)
    finally:
        document.close()


def _stands_out(picture: Any, place: tuple[float, ...]) -> bool:  # noqa: ANN401 (Pillow)
    """Whether there is more than one colour at a place of the picture, given in points."""
    left, top, right, bottom = (round(each * SCALE) for each in place)
    left, top = max(0, left), max(0, top)
    right, bottom = min(picture.width, right), min(picture.height, bottom)
    if right <= left or bottom <= top:
        return True  # off the page, or too small to tell
    bands = picture.crop((left, top, right, bottom)).getextrema()
    return any(most - least >= LEAST for least, most in bands)
