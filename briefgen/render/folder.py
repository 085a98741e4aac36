"""Finds templates: the workspace's own first, then those that come with briefgen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.errors import TemplateError
from briefgen.render.manifest import SETTINGS, bilingual, read_manifest
from briefgen.render.shipped import as_shipped, shipped_templates

if TYPE_CHECKING:
    from pathlib import Path

WIDEST = 6.0  # points: with the gap of the style, more room above one block looks like a hole


@dataclass(frozen=True, slots=True)
class TemplateFolder:
    """A template: its name, the folders that hold its files (first wins), and its settings.

    `layers` are the settings of each folder by itself; `settings` is what comes of them together.
    `shipped` says that all its files are those that come with briefgen.
    """

    name: str
    folders: tuple[Path, ...]
    settings: dict[str, Any]
    layers: tuple[dict[str, Any], ...] = field(default=(), compare=False)
    shipped: bool = False

    def __hash__(self) -> int:
        """The same for the same folders; the settings, a table, have no hash."""
        return hash((self.name, self.folders))

    @property
    def knobs(self) -> dict[str, Any]:
        """What the template's makers let an editor change: `[knobs]` of template.toml."""
        knobs: dict[str, Any] = self.settings.get("knobs", {})
        return knobs

    @property
    def per_document(self) -> bool:
        """Whether each document gets a page of its own, unless the user says otherwise."""
        return self.settings.get("per_document", False) is True

    @property
    def widest(self) -> float:
        """How many points the room at the foot of a page may add above one block."""
        return float(self.settings.get("fit", {}).get("widest", WIDEST))

    @property
    def title(self) -> dict[str, str]:
        """The name of the template for people, by language."""
        return bilingual(self.settings.get("name"), self.name)

    @property
    def description(self) -> dict[str, str]:
        """What the template is for, by language; empty if it does not say."""
        return bilingual(self.settings.get("description"), "")

    def blocks(self) -> dict[str, bool]:
        """Which blocks of the page are printed; those not named are."""
        said = self.knobs.get("blocks", {})
        return {name: bool(value) for name, value in said.items()}

    def has(self, name: str) -> bool:
        """Whether any of its folders has that file."""
        return any(inside(folder, name) for folder in self.folders)

    def file(self, name: str) -> Path:
        """The path of one of its files; raises TemplateError if no folder has it."""
        for folder in self.folders:
            if inside(folder, name):
                return folder / name
        places = ", ".join(str(folder) for folder in self.folders)
        message = f"the template “{self.name}” has no file {name}"
        raise TemplateError(message, where=places, hint="copy the file from the shipped template")

    def all_files(self, name: str) -> tuple[Path, ...]:
        """The files of that name in all its folders, the one it is based on first."""
        return tuple(folder / name for folder in reversed(self.folders) if inside(folder, name))


def inside(folder: Path, name: str) -> bool:
    """Whether the folder holds that file itself, not through a link or a path that leads out."""
    path = folder / name
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def roots_of(workspace_templates: Path | None) -> list[Path]:
    """The folders that templates are looked for in, in order."""
    roots = [root for root in (workspace_templates, shipped_templates()) if root]
    return list(dict.fromkeys(roots))


def template_names(workspace_templates: Path | None = None) -> tuple[str, ...]:
    """The names of the templates there are, in order."""
    found = {
        path.parent.name
        for root in roots_of(workspace_templates)
        for path in root.glob(f"*/{SETTINGS}")
    }
    return tuple(sorted(found))


def find_template(name: str, workspace_templates: Path | None = None) -> TemplateFolder:
    """The template of that name; its files come from the workspace first, then from briefgen.

    A template may say `extends = "another"`: what it lacks is taken from there. Raises
    TemplateError, with a list of the templates there are, if there is none of that name.
    """
    roots = roots_of(workspace_templates)
    folders: list[Path] = []
    layers: list[dict[str, Any]] = []
    seen: set[str] = set()
    wanted: str | None = name
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        own = _folders(wanted, roots)
        read = [read_manifest(folder / SETTINGS) for folder in own]
        folders += own
        layers += read
        wanted = next((layer["extends"] for layer in read if layer.get("extends")), None)
    settings: dict[str, Any] = {}
    for layer in layers:
        settings = _merged(layer, settings)
    shipped = all(as_shipped(folder) for folder in folders)
    return TemplateFolder(name, tuple(folders), settings, tuple(layers), shipped)


def _folders(name: str, roots: list[Path]) -> list[Path]:
    """The folders that make up one template; a name may not lead out of the template folders."""
    plain = name and not set(name) & set("/\\\0") and name not in {".", ".."}
    found = [root / name for root in roots if (root / name).is_dir()] if plain else []
    if not any((folder / SETTINGS).is_file() for folder in found):
        for near in (file for folder in found for file in folder.glob(f"{SETTINGS}.*")):
            hint = f"rename {near.name} to {SETTINGS}; Windows may hide the ending"
            message = f"the template “{name}” has no file {SETTINGS}"
            raise TemplateError(message, where=str(near.parent), hint=hint)
        there = sorted({path.parent.name for root in roots for path in root.glob(f"*/{SETTINGS}")})
        listed = ", ".join(there) or "none"
        message = f"there is no template “{name}”"
        where = ", ".join(str(root) for root in roots)
        raise TemplateError(message, where=where, hint=f"templates there are: {listed}")
    return found


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`base` with what `over` says instead, table by table."""
    result = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result
