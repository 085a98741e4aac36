"""Reads and writes the zip that a .docx is: the same parts give the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
HARMLESS = ("hyperlink",)
FIRST = "[Content_Types].xml"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can state
LARGEST = 64 * 1024 * 1024  # bytes unpacked: a template is a few dozen kilobytes


def read_package(path: Path) -> dict[str, bytes]:
    """The parts of a .docx by name; raises TemplateError if the file is not one."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST:
                raise TemplateError("the file is far too large", where=str(path))
            parts = {item: archive.read(item) for item in archive.namelist()}
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        hint = "save it again from Word as .docx, or restore the shipped template"
        raise TemplateError(f"not a Word file: {error}", where=str(path), hint=hint) from error
    if "word/document.xml" not in parts or "word/styles.xml" not in parts:
        raise TemplateError("not a Word file: it has no document or no styles", where=str(path))
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
