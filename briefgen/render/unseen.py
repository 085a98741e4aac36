"""Which words of a finished page nobody can see: white on white, covered, or transparent.

The page is drawn, and where words should stand nothing stands out. That holds however they were
hidden, and white words on a red ground are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import pypdfium2

from briefgen.contrast import picture_of, stands_out, within

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = re.compile(r"\w.*\w", re.DOTALL)  # of a dot or a dash there is too little to tell


class Drawn:
    """The pages of a PDF and their pictures, each drawn once; to be used in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        """Open it."""
        self._document = pypdfium2.PdfDocument(pdf)
        self._known: dict[int, tuple[Any, Any]] = {}

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._known.clear()
        self._document.close()

    def __len__(self) -> int:
        """How many pages it has."""
        return len(self._document)

    def sheet(self, number: int) -> tuple[Any, Any]:
        """A page, and its picture."""
        if number not in self._known:
            page = self._document[number]
            self._known[number] = (page, picture_of(page))
        return self._known[number]


def pieces(drawn: Drawn) -> Iterator[tuple[str, bool]]:
    """The words of the pages piece by piece, and whether each can be seen."""
    for number in range(len(drawn)):
        page, picture = drawn.sheet(number)
        text = page.get_textpage()
        high = page.get_height()
        for at in range(text.count_rects()):
            box = within(text.get_rect(at))
            words = text.get_text_bounded(*box)
            if WORDS.search(words):
                yield words, stands_out(picture, box, high)
