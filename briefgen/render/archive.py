"""Makes a set page fit to be kept and to be read aloud: languages, descriptions, its data inside.

WeasyPrint tags the page (tagged.py); what its tags lack is added here: the language of each part,
the scope of table headers, a description of each picture, and the JSON of the page as an attached
file. The same input gives the same bytes.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from lxml import etree
from pikepdf import Array, Dictionary, Name, String
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ZH, EN = "zh-CN", "en"
HAN = re.compile("[\u3400-\u9fff]")
LATIN = re.compile("[A-Za-z]")
MOSTLY = 2  # Latin letters for each Chinese character that make a part English
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
HELD = (raw.FPDF_PAGEOBJ_FORM,)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to put into the PDF: its name, its bytes, and what it is."""

    name: str
    content: bytes
    kind: str = "application/json"
    about: str = "Data of the page: what is printed, and where each figure comes from"


@dataclass(slots=True)
class Tree:
    """The tag tree of one document, with the words of each marked piece of content."""

    words: dict[tuple[int, int], str]
    pages: dict[tuple[int, int], int]
    said: dict[tuple[int, int], str] = field(default_factory=dict)

    def text(self, element: Any) -> str:  # noqa: ANN401 (pikepdf)
        """The words of an element and all that is in it."""
        known = self.said.get(element.objgen)
        if known is None:
            page = self.pages.get(element.Pg.objgen, 0) if "/Pg" in element else 0
            parts = [
                self.text(kid) if isinstance(kid, Dictionary) else self.words.get((page, kid), "")
                for kid in _kids(element)
            ]
            known = self.said[element.objgen] = "".join(parts)
        return known

    def mark(self, element: Any, language: str) -> None:  # noqa: ANN401 (pikepdf)
        """Gives an element and its kids their languages, scopes and descriptions."""
        own = _language(self.text(element)) or language
        if own != language:
            element.Lang = String(own)
        if element.get("/S") == Name.TH and "/A" in element:
            element.A.Scope = Name.Column
        if element.get("/S") == Name.Figure and "/Alt" not in element:
            element.Alt = String(self.text(element).strip() or " ")
        for kid in _kids(element):
            if isinstance(kid, Dictionary):
                self.mark(kid, own)


def archival(pdf: bytes, day: date, attached: Attached | None = None) -> bytes:
    """The PDF made whole: languages, table headers, descriptions, attached data."""
    with pikepdf.open(BytesIO(pdf)) as document:
        if "/StructTreeRoot" in document.Root:
            pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            tree = Tree(_words(pdf), pages)
            for element in _kids(document.Root.StructTreeRoot):
                tree.mark(element, ZH)
            _declare(document)
        _without_empty_resources(document)
        if attached:
            _attach(document, attached, day)
        made = BytesIO()
        document.save(made, deterministic_id=True, linearize=False, fix_metadata_version=False)
    return made.getvalue()


def _kids(element: Any) -> list[Any]:  # noqa: ANN401 (pikepdf)
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _language(text: str) -> str:
    """The language of a text, empty if it has no letters: 9.0% is read in that of its line."""
    han, latin = len(HAN.findall(text)), len(LATIN.findall(text))
    if not han and not latin:
        return ""
    return EN if latin > MOSTLY * han else ZH


# --- the words of the marked content ------------------------------------------------------------


def _words(pdf: bytes) -> dict[tuple[int, int], str]:
    """The text of each piece of marked content, by page and number."""
    words: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for item in _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
                mark = raw.FPDFPageObj_GetMarkedContentID(item)
                if mark >= 0 and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
                    key = (number, mark)
                    words[key] = words.get(key, "") + _text(item, text.raw)
    finally:
        document.close()
    return words


def _objects(holder: Any, count: Any, get: Any) -> Iterator[Any]:  # noqa: ANN401 (ctypes)
    """Everything on a page, also within what is grouped."""
    for index in range(count(holder)):
        item = get(holder, index)
        if raw.FPDFPageObj_GetType(item) in HELD:
            yield from _objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        else:
            yield item


def _text(item: Any, page: Any) -> str:  # noqa: ANN401 (ctypes)
    size = raw.FPDFTextObj_GetText(item, page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(item, page, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", errors="replace").rstrip("\0")


# --- declarations and files ---------------------------------------------------------------------


def _declare(document: pikepdf.Pdf) -> None:
    """Both languages, beside the PDF/A-3b that WeasyPrint declares; PDF/UA no checker confirmed."""
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:language"] = [ZH, EN]
    said = document.Root.Metadata
    said.write(_named_where_used(said.read_bytes()))


def _named_where_used(metadata: bytes) -> bytes:
    """The XMP with the prefixes of each description declared at it, where old readers look."""
    root: Any = etree.fromstring(metadata)
    old: Any = root.find(f"{RDF}RDF")
    new = etree.Element(old.tag, nsmap={"rdf": RDF[1:-1]})
    for each in list(old):
        used = {name.partition("}")[0][1:] for part in (each, *each) for name in _names(part)}
        spaces = {prefix: space for prefix, space in old.nsmap.items() if space in used}
        etree.SubElement(new, each.tag, dict(each.attrib), nsmap=spaces).extend(list(each))
    root.replace(old, new)
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8"))


def _names(element: Any) -> list[str]:  # noqa: ANN401 (lxml)
    """The names of an element and its attributes, each with its namespace."""
    return [each for each in (element.tag, *element.attrib) if each.startswith("{")]


def _without_empty_resources(document: pikepdf.Pdf) -> None:
    """Takes out empty tables of patterns and shadings, which checkers of PDF/A stumble over."""
    for item in document.objects:
        if isinstance(item, Dictionary):
            for holder in (item, item.get("/Resources")):
                if isinstance(holder, Dictionary):
                    for key in ("/Pattern", "/Shading"):
                        if isinstance(holder.get(key), Dictionary) and not holder[key].keys():
                            del holder[key]


def _attach(document: pikepdf.Pdf, attached: Attached, day: date) -> None:
    """Puts a file into the PDF as its data, in the way of PDF/A-3."""
    stamp = String(f"D:{day:%Y%m%d}000000Z")
    stream = document.make_stream(
        attached.content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{attached.kind}"),
        Params=Dictionary(
            Size=len(attached.content),
            ModDate=stamp,
            CheckSum=String(md5(attached.content, usedforsecurity=False).digest()),
        ),
    )
    spec = document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attached.name),
            UF=String(attached.name),
            Desc=String(attached.about),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    if "/Names" not in document.Root:
        document.Root.Names = Dictionary()
    document.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String(attached.name), spec]))
    document.Root.AF = Array([spec])
