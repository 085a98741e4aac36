"""Reads one file into a Source, or says why not."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from briefgen.errors import SourceError, WorkspaceError
from briefgen.model import Source
from briefgen.read.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST = 50 * 1024 * 1024  # bytes; ten times the longest yearbook seen as plain text

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


def read_plain(data: bytes, where: str) -> tuple[str, str]:
    """The encoding and the text of a plain text file; raises SourceError if it is none."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise SourceError(
                f"the file is {name}, not a text", where=where, hint="save its text as .txt (UTF-8)"
            )
    decoded = decode(data)
    if decoded is None:
        raise SourceError(
            "the text is in no encoding that is read, or it is damaged",
            where=where,
            hint="save it as UTF-8; GB18030, Big5 and UTF-16 are read too",
        )
    encoding, text = decoded
    controls = len(CONTROLS.findall(text))
    if controls > TOLERATED * len(text) or "\0" in text:
        raise SourceError(
            f"the file is binary: it holds {controls} control characters",
            where=where,
            hint="save its text as .txt (UTF-8)",
        )
    return encoding, text


READERS: dict[str, Callable[[bytes, str], tuple[str, str]]] = {
    ".txt": read_plain,
    ".md": read_plain,
}


def read_source(path: Path) -> Source:
    """The file as a Source: decoded and otherwise untouched, its byte order mark dropped.

    Raises SourceError, with what to do, for a file that is missing, unreadable, empty, too large,
    of another kind, binary, or in no known encoding.
    """
    where = str(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(sorted(READERS))
        raise SourceError(
            f"files of the kind {path.suffix or path.name!r} are not read",
            where=where,
            hint=f"these are: {kinds}",
        )
    data = load(path)
    encoding, text = reader(data, where)
    if not text.strip("\ufeff\x1a \t\r\n\f\v\u3000\xa0\u200b"):
        raise SourceError(
            "the file holds nothing but white space", where=where, hint="remove or fill it"
        )
    digest = hashlib.sha256(data).hexdigest()
    return Source(id=path.stem, path=where, sha256=digest, encoding=encoding, text=text)


def load(path: Path) -> bytes:
    """The bytes of the file; raises SourceError if there are none, too many, or no way to them."""
    where = str(path)
    try:
        if path.is_dir():
            raise SourceError("this is a folder, not a document", where=where, hint="name a file")
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(
                f"the file is too large: {size / 1024**2:.0f} MB",
                where=where,
                hint=f"at most {LARGEST // 1024**2} MB are read; split it",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("there is no such file", where=where, hint="check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(
            f"the file cannot be read: {reason}", where=where, hint="check its permissions"
        ) from error
    if not data:
        raise SourceError("the file is empty", where=where, hint="remove or fill it")
    return data


def list_sources(folder: Path) -> list[Path]:
    """The documents directly in `folder`, of the kinds that are read, sorted by name.

    Raises WorkspaceError if there is no such folder or it cannot be listed.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise WorkspaceError(
            "the folder of source documents cannot be listed",
            where=str(folder),
            hint="make it, or name the workspace with --workspace",
        ) from error
    return [
        path
        for path in paths
        if path.suffix.lower() in READERS and path.is_file() and not path.name.startswith(".")
    ]
