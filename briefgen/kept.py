"""The folder of this user for what can be made again: nothing in it is needed, all of it is keyed.

By default libraries keep such files in /tmp, where those of another user can be neither replaced
nor trusted.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

LARGEST = 1_000_000  # bytes of a file of words; beyond them nothing more is kept


def kept_in(name: str) -> Path | None:
    """The folder `name`, which others may not enter, made if need be; None where it cannot be."""
    try:
        kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = kept / "briefgen" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # a full or locked disk; a user without a home
        return None
    return folder


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
