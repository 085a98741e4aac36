"""Word documents: paragraphs with heading levels, bold leads, counted numbers, tables."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from briefgen.errors import SourceError
from briefgen.read.blocks import table_row
from briefgen.read.content import Content
from briefgen.read.counting import Counting
from briefgen.read.plain import refuse_others
from briefgen.read.sight import Sight
from briefgen.read.unseen import WORDS, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

UNPACKED = 100 * 1024 * 1024  # bytes; pictures make up most of a large document
MAIN_PART = 24 * 1024 * 1024  # bytes of the text with its markup; a thousand pages have 10 MB
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Not part of the running text: what was deleted or moved away, text boxes, old copies of them.
_SKIPPED = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_MC}Fallback", f"{_W}rPr")
)
_LEVELS = 9
_TITLE = "Title"


def read_word(data: bytes, where: str) -> Content:
    """The text of a .docx without headers and footers; raises SourceError if it cannot be read."""
    if not data.startswith(b"PK\x03\x04"):
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise SourceError(
                "the document is encrypted, or an old .doc under a new name",
                where=where,
                hint="open it in Word and save it as .docx without a password",
            )
        refuse_others(data, where)
    _check_size(data, where)
    import docx  # noqa: PLC0415 - 120 ms that only Word files need

    try:
        document = docx.Document(io.BytesIO(data))
        sight = Sight.of(document)
        lines = list(_lines(document, sight))
    except Exception as error:  # the library raises whatever a broken part makes it run into
        raise _damaged(where) from error
    text = "\n\n".join(line for line in lines if line.strip()) + "\n"
    return Content("utf-8", text, notes=left_out(sight.missed))


def _check_size(data: bytes, where: str) -> None:
    """Raises SourceError for a broken archive, or one that unpacks to more than a document has."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {item.filename: item.file_size for item in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(where) from error
    texts = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if sum(sizes.values()) > UNPACKED or texts > MAIN_PART:
        raise SourceError(
            f"the document unpacks to {sum(sizes.values()) / 1024**2:.0f} MB",
            where=where,
            hint="save its text as .txt, in parts",
        )


def _damaged(where: str) -> SourceError:
    return SourceError(
        "the Word document is damaged", where=where, hint="open it in Word and save it again"
    )


def _lines(document: Document, sight: Sight) -> Iterator[str]:
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - with docx

    counting = Counting.of(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield _line(block, counting, sight)
        else:
            yield from _rows(block, sight)


def _rows(table: Table, sight: Sight) -> Iterator[str]:
    """The rows of a table; cells that are merged count once."""
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}  # noqa: SLF001 - merged cells share it
        words = [" ".join(_in_cell(cell, sight).split()) for cell in cells.values()]
        yield from table_row([word for word in words if word])


def _in_cell(cell: _Cell, sight: Sight) -> str:
    return "\n".join("".join(_words(each._p, sight)) for each in cell.paragraphs)  # noqa: SLF001 - as below


def _line(paragraph: Paragraph, counting: Counting, sight: Sight) -> str:
    lead, rest = _words(paragraph._p, sight)  # noqa: SLF001 - python-docx has no tracked changes, no ruby
    if not (lead + rest).strip():
        return ""
    level = _level(paragraph)
    number = counting.mark(paragraph)
    bold = f"**{lead.strip()}**" if lead.strip() else lead
    return ("#" * level + " " if level else "") + number + (bold + rest).strip()


def _words(element: Any, sight: Sight) -> tuple[str, str]:  # noqa: ANN401 - an lxml element
    """The bold beginning of the paragraph, and the rest; what nobody can see is put aside."""
    parts: tuple[list[str], list[str]] = ([], [])
    missed = [""]  # the pieces, what stands together in one
    lead = True
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == f"{_W}r":
            text = "".join(_text(node))
            if WORDS.search(text) and sight.misses(node):
                missed[-1] += text
                continue
            if text:
                missed.append("")
            lead = lead and (_bold(node) or not text.strip())
            parts[0 if lead else 1].append(text)
        else:
            stack += reversed(node)
    sight.missed += missed
    return "".join(parts[0]), "".join(parts[1])


def _text(node: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    """The words of a run; ruby stands in brackets behind what it is set over."""
    signs = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}rt":
            yield f"({''.join(_text(child))})"
        elif child.tag in signs:
            yield signs[child.tag]
        else:
            yield from _text(child)


def _bold(run: Any) -> bool:  # noqa: ANN401 - the same
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    style = properties.find(f"{_W}rStyle")
    bold = properties.find(f"{_W}b")
    if bold is not None:
        return bold.get(f"{_W}val", "1") not in ("0", "false", "off")
    return style is not None and style.get(f"{_W}val") == "Strong"


def _level(paragraph: Paragraph) -> int:
    """The heading level of the paragraph: its own outline level or that of its style; 1 to 6."""
    style: Any = paragraph.style
    if style is not None and style.name == _TITLE:
        return 1
    properties = [paragraph._p.pPr]  # noqa: SLF001 - python-docx has no outline levels
    for _ in range(_LEVELS):
        if style is None:
            break
        properties.append(style.element.pPr)
        style = style.base_style
    for each in properties:
        outline = each.find(f"{_W}outlineLvl") if each is not None else None
        if outline is not None:
            level = int(outline.get(f"{_W}val", "9"))
            # the title has the first level to itself
            return min(level + 2, 6) if level < _LEVELS else 0
    return 0
