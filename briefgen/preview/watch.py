"""Notices what is saved in the workspace, in whatever program."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, awatch

from briefgen.errors import BriefgenError
from briefgen.termbase import NAME
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from watchfiles import Change

GATHERED = 300  # milliseconds at most in which changes are told together
QUIET = 25  # milliseconds without a change after which they are told
AGAIN = 1.0  # seconds after which the folders are looked up again, when one has gone


class Finished(DefaultFilter):
    """Leaves out what programs write beside a file while they save it."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether the change is one of a file that people see."""
        name = Path(path).name
        temporary = name.startswith((".", "~$", "#")) or name.endswith(("~", ".part", ".tmp"))
        return not temporary and super().__call__(change, path)


def folders(root: Path) -> tuple[list[Path], list[Path]]:
    """The folders that are watched: with all that is in them, and only for their own files."""
    try:
        settings = open_workspace(root).settings
    except BriefgenError:  # shown by the preview
        return [], [root]
    deep = [each for each in (settings.templates, settings.seeds) if each.is_dir()]
    glossary = settings.glossary or root / NAME
    return deep, list(
        dict.fromkeys([root, *([glossary.parent] if glossary.parent.is_dir() else [])])
    )


async def changes(root: Path, stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """The files that were saved, moved or deleted, a few milliseconds after."""
    queue: asyncio.Queue[set[Path]] = asyncio.Queue()

    async def follow(paths: list[Path], *, deep: bool) -> None:
        options = {"recursive": deep, "debounce": GATHERED, "step": QUIET, "rust_timeout": 1000}
        async for found in awatch(*paths, watch_filter=Finished(), stop_event=stop, **options):  # type: ignore[arg-type]
            await queue.put({Path(path) for _, path in found})

    while not stop.is_set():
        deep, flat = folders(root)
        tasks = [asyncio.create_task(follow(flat, deep=False))]
        if deep:
            tasks.append(asyncio.create_task(follow(deep, deep=True)))
        try:
            while folders(root) == (deep, flat) and not stop.is_set():
                try:
                    yield await asyncio.wait_for(queue.get(), AGAIN)
                except TimeoutError:
                    continue
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
