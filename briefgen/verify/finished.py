"""Reads finished pages: the text a reader sees, in reading order, each piece with its place."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.errors import SourceError
from briefgen.verify.stream import Block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LARGEST = 64 * 1024 * 1024  # bytes unpacked: a page is a few dozen kilobytes
HIDDEN = {f"{W}del", f"{W}moveFrom", f"{MC}Fallback"}  # what a reader does not see
GAPS = {f"{W}tab", f"{W}br", f"{W}cr"}
HYPHEN = f"{W}noBreakHyphen"


def read_finished(path: Path) -> list[Block]:
    """The blocks of a PDF or Word file; raises SourceError if it is neither, or damaged."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return list(_pdf(path))
    if suffix == ".docx":
        return list(_word(path))
    hint = "name a .pdf or .docx that briefgen made, or the .json beside it"
    raise SourceError("not a page of briefgen", where=str(path), hint=hint)


# --- PDF ----------------------------------------------------------------------------------------


def _pdf(path: Path) -> Iterator[Block]:
    import pypdfium2  # noqa: PLC0415 - late: Word needs none of it

    try:
        document = pypdfium2.PdfDocument(str(path))
    except (pypdfium2.PdfiumError, OSError) as error:
        raise SourceError(f"the PDF cannot be read: {error}", where=str(path)) from error
    try:
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_range()
            for line, words in enumerate(text.splitlines(), 1):
                yield Block(f"page {number}, line {line}", words)
    finally:
        document.close()
    yield from _notes(path)


def _notes(path: Path) -> Iterator[Block]:
    """What stands on the page without being part of it: notes and form fields put over it."""
    import pikepdf  # noqa: PLC0415 - late: Word needs none of it

    try:
        with pikepdf.open(path) as document:
            for number, page in enumerate(document.pages, 1):
                for note in page.get("/Annots", ()):
                    said = [str(note[key]) for key in ("/Contents", "/V") if key in note]
                    if note.get("/Subtype") != "/Link" and said:
                        yield Block(f"page {number}, a note put over it", " ".join(said))
    except pikepdf.PdfError as error:
        raise SourceError(f"the PDF cannot be read: {error}", where=str(path)) from error


def attached_data(path: Path) -> bytes | None:
    """The JSON that briefgen put into a PDF, or None: there is none, or the file is no PDF."""
    if path.suffix.lower() != ".pdf":
        return None
    import pikepdf  # noqa: PLC0415 - late: Word needs none of it

    try:
        with pikepdf.open(path) as document:
            names = [name for name in document.attachments if name.endswith(".json")]
            return document.attachments[names[0]].get_file().read_bytes() if names else None
    except (pikepdf.PdfError, OSError, ValueError) as error:
        raise SourceError(f"the PDF cannot be read: {error}", where=str(path)) from error


# --- Word ---------------------------------------------------------------------------------------


def _word(path: Path) -> Iterator[Block]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST:
                raise SourceError("the file is far too large for a page", where=str(path))
            names = [name for name in archive.namelist() if name.endswith(".xml")]
            parts = {name: archive.read(name) for name in names}
        if "word/document.xml" not in parts:
            raise SourceError("not a Word file: it has no document", where=str(path))
        for name, title in _shown(parts):
            parser = etree.XMLParser(resolve_entities=False, huge_tree=False)
            yield from _part(etree.fromstring(parts[name], parser), title)
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError) as error:
        raise SourceError(f"the Word file cannot be read: {error}", where=str(path)) from error


def _shown(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The parts of the package that a reader sees, and what to call them."""
    yield "word/document.xml", ""
    for name in sorted(parts):
        stem = name.removeprefix("word/")
        if stem.startswith(("header", "footer", "footnotes", "endnotes")):
            yield name, f"{stem.removesuffix('.xml')}, "
        elif stem.startswith("charts/chart"):
            yield name, "chart, "


def _part(root: Any, title: str) -> Iterator[Block]:  # noqa: ANN401 (lxml)
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        if not any(above.tag in HIDDEN for above in paragraph.iterancestors()):
            yield Block(title + _place(paragraph, number, tables), _text(paragraph))
    for shown in root.iter(f"{C}v", f"{A}t"):
        yield Block(f"{title}text of a drawing", shown.text or "")
    for drawing in root.iter(f"{WP}docPr"):
        if drawing.get("descr"):
            yield Block(f"{title}description of a picture", drawing.get("descr"))


def _place(paragraph: Any, number: int, tables: dict[Any, int]) -> str:  # noqa: ANN401 (lxml)
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    if row is None:
        return f"paragraph {number}"
    table = next(row.iterancestors(f"{W}tbl"))
    place = 1 + list(table.iterchildren(f"{W}tr")).index(row) if row.getparent() is table else 0
    return f"table {tables[table]}, row {place}"


def _text(paragraph: Any) -> str:  # noqa: ANN401 (lxml)
    parts = []
    for item in paragraph.iter(f"{W}t", HYPHEN, *GAPS):
        above = list(item.iterancestors())
        nearest = next(each for each in above if each.tag == f"{W}p")
        if nearest is not paragraph or any(each.tag in HIDDEN for each in above):
            continue
        run = next((each for each in above if each.tag == f"{W}r"), None)
        if run is not None and run.find(f"{W}rPr/{W}vanish") is not None:
            continue
        parts.append("\t" if item.tag in GAPS else "-" if item.tag == HYPHEN else item.text or "")
    return "".join(parts)
