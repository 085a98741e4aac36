"""Sets pages in a process beside this one, which loads WeasyPrint while this one still reads.

Loading WeasyPrint and the faces takes as long as reading the documents of a page, and writing the
PDF longer than making the Word file: with two processors both are done at once.
"""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

from briefgen.offspring import belong
from briefgen.render.libraries import load_weasyprint
from briefgen.render.pieces import Piece, laid_out, png, set_piece, stated_height

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from briefgen.model import Briefing
    from briefgen.render.folder import TemplateFolder
    from briefgen.render.pdf import Layout
    from briefgen.render.pieces import Picture

KEPT = 10  # layouts: more than are made of one page before one of them is chosen
PIECES = 100  # drawings: more than stand on one page


@dataclass(frozen=True, slots=True)
class Distant:
    """A page that is laid out in the process beside: see Layout."""

    pages: int
    fill: float
    begin: Callable[[], Callable[[], bytes]]


class Beside:
    """The process that sets pages; it ends with the `with` block."""

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Start it, and let it load what every page needs.

        `meanwhile` is done here while a page is laid out there, and the drawings are made pictures.
        """
        self._meanwhile = meanwhile
        self._pictures: list[Picture] = []  # that are begun
        self._pool = ProcessPoolExecutor(1, get_context("fork"), initializer=belong)
        self._pool.submit(_load)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it when what it does is done; what waits is dropped."""
        self._pool.shutdown(cancel_futures=True)

    def lay_out(self, briefing: Briefing, template: TemplateFolder) -> Layout | Distant:
        """The same as pdf.lay_out, there; here if that process is gone. Raises the same."""
        try:
            layout = self._pool.submit(_lay_out, briefing, template)
            self._meanwhile()
            while self._pictures:
                self._pictures.pop()()
            number, pages, fill = layout.result()
        except BrokenProcessPool:
            return here(briefing, template)
        return Distant(pages, fill, partial(self._begin, number, briefing, template))

    def _begin(
        self, number: int, briefing: Briefing, template: TemplateFolder
    ) -> Callable[[], bytes]:
        try:
            written = self._pool.submit(_write, number)
        except BrokenProcessPool:
            return lambda: here(briefing, template).write()

        def wait() -> bytes:
            try:
                return written.result()
            except BrokenProcessPool:
                return here(briefing, template).write()

        return wait

    def set_piece(self, html: str, wide: float, template: TemplateFolder) -> Piece:
        """The same as pieces.set_piece, there; here if that process is gone. Raises the same."""
        number = next(_numbers)
        try:
            laid_out = self._pool.submit(_set_piece, number, html, wide, template)
            height = stated_height(html, template)  # then there is nothing to wait for
            if height is None:
                height = laid_out.result()
        except BrokenProcessPool:
            return set_piece(html, wide, template)

        @cache  # it is drawn once, however often it is placed
        def begin() -> Picture:
            try:
                written = self._pool.submit(_write_piece, number)
            except BrokenProcessPool:
                return set_piece(html, wide, template).begin()

            @cache
            def picture() -> bytes:
                try:
                    laid_out.result()  # raises what failed there
                    return png(written.result(), height)
                except BrokenProcessPool:
                    return set_piece(html, wide, template).begin()()

            self._pictures.append(picture)
            return picture

        return Piece(height, begin)


def here(briefing: Briefing, template: TemplateFolder) -> Layout:
    """The same as pdf.lay_out, in this process; loads WeasyPrint first."""
    load_weasyprint()
    from briefgen.render.pdf import lay_out  # noqa: PLC0415 - loads WeasyPrint

    return lay_out(briefing, template)


def possible() -> bool:
    """Whether a process beside this one is of use: it can be split off, and has a processor."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
    )


# --- in the process beside ------------------------------------------------------------------------

_laid_out: dict[int, Layout] = {}
_pieces: dict[int, Callable[[], bytes]] = {}
_numbers = count()


def _load() -> None:
    load_weasyprint()
    from briefgen.render.pdf import make_ready  # noqa: PLC0415 - the same

    make_ready()


def _lay_out(briefing: Briefing, template: TemplateFolder) -> tuple[int, int, float]:
    number = next(_numbers)
    layout = _laid_out[number] = here(briefing, template)
    _laid_out.pop(number - KEPT, None)
    return number, layout.pages, layout.fill


def _write(number: int) -> bytes:
    return _laid_out[number].write()


def _set_piece(number: int, html: str, wide: float, template: TemplateFolder) -> float:
    height, _pieces[number] = laid_out(html, wide, template)
    _pieces.pop(number - PIECES, None)
    return height


def _write_piece(number: int) -> bytes:
    return _pieces[number]()
