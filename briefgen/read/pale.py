"""Which characters of a page of a PDF nobody can see: white on white, transparent, never drawn.

Only what is set in a pale colour or not drawn at all is looked at, in a picture of the page; there
white words on a dark ground, and the text under a scanned page, stand out.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from briefgen.contrast import LEAST, picture_of, stands_out, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

_FULL = 255
_DEEPEST = 5  # pieces of a page within others


def unseen(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> frozenset[int]:
    """The numbers of the characters that nobody can see."""
    left, bottom, _, _ = page.get_cropbox()
    if page.get_rotation() or left or bottom:
        return frozenset()  # its characters do not lie where the picture has them
    suspects = _suspects(page, text)
    if not suspects:
        return frozenset()
    picture, high = picture_of(page), page.get_height()
    return frozenset(
        number
        for line in _lines(text, suspects)
        if not stands_out(picture, within(_around(text, line)), high)
        for number in line
    )


def _suspects(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> list[int]:
    """The numbers of the characters in a pale colour, or in none; mostly there are none."""
    kinds = [raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]
    there = list(page.get_objects(filter=kinds, max_depth=_DEEPEST))
    pictured = any(each.type == raw.FPDF_PAGEOBJ_IMAGE for each in there)
    pale = {
        ctypes.addressof(each.raw.contents)
        for each in there
        if each.type == raw.FPDF_PAGEOBJ_TEXT and _pale(each.raw, pictured=pictured)
    }
    if not pale:
        return []
    owners = (raw.FPDFText_GetTextObject(text.raw, each) for each in range(text.count_chars()))
    return [
        number
        for number, owner in enumerate(owners)  # a line end has none
        if owner and ctypes.addressof(owner.contents) in pale
    ]


def _pale(piece: Any, *, pictured: bool) -> bool:  # noqa: ANN401 - an object of the page
    """Whether a piece of text is in a pale colour or in none, or only there to be found.

    Text recognition puts such text under the picture of a scanned page.
    """
    mode = raw.FPDFTextObj_GetTextRenderMode(piece)
    if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return not pictured
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(piece, *parts)
    *colour, opaque = (each.value for each in parts)
    return bool(min(colour) > _FULL - LEAST or opaque < LEAST)


def _lines(text: pypdfium2.PdfTextPage, numbers: list[int]) -> Iterator[list[int]]:
    """The characters that stand one beside the other in a line."""
    line: list[int] = []
    for number in numbers:
        if line and not (number == line[-1] + 1 and _beside(text, line[-1], number)):
            yield line
            line = []
        line.append(number)
    yield line


def _beside(text: pypdfium2.PdfTextPage, one: int, other: int) -> bool:
    _, low, _, high = text.get_charbox(one, loose=True)
    _, bottom, _, top = text.get_charbox(other, loose=True)
    return bool(bottom < high and low < top)


def _around(text: pypdfium2.PdfTextPage, line: list[int]) -> tuple[float, float, float, float]:
    """The box around characters of a line."""
    boxes = [text.get_charbox(number) for number in line]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
