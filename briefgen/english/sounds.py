"""The pinyin of names that no list holds; what was once looked up is kept.

pypinyin reads 47,000 phrases when it is loaded, which takes a tenth of a build; most of the unknown
names of this week were in the news of last week too.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from briefgen.kept import kept_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

APOSTROPHE = "aeo"
LARGEST = 1_000_000  # bytes of the file; beyond them nothing more is kept
_KEPT = re.compile(r"([\u3400-\u9fff〇]+)\t([A-Za-z']*)\n")  # a line that was cut off is none


class Sounds:
    """Words with their pinyin, kept in a file that is only ever added to, a whole line at a time.

    Without a file, or with one that cannot be read or written, every word is looked up.
    """

    def __init__(self, path: Path | None, look_up: Callable[[str], str]) -> None:
        """Know what the file holds; `look_up` gives the pinyin of other words."""
        self._path = path
        self._look_up = look_up
        self._known = _read(path) if path else {}

    def of(self, word: str) -> str:
        """The pinyin of the word."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
            if self._path:
                _add(self._path, f"{word}\t{self._known[word]}\n")
        return self._known[word]


def pinyin(word: str) -> str:
    """The word in pinyin without tones as one capitalised word (a name by GB/T 28039): Tai'an."""
    return _sounds().of(word)


@cache
def _sounds() -> Sounds:
    folder = kept_in(f"pinyin-{version('pypinyin')}")
    return Sounds(folder / "names.tsv" if folder else None, looked_up)


def looked_up(word: str) -> str:
    """The same, by pypinyin."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 200 ms that only unknown words need

    syllables = [s for s in lazy_pinyin(word, errors="ignore", v_to_u=False) if s]
    text = ""
    for syllable in syllables:
        text += ("'" if text and syllable[0] in APOSTROPHE else "") + syllable
    return text.capitalize()


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError):
        return {}
    return {match[1]: match[2] for line in lines if (match := _KEPT.fullmatch(line))}


def _add(path: Path, line: str) -> None:
    """Add the line in one go, so that those of two processes do not mix."""
    if not _KEPT.fullmatch(line):
        return
    with suppress(OSError, UnicodeEncodeError):
        written = line.encode("utf-8")
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(file).st_size < LARGEST:
                os.write(file, written)
        finally:
            os.close(file)
