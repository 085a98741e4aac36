"""What of a Word document decides its height: its paragraphs and tables, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lxml import etree

from briefgen.render.styles import TWIPS, Q

_P, _TBL, _R, _T, _VAL, _PPR, _STYLE, _RPR = (
    f"{Q}{name}" for name in ("p", "tbl", "r", "t", "val", "pPr", "pStyle", "rPr")
)
_NAMED, _BOLD, _SIZE, _RAISED = (f"{Q}{name}" for name in ("rStyle", "b", "sz", "vertAlign"))
_GAPS = {f"{Q}tab": " ", f"{Q}br": "\n"}


class Shade(NamedTuple):
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
            made.append(_known(etree.tostring(child, with_tail=False)))
        elif child.tag == _TBL:
            made.append(_grid(child))
    return tuple(made)


@lru_cache(maxsize=2048)
def _known(paragraph: bytes) -> Par:
    """The same paragraph stands in many of the pages that are tried; it is read once."""
    return _par(etree.fromstring(paragraph))


def _par(paragraph: Any) -> Par:  # noqa: ANN401
    look = paragraph.find(_PPR)
    name = look.find(_STYLE) if look is not None else None
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
