"""A LibreOffice that stays open, so that a Word page is set in a tenth of the time.

Starting one takes a second, setting a page less than a tenth of one. It holds an empty text, which
keeps it from ending. One that is begun later with the same profile hands its page over to it by
LibreOffice's own way; with none open it sets the page itself, so nothing depends on this one.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.errors import OutputError
from briefgen.preview import office

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = "private:factory/swriter"
HANDED_OVER = 20.0  # seconds that a page may take that was handed over: two hundred times the usual
# A shell ends it together with the preview: however that ends, the line to it is then cut.
BOUND = """exec 3<&0
{ read -r _; kill -KILL 0; } <&3 &
"$@" </dev/null 3<&-
kill -KILL 0"""


class Standby:
    """Sets Word pages; from the second on without starting LibreOffice, where that can be."""

    def __init__(self, profile: Path) -> None:
        """Keep the settings of LibreOffice in the folder `profile`."""
        self._profile = profile
        self.process: asyncio.subprocess.Process | None = None

    @property
    def open(self) -> bool:
        """Whether one is open."""
        return self.process is not None and self.process.returncode is None

    async def as_pdf(self, word: bytes) -> bytes:
        """The Word file as LibreOffice sets it; raises OutputError where it fails."""
        made = await self._set(word)
        if not self.open:
            await self.begin()
        return made

    async def _set(self, word: bytes) -> bytes:
        if self.open:
            try:
                return await office.as_pdf(word, self._profile, HANDED_OVER)
            except OutputError:  # it may be the open one that has failed
                await self.end()
        return await office.as_pdf(word, self._profile)

    async def end(self) -> None:
        """End the one that is open."""
        if self.process is not None:
            if self.process.returncode is None:
                office.end(self.process)
            await self.process.wait()
        self.process = None

    async def begin(self) -> None:
        """Open one, where that can be."""
        shell = shutil.which("sh")
        if shell is None or not hasattr(os, "killpg"):  # Windows: each page starts its own
            return
        await self.end()
        with suppress(OSError):  # then each page starts its own, too
            self.process = await asyncio.create_subprocess_exec(
                *(shell, "-c", BOUND, "sh", *office.command(self._profile), EMPTY),
                env={**os.environ, **office.with_our_fonts(self._profile)},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
