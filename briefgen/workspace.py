"""Finds the workspace: the folder with briefgen.toml, its settings, and where things lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import OutputError, WorkspaceError
from briefgen.settings import FILE_NAME, SHIPPED, Settings, load_settings

FOLDERS = ("seeds", "templates", "output")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of documents, templates and results, with its settings."""

    root: Path
    settings: Settings

    def shown(self, path: Path) -> str:
        """The path as results name it: relative to the workspace where it lies in it, with /."""
        inside = path.is_relative_to(self.root)
        return (path.relative_to(self.root) if inside else path).as_posix()


def open_workspace(given: Path | None) -> Workspace:
    """The workspace `given`, or else the nearest one upwards from the current folder.

    A folder that is named need not have settings if it has seeds/. Raises WorkspaceError where
    there is none, SettingsError where its settings are wrong.
    """
    root = _named(given) if given else _nearest()
    return Workspace(root, load_settings(root))


def find_workspace() -> Path | None:
    """The nearest folder with settings, from the current one upwards, or None."""
    here = _current()
    return next((one for one in (here, *here.parents) if (one / FILE_NAME).is_file()), None)


def _current() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        message = "the current folder no longer exists"
        raise WorkspaceError(message, hint="change to another folder") from error


def _named(given: Path) -> Path:
    root = given.expanduser().resolve()
    if not root.is_dir():
        message = "there is no such folder"
        raise WorkspaceError(message, where=str(given), hint="create one with: briefgen init DIR")
    if not (root / FILE_NAME).exists() and not (root / "seeds").is_dir():
        message = f"no workspace: the folder has neither {FILE_NAME} nor seeds/"
        raise WorkspaceError(message, where=str(given), hint=f"run: briefgen init {given}")
    return root


def _nearest() -> Path:
    if found := find_workspace():
        return found
    raise WorkspaceError(
        f"no workspace: {FILE_NAME} is neither in this folder nor above it",
        where=str(_current()),
        hint="create one with: briefgen init, or name one with: --workspace DIR",
    )


def create_workspace(root: Path) -> tuple[list[Path], list[Path]]:
    """What was made for a new workspace, and what was there already and stays as it is.

    Raises OutputError where a folder or file cannot be made.
    """
    made: list[Path] = []
    kept: list[Path] = []
    for folder in (root, *(root / name for name in FOLDERS)):
        (kept if folder.is_dir() else made).append(folder)
    settings = root / FILE_NAME
    (kept if settings.exists() else made).append(settings)
    try:
        for path in made:
            if path == settings:
                with path.open("x", encoding="utf-8") as file:
                    file.write(SHIPPED.read_text(encoding="utf-8"))
            else:
                path.mkdir(parents=True)
    except OSError as error:
        message = f"the workspace cannot be made: {error.strerror}"
        raise OutputError(message, where=str(error.filename or root)) from error
    return made, kept
