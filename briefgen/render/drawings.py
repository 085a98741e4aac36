"""Draws the trends and gaps of a Word page by the macro that draws those of the PDF.

In page.docx a picture named `trend` stands where one goes; its alternative text says which. The
drawing is as wide as its cell, as high as the macro makes it, and stands on no ground of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import exceptions, meta

from briefgen.errors import TemplateError
from briefgen.installed import version_of
from briefgen.kept import kept_value
from briefgen.render.compiled import compiled
from briefgen.render.environment import filled
from briefgen.render.form import EMU, EXTENT, WP, margins_of, room_in
from briefgen.render.package import IMAGE, Part, with_part, without_unused_pictures
from briefgen.render.pieces import set_piece
from briefgen.render.sheets import style_states
from briefgen.render.styles import Q

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jinja2 import Template, nodes

    from briefgen.render.columns import Bar
    from briefgen.render.folder import TemplateFolder
    from briefgen.render.pieces import Picture, PieceSetter
    from briefgen.render.sandbox import Sandbox

SVGS = 64  # drawings remembered
NAME = "trend"  # of the picture in page.docx
MACROS = "macros.html"
MACRO = f'{{% from "{MACROS}" import trend with context %}}{{{{ trend(bars, wide) }}}}'
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing laid out: its size in points, and what begins its picture and then gives it."""

    width: float
    height: float
    begin: Callable[[], Picture]

    def png(self) -> bytes:
        """The picture."""
        return self.begin()()


def place_drawings(
    root: Any,  # noqa: ANN401 (lxml)
    template: TemplateFolder,
    environment: Sandbox,
    context: Mapping[str, Any],
    setter: PieceSetter = set_piece,
) -> dict[str, Drawing]:
    """Gives every picture named `trend` its size; returns the drawings by the names of their links.

    They are set by `setter`. Raises TemplateError for one whose alternative text is that of no key
    figure.
    """
    made: dict[str, Drawing] = {}
    cards = {_words(card.drawn): card for card in context["key_figures"] if card.bars}
    styles = style_states(template)
    drawn_by = _Macro(environment, template)
    for number, frame in enumerate(list(_frames(root)), 1):
        about = frame.find(f"{WP}docPr")
        card = cards.get(_words(about.get("descr", "")))
        if card is None:
            message = "the picture named “trend” does not say which trend it shows"
            hint = "its alternative text must be {{ card.drawn }}, inside {% if card.bars %}"
            raise TemplateError(message, where=str(template.file("page.docx")), hint=hint)
        wide = _width(frame)
        drawing = _drawn(drawn_by(card.bars, wide, context), wide, template, styles, setter)
        if not drawing.height:  # a style of the template hides it
            frame.getparent().getparent().remove(frame.getparent())
            continue
        link = f"{NAME}{number}"
        _set(frame, drawing, number, link)
        made[link] = drawing
    for drawing in made.values():  # when the height of each is known: another process may draw them
        drawing.begin()
    return made


def drawing_of(
    bars: tuple[Bar, ...],
    wide: float,
    template: TemplateFolder,
    environment: Sandbox,
    context: Mapping[str, Any],
) -> Drawing:
    """The bars as the template's macro draws them, so many points wide."""
    svg = _Macro(environment, template)(bars, wide, context)
    return _drawn(svg, wide, template, style_states(template), set_piece)


def drawing_states(template: TemplateFolder) -> tuple[int, ...]:
    """What changes when a file is written by which the template's drawings are made."""
    macros = template.all_files(MACROS)
    return (*style_states(template), *(path.stat().st_mtime_ns for path in macros))


def with_drawings(parts: Mapping[str, bytes], made: Mapping[str, Drawing]) -> dict[str, bytes]:
    """The parts of a Word file with these pictures in it."""
    result = without_unused_pictures(parts)
    for link, drawing in made.items():
        name = f"word/media/{link}.png"
        part = Part(name, drawing.png(), "image/png")
        result = with_part(result, part, IMAGE, link)
    return result


class _Macro:
    """The macro of a template that makes a drawing's SVG.

    One that looks at nothing but the knobs beside what it is given is not asked twice for the same:
    a page is tried a dozen times, and its cards stay.
    """

    def __init__(self, environment: Sandbox, template: TemplateFolder) -> None:
        self._environment, self._template = environment, template
        files = template.all_files(MACROS)
        self._states = tuple((path, path.stat().st_mtime_ns) for path in files)
        self._alone = bool(files) and _looks_at_knobs_only(environment, *self._states[-1])

    def __call__(self, bars: tuple[Bar, ...], wide: float, context: Mapping[str, Any]) -> str:
        """The drawing of the bars, so many points wide."""
        if not self._alone:
            return _svg(bars, wide, self._environment, context)
        key = (bars, wide, self._template, self._states)
        if key not in _svgs:
            while len(_svgs) >= SVGS:
                del _svgs[next(iter(_svgs))]
            _svgs[key] = _svg(bars, wide, self._environment, context)
        return _svgs[key]


_svgs: dict[object, str] = {}


@lru_cache(maxsize=16)
def _looks_at_knobs_only(environment: Sandbox, path: Path, _changed: int) -> bool:
    """Whether macros ask for no variable of the page but its knobs, and for no other file."""
    try:
        written = path.read_text(encoding="utf-8")
        depends = (MACROS.encode(), version_of("jinja2").encode(), written.encode())
        # parsing takes as long as all the drawings of a page
        return bool(kept_value(depends, lambda: _alone(environment.parse(written))))
    except (OSError, UnicodeDecodeError, exceptions.TemplateSyntaxError):
        return False  # told where it is filled in


def _alone(tree: nodes.Template) -> bool:
    others = any(meta.find_referenced_templates(tree))
    return not others and meta.find_undeclared_variables(tree) <= {"knobs"}


def _svg(bars: Sequence[Bar], wide: float, environment: Sandbox, context: Mapping[str, Any]) -> str:
    return filled(_macro(environment), {**context, "bars": bars, "wide": wide})


def _words(text: str) -> str:
    """The text with plain spaces, as an attribute keeps it."""
    return " ".join(text.split())


def _frames(root: Any) -> Iterator[Any]:  # noqa: ANN401
    for frame in root.iter(f"{WP}inline"):
        about = frame.find(f"{WP}docPr")
        if about is not None and about.get("name") == NAME:
            yield frame


def _width(frame: Any) -> float:  # noqa: ANN401
    """The width of the cell that a picture stands in, in points; without a cell, its own."""
    cell = next(frame.iterancestors(f"{Q}tc"), None)
    if cell is None:
        return float(frame.find(EXTENT).get("cx")) / EMU
    return round(room_in(cell, margins_of(next(cell.iterancestors(f"{Q}tbl")))), 2)


@lru_cache(maxsize=16)
def _macro(environment: Sandbox) -> Template:
    """What calls the macro; compiled once, as it is filled in for every card of every trial."""
    return compiled(environment, (NAME, ""), MACRO, str)


@lru_cache(maxsize=64)
def _drawn(
    svg: str,
    wide: float,
    template: TemplateFolder,
    _styles: tuple[int, ...],
    setter: PieceSetter,
) -> Drawing:
    return Drawing(wide, *setter(svg, wide, template))


def _set(frame: Any, drawing: Drawing, number: int, link: str) -> None:  # noqa: ANN401
    """Sets the size of a picture, a number of its own, and what it shows."""
    frame.find(f"{WP}docPr").set("id", str(number))
    size = {"cx": str(round(drawing.width * EMU)), "cy": str(round(drawing.height * EMU))}
    for box in (frame.find(EXTENT), *frame.iter(f"{A}ext")):
        if box.get("cx") is not None:
            box.attrib.update(size)
    for item in frame.iter(f"{PIC}cNvPr"):
        item.set("id", str(number))
    for item in frame.iter(f"{A}blip"):
        item.set(f"{R}embed", link)
