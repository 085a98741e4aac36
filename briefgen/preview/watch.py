"""Notices what is saved in the workspace, in whatever program."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import awatch

from briefgen.errors import BriefgenError
from briefgen.settings import EDITS, FILE_NAME
from briefgen.termbase import NAME
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from watchfiles import Change

GATHERED = 300  # milliseconds at most in which changes are told together
QUIET = 25  # milliseconds without a change after which they are told
AGAIN = 1.0  # seconds after which the folders are looked up again, when one has gone or come


@dataclass(frozen=True, slots=True)
class Watched:
    """The folders that are watched with all that is in them, and single files beside them."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]


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

    while not stop.is_set():
        now = watched(root)
        tasks = [asyncio.create_task(follow(now, deep=False))]
        if now.folders:
            tasks.append(asyncio.create_task(follow(now, deep=True)))
        try:
            while watched(root) == now and not stop.is_set():
                try:
                    yield await asyncio.wait_for(queue.get(), AGAIN)
                except TimeoutError:
                    continue
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
