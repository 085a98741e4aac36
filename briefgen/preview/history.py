"""Every saved version of the files that editors change, kept in the workspace's .briefgen/history.

A version is a file named after its time and its digest, in a folder named after the file. It is
written beside its place and renamed; one whose digest is not its own is no version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.deliver.files import write_files
from briefgen.errors import EditError

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".briefgen/history"
NAME = re.compile(r"(\d{8}T\d{12})-([0-9a-f]{16})")
TIME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version: its `id`, when it was first seen (in UTC), and how many bytes it has."""

    id: str
    saved: datetime
    size: int


def digest(content: bytes) -> str:
    """The version hash of a file's content."""
    return sha256(content).hexdigest()


class History:
    """The versions kept of each file, by the name that it goes by here."""

    def __init__(self, root: Path) -> None:
        """Keep versions in the workspace `root`."""
        self._folder = root / FOLDER

    def keep(self, name: str, content: bytes, now: datetime | None = None) -> Version | None:
        """The content kept as a version; None if the newest version is just that."""
        known = self.versions(name)
        part = digest(content)[:16]
        if known and known[0].id.endswith(part):
            return None
        now = now or datetime.now(UTC)
        if known:  # a clock that was set back does not change the order
            now = max(now, known[0].saved + timedelta(microseconds=1))
        made = f"{now:{TIME}}-{part}"
        write_files(self._of(name), {made: content})
        return Version(made, now, len(content))

    def versions(self, name: str) -> list[Version]:
        """The versions of a file, the newest first."""
        folder = self._of(name)
        found = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []
        return [
            Version(path.name, _time(match[1]), path.stat().st_size)
            for path in found
            if (match := NAME.fullmatch(path.name)) and path.is_file()
        ]

    def content(self, name: str, version: str) -> bytes:
        """The content of a version; raises EditError if there is none, or if it is damaged."""
        match = NAME.fullmatch(version)
        path = self._of(name) / version
        if not match or not path.is_file():
            raise EditError("there is no such version", where=name)
        content = path.read_bytes()
        if not digest(content).startswith(match[2]):
            raise EditError("this version is damaged", where=str(path))
        return content

    def _of(self, name: str) -> Path:
        return self._folder.joinpath(*name.split("/"))


def _time(text: str) -> datetime:
    return datetime.strptime(text, TIME).replace(tzinfo=UTC)
