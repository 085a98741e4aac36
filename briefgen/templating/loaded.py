"""Pictures and other files that a page or a style sheet asks for, and that are not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from briefgen.render.folder import inside
from briefgen.templating.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.templating.faults import Fault
    from briefgen.templating.textfile import TextFile

LOADED = re.compile(
    r"""(?:\b(?:src|data)\s*=\s*["']([^"'{}]+)["'])|(?:url\(\s*["']?([^"'(){}]+)["']?\s*\))"""
    r"""|(?:<(?:link|image|use)\b[^<>]*?\bhref\s*=\s*["']([^"'{}]+)["'])""",
)
IMPORTED = re.compile(r"@import\s+[\"']([^\"']+)[\"']")
WITHIN = ("data:", "cid:", "#")


def check_loaded(file: TextFile) -> Iterator[Fault]:
    """Pictures and other files that are not there, or lie outside."""
    for match in (*LOADED.finditer(file.text), *IMPORTED.finditer(file.text)):
        url = next(one for one in match.groups() if one).strip()
        line = file.line_of(match.start())
        if url.startswith(WITHIN):
            continue
        path = unquote(urlsplit(url).path)
        if urlsplit(url).scheme or url.startswith(("/", "\\")) or ".." in path.split("/"):
            yield file.fault("outside", line, name=url)
        elif not any(inside(folder, path) for folder in file.template.folders):
            there = [one.name for folder in file.template.folders for one in folder.iterdir()]
            yield file.fault("missing_image", line, nearest(path, there), name=url)
