"""Takes the room that a fitted page leaves at its foot, and puts it between its blocks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from weasyprint import DEFAULT_OPTIONS
from weasyprint.images import get_image_from_uri
from weasyprint.layout.background import layout_backgrounds

from briefgen.render.folder import WIDEST

if TYPE_CHECKING:
    from weasyprint import Document

MARK = "data-stretch"
BOTTOM = "bottom"
POINT = 96 / 72  # CSS pixels


def stretched(document: Document, widest: float = WIDEST) -> None:
    """Moves the blocks marked `data-stretch` down, evenly, until the page is full, in place.

    A page that is far from full stays as it is, but for the `widest` gaps allowed, in points; only
    a block marked `data-stretch="bottom"` goes down to the foot of the page, however far it is.
    """
    if len(document.pages) != 1:
        return
    page: Any = document.pages[0]._page_box  # noqa: SLF001 (the box tree has no public name)
    body: Any = page.children[0].children[0]
    blocks = list(body.children)
    marked = [block for block in blocks if block.element is not None and block.element.get(MARK)]
    if not marked:
        return
    last = blocks[-1]
    room = page.content_box_y() + page.height - (last.position_y + last.margin_height())
    step = min(max(0.0, room) / len(marked), widest * POINT)
    moved = 0.0
    for block in blocks:
        moved += step if block in marked else 0.0
        if block in marked and block.element.get(MARK) == BOTTOM:
            moved = max(moved, room)
        block.translate(0, moved)
    _repaint(document, page)


def _repaint(document: Document, page: Any) -> None:  # noqa: ANN401
    """Places the backgrounds anew: WeasyPrint fixes them where the boxes were laid out."""
    fetch = partial(
        get_image_from_uri, cache={}, url_fetcher=document.url_fetcher, options=DEFAULT_OPTIONS
    )
    layout_backgrounds(page, fetch)
