"""The PDF files: each is written after the picture of its page is shown, as nobody waits for it.

The picture is drawn from a PDF that looks the same and takes half the time. What only the writing
of the file trips over is told then.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.preview.choice import Choice
    from briefgen.preview.feed import Feed
    from briefgen.preview.wordpages import Ask, Put, Told

KIND = "application/pdf"
FILES = 12  # of the pages last made


class PdfFiles:
    """The files, by the number of the page that each belongs to."""

    def __init__(self, ask: Ask, explain: Told, put: Put, feed: Feed) -> None:
        """Make files with `ask`; `explain` tells a failure, `put` keeps content, `feed` tells."""
        self._ask, self._explain, self._put, self._feed = ask, explain, put, feed
        self._files: OrderedDict[int, bytes | dict[str, Any]] = OrderedDict()  # or why none
        self._wanted: tuple[int, Choice] | None = None
        self._task: asyncio.Task[None] | None = None

    def want(self, number: int, choice: Choice) -> None:
        """Write the PDF of the page last made of a choice; it goes by `number`."""
        self._wanted = (number, choice)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())

    def state(self, number: int) -> dict[str, Any]:
        """`file` once there is one, `error` where there is none; nothing as long as it is made."""
        made = self._files.get(number)
        if made is None:
            return {}
        return {"error": made} if isinstance(made, dict) else {"file": self._put(made, KIND)}

    async def close(self) -> None:
        """End what runs."""
        self._wanted = None
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _write(self) -> None:
        while self._wanted:
            number, choice = self._wanted
            self._wanted = None
            try:
                self._files[number] = await self._ask("pdf", choice)
            except BriefgenError as error:
                self._files[number] = await self._explain(error, choice)
            while len(self._files) > FILES:
                self._files.popitem(last=False)
            self._feed.tell("pdf", id=number, **self.state(number))
