"""Finds templates: the workspace's own first, then those that come with briefgen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.errors import TemplateError

SETTINGS = "template.toml"
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class TemplateFolder:
    """A template: its name, the folders that hold its files (first wins), and its settings."""

    name: str
    folders: tuple[Path, ...]
    settings: dict[str, Any]

    def __hash__(self) -> int:
        """The same for the same folders; the settings, a table, have no hash."""
        return hash((self.name, self.folders))

    @property
    def knobs(self) -> dict[str, Any]:
        """What the template's makers let an editor change: `[knobs]` of template.toml."""
        knobs: dict[str, Any] = self.settings.get("knobs", {})
        return knobs

    def file(self, name: str) -> Path:
        """The path of one of its files; raises TemplateError if no folder has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        places = ", ".join(str(folder) for folder in self.folders)
        message = f"the template “{self.name}” has no file {name}"
        raise TemplateError(message, where=places, hint="copy the file from the shipped template")


def shipped_templates() -> Path:
    """The folder of the templates that come with briefgen: in the wheel, or in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def find_template(name: str, workspace_templates: Path | None = None) -> TemplateFolder:
    """The template of that name; its files come from the workspace first, then from briefgen.

    A template may be `based_on` another one: what it lacks is taken from there. Raises
    TemplateError, with a list of the templates there are, if there is none of that name.
    """
    roots = [root for root in (workspace_templates, shipped_templates()) if root]
    folders: list[Path] = []
    settings: dict[str, Any] = {}
    seen: set[str] = set()
    wanted: str | None = name
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        own = _folders(wanted, roots)
        folders += [folder for folder in own if folder not in folders]
        layers = [_read(folder / SETTINGS) for folder in own]
        for layer in layers:
            settings = _merged(layer, settings)
        wanted = next((layer["based_on"] for layer in layers if "based_on" in layer), None)
    return TemplateFolder(name, tuple(folders), settings)


def _folders(name: str, roots: list[Path]) -> list[Path]:
    """The folders that make up one template; a name may not lead out of the template folders."""
    plain = name and not set(name) & set("/\\\0") and name not in {".", ".."}
    found = [root / name for root in roots if (root / name).is_dir()] if plain else []
    if not any((folder / SETTINGS).is_file() for folder in found):
        there = sorted({path.parent.name for root in roots for path in root.glob(f"*/{SETTINGS}")})
        listed = ", ".join(there) or "none"
        message = f"there is no template “{name}”"
        where = ", ".join(str(root) for root in roots)
        raise TemplateError(message, where=where, hint=f"templates there are: {listed}")
    return found


def _read(path: Path) -> dict[str, Any]:
    """The settings in one template.toml; an override folder need not have one."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TemplateError(f"cannot be read: {error}", where=str(path)) from error


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`base` with what `over` says instead, table by table."""
    result = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result
