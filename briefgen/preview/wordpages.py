"""The Word pages: each file is made after the picture of its page is shown, then drawn itself.

The file tells faults of the Word template within a fifth of a second. LibreOffice may take seconds
to draw it, so of several that wait only the last is drawn.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError
from briefgen.messages import told
from briefgen.preview import office
from briefgen.preview.history import digest
from briefgen.preview.standby import Standby

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from briefgen.preview.choice import Choice
    from briefgen.preview.feed import Feed

    Ask = Callable[..., Awaitable[Any]]
    Told = Callable[[BriefgenError, Choice], Awaitable[dict[str, Any]]]
    Put = Callable[[bytes, str], str]

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGES = 24  # numbers of pages, and drawn Word files, that are remembered


class WordPages:
    """How far the Word page is, by the number of the page that it belongs to."""

    def __init__(self, ask: Ask, explain: Told, put: Put, feed: Feed) -> None:
        """Make files with `ask`; `explain` tells a failure, `put` keeps content, `feed` tells."""
        self._ask, self._explain, self._put, self._feed = ask, explain, put, feed
        self._files: OrderedDict[int, bytes | dict[str, Any]] = (
            OrderedDict()
        )  # or why there is none
        self._drawn: OrderedDict[str, list[bytes] | dict[str, Any]] = OrderedDict()  # the same
        self._wanted: tuple[int, Choice] | None = None
        self._waiting: bytes | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="briefgen-preview-")
        self._office = Standby(Path(self._folder.name))

    def want(self, number: int, choice: Choice) -> None:
        """Make the Word page of the page last made of a choice; it goes by `number`."""
        self._wanted = (number, choice)
        self._start("write", self._write)

    def state(self, number: int) -> dict[str, Any]:
        """`making`, `ready` with `pictures`, `failed`, or `missing`; `file` once there is one.

        Where there is no file, `error` says why, as for a page that failed.
        """
        made = self._files.get(number)
        if made is None:
            return {"state": "making"}
        if isinstance(made, dict):
            return made
        file = {"file": self._put(made, KIND)}
        drawn = self._drawn.get(digest(made))
        if drawn is None:
            return {"state": "making" if office.program() else "missing", **file}
        if isinstance(drawn, dict):
            return {**drawn, **file}
        pictures = [self._put(one, "image/png") for one in drawn]
        return {"state": "ready", "pictures": pictures, **file}

    async def close(self) -> None:
        """End what runs, a LibreOffice too."""
        self._wanted = self._waiting = None
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._office.end()
        with suppress(OSError):
            self._folder.cleanup()

    def _start(self, name: str, work: Callable[[], Any]) -> None:
        running = self._tasks.get(name)
        if running is None or running.done():
            self._tasks[name] = asyncio.create_task(work())

    async def _write(self) -> None:
        while self._wanted:
            number, choice = self._wanted
            self._wanted = None
            try:
                made = await self._ask("word", choice)
            except BriefgenError as error:
                failed = await self._explain(error, choice)
                _keep(self._files, number, {"state": "failed", **told(error), "error": failed})
            else:
                _keep(self._files, number, made)
                if office.program() and not isinstance(self._drawn.get(digest(made)), list):
                    self._drawn.pop(digest(made), None)  # what failed is tried again
                    self._waiting = made
                    self._start("draw", self._draw)
            self._feed.tell("word", id=number, **self.state(number))

    async def _draw(self) -> None:
        while self._waiting:
            word = self._waiting
            self._waiting = None
            try:
                pdf = await self._office.as_pdf(word)
                drawn = await self._ask("pictures", pdf)
            except BriefgenError as error:
                drawn = {"state": "failed", **told(error)}
            _keep(self._drawn, digest(word), drawn)
            for number in [each for each, made in self._files.items() if made == word]:
                self._feed.tell("word", id=number, **self.state(number))


def _keep(known: OrderedDict[Any, Any], key: object, value: object) -> None:
    known[key] = value
    while len(known) > PAGES:
        known.popitem(last=False)
