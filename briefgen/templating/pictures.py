"""Checks what a Word template refers to: pictures that are missing, files that lie outside."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.templating.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
USED = re.compile(rb'r:(?:embed|link|id|pict)="([^"]+)"')
RELATIONS = re.compile(r"(.*?)_rels/([^/]+)\.rels")
HARMLESS = ("hyperlink",)  # a link is only followed by a click


def check_pictures(parts: Mapping[str, bytes], shown: str) -> Iterator[Fault]:
    """Relations that lead out of the file or to parts that it lacks, and macros."""
    for name in (one for one in parts if one.endswith("vbaProject.bin")):
        yield Fault("outside", shown, words=name, said={"name": name})
    for name in sorted(parts):
        match = RELATIONS.fullmatch(name)
        if match is None:
            continue
        owner = match[1] + match[2]
        known = set()
        for one in etree.fromstring(parts[name]).iter(RELATION):
            known.add(one.get("Id", ""))
            target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") == "External":
                if kind not in HARMLESS:
                    yield Fault("outside", shown, words=target, said={"name": target})
            elif normpath(join("/", dirname(owner), target))[1:] not in parts:
                yield Fault("missing_image", shown, words=owner, said={"name": target})
        for used in USED.findall(parts.get(owner, b"")):
            if used.decode() not in known:
                said = {"name": used.decode()}
                yield Fault("missing_image", shown, words=owner, said=said)
