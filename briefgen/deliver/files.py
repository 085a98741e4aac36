"""Writes finished files: all are complete before the first of them takes its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The paths of the files written into `folder`, by name, in the order given.

    Every file is first written beside its place and only then renamed, so a reader never meets
    half a file, and a full disk or a locked folder leaves the earlier files as they were.
    Raises OutputError where something cannot be written.
    """
    _make(folder)
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            waiting.append((_beside(folder / name), folder / name))
            _write(waiting[-1][0], content)
        for _, target in waiting:
            _free(target)
        for part, target in waiting:
            _rename(part, target)
    finally:
        for part, _ in waiting:
            part.unlink(missing_ok=True)
    return tuple(target for _, target in waiting)


def check_folder(folder: Path) -> None:
    """Raise OutputError unless files can be written into `folder`, which is made if need be."""
    _make(folder)
    probe = _beside(folder / "probe")
    try:
        _write(probe, b"")
    finally:
        probe.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        message = "the folder for the results is a file"
        hint = "move it away, or name another folder with --out"
        raise OutputError(message, where=str(folder), hint=hint) from error
    except OSError as error:
        raise _refused("the folder for the results cannot be made", folder, error) from error


def _beside(target: Path) -> Path:
    # the process id keeps two runs at the same time apart
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # or a power cut leaves a named, empty file
    except OSError as error:
        raise _refused("the result cannot be written", path.parent, error) from error


def _free(target: Path) -> None:
    if target.is_dir():
        message = "the result cannot be written: a folder has its name"
        raise OutputError(message, where=str(target), hint="move the folder away")


def _rename(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except OSError as error:
        # Windows locks a file that Word or a PDF reader holds open
        message = f"the result cannot be replaced: {error.strerror}"
        hint = "close it where it is open, then run the command again"
        raise OutputError(message, where=str(target), hint=hint) from error


def _refused(message: str, folder: Path, error: OSError) -> OutputError:
    hint = "make it writable, or name another folder with --out"
    return OutputError(f"{message}: {error.strerror}", where=str(folder), hint=hint)
