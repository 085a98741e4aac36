"""The words of a Word file as lines, to be compared: a paragraph a line, those of cells marked."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.package import parts_of
from briefgen.templating.paragraphs import PART, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BODY = "word/document.xml"
CELL = "| "  # before each paragraph of a table


def wording(content: bytes, where: str) -> str:
    """The paragraphs of the body, then those of headers, footers and notes under their names.

    Places are left out: a paragraph put in would change all those below. Raises TemplateError if
    it is no Word file.
    """
    parts = parts_of(BytesIO(content), where)
    try:
        return "\n".join(_lines(parts))
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"not a Word file: {error}", where=where) from error


def _lines(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted(filter(PART.fullmatch, parts), key=lambda one: (one != BODY, one)):
        found = paragraphs(name, etree.fromstring(parts[name]))
        if name != BODY and any(one.text.strip() for one in found):
            yield f"[{name.removeprefix('word/').removesuffix('.xml')}]"
        elif name != BODY:
            continue
        for one in found:
            yield (CELL if one.cell is not None else "") + one.text
