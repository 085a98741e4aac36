"""The paragraphs of a Word template with their places, and the tags that stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.render.styles import Q

if TYPE_CHECKING:
    from collections.abc import Iterator

PART = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
WRAPPERS = {f"{Q}{name}" for name in ("hyperlink", "ins", "del", "moveFrom", "moveTo", "fldSimple")}
LOOKS_THE_SAME = {f"{Q}{name}" for name in ("lang", "noProof", "rFonts", "szCs", "bCs", "iCs")}
GAPS = {f"{Q}tab": "\t", f"{Q}br": "\n", f"{Q}cr": "\n", f"{Q}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a run: where it begins in its paragraph, how it looks, what it is wrapped in."""

    start: int
    text: str
    looks: bytes
    wrapper: int
    run: Any


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a part: its place, its text, its pieces, and the row and cell it is in."""

    place: dict[str, Any]
    element: Any
    pieces: list[Piece] = field(default_factory=list)
    row: Any = None
    cell: Any = None

    @property
    def text(self) -> str:
        """Its text as it stands, tags and all."""
        return "".join(piece.text for piece in self.pieces)

    def tags(self) -> list[re.Match[str]]:
        """The whole tags in it."""
        return list(TAG.finditer(self.text))

    def pieces_of(self, tag: re.Match[str]) -> list[Piece]:
        """The pieces that a tag lies in."""
        return [
            piece
            for piece in self.pieces
            if piece.text
            and piece.start < tag.end()
            and piece.start + len(piece.text) > tag.start()
        ]


def paragraphs(name: str, root: Any) -> list[Paragraph]:  # noqa: ANN401 (lxml)
    """The paragraphs of a part in their order; those in table cells say which cell."""
    match = PART.fullmatch(name)
    kind = "body" if match is None or match[1] == "document" else match[1]
    body = root.find(f"{Q}body") if kind == "body" else root
    if body is None:
        return []
    return list(_Walk(kind).block(body))


class _Walk:
    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._tables = 0

    def block(self, parent: Any) -> Iterator[Paragraph]:  # noqa: ANN401
        """The paragraphs of the body, a header and the like, with those of the tables in it."""
        number = 0
        for child in _flat(parent):
            if child.tag == f"{Q}p":
                number += 1
                yield _read(Paragraph({"where": self._kind, "n": number}, child))
            else:
                yield from self._table(child)

    def _table(self, table: Any) -> Iterator[Paragraph]:  # noqa: ANN401
        self._tables += 1
        own = self._tables
        for number, row in enumerate(table.iterfind(f"{Q}tr"), 1):
            for column, cell in enumerate(row.iterfind(f"{Q}tc"), 1):
                place = {"where": "cell", "table": own, "row": number, "column": column}
                count = 0
                for child in _flat(cell):
                    if child.tag == f"{Q}tbl":
                        yield from self._table(child)
                        continue
                    count += 1
                    one = Paragraph({**place, "n": count}, child, row=row, cell=cell)
                    yield _read(one)


def _flat(parent: Any) -> Iterator[Any]:  # noqa: ANN401
    """The paragraphs and tables right below, also those in content controls and the like."""
    for child in parent:
        if child.tag in {f"{Q}p", f"{Q}tbl"}:
            yield child
        elif child.tag in {f"{Q}sdt", f"{Q}sdtContent", f"{Q}footnote", f"{Q}endnote"}:
            yield from _flat(child)


def _read(paragraph: Paragraph) -> Paragraph:
    start = 0
    for run in paragraph.element.iter(f"{Q}r"):
        text = "".join(
            (item.text or "") if item.tag == f"{Q}t" else GAPS.get(item.tag, "") for item in run
        )
        wrapper = next((id(one) for one in run.iterancestors() if one.tag in WRAPPERS), 0)
        paragraph.pieces.append(Piece(start, text, _looks(run), wrapper, run))
        start += len(text)
    return paragraph


def _looks(run: Any) -> bytes:  # noqa: ANN401
    """How a run looks, as bytes to compare; without what nobody sees."""
    props = run.find(f"{Q}rPr")
    shown = [] if props is None else [one for one in props if one.tag not in LOOKS_THE_SAME]
    return b"".join(etree.tostring(one, method="c14n") for one in shown)
