"""Sets the columns of a table of the PDF so that its rows take as few lines as they can.

As widths.py does it for Word. A table says by `data-wide` how wide it is, by `data-size` how large
its type is, both in points, and each `col` by `data-pad` what its cells keep free at their sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.render.breaks import JOINER, Look, pieces
from briefgen.render.styles import TWIPS
from briefgen.render.widths import ROOM, columns_of, needs_of, shared_widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.render.widths import Need

WHOLE = "nb"  # the class of what no line end parts
BOLD = {"th", "b", "strong", "i"}
MARK = "data-bold"  # of a column: its cells are in bold


def fit_tables(root: Any) -> None:  # noqa: ANN401 (an ElementTree of WeasyPrint)
    """Gives the columns of each table that asks for it their widths, in place."""
    for table in root.iter("table"):
        columns = table.findall("colgroup/col")
        if not columns or table.get("data-wide") is None:
            continue
        size, wide = float(table.get("data-size")), float(table.get("data-wide"))
        cells = [_needs(row, columns, size) for row in table.iter("tr")]
        if all(len(row) == len(columns) for row in cells):
            for column, width in zip(columns, _widths(cells, wide), strict=True):
                column.set("style", f"width: {width / TWIPS}pt")


def _widths(cells: Sequence[Sequence[Need]], wide: float) -> list[int]:
    """How wide each column is, in twips."""
    asked = [round(each * TWIPS) for each in shared_widths(cells, wide)]
    return columns_of(cells, asked) or asked


def _needs(row: Any, columns: Sequence[Any], size: float) -> list[Need]:  # noqa: ANN401
    """What the cells of a row need."""
    found = []
    for cell, column in zip(row, columns, strict=False):
        look = Look(size, column.get(MARK) is not None, own=True)
        runs = list(_runs(cell, look))
        held = list(pieces(iter(runs)))
        found.append(needs_of(held, float(column.get("data-pad", "0")) + ROOM))
    return found


def _runs(item: Any, look: Look) -> Iterator[tuple[str, Look]]:  # noqa: ANN401
    """The words in an element, each with how they look."""
    look = look._replace(bold=look.bold or item.tag in BOLD)
    whole = item.get("class") == WHOLE
    text = item.text or ""
    yield JOINER.join(text) if whole else text, look
    for child in item:
        yield from _runs(child, look)
        yield child.tail or "", look
