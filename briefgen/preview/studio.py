"""What the server knows: the last pages made, their files under way, the files, who listens."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError
from briefgen.messages import told
from briefgen.preview.feed import Feed
from briefgen.preview.files import OVERRIDES, Files
from briefgen.preview.history import digest
from briefgen.preview.pdffiles import PdfFiles
from briefgen.preview.watch import changes
from briefgen.preview.wordpages import WordPages
from briefgen.preview.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.preview.choice import Choice

KEPT = 60  # pictures and files that a page may still ask for
VIEWS = 12  # choices of city, day and template whose last good page is kept


class Studio:
    """The one state of the server; its methods run in the server's own loop."""

    def __init__(self, root: Path) -> None:
        """Serve the workspace `root`."""
        self.root = root
        self.files = Files(root)
        self.feed = Feed()
        self.worker = Worker(root)
        self.generation = 0
        self.blobs: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._made: OrderedDict[Choice, tuple[int, dict[str, Any]]] = OrderedDict()
        self._pdfs = PdfFiles(self.ask, self._told, self.put, self.feed)
        self._words = WordPages(self.ask, self._told, self.put, self.feed)
        self._number = 0  # of the page last made
        self._making = asyncio.Lock()
        self._stop = asyncio.Event()

    # --- pages ------------------------------------------------------------------------------------

    async def ask(self, what: str, *given: Any) -> Any:  # noqa: ANN401 - as Worker.ask
        """What the process that makes pages answers."""
        return await asyncio.to_thread(self.worker.ask, what, *given)

    async def page(self, choice: Choice) -> dict[str, Any]:
        """The page as it is now; after an error the last good one, with the error."""
        async with self._making:
            known = self._made.get(choice)
            if known and known[0] == self.generation:
                return self._with_files(known[1])
            generation = self.generation
            try:
                made = await self.ask("page", choice)
            except BriefgenError as error:
                failed = {"error": await self._told(error, choice)}
                page = {**(known[1] if known else {}), **failed}
            else:
                page = self._kept(made, choice)
            self._made[choice] = (generation, page)
            self._made.move_to_end(choice)
            while len(self._made) > VIEWS:
                self._made.popitem(last=False)
            return self._with_files(page)

    def _kept(self, made: dict[str, Any], choice: Choice) -> dict[str, Any]:
        """The page as JSON: its pictures by their digests; its files are begun."""
        shown = [self.put(one, "image/png") for one in made.pop("pictures")]
        self._number += 1
        self._words.want(self._number, choice)
        self._pdfs.want(self._number, choice)
        return {**made, "id": self._number, "pictures": shown, "error": None}

    def _with_files(self, page: dict[str, Any]) -> dict[str, Any]:
        """The page with what is known of its files by now."""
        if "id" not in page:
            return page
        pdf, word = (each.state(page["id"]) for each in (self._pdfs, self._words))
        error = page["error"] or pdf.get("error")
        return {**page, "file": pdf.get("file"), "error": error, "word": word}

    async def _told(self, error: BriefgenError, choice: Choice) -> dict[str, Any]:
        """The failure, with what the check of the template finds in both languages."""
        faults: list[Any] = []
        with suppress(BriefgenError):
            faults = await self.ask("check", choice.template)
        faults = [one for one in faults if one["level"] == "error"]
        return {**self.told(error), "faults": faults}

    def told(self, error: BriefgenError) -> dict[str, Any]:
        """The failure, its file named from the workspace on."""
        where = error.where
        with suppress(ValueError):  # the line, if there is one, is the end of the name
            where = Path(where).relative_to(self.root).as_posix()
        return {**told(error), "where": where}

    def put(self, content: bytes, kind: str) -> str:
        """The name under which the content may be asked for, for a while."""
        name = digest(content)[:32]
        self.blobs[name] = (content, kind)
        self.blobs.move_to_end(name)
        while len(self.blobs) > KEPT:
            self.blobs.popitem(last=False)
        return name

    # --- changes ----------------------------------------------------------------------------------

    def changed(self, names: Iterable[str], versions: dict[str, str] | None = None) -> None:
        """Tell all pages that these files are other than before."""
        self.generation += 1
        self.feed.tell(
            "changed", files=sorted(names), versions=versions or {}, generation=self.generation
        )

    async def edited(
        self, choice: Choice, key: str, wishes: dict[str, Any], seen: dict[str, str] | None
    ) -> dict[str, str] | None:
        """Make an edit by hand, with the file as it was before and after in the history.

        Where others were `seen` than there are now, it is not made: the answer is what there is.
        """
        await asyncio.to_thread(self.files.keep, OVERRIDES)
        if theirs := await self.ask("edit", choice, key, wishes, seen):
            return dict(theirs)
        await asyncio.to_thread(self.files.keep, OVERRIDES)
        self.changed([OVERRIDES])
        return None

    async def watch(self) -> None:
        """Follow what other programs save, until the server ends."""
        with suppress(BriefgenError, OSError):
            await asyncio.to_thread(self.files.keep_all)
        async for paths in changes(self.root, self._stop):
            names, versions = await asyncio.to_thread(self._noticed, paths)
            if names:
                self.changed(names, versions)

    def _noticed(self, paths: set[Path]) -> tuple[list[str], dict[str, str]]:
        names, versions = [], {}
        for path in paths:
            name, news = None, True
            with suppress(BriefgenError, OSError):
                name, news = self.files.noticed(path)
            if name and news:
                with suppress(BriefgenError, OSError):
                    versions[name] = self.files.read(name).version
            if news:
                inside = path.is_relative_to(self.root)
                shown = path.relative_to(self.root).as_posix() if inside else path.name
                names.append(name or shown)
        return names, versions

    async def close(self) -> None:
        """End all that runs."""
        self._stop.set()
        await asyncio.to_thread(self.worker.close)
        await self._pdfs.close()
        await self._words.close()
