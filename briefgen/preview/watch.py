"""Notices what is saved in the workspace, in whatever program."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import Change, awatch

from briefgen.errors import BriefgenError
from briefgen.settings import EDITS, FILE_NAME
from briefgen.termbase import NAME
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

GATHERED = 300  # milliseconds at most in which changes are told together
QUIET = 25  # milliseconds without a change after which they are told
AGAIN = 1.0  # seconds after which the folders are looked up again, when one has gone or come


@dataclass(frozen=True, slots=True)
class Watched:
    """The folders that are watched with all that is in them, and single files beside them."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]


State = tuple[int, int]


def finished(_: Change, path: str) -> bool:
    """Whether a change is of a file that people see, not of what programs write beside it."""
    name = Path(path).name
    return not name.startswith((".", "~$", "#")) and not name.endswith(("~", ".part", ".tmp"))


def watched(root: Path) -> Watched:
    """What is watched of a workspace as its settings are now."""
    try:
        settings = open_workspace(root).settings
    except BriefgenError:  # shown by the preview
        return Watched((), (root / FILE_NAME,))
    folders = tuple(each for each in (settings.templates, settings.seeds) if each.is_dir())
    files = [root / FILE_NAME, settings.glossary or root / NAME, settings.overrides or root / EDITS]
    files += [settings.proposals] if settings.proposals else []
    return Watched(folders, tuple(each for each in files if each.parent.is_dir()))


def states(what: Watched, *, deep: bool = True) -> dict[Path, State]:
    """When each watched file was last changed, and its size; without `deep` of single files."""
    paths = [*what.files]
    for folder in what.folders if deep else ():
        paths += [each for each in folder.rglob("*") if finished(Change.added, str(each))]
    found: dict[Path, State] = {}
    for path in paths:
        try:
            state = path.stat()
        except OSError:  # it is not there, or no longer
            continue
        if path.is_file():
            found[path] = (state.st_mtime_ns, state.st_size)
    return found


class _Known:
    """The states of files that were told; what a watch was too late for is found by them."""

    def __init__(self, what: Watched) -> None:
        self._states = states(what)

    def told(self, paths: set[Path]) -> set[Path]:
        """The same paths, their states kept."""
        for path in paths:
            self._states.pop(path, None)
            with suppress(OSError):
                state = path.stat()
                self._states[path] = (state.st_mtime_ns, state.st_size)
        return paths

    def missed(self, what: Watched, *, deep: bool) -> set[Path]:
        """The files that are other than told, of those watched; all that are new to it are."""
        now = states(what, deep=deep)
        return {path for path in {*what.files, *now} if now.get(path) != self._states.get(path)}


async def changes(root: Path, stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """The files that were saved, moved or deleted, a few milliseconds after."""
    queue: asyncio.Queue[set[Path]] = asyncio.Queue()

    async def follow(what: Watched, *, deep: bool) -> None:
        paths = what.folders if deep else {each.parent for each in what.files}
        async for found in awatch(
            *paths,
            watch_filter=finished,
            stop_event=asyncio.Event(),  # awatch sets it when its task is cancelled: not `stop`
            recursive=deep,
            debounce=GATHERED,
            step=QUIET,
            rust_timeout=1000,
        ):
            saved = {Path(path) for _, path in found}
            if saved := saved if deep else saved & {*what.files}:
                await queue.put(saved)

    now = watched(root)
    known = _Known(now)
    while not stop.is_set():
        now, begun = watched(root), False
        tasks = [asyncio.create_task(follow(now, deep=False))]
        if now.folders:
            tasks.append(asyncio.create_task(follow(now, deep=True)))
        try:
            while watched(root) == now and not stop.is_set():
                try:
                    yield known.told(await asyncio.wait_for(queue.get(), AGAIN))
                except TimeoutError:
                    # what was saved before the watch had begun, or while it was given up
                    missed = await asyncio.to_thread(known.missed, now, deep=not begun)
                    begun = True
                    if missed:
                        yield known.told(missed)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
