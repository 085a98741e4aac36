"""Has WeasyPrint (pinned) take the signs of a page out of a face once: it does so at each writing.

A page shown in the preview is written twice, once to be drawn, and the next one mostly has the same
signs; four faces take 40 ms.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 16  # remembered, of some 150 kB each: a page has four or five

_taken_out = Font._harfbuzz_subset  # noqa: SLF001 (WeasyPrint is pinned)
_known: OrderedDict[tuple[object, ...], tuple[Any, bytes]] = OrderedDict()


@contextmanager
def subset_once() -> Iterator[None]:
    """PDFs are written so while it lasts."""
    Font._harfbuzz_subset = _remembered  # noqa: SLF001
    try:
        yield
    finally:
        Font._harfbuzz_subset = _taken_out  # noqa: SLF001


def _remembered(font: Any, to_unicode: Iterable[int], hinting: bool) -> None:  # noqa: ANN401, FBT001
    """Gives the font the signs `to_unicode` of its face, as WeasyPrint does.

    A face goes by its address, and is held as long as it is remembered: no other takes its place.
    """
    address = int(ffi.cast("uintptr_t", font.hb_face))
    key = (address, frozenset(to_unicode), hinting, bool(font.missing))
    if key not in _known:
        _taken_out(font, to_unicode, hinting)
        face = ffi.gc(harfbuzz.hb_face_reference(font.hb_face), harfbuzz.hb_face_destroy)
        _known[key] = (face, font.file_content)
        if len(_known) > MOST:
            _known.popitem(last=False)
    _known.move_to_end(key)
    font.file_content = _known[key][1]
