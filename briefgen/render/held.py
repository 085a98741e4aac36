"""Holds the rows of the Word page at the height they are counted with.

Lines are counted with the widest faces there are. Where the named faces are present some of them
are not needed, and all the room they leave would be at the foot of the page: as it is, each row
keeps a little of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.render.form import Grid
from briefgen.render.styles import TWIPS, Q

if TYPE_CHECKING:
    from briefgen.render.form import Form
    from briefgen.render.measure import Ruler

MOST = 26.0  # points that a row may be higher than what stands in it: about two lines


def hold_rows(body: Any, form: Form, wide: Ruler, narrow: Ruler) -> None:  # noqa: ANN401 (lxml)
    """Gives each row of a table in the body its least height, in place.

    `wide` and `narrow` measure with Latin characters as wide and as narrow as they may be.
    """
    grids = [each for each in form.body if isinstance(each, Grid)]
    for table, grid in zip(body.iterfind(f"{Q}tbl"), grids, strict=True):
        heights = zip(wide.rows(grid), narrow.rows(grid), strict=True)
        for row, (most, least) in zip(table.iterfind(f"{Q}tr"), heights, strict=True):
            _hold(row, min(most, least + MOST))


def _hold(row: Any, height: float) -> None:  # noqa: ANN401
    look = row.find(f"{Q}trPr")
    if look is None:
        look = etree.Element(f"{Q}trPr")
        row.insert(0, look)
    if look.find(f"{Q}trHeight") is None:  # an editor's own stays
        said = etree.SubElement(look, f"{Q}trHeight")
        said.set(f"{Q}val", str(int(height * TWIPS)))
        said.set(f"{Q}hRule", "atLeast")
