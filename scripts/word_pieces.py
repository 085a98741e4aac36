"""The pieces a Word template is put together from: runs, paragraphs, cells, tables, tags."""

from __future__ import annotations

from typing import Any

MM = 1440 / 25.4  # twips
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SAMPLE = (1_460_000, 232_000)  # size of the sample of a picture, in English metric units
JOINER = "\ufeff"  # binds a source mark to what stands before it: see briefgen/render/bound.py
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


def drawing(style: str, name: str, about: str) -> str:
    """A paragraph with a picture; what it shows, and how large, is set when a page is made."""
    size = f'cx="{SAMPLE[0]}" cy="{SAMPLE[1]}"'
    high = '<w:spacing w:line="240" w:lineRule="auto"/>'  # an exact pitch would cut it off
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{high}</w:pPr>'
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="{name}" descr="{about}"/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


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
