"""Checks what a Word template refers to: pictures that are missing, files that lie outside."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.package import RELATION, foreign
from briefgen.templating.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

USED = re.compile(rb'r:(?:embed|link|id|pict)="([^"]+)"')
RELATIONS = re.compile(r"(.*?)_rels/([^/]+)\.rels")


def check_pictures(parts: Mapping[str, bytes], shown: str) -> Iterator[Fault]:
    """Relations that lead out of the file or to parts that it lacks, and macros."""
    for name in foreign(parts):
        yield Fault("outside", shown, words=name, said={"name": name})
    for name in sorted(parts):
        match = RELATIONS.fullmatch(name)
        if match is None:
            continue
        owner = match[1] + match[2]
        known = set()
        for one in etree.fromstring(parts[name]).iter(RELATION):
            known.add(one.get("Id", ""))
            target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
            if not outside and normpath(join("/", dirname(owner), target))[1:] not in parts:
                yield Fault("missing_image", shown, words=owner, said={"name": target})
        for used in USED.findall(parts.get(owner, b"")):
            if used.decode() not in known:
                said = {"name": used.decode()}
                yield Fault("missing_image", shown, words=owner, said=said)
