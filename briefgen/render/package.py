"""Reads and writes the zip that a .docx is: the same parts give the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from briefgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
USED = re.compile(rb'r:(?:embed|link|id|pict)="([^"]+)"')
HARMLESS = ("hyperlink",)
FIRST = "[Content_Types].xml"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can state
LARGEST = 64 * 1024 * 1024  # bytes unpacked: a template is a few dozen kilobytes


def read_package(path: Path) -> dict[str, bytes]:
    """The parts of a .docx by name; raises TemplateError if the file is not one."""
    return parts_of(path, str(path))


def parts_of(file: Path | BytesIO, where: str) -> dict[str, bytes]:
    """The same of a file, or of what one holds; `where` is what it is called."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST:
                raise TemplateError("the file is far too large", where=where)
            parts = {item: archive.read(item) for item in archive.namelist()}
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        hint = "save it again from Word as .docx, or restore the shipped template"
        raise TemplateError(f"not a Word file: {error}", where=where, hint=hint) from error
    if "word/document.xml" not in parts or "word/styles.xml" not in parts:
        raise TemplateError("not a Word file: it has no document or no styles", where=where)
    return parts


def foreign(parts: Mapping[str, bytes]) -> list[str]:
    """What the file would load from elsewhere when it is opened, and any program in it.

    Links, which are followed by a click only, are none.
    """
    found = [name for name in parts if name.endswith("vbaProject.bin")]
    for name, content in sorted(parts.items()):
        if not name.endswith(".rels"):
            continue
        for one in etree.fromstring(content).iter(RELATION):
            kind = one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") == "External" and kind not in HARMLESS:
                found.append(one.get("Target", ""))
    return found


class Part(NamedTuple):
    """A part of a Word file: its name, its bytes, and what kind of content it is."""

    name: str
    content: bytes
    kind: str


def with_part(
    parts: Mapping[str, bytes], part: Part, relation: str, link: str = ""
) -> dict[str, bytes]:
    """The parts with a new one, linked by its `relation` to its owner.

    That is the document for a part of the folder `word`, else the file; `link` is the name of the
    link, a free one by default.
    """
    name, content, kind = part
    made = {**parts, name: content}
    types = etree.fromstring(made[FIRST])
    known = {each.get("Extension") for each in types.iter(f"{CONTENT}Default")}
    if name.rpartition(".")[2] not in known - {"xml"}:
        etree.SubElement(types, f"{CONTENT}Override", PartName=f"/{name}", ContentType=kind)
        made[FIRST] = _xml(types)
    owner = RELATIONS if name.startswith("word/") else "_rels/.rels"
    links = etree.fromstring(made[owner])
    names = {each.get("Id") for each in links}
    link = link or next(f"rId{n}" for n in range(1, len(names) + 2) if f"rId{n}" not in names)
    target = name.removeprefix("word/")
    etree.SubElement(links, RELATION, Id=link, Type=relation, Target=target)
    made[owner] = _xml(links)
    return made


def without_unused_pictures(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without the pictures that the document links and does not show."""
    made = dict(parts)
    if RELATIONS not in made:
        return made
    shown = {each.decode() for each in USED.findall(made[DOCUMENT])}
    links = etree.fromstring(made[RELATIONS])
    idle = [one for one in links if one.get("Type") == IMAGE and one.get("Id") not in shown]
    for one in idle:
        links.remove(one)
    still = {_target(RELATIONS, one) for one in links}
    for name in {_target(RELATIONS, one) for one in idle} - still:
        made.pop(name, None)
    if idle:
        made[RELATIONS] = _xml(links)
    return made


def _target(relations: str, one: Any) -> str:  # noqa: ANN401 (lxml)
    """The name of the part that a relation of this file of relations leads to."""
    return normpath(join("/", dirname(dirname(relations)), one.get("Target", "")))[1:]


def _xml(root: Any) -> bytes:  # noqa: ANN401 (lxml)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def write_package(parts: dict[str, bytes]) -> bytes:
    """The .docx made of these parts, in a fixed order and with a fixed time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != FIRST, part)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, parts[name])
    return buffer.getvalue()
