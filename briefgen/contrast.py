"""Whether words stand out from what is around them, in a picture of their page."""

from __future__ import annotations

from typing import Any

SCALE = 2.0  # pixels of the picture to a point
# Of 255: what a colour of the words must differ from what is around them. The palest grey that is
# used for print on white, #ccc, differs by 51.
LEAST = 20
WITHIN = 0.2  # of the height of a line, above and below: there rules may stand

Box = tuple[float, float, float, float]


def picture_of(page: Any) -> Any:  # noqa: ANN401 (pypdfium2, Pillow)
    """The picture of a page in which `stands_out` looks."""
    return page.render(scale=SCALE, rev_byteorder=True).to_pil().convert("RGB")


def within(box: Box) -> Box:
    """The left, bottom, right and top of a line without its edges."""
    left, bottom, right, top = box
    inside = (top - bottom) * WITHIN
    return left, bottom + inside, right, top - inside


def stands_out(picture: Any, box: Box, high: float) -> bool:  # noqa: ANN401 (Pillow)
    """Whether there is more than one colour in a box, given in points of a page so high."""
    place = (box[0], high - box[3], box[2], high - box[1])
    left, top, right, bottom = (round(each * SCALE) for each in place)
    left, top = max(0, left), max(0, top)
    right, bottom = min(picture.width, right), min(picture.height, bottom)
    if right <= left or bottom <= top:
        return True  # off the page, or too small to tell
    bands = picture.crop((left, top, right, bottom)).getextrema()
    return any(most - least >= LEAST for least, most in bands)
