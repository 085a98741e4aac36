"""What of a Word document decides its height: its paragraphs and tables, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from briefgen.render.styles import TWIPS, Q

_P, _TBL, _R, _T, _VAL = (f"{Q}{name}" for name in ("p", "tbl", "r", "t", "val"))
_GAPS = {f"{Q}tab": " ", f"{Q}br": "\n"}


@dataclass(frozen=True, slots=True)
class Shade:
    """What a run says of its own look; None leaves it to its style."""

    style: str | None = None
    bold: bool | None = None
    size: float | None = None
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Par:
    """A paragraph: its style, and its words with their shades."""

    style: str
    runs: tuple[tuple[str, Shade], ...]


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
            made.append(_par(child))
        elif child.tag == _TBL:
            made.append(_grid(child))
    return tuple(made)


def _par(paragraph: Any) -> Par:  # noqa: ANN401
    name = paragraph.find(f"{Q}pPr/{Q}pStyle")
    runs: list[tuple[str, Shade]] = []
    for run in paragraph.iter(_R):
        shade = shade_of(run)
        for child in run:
            if child.tag == _T:
                runs.append((child.text or "", shade))
            elif child.tag in _GAPS:
                runs.append((_GAPS[child.tag], shade))
    return Par(name.get(_VAL) if name is not None else "Normal", tuple(runs))


def shade_of(item: Any) -> Shade:  # noqa: ANN401
    """What the w:rPr of a run or a style says."""
    props = item.find(f"{Q}rPr")
    if props is None:
        return _PLAIN
    named, bold = props.find(f"{Q}rStyle"), props.find(f"{Q}b")
    size, raised = props.find(f"{Q}sz"), props.find(f"{Q}vertAlign")
    return Shade(
        named.get(_VAL) if named is not None else None,
        bold.get(_VAL, "1") not in {"0", "false"} if bold is not None else None,
        twips(size, "val") / 2 if size is not None else None,
        raised is not None,
    )


def _grid(table: Any) -> Grid:  # noqa: ANN401
    margins = table.find(f"{Q}tblPr/{Q}tblCellMar")
    inner = 0.0
    if margins is not None:
        inner = sum(twips(margins.find(f"{Q}{side}"), "w") for side in ("left", "right"))
    return Grid(
        tuple(
            tuple(
                ((twips(cell.find(f"{Q}tcPr/{Q}tcW"), "w") - inner) / TWIPS, _block(cell))
                for cell in row.iterfind(f"{Q}tc")
            )
            for row in table.iterfind(f"{Q}tr")
        )
    )


def twips(item: Any, name: str) -> float:  # noqa: ANN401
    """An attribute as a number; 0 if the element or the attribute is not there."""
    value = item.get(f"{Q}{name}", "0") if item is not None else "0"
    return float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else 0.0
