"""A file of a template that is text, and what is asked of it again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.templating.faults import Fault, words_of
from briefgen.utf8 import bad_line, meant_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.render.folder import TemplateFolder
    from briefgen.render.sandbox import Sandbox


def lines_of(path: Path) -> list[str]:
    """The lines of a file; none if it cannot be read as text."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def line_at(lines: Sequence[str], number: int | None) -> str:
    """The line of that number, counted from one; empty if there is none."""
    return lines[number - 1] if number and number <= len(lines) else ""


def wrong_encoding(path: Path, shown: str) -> Fault:
    """A file that is not in UTF-8, with the first line that cannot be read as it was meant."""
    content = path.read_bytes()
    line = bad_line(content)
    return Fault("encoding", shown, line, words=words_of(meant_by(content, line)))


class TextFile:
    """One file of a template with what is asked of it again and again."""

    def __init__(
        self, template: TemplateFolder, environment: Sandbox, path: Path, shown: str
    ) -> None:
        """The file at `path`, called `shown` in what is told."""
        self.template = template
        self.environment = environment
        self.path = path
        self.shown = shown
        self.text = path.read_text(encoding="utf-8-sig")
        self.lines = self.text.splitlines() or [""]

    def fault(self, kind: str, line: int | None, near: str = "", **said: str) -> Fault:
        """A fault at that line, with its words."""
        words = line_at(self.lines, line)
        around = next((str(said[key]) for key in ("name", "owner") if key in said), "")
        return Fault(kind, self.shown, line, words=words_of(words, around), said=said, near=near)

    def line_of(self, at: int) -> int:
        """The line of the character at that offset."""
        return self.text.count("\n", 0, at) + 1
