"""Reads the files of a template for Jinja: from its folders only, first one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, TemplateNotFound

from briefgen.errors import TemplateError
from briefgen.render.folder import inside
from briefgen.utf8 import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from jinja2 import Environment

LARGEST = 1_000_000  # bytes of one file of a template


class Layers(BaseLoader):
    """The folders of a template one upon the other.

    `page.html` is that of the first folder that has one. `briefing/page.html` is that of the
    template `briefing`, so that a page can extend the one it stands in for: seen from a file of a
    folder `briefing` itself it is the next one below, not the same file again.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read from these folders."""
        self._folders = list(folders)
        self._sizes: dict[str, int] = {}

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (Jinja's own signature)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of the file, its path, and a way to ask whether it is still that text."""
        number, _, name = template.rpartition(":")
        found = self._find(name, int(number) if number.isdigit() else 0)
        if found is None:
            raise TemplateNotFound(name)
        path = self._folders[found] / name
        changed = path.stat().st_mtime_ns
        if path.stat().st_size > LARGEST:
            raise TemplateNotFound(name, f"{name} has more than {LARGEST} bytes")
        text = text_of(path, TemplateError)
        self._sizes[str(path)] = len(text)
        return text, str(path), lambda: path.is_file() and path.stat().st_mtime_ns == changed

    def size(self, path: str | None) -> int:
        """How many characters the file has that was read from there; 0 if none was."""
        return self._sizes.get(path or "", 0)

    def join(self, asked: str, asking: str) -> str:
        """The full name of the file that a file asks for: with the number of the folder it is in.

        Names that lead nowhere stay as they are, and are not found.
        """
        layer, _, name = asked.partition("/")
        named = [at for at, folder in enumerate(self._folders) if folder.name == layer]
        if not name or not named:
            return asked
        number, _, file = asking.rpartition(":")
        here = self._find(file, int(number) if number.isdigit() else 0)
        after = [at for at in named if here is None or here not in named or at > here]
        return f"{after[0]}:{name}" if after else asked

    def _find(self, name: str, first: int) -> int | None:
        plain = name and not name.startswith(("/", "\\")) and ".." not in name.split("/")
        if not plain or ":" in name or "\\" in name or "\0" in name:
            return None
        layers = range(first, len(self._folders))
        return next((at for at in layers if inside(self._folders[at], name)), None)
