"""Tells every open page what has happened: server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PULSE = 15.0  # seconds between signs of life, by which the server notices that a page was closed
WAITING = 100  # events kept for a page that does not take them


class Feed:
    """The pages that listen."""

    def __init__(self) -> None:
        """Begin with none."""
        self._queues: set[asyncio.Queue[bytes]] = set()

    def tell(self, kind: str, **said: Any) -> None:  # noqa: ANN401 - whatever JSON can say
        """Tell all pages; one that does not listen any more loses the oldest."""
        event = f"event: {kind}\ndata: {json.dumps(said, ensure_ascii=False)}\n\n".encode()
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)

    async def listen(self) -> AsyncIterator[bytes]:
        """The events from now on, as they stand on the wire."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING)
        self._queues.add(queue)
        try:
            yield b"retry: 1000\nevent: hello\ndata: {}\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), PULSE)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._queues.discard(queue)
