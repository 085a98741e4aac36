"""`briefgen template check`: everything that can be found wrong with a template, in its order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import TemplateError
from briefgen.mailing.cover import MailView
from briefgen.render.context import PageView
from briefgen.render.environment import make_environment
from briefgen.render.folder import find_template, template_names
from briefgen.render.manifest import SETTINGS, read_manifest
from briefgen.render.shipped import as_shipped
from briefgen.templating.documents import check_word
from briefgen.templating.faults import Fault, table, words_of
from briefgen.templating.knobs import base_fault, check_settings, unreadable
from briefgen.templating.markup import slips
from briefgen.templating.pages import check_text
from briefgen.templating.scopes import kinds_of
from briefgen.templating.sheets import check_sheet
from briefgen.templating.textfile import TextFile, line_at, lines_of, wrong_encoding
from briefgen.templating.trial import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.render.folder import TemplateFolder
    from briefgen.render.sandbox import Sandbox

PAGES = (".html", ".txt")


def check(
    name: str, templates: Path | None, shown: Callable[[Path], str] = str, *, trial: bool = True
) -> list[Fault]:
    """The faults of a template, file by file; then, if nothing stands against it, of its samples.

    `shown` says how a path is told. Raises TemplateError only if there is no such template.
    """
    own = templates / name / SETTINGS if templates else None
    if own is not None and own.is_file():
        try:
            read_manifest(own)
        except TemplateError as error:
            return [unreadable(error, own, shown(own))]
        if fault := base_fault(name, own, template_names(templates), shown(own)):
            return [fault]
    template = find_template(name, templates)
    environment = make_environment(template.folders)
    faults = [
        fault
        for folder in _checked(template)
        for path in sorted(folder.iterdir())
        for fault in _file(template, environment, path, shown(path))
    ]
    if not any(fault.level == "error" for fault in faults):
        faults += _pairs(template, shown)
    if trial and not any(fault.level == "error" for fault in faults):
        known = {str(path): shown(path) for folder in template.folders for path in folder.iterdir()}
        for fault in tried(name, templates):
            file = known.get(fault.file, fault.file)
            faults.append(_renamed(fault, file))
    return faults


def _pairs(template: TemplateFolder, shown: Callable[[Path], str]) -> Iterator[Fault]:
    """Tags of the page and the mail that lack their other half."""
    for one in slips(template, _checked(template)):
        kind = "open_element" if one.end else "stray_paragraph" if one.name == "p" else "stray_tag"
        kind = "upset" if one.upset else kind
        tag = f"<{one.name}" if one.end else f"</{one.name}"
        said = {"name": one.name, "end": one.end}
        words = words_of(line_at(lines_of(one.path), one.line), tag)
        yield Fault(kind, shown(one.path), one.line, words=words, said=said)


def _checked(template: TemplateFolder) -> list[Path]:
    """The folders whose files are looked into: the editor's own; all, of a template of ours."""
    own = [one for one in template.folders if not as_shipped(one)]
    return own or list(template.folders)


def _renamed(fault: Fault, file: str) -> Fault:
    """The fault with the file as it is called, and the words of its line."""
    words = fault.words or words_of(line_at(lines_of(Path(fault.file)), fault.line))
    return replace(fault, file=file, words=words)


def _meant(template: TemplateFolder, name: str) -> str:
    """What a file should be called that has a name one ending, space or letter off; else empty."""
    known = {*table()["lists"]["files"]}
    known |= {path.name for folder in template.folders[1:] for path in folder.iterdir()}
    if name in known or name.startswith((".", "~")):
        return ""
    plain = name.lower().replace(" ", "")
    short = {one[:-1]: one for one in known}  # page.htm, page.doc
    alike = (
        one
        for one in known
        if re.fullmatch(rf"{re.escape(one)}(?:\.(?:txt|html?|css|docx?|toml))?", plain)
    )
    return short.get(plain) or next(alike, "")


def _file(
    template: TemplateFolder, environment: Sandbox, path: Path, shown: str
) -> Iterator[Fault]:
    if meant := _meant(template, path.name):
        yield Fault("odd_name", shown, said={"name": path.name}, near=meant)
        return
    mail = path.name.startswith("email.")
    known = kinds_of(MailView if mail else PageView, template.knobs)
    try:
        if path.name == SETTINGS:
            yield from check_settings(template, path.parent, shown)
        elif path.suffix in PAGES:
            yield from check_text(TextFile(template, environment, path, shown), known)
        elif path.suffix == ".css":
            yield from check_sheet(TextFile(template, environment, path, shown))
        elif path.suffix == ".docx" and not path.name.startswith("~$"):
            yield from check_word(template, environment, path, shown, known)
    except UnicodeDecodeError:
        yield wrong_encoding(path, shown)
    except OSError as error:
        yield Fault("unreadable", shown, said={"said": str(error)})
