"""Which versions of the libraries are installed, and in which state our own files are.

importlib.metadata loads the email package and reads the metadata of each library, 30 ms of a build;
here the names of their folders say it.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SKIPPED = frozenset({"__pycache__", "fonts", "static"})  # what is read does not depend on them
FOLDER = re.compile(r"([^-]+)-([^-]+)\.dist-info")  # PyPA, binary distribution format
PARTED = re.compile(r"[-_.]+")


def version_of(name: str) -> str:
    """The version of a library; empty if it is not there."""
    return _versions().get(_plain(name)) or _told(name)


@cache
def _versions() -> dict[str, str]:
    """The versions by their plain names; of two the first on the path counts, as for an import."""
    found: dict[str, str] = {}
    for folder in sys.path:
        # a zip file is no folder, and some are not there
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if match := FOLDER.fullmatch(entry.name):
                    found.setdefault(_plain(match[1]), match[2])
    return found


@cache
def own_files() -> bytes:
    """A digest of the states of our own files: code and data."""
    states = (f"{path} {size} {time}" for path, size, time in sorted(_states(str(HERE))))
    return sha256("\n".join(states).encode()).digest()


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in SKIPPED:
                    yield from _states(entry.path)
            else:
                state = entry.stat()
                yield entry.path, state.st_size, state.st_mtime_ns


def _plain(name: str) -> str:
    """The name as names are compared (PyPA, name normalization)."""
    return PARTED.sub("-", name).lower()


def _told(name: str) -> str:
    """The same of a library that is installed in another way."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - as above

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
