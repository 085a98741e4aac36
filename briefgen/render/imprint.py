"""What a Word page held when it was made, kept in the properties of the file.

Custom properties are what Word, WPS and LibreOffice all keep; a text of them has room for 255
characters, so what is longer goes into several.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.render.anchors import digest, keyed_texts, stretches
from briefgen.render.package import Part, with_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model import Briefing

PART = "docProps/custom.xml"
NAME = "briefgen."  # what the names of our properties begin with: briefgen.lines.1 …
ROOM = 250
DIGEST = 6
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CUSTOM = f"{OFFICE}/custom-properties"
VALUES = f"{OFFICE}/docPropsVTypes"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all custom properties
EMPTY = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VALUES}"/>'.encode()
KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page held: for each theme the keys of its heading and lines, with their digests.

    `texts` are the digests of all its other text.
    """

    blocks: tuple[tuple[tuple[str, str], ...], ...]
    texts: frozenset[str]


def with_imprint(parts: Mapping[str, bytes], root: Any, briefing: Briefing) -> dict[str, bytes]:  # noqa: ANN401
    """The parts of a file with what its page holds; `root` is its document with the bookmarks."""
    marked = stretches(root)
    place = {each.key: at for at, each in enumerate(marked)}  # a template may print in any order
    known = [
        sorted((place[key], f"{key}:{digest(words)}") for key, words in block if key in place)
        for block in keyed_texts(briefing)
    ]
    blocks = (",".join(said for _, said in block) for block in sorted(known))
    texts = "".join(dict.fromkeys(digest(each.text) for each in marked if not each.key))
    said = _properties(parts.get(PART), {"lines": ";".join(blocks), "texts": texts})
    if PART in parts:
        return {**parts, PART: said}
    return with_part(parts, Part(PART, said, KIND), f"{OFFICE}/relationships/custom-properties")


def read_imprint(parts: Mapping[str, bytes]) -> Imprint | None:
    """What the page held when it was made; None if the file does not say."""
    if PART not in parts:
        return None
    said: dict[str, dict[int, str]] = {"lines": {}, "texts": {}}
    for item in etree.fromstring(parts[PART]):
        kind, _, number = str(item.get("name", "")).removeprefix(NAME).partition(".")
        if kind in said and number.isdigit():
            said[kind][int(number)] = "".join(map(str, item.itertext()))
    whole = {kind: "".join(texts[n] for n in sorted(texts)) for kind, texts in said.items()}
    if not whole["lines"]:
        return None
    blocks = tuple(
        tuple((key, rest) for key, _, rest in (one.partition(":") for one in block.split(",")))
        for block in whole["lines"].split(";")
        if block
    )
    marks = whole["texts"]
    starts = range(0, len(marks), DIGEST)
    return Imprint(blocks, frozenset(marks[n : n + DIGEST] for n in starts))


def _properties(before: bytes | None, texts: Mapping[str, str]) -> bytes:
    root = etree.fromstring(before or EMPTY)
    for item in [each for each in root if str(each.get("name", "")).startswith(NAME)]:
        root.remove(item)
    number = max((int(each.get("pid", "1")) for each in root), default=1)
    for kind, text in texts.items():
        for part, start in enumerate(range(0, len(text), ROOM), 1):
            number += 1
            item = etree.SubElement(root, f"{{{CUSTOM}}}property")
            item.set("fmtid", FORMAT)
            item.set("pid", str(number))
            item.set("name", f"{NAME}{kind}.{part}")
            etree.SubElement(item, f"{{{VALUES}}}lpwstr").text = text[start : start + ROOM]
    return _xml(root)


def _xml(root: Any) -> bytes:  # noqa: ANN401
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
