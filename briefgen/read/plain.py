"""Plain text and Markdown, as they are."""

from __future__ import annotations

import re

from briefgen.errors import SourceError
from briefgen.read.content import Content
from briefgen.read.encoding import decode

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
)
# Controls that no text has; tab, line ends, form feed and the old end-of-file mark may stand.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
TOLERATED = 0.001  # share of stray controls, as some web pages leave them in copied text


def read_plain(data: bytes, where: str) -> Content:
    """The text of a plain text file; raises SourceError if it is none."""
    refuse_others(data, where)
    decoded = decode(data)
    if decoded is None:
        raise undecodable(where)
    refuse_binary(decoded[1], where)
    return Content(*decoded)


def refuse_others(data: bytes, where: str, hint: str = "save its text as .txt (UTF-8)") -> None:
    """Raises SourceError if the bytes begin like those of a file of another kind."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"the file is {name}, not a text", where=where, hint=hint)


def refuse_binary(text: str, where: str) -> None:
    """Raises SourceError if the text holds more control characters than a text has."""
    controls = len(CONTROLS.findall(text))
    if controls > TOLERATED * len(text) or "\0" in text:
        raise SourceError(
            f"the file is binary: it holds {controls} control characters",
            where=where,
            hint="save its text as .txt (UTF-8)",
        )


def undecodable(where: str) -> SourceError:
    """The failure of a text whose bytes make no sense."""
    return SourceError(
        "the text is in no encoding that is read, or it is damaged",
        where=where,
        hint="save it as UTF-8; GB18030, Big5 and UTF-16 are read too",
    )
