"""What was measured, drawn and set once for a template, kept for the next page made with it.

How high a page stands in Word is counted a dozen times until it fits, each trend on it is laid out
for Word by itself, and the PDF takes half of a build. A page made again comes to the same: one of
many whose documents are what they were, one that is sent as it was shown. What is kept goes by all
that it depends on: the page or the drawing, every file of the template, every file of briefgen,
Python and the libraries.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.installed import version_of
from briefgen.kept import KeptValues, is_ours, kept_in, read_sealed, write_newest
from briefgen.remembered import code_state
from briefgen.render.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.model import Briefing
    from briefgen.render import TemplateFolder
    from briefgen.render.beside import Distant
    from briefgen.render.pdf import Layout
    from briefgen.render.pieces import PieceSetter

LIBRARIES = ("docxtpl", "jinja2", "lxml", "pillow", "pypdfium2", "weasyprint")
HEIGHT = struct.Struct("<d")
LAID_OUT = struct.Struct("<Id")  # how many pages, and how full
MOST = 400  # drawings; the oldest go
MOST_PAGES = 200  # the same; 20 MB


@dataclass(frozen=True, slots=True)
class Known:
    """A page that was laid out before, or is now (`made`) and will be kept: see Layout."""

    pages: int
    fill: float
    begin: Callable[[], Callable[[], bytes]]
    made: Layout | Distant | None = None


class KeptHeights:
    """The heights in Word of pages of one template; of a process that is not ours, none."""

    def __init__(self, template: TemplateFolder) -> None:
        """Know what is kept."""
        self._values = _heights() if is_ours() else None
        self._state = _state(template)

    def of(self, briefing: Briefing, *, exact: bool, count: Callable[[], float]) -> float:
        """The height of a page: as it was counted once, or what `count` gives."""
        if self._values is None:
            return count()
        key = sha256(self._state + repr((briefing, exact)).encode()).digest()
        known = self._values.get(key)
        if not isinstance(known, float):
            known = count()
            self._values.add(key, known)
        return known


def with_kept_pages(
    lay_out: Callable[[Briefing, TemplateFolder], Layout | Distant],
) -> Callable[[Briefing, TemplateFolder], Layout | Distant | Known]:
    """What lays pages out as `lay_out` does; those laid out before from what is kept."""

    def known(briefing: Briefing, template: TemplateFolder) -> Layout | Distant | Known:
        folder = kept_in("pages") if is_ours() else None
        if folder is None:
            return lay_out(briefing, template)
        path = folder / sha256(_state(template) + repr(briefing).encode()).hexdigest()
        if found := read_sealed(path):
            pages, fill = LAID_OUT.unpack_from(found)
            if written := found[LAID_OUT.size :]:
                return Known(pages, fill, lambda: lambda: written)
            return Known(pages, fill, lambda: _begun(lay_out(briefing, template), path))
        made = lay_out(briefing, template)
        _keep(path, made, b"")
        return Known(made.pages, made.fill, partial(_begun, made, path), made)

    return known


def _begun(made: Layout | Distant, path: Path) -> Callable[[], bytes]:
    """What gives the PDF, which is kept when it is written."""
    wait = made.begin()

    def written() -> bytes:
        content = wait()
        _keep(path, made, content)
        return content

    return written


def _keep(path: Path, made: Layout | Distant, content: bytes) -> None:
    with suppress(OSError):  # a disk that takes nothing is no failure
        write_newest(path, LAID_OUT.pack(made.pages, made.fill) + content, MOST_PAGES)


def with_kept_drawings(setter: PieceSetter) -> PieceSetter:
    """What sets drawings as `setter` does, those drawn before from what is kept.

    Where nothing is kept it is `setter` itself: the drawings it made are remembered by it.
    """
    folder = kept_in("drawings") if is_ours() else None
    if folder is None:
        return setter

    def set_piece(html: str, wide: float, template: TemplateFolder) -> Piece:
        told = f"{wide}\0{html}".encode()
        path = folder / sha256(_state(template) + told).hexdigest()
        if known := read_sealed(path):
            picture = known[HEIGHT.size :]
            return Piece(HEIGHT.unpack_from(known)[0], lambda: lambda: picture)
        return _kept(setter(html, wide, template), path)

    return set_piece


def _kept(piece: Piece, path: Path) -> Piece:
    """The drawing, which is kept when it is drawn."""

    @cache
    def begin() -> Callable[[], bytes]:
        wait = piece.begin()

        @cache
        def picture() -> bytes:
            drawn = wait()
            with suppress(OSError):  # a disk that takes nothing is no failure
                write_newest(path, HEIGHT.pack(piece.height) + drawn, MOST)
            return drawn

        return picture

    return Piece(piece.height, begin)


@cache
def _heights() -> KeptValues:
    return KeptValues("heights", _libraries().hex())


@cache
def _libraries() -> bytes:
    told = "\n".join(map(version_of, LIBRARIES))
    return sha256(code_state() + told.encode()).digest()


def _state(template: TemplateFolder) -> bytes:
    """A digest of all that decides how a page of the template comes out, but the page itself."""
    files = sorted(path for folder in template.folders for path in folder.rglob("*"))
    states = tuple(
        (str(path), state.st_size, state.st_mtime_ns)
        for path in files
        if path.is_file() and (state := path.stat())
    )
    return _digest(template.folders, states)


@lru_cache(maxsize=64)
def _digest(folders: tuple[Path, ...], states: tuple[tuple[str, int, int], ...]) -> bytes:
    return sha256(_libraries() + repr((folders, states)).encode()).digest()
