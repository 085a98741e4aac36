"""What of a Word document decides its height: its paragraphs and tables, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from briefgen.render.styles import TWIPS, Q

if TYPE_CHECKING:
    from collections.abc import Iterator

_P, _TBL, _R, _T, _VAL, _PPR, _STYLE, _RPR = (
    f"{Q}{name}" for name in ("p", "tbl", "r", "t", "val", "pPr", "pStyle", "rPr")
)
_NAMED, _BOLD, _SIZE, _RAISED = (f"{Q}{name}" for name in ("rStyle", "b", "sz", "vertAlign"))
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EXTENT = f"{WP}extent"
EMU = 12_700  # to a point: the unit of pictures
_GAPS = {f"{Q}tab": " ", f"{Q}br": "\n"}


class Shade(NamedTuple):
    """What a run says of its own look; None leaves it to its style."""

    style: str | None = None
    bold: bool | None = None
    size: float | None = None
    raised: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Par:
    """A paragraph: its style, its words with their shades, and the points its pictures take.

    Of paragraphs that are written alike there is mostly one: it is told by what it is, not by what
    it says, so that heights are looked up quickly.
    """

    style: str
    runs: tuple[tuple[str, Shade], ...]
    pictures: float = 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: for each row the cells, each with its width in points and what it holds."""

    rows: tuple[tuple[tuple[float, Block], ...], ...]


Block = tuple["Par | Grid", ...]
_PLAIN = Shade()


@dataclass(frozen=True, slots=True)
class Form:
    """A document as far as its height goes, read once and measured in many settings."""

    area: float  # the height between the margins, in points
    width: float
    body: Block

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(_words(self.body))


def _words(block: Block) -> Iterator[str]:
    for each in block:
        if isinstance(each, Par):
            yield from (text for text, _ in each.runs)
        else:
            for row in each.rows:
                for _, held in row:
                    yield from _words(held)


def read_form(document: Any) -> Form:  # noqa: ANN401 (lxml)
    """The form of a document.xml; of several sections the last one counts."""
    body = document.find(f"{Q}body")
    section = body.find(f"{Q}sectPr")
    page, margin = section.find(f"{Q}pgSz"), section.find(f"{Q}pgMar")
    area = twips(page, "h") - twips(margin, "top") - twips(margin, "bottom")
    width = twips(page, "w") - twips(margin, "left") - twips(margin, "right")
    return Form(area / TWIPS, width / TWIPS, _block(body))


def _block(parent: Any) -> Block:  # noqa: ANN401
    made: list[Par | Grid] = []
    for child in parent:
        if child.tag == _P:
            made.append(_par(etree.tostring(child, with_tail=False)))
        elif child.tag == _TBL:
            made.append(_table(etree.tostring(child, with_tail=False)))
    return tuple(made)


@lru_cache(maxsize=64)
def _table(written: bytes) -> Grid:
    """The same of a table: of those of a page most stand alike in the next that is tried."""
    return _grid(etree.fromstring(written))


@lru_cache(maxsize=2048)
def _par(written: bytes) -> Par:
    """The paragraph of this XML; most of them stand alike in all the pages that are tried."""
    return read_paragraph(etree.fromstring(written))


def read_paragraph(paragraph: Any) -> Par:  # noqa: ANN401
    """The form of a paragraph."""
    look = paragraph.find(_PPR)
    name = look.find(_STYLE) if look is not None else None
    runs: list[tuple[str, Shade]] = []
    for run in paragraph.iter(_R):
        said = [_said(child) for child in run]
        if any(said):  # runs of a template are often empty
            shade = shade_of(run)
            runs += [(text, shade) for text in said if text]
    high = sum(int(box.get("cy", "0")) for box in paragraph.iter(EXTENT)) / EMU
    return Par(name.get(_VAL) if name is not None else "Normal", tuple(runs), high)


def _said(child: Any) -> str:  # noqa: ANN401
    """What a piece of a run adds to its line."""
    return (child.text or "") if child.tag == _T else _GAPS.get(child.tag, "")


def shade_of(item: Any) -> Shade:  # noqa: ANN401
    """What the w:rPr of a run or a style says."""
    props = item.find(_RPR)
    if props is None:
        return _PLAIN
    said = {child.tag: child for child in reversed(props)}  # of several alike the first counts
    named, bold, size = (said.get(tag) for tag in (_NAMED, _BOLD, _SIZE))
    return _shade(
        named.get(_VAL) if named is not None else None,
        bold.get(_VAL, "1") if bold is not None else None,
        twips(size, "val") / 2 if size is not None else None,
        _RAISED in said,
    )


@cache
def _shade(style: str | None, bold: str | None, size: float | None, raised: bool) -> Shade:  # noqa: FBT001
    """One value for all runs that look alike: a page has thousands of runs, and few looks."""
    return Shade(style, None if bold is None else bold not in {"0", "false"}, size, raised)


def _grid(table: Any) -> Grid:  # noqa: ANN401
    margins = margins_of(table)
    return Grid(
        tuple(
            tuple((room_in(cell, margins), _block(cell)) for cell in row.iterfind(f"{Q}tc"))
            for row in table.iterfind(f"{Q}tr")
        )
    )


def margins_of(table: Any) -> float:  # noqa: ANN401
    """What the margins of its cells take of the width of each, in twips."""
    margins = table.find(f"{Q}tblPr/{Q}tblCellMar")
    if margins is None:
        return 0.0
    return sum(twips(margins.find(f"{Q}{side}"), "w") for side in ("left", "right"))


def room_in(cell: Any, margins: float) -> float:  # noqa: ANN401
    """The width of a cell within its margins, in points."""
    return (twips(cell.find(f"{Q}tcPr/{Q}tcW"), "w") - margins) / TWIPS


def twips(item: Any, name: str) -> float:  # noqa: ANN401
    """An attribute as a number; 0 if the element or the attribute is not there."""
    value = item.get(f"{Q}{name}", "0") if item is not None else "0"
    return float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else 0.0
