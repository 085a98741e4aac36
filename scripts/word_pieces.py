"""The pieces a Word template is put together from: runs, paragraphs, cells, tables, tags."""

from __future__ import annotations

from typing import Any

MM = 1440 / 25.4  # twips
GUTTER = 260  # twips between columns; the last one lies in the margin


class Body:
    """The pieces of the document, with the colours of the template at hand."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.knobs = settings["knobs"]
        page = settings["word"]["page"]
        self.width = round((page["width"] - page["left"] - page["right"]) * MM)
        self.page = page

    def colour(self, name: str) -> str:
        return str(self.knobs[name]).lstrip("#").upper()

    def edge(self, side: str, size: int, colour: str, style: str = "single") -> str:
        return f'<w:{side} w:val="{style}" w:sz="{size}" w:space="0" w:color="{colour}"/>'

    def table(
        self, widths: list[int], rows: str, *, borders: str = "", mar: tuple[int, int] = (0, 0)
    ) -> str:
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblBorders>{borders}</w:tblBorders>"
            '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:top w:w="0" w:type="dxa"/><w:left w:w="{mar[0]}" w:type="dxa"/>'
            f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{mar[1]}" w:type="dxa"/>'
            f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )


def run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = text.split("\t")
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces)
    return f"<w:r>{look}{inner}</w:r>"


def tag(text: str) -> str:
    """A run that holds one {%r … %} tag and vanishes with it."""
    return f"<w:r><w:t>{{%r {text} %}}</w:t></w:r>"


def par(style: str, *runs: str) -> str:
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def control(text: str, kind: str = "p") -> str:
    """A paragraph that holds one {%p … %} tag and vanishes with it; in Word it can be read."""
    return par("Gap" if kind == "tc" else "Tag", f"{{%{kind} {text} %}}")


def cell(width: int, *pars: str, extra: str = "") -> str:
    tc = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>'
    return f"<w:tc>{tc}{''.join(pars)}</w:tc>"


def loop_cell(text: str) -> str:
    return cell(100, control(text, "tc"))


def row(*cells: str, header: bool = False) -> str:
    props = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"
