"""The folder of this user for what can be made again: nothing in it is needed, all of it is keyed.

By default libraries keep such files in /tmp, where those of another user can be neither replaced
nor trusted.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.installed import own_files

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

LARGEST = 1_000_000  # bytes of a file of words; beyond them nothing more is kept
LARGEST_FILE = 16_000_000  # bytes of a file of values; the same
WORTH = 0.02  # of those known: more new values are worth writing the file anew
SEAL = sha256().digest_size

_ours = False


def keep() -> None:
    """Say that this process is ours: what it reads of files may be kept for the next one.

    In one of somebody else, a test that puts words of its own in place of ours, nothing is.
    """
    global _ours  # noqa: PLW0603 - one for the process
    _ours = True


def is_ours() -> bool:
    """Whether it was said so."""
    return _ours


def kept_in(name: str) -> Path | None:
    """The folder `name`, which others may not enter, made if need be; None where it cannot be."""
    try:
        kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = kept / "briefgen" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # a full or locked disk; a user without a home
        return None
    return folder


def read_sealed(path: Path) -> bytes | None:
    """What was written to the file; None if it is not there or was damaged since."""
    try:
        sealed = path.read_bytes()
    except OSError:
        return None
    content = sealed[SEAL:]
    return content if sha256(content).digest() == sealed[:SEAL] else None


def write_sealed(path: Path, content: bytes) -> None:
    """Write the file with a digest of what it holds, beside and renamed.

    Raises OSError if the disk does not take it.
    """
    beside = path.with_name(f"{path.name}-{os.getpid()}")
    beside.write_bytes(sha256(content).digest() + content)
    beside.replace(path)


def write_newest(path: Path, content: bytes, most: int) -> None:
    """The same, in a folder that holds so many files: the oldest go. Raises OSError as well."""
    write_sealed(path, content)
    others = sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    for old in others[:-most]:
        old.unlink(missing_ok=True)


class KeptWords:
    """Words with what was looked up for them, kept in a file that is only added to, line by line.

    Without a file, or with one that cannot be read or written, every word is looked up.
    """

    def __init__(
        self, path: Path | None, look_up: Callable[[str], str], line: re.Pattern[str]
    ) -> None:
        """Know what the file holds; `look_up` says what other words have.

        `line` has two groups, the word and what it has; a line that it does not match is none.
        """
        self._path = path
        self._look_up = look_up
        self._line = line
        self._known = self._read(path) if path else {}

    def of(self, word: str) -> str:
        """What the word has."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
            if self._path:
                self._add(self._path, f"{word}\t{self._known[word]}\n")
        return self._known[word]

    def _read(self, path: Path) -> dict[str, str]:
        try:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        except (OSError, UnicodeDecodeError):
            return {}
        return {match[1]: match[2] for line in lines if (match := self._line.fullmatch(line))}

    def _add(self, path: Path, line: str) -> None:
        """Add the line in one go, so that those of two processes do not mix."""
        if not self._line.fullmatch(line):
            return
        with suppress(OSError, UnicodeEncodeError):
            written = line.encode("utf-8")
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                if os.fstat(file).st_size < LARGEST:
                    os.write(file, written)
            finally:
                os.close(file)


class KeptValues:
    """Plain values by what they were made of, in a file that is written anew when a process ends.

    The key must be all that the value depends on; the version of Python is part of it already. A
    file that is damaged holds nothing, and without one every value is made.
    """

    def __init__(self, name: str, version: str = "", worth: float = WORTH) -> None:
        """Know what the file holds; `version` is that of what makes the values.

        It is written anew for more than `worth` new values, as a share of those known.
        """
        self._worth = worth
        key = sha256(f"{sys.version} {version}".encode()).hexdigest()[:12]
        folder = kept_in(f"{name}-{key}")
        self._path = folder / "values" if folder else None
        self._known = _whole(self._path) if self._path else {}
        self._new: dict[Any, bytes] = {}
        if self._path:
            atexit.register(self._write, self._path, os.getpid())

    def get(self, key: Any) -> Any:  # noqa: ANN401 (whatever is kept)
        """What was made of the key, None if it is not known."""
        made = self._known.get(key)
        return None if made is None else marshal.loads(made)  # noqa: S302 - as in _whole

    def add(self, key: Any, value: Any) -> None:  # noqa: ANN401
        """Keep what was made of the key, if it is plain: a date is not."""
        with suppress(ValueError):
            self._new[key] = marshal.dumps(value)

    def _write(self, path: Path, owner: int) -> None:
        """Write the file, beside and renamed, if that is worth it; not in a process split off."""
        if os.getpid() != owner or len(self._new) <= self._worth * len(self._known):
            return
        with suppress(OSError):
            content = marshal.dumps({**self._known, **self._new})
            if len(content) > LARGEST_FILE:
                return
            write_sealed(path, content)


def kept_value(depends: Iterable[bytes], make: Callable[[], Any]) -> Any:  # noqa: ANN401 (as in get)
    """What `make` gives, a plain value; made once, and kept for the processes that come.

    `depends` is all that it depends on beside our own files.
    """
    values = _values()
    if values is None:
        return make()
    told = sha256()
    for part in depends:
        told.update(sha256(part).digest())
    key = told.digest()
    value = values.get(key)
    if value is None:
        value = make()
        values.add(key, value)
    return value


@cache
def _values() -> KeptValues | None:
    return KeptValues("data", own_files().hex(), worth=0) if is_ours() else None


def _whole(path: Path) -> dict[Any, bytes]:
    """What the file holds; nothing of one that is damaged."""
    content = read_sealed(path)
    try:
        found = marshal.loads(content or b"")  # noqa: S302 - ours: nobody else may write there
    except (EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
