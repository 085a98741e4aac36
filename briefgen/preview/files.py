"""The files that editors may change: those of templates, the glossary, the hand edits. No others.

Each goes by a name: `templates/NAME/FILE`, `glossary`, `overrides`. A name leads to a file only if
it is one of those; paths that lead out, links and hidden files are no names.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from briefgen.deliver.files import write_files
from briefgen.errors import EditError, TemplateError
from briefgen.lexicon import load_toml
from briefgen.preview.history import History, digest
from briefgen.render.folder import find_template, inside
from briefgen.render.manifest import SETTINGS
from briefgen.settings import EDITS, FILE_NAME, name_fault
from briefgen.templating.shelf import create, restore
from briefgen.termbase import HEADER, NAME, OPENING, with_glossary
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.render import TemplateFolder
    from briefgen.workspace import Workspace

GLOSSARY, OVERRIDES, TEMPLATES = "glossary", "overrides", "templates"
LANGUAGES = {".html": "html", ".css": "css", ".txt": "txt", ".toml": "toml", ".docx": "docx"}
FOREMOST = ("page", "extra", "template")
PLAIN = re.compile(r"[^/\\:\0.~$][^/\\:\0]*")
LARGEST_TEXT = 1_000_000  # bytes, as the loader of templates takes
LARGEST_WORD = 10_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the list shows it; `origin` is the template beneath that it is taken from."""

    name: str
    label: str
    language: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """The content of a file and its version; both empty where it does not exist yet."""

    content: bytes
    version: str


class ConflictError(EditError):
    """Somebody else saved the file meanwhile; `current` is what it holds now."""

    def __init__(self, name: str, current: Read) -> None:
        """Say so."""
        super().__init__("somebody else saved this file meanwhile", where=name)
        self.current = current


class Files:
    """The files of a workspace that editors may change, and their versions."""

    def __init__(self, root: Path) -> None:
        """Work in the workspace `root`."""
        self.root = root
        self.history = History(root)
        self._lock = Lock()
        self._seen: dict[str, str] = {}  # the version of each file that was last saved or noticed

    # --- which there are --------------------------------------------------------------------------

    def listed(self, template: str) -> list[Entry]:
        """The files of a template, those from others too; then the glossary and the edits."""
        workspace = self._workspace()
        found = find_template(template, workspace.settings.templates)
        own = workspace.settings.templates / template
        names = {
            path.name
            for folder in found.folders
            for path in folder.iterdir()
            if path.suffix in LANGUAGES and PLAIN.fullmatch(path.name) and path.is_file()
        }
        names = {name for name in names if name != SETTINGS or inside(own, SETTINGS)}
        made = [self._entry(found, own, name) for name in sorted(names, key=_order)]
        glossary = self._path(workspace, GLOSSARY)
        made.append(Entry(GLOSSARY, workspace.shown(glossary), "tsv"))
        made.append(Entry(OVERRIDES, workspace.shown(self._path(workspace, OVERRIDES)), "toml"))
        return made

    def _entry(self, template: TemplateFolder, own: Path, name: str) -> Entry:
        origin = "" if inside(own, name) else template.file(name).parent.name
        label = f"{template.name}/{name}"
        return Entry(f"{TEMPLATES}/{label}", label, LANGUAGES[own.joinpath(name).suffix], origin)

    def name_of(self, path: Path) -> str | None:
        """What a changed file goes by here; None if it is none that editors change."""
        workspace = self._workspace()
        for name in (GLOSSARY, OVERRIDES):
            if path == self._path(workspace, name):
                return name
        folder = workspace.settings.templates
        if path.parent.parent == folder:
            name = f"{TEMPLATES}/{path.parent.name}/{path.name}"
            return name if self._is_template_file(name) else None
        return None

    # --- reading and saving -----------------------------------------------------------------------

    def read(self, name: str) -> Read:
        """What a file holds; one that a template has from another is read from there."""
        workspace = self._workspace()
        path = self._path(workspace, name)
        if path.is_file():
            content = path.read_bytes()
            return Read(content, digest(content))
        if name.startswith(f"{TEMPLATES}/"):
            _, template, file = name.split("/")
            beneath = find_template(template, workspace.settings.templates).file(file)
            return Read(beneath.read_bytes(), "")
        terms = OPENING + "\t".join(HEADER) + "\n"
        start = terms if name == GLOSSARY else load_toml("edits")["opening"]
        return Read(start.encode(), "")  # what such a file begins with

    def save(self, name: str, content: bytes, version: str) -> str:
        """The new version of a file, saved in the place of `version`, which stays in the history.

        Raises ConflictError if the file is no longer of that version, EditError for content that
        cannot be such a file, OutputError where it cannot be written.
        """
        workspace = self._workspace()
        path = self._path(workspace, name)
        _check(name, path, content)
        if not path.parent.is_dir():
            hint = "make a template of your own, based on it"
            raise EditError("this template comes with briefgen", where=name, hint=hint)
        with self._lock:
            before = path.read_bytes() if path.is_file() else None
            if version != (digest(before) if before is not None else ""):
                raise ConflictError(name, Read(before or b"", digest(before) if before else ""))
            if before is not None:
                self.history.keep(name, before)
            content = _as_before(content, before, path)
            self.history.keep(name, content)
            if name == GLOSSARY and workspace.settings.glossary is None:
                self._name_glossary(workspace)
            write_files(path.parent, {path.name: content})
            self._seen[name] = digest(content)
        return digest(content)

    def noticed(self, path: Path) -> tuple[str | None, bool]:
        """The name of a file that changed, None if it is none of ours; whether it is news.

        It is none if the file was saved here. What it holds is kept.
        """
        name = self.name_of(path)
        if not name or not self._path(self._workspace(), name).is_file():
            return name, True
        with self._lock:
            content = path.read_bytes() if path.stat().st_size <= LARGEST_WORD else b""
            version = digest(content)
            news = self._seen.get(name) != version
            if content and news:
                self._seen[name] = version
                self.history.keep(name, content)
        return name, news

    def keep_all(self) -> None:
        """Keep every file as it is now, so that the first change from outside loses nothing."""
        workspace = self._workspace()
        folder = workspace.settings.templates
        paths = [*folder.glob("*/*"), self._path(workspace, GLOSSARY)]
        for path in (*paths, self._path(workspace, OVERRIDES)):
            self.noticed(path)

    def keep(self, name: str) -> None:
        """Keep a file as it is now."""
        self.noticed(self._path(self._workspace(), name))

    def take(self, name: str) -> None:
        """Copy a file that a template has from another into it, to be changed there."""
        workspace = self._workspace()
        self._path(workspace, name)
        _, template, file = name.split("/")
        found = find_template(template, workspace.settings.templates)
        restore(found, file, datetime.now())  # noqa: DTZ005 - the time where the editor is

    def create(self, name: str, base: str) -> None:
        """Make a template based on another; raises TemplateError if there is one of that name."""
        if fault := name_fault(name) or ("" if PLAIN.fullmatch(name) else "must be a plain name"):
            raise TemplateError(f"the name of the template {fault}", where=name)
        create(name, base, self._workspace().settings.templates)

    # --- inside -----------------------------------------------------------------------------------

    def _workspace(self) -> Workspace:
        return open_workspace(self.root)

    def _path(self, workspace: Workspace, name: str) -> Path:
        """Where a file lies; raises EditError for whatever is no name."""
        if name == GLOSSARY:
            return workspace.settings.glossary or workspace.root / NAME
        if name == OVERRIDES:
            return workspace.settings.overrides or workspace.root / EDITS
        if self._is_template_file(name):
            _, template, file = name.split("/")
            root = workspace.settings.templates.resolve()
            path = root / template / file
            if path.resolve() == path:  # not through a link
                return path
        raise EditError("this is no file that may be changed here", where=name)

    @staticmethod
    def _is_template_file(name: str) -> bool:
        kind, *parts = name.split("/")
        if kind != TEMPLATES or len(parts) != 2:  # noqa: PLR2004 - template and file
            return False
        ending = "." + parts[1].rpartition(".")[2]
        return ending in LANGUAGES and all(PLAIN.fullmatch(part) for part in parts)

    @staticmethod
    def _name_glossary(workspace: Workspace) -> None:
        """Name the glossary in the settings, as `briefgen terms add` does for the first term."""
        settings = workspace.root / FILE_NAME
        before = settings.read_text(encoding="utf-8-sig") if settings.exists() else ""
        told = with_glossary(before, NAME, settings)
        write_files(workspace.root, {FILE_NAME: told.encode()})


def _order(name: str) -> tuple[bool, int, str]:
    """The page's files before those of the mail and before parts of pages."""
    stem, _, ending = name.rpartition(".")
    return (stem not in FOREMOST, list(LANGUAGES).index(f".{ending}"), name)


def _check(name: str, path: Path, content: bytes) -> None:
    """Raises EditError for content that cannot be such a file."""
    if path.suffix == ".docx":
        try:
            whole = zipfile.ZipFile(BytesIO(content)).testzip() is None
            whole = whole and "word/document.xml" in zipfile.ZipFile(BytesIO(content)).namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            whole = False
        if not whole or len(content) > LARGEST_WORD:
            hint = f"save it in Word as .docx, of at most {LARGEST_WORD // 1_000_000} MB"
            raise EditError("this is no Word file that can be used", where=name, hint=hint)
        return
    if len(content) > LARGEST_TEXT:
        raise EditError(f"the text has more than {LARGEST_TEXT} bytes", where=name)
    try:
        nothing = "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        nothing = False
    if not nothing:
        raise EditError("the text is not UTF-8", where=name)


def _as_before(content: bytes, before: bytes | None, path: Path) -> bytes:
    """The text with the line ends and the byte order mark that the file had; browsers drop both."""
    if before is None or path.suffix == ".docx":
        return content
    if b"\r\n" in before and b"\r\n" not in content:
        content = content.replace(b"\n", b"\r\n")
    mark = b"\xef\xbb\xbf"
    return mark + content if before.startswith(mark) and not content.startswith(mark) else content
