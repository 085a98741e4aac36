"""Which words of a finished page nobody can see: white on white, covered, or transparent.

The page is drawn, and where words should stand nothing stands out. That holds however they were
hidden, and white words on a red ground are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2

from briefgen.contrast import picture_of, stands_out, within

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = re.compile(r"\w.*\w", re.DOTALL)  # of a dot or a dash there is too little to tell


def pieces(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """The words of the page piece by piece, and whether each can be seen."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = picture_of(page)
            text = page.get_textpage()
            high = page.get_height()
            for number in range(text.count_rects()):
                box = within(text.get_rect(number))
                words = text.get_text_bounded(*box)
                if WORDS.search(words):
                    yield words, stands_out(picture, box, high)
    finally:
        document.close()
