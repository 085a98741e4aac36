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
from briefgen.render.pieces import Piece, set_piece

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

        `meanwhile` is done here while a page is laid out there.
        """
        self._meanwhile = meanwhile
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
        try:
            number, height = self._pool.submit(_set_piece, html, wide, template).result()
        except BrokenProcessPool:
            return set_piece(html, wide, template)

        @cache  # it is drawn once, however often it is placed
        def begin() -> Picture:
            try:
                drawn = self._pool.submit(_draw_piece, number)
            except BrokenProcessPool:
                return set_piece(html, wide, template).begin()

            def wait() -> bytes:
                try:
                    return drawn.result()
                except BrokenProcessPool:
                    return set_piece(html, wide, template).begin()()

            return wait

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
_pieces: dict[int, Piece] = {}
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


def _set_piece(html: str, wide: float, template: TemplateFolder) -> tuple[int, float]:
    number = next(_numbers)
    piece = _pieces[number] = set_piece(html, wide, template)
    _pieces.pop(number - PIECES, None)
    return number, piece.height


def _draw_piece(number: int) -> bytes:
    return _pieces[number].begin()()
