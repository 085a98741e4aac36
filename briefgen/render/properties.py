"""The properties of a Word file, as its docProps/core.xml has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from briefgen.model import Briefing

NAMES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def properties(briefing: Briefing) -> bytes:
    """Title, author, language, and the day of the issue as the only date."""
    root = etree.Element(f"{{{NAMES['cp']}}}coreProperties", nsmap=NAMES)
    for tag, text in (
        ("dc:title", f"{briefing.title.zh} {briefing.issue.zh}"),
        ("dc:subject", briefing.title.en),
        ("dc:creator", briefing.issuer.zh),
        ("dc:language", "zh-CN"),
        ("cp:lastModifiedBy", briefing.issuer.zh),
    ):
        space, name = tag.split(":")
        etree.SubElement(root, f"{{{NAMES[space]}}}{name}").text = text
    for name in ("created", "modified"):
        item = etree.SubElement(root, f"{{{NAMES['dcterms']}}}{name}")
        item.set(f"{{{NAMES['xsi']}}}type", "dcterms:W3CDTF")
        item.text = f"{briefing.day.isoformat()}T00:00:00Z"
    return serialised(root)


def serialised(root: Any) -> bytes:  # noqa: ANN401 (lxml)
    """A part of a Word file as bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
