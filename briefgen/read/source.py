"""Reads one file into a Source, or says why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefgen.errors import SourceError, WorkspaceError
from briefgen.model import Source
from briefgen.read.mail import read_mail
from briefgen.read.page import read_page
from briefgen.read.pdf import read_pdf
from briefgen.read.plain import read_plain
from briefgen.read.word import read_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.read.content import Content

LARGEST = 50 * 1024 * 1024  # bytes; ten times the longest yearbook seen as plain text

READERS: dict[str, Callable[[bytes, str], Content]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_page,
    ".htm": read_page,
    ".docx": read_word,
    ".pdf": read_pdf,
    ".eml": read_mail,
    ".mht": read_mail,
    ".mhtml": read_mail,
}


def read_source(path: Path) -> Source:
    """The file as a Source; a plain text is untouched but for its byte order mark.

    The kind of a file is told by the ending of its name.

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
    content = reader(data, where)
    if not content.text.strip("\ufeff\x1a \t\r\n\f\v\u3000\xa0\u200b"):
        raise SourceError(
            "the file holds nothing but white space", where=where, hint="remove or fill it"
        )
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        id=path.stem,
        path=where,
        sha256=digest,
        encoding=content.encoding,
        text=content.text,
        published=content.published,
        origin=content.origin,
        notes=content.notes,
    )


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
