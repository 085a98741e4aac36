"""Makes templates, and takes shipped files back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.deliver.files import write_files
from briefgen.errors import TemplateError
from briefgen.lexicon import load_toml
from briefgen.render.folder import find_template, inside, template_names
from briefgen.render.manifest import SETTINGS, contract_version
from briefgen.render.shipped import as_shipped
from briefgen.settings import name_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from briefgen.render.folder import TemplateFolder

BACKUPS = ".backup"


@dataclass(frozen=True, slots=True)
class Entry:
    """A template as the list shows it; `base` is what it extends, or empty."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    base: str
    shipped: bool
    fault: str = ""


def listed(templates: Path | None) -> Iterator[Entry]:
    """The templates there are, those of the workspace and those that come with briefgen."""
    for name in template_names(templates):
        try:
            one = find_template(name, templates)
        except TemplateError as error:
            unknown = {"zh": name, "en": name}, {"zh": "", "en": ""}
            yield Entry(name, *unknown, base="", shipped=False, fault=str(error))
            continue
        base = next((folder.name for folder in one.folders if folder.name != name), "")
        yield Entry(name, one.title, one.description, base, one.shipped)


def create(name: str, base: str, templates: Path, take: tuple[str, ...] = ()) -> list[Path]:
    """The files of a new template based on another one, and copies of the files to `take` over.

    Settings, a page and a style sheet are written to begin with. Raises TemplateError if there is
    one of that name, or none to base it on.
    """
    if fault := name_fault(name):
        raise TemplateError(f"the name of the template {fault}", where=name)
    below = find_template(base, templates)
    if name in template_names(templates):
        hint = f"choose another name, or see what it is: briefgen template diff {name}"
        raise TemplateError(f"there is a template “{name}” already", hint=hint)
    folder = templates / name
    words = load_toml("template_start")
    contents = {
        SETTINGS: _settings(name, below, words["settings"]).encode(),
        "page.html": words["page"].lstrip().replace("BASE", base).encode(),
        "extra.css": words["sheet"].lstrip().replace("BASE", base).encode(),
    }
    contents |= {file: below.file(file).read_bytes() for file in take}
    return list(write_files(folder, contents))


def _settings(name: str, base: TemplateFolder, start: str) -> str:
    """A template.toml that says nothing yet, with every knob of the base in a comment."""
    lines = [
        start.replace("NAME", name)
        .replace("BASE", base.name)
        .replace("CONTRACT", str(contract_version()))
        .rstrip()
    ]
    tables = {"knobs": {}, **{f"knobs.{key}": one for key, one in base.knobs.items()}}
    tables["knobs"] = {key: one for key, one in base.knobs.items() if not isinstance(one, dict)}
    for table, knobs in tables.items():
        if isinstance(knobs, dict):
            lines += [
                "",
                f"[{table}]",
                *(f"# {key} = {toml_text(one)}" for key, one in knobs.items()),
            ]
    return "\n".join(lines) + "\n"


def toml_text(value: object) -> str:
    """A value as it stands in a TOML file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(toml_text(one) for one in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def own_files(template: TemplateFolder) -> list[Path]:
    """The files of the editor's own folder; raises TemplateError if it has none."""
    folder = template.folders[0]
    if as_shipped(folder):
        message = f"“{template.name}” comes with briefgen and was not changed in the workspace"
        hint = f"to change it: briefgen template new my-brief --from {template.name}"
        raise TemplateError(message, hint=hint)
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    return [path for path in files if not path.name.startswith((".", "~$"))]


def beneath(template: TemplateFolder, name: str) -> Path | None:
    """The file that one of the editor's stands in for; None if it stands in for none."""
    below = template.folders[1:]
    return next((folder / name for folder in below if inside(folder, name)), None)


def restore(template: TemplateFolder, name: str | None, now: datetime) -> list[tuple[Path, Path]]:
    """Puts shipped files in the place of the editor's, which are kept; each file with its backup.

    Without a name all files that stand in for one beneath, but not the settings. A file that the
    editor does not have yet is put there, to be changed; its backup is then itself. Raises
    TemplateError if the templates beneath have no such file.
    """
    own = {path.name: path for path in own_files(template)}
    names = [name] if name else [one for one in own if one != SETTINGS]
    done = []
    for one in names:
        source = beneath(template, one)
        if source is None and name is None:
            continue
        if source is None or one == SETTINGS:
            there = sorted({p.name for f in template.folders[1:] for p in f.iterdir()} - {SETTINGS})
            hint = f"files to take back: {', '.join(there)}"
            raise TemplateError(f"there is no {one} to take back", where=template.name, hint=hint)
        target = template.folders[0] / one
        backup = target
        if one in own and own[one].read_bytes() != source.read_bytes():
            backup = _backup(target, now)
            write_files(backup.parent, {backup.name: target.read_bytes()})
        write_files(target.parent, {one: source.read_bytes()})
        done.append((target, backup))
    return done


def staying(template: TemplateFolder) -> list[Path]:
    """The editor's files that nothing beneath is put in the place of, the settings among them."""
    own = own_files(template)
    return [path for path in own if path.name == SETTINGS or beneath(template, path.name) is None]


def _backup(path: Path, now: datetime) -> Path:
    """A name in the folder of backups that no other file has."""
    folder = path.parent / BACKUPS
    made = folder / f"{path.stem}-{now:%Y%m%d-%H%M%S}{path.suffix}"
    number = 2
    while made.exists():
        stem = re.sub(r"(-\d{6})(-\d+)?$", rf"\1-{number}", made.stem)
        made = made.with_stem(stem)
        number += 1
    return made
