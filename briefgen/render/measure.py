"""How high a Word document stands, without Word: exact pitches, and line breaks by known widths.

It reads the finished XML, so it holds for any template whose styles have exact line pitch. Where it
must guess it guesses high: a page that is a line short is better than a page that runs over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from briefgen.render.breaks import Look, counted
from briefgen.render.form import Par, shade_of, twips
from briefgen.render.styles import TWIPS, Q

if TYPE_CHECKING:
    from briefgen.render.form import Block, Form, Grid, Shade

LOOSE = 1.35  # line pitch over size where a style has no exact pitch
EM = "\u3000"
TAB = " "  # as form.py reads one
RULE = 0.75  # points: between the rows of a table, and above and below it


@dataclass(frozen=True, slots=True)
class Style:
    """What decides the height of a paragraph; lengths in points."""

    look: Look
    pitch: float
    before: float
    after: float
    indent: float
    first: float = 0.0  # of the first line, in ems
    justified: bool = False
    hanging: bool = False  # what stands before the first tab hangs out, in the indent


class Ruler:
    """Measures blocks in points by the styles of one document."""

    def __init__(self, styles: Any, latin: float = 1.0, *, own: bool = False) -> None:  # noqa: ANN401
        """Take the styles from a document's styles.xml; `latin` is a factor on Latin widths.

        If `own`, it measures with the faces of the PDF.
        """
        self._latin = latin
        self._own = own
        self._styles = {style.get(f"{Q}styleId"): style for style in styles.iter(f"{Q}style")}
        self._known: dict[str, Style] = {}
        self._looks: dict[str, dict[Shade, Look]] = {}
        self._height = lru_cache(maxsize=512)(self._measured)

    def content(self, form: Form) -> float:
        """The height in points of all that stands in the body, one under the other."""
        return self.block(form.body, form.width)

    def block(self, block: Block, width: float) -> float:
        """The height of the paragraphs and tables in a body or a cell, one under the other."""
        return sum(
            self._height(each, width) if isinstance(each, Par) else self.table(each)
            for each in block
        )

    def table(self, table: Grid) -> float:
        """The height of a table: of each row its tallest cell, and the rules between."""
        return sum(height + RULE for height in self.rows(table)) + 2 * RULE

    def rows(self, table: Grid) -> list[float]:
        """The height of each row of a table: that of its tallest cell."""
        return [max((self.block(held, w) for w, held in row), default=0) for row in table.rows]

    def _measured(self, paragraph: Par, width: float) -> float:
        """The height of a paragraph: its lines at their pitch, and the gaps around it."""
        style = self.style(paragraph.style)
        runs = (*self.start(style), *self.runs(paragraph))
        lines = counted(runs, width - style.indent, self._latin) * style.pitch
        return style.before + lines + paragraph.pictures + style.after

    def start(self, style: Style) -> tuple[tuple[str, Look], ...]:
        """What the indent of the first line takes, as a run."""
        return ((EM * ceil(style.first), style.look),) if style.first else ()

    def runs(self, paragraph: Par) -> tuple[tuple[str, Look], ...]:
        """The words of a paragraph, each with what decides their width."""
        name = paragraph.style
        looks = self._looks.setdefault(name, {})
        runs = tuple(
            [(text, looks.get(shade) or self._look(name, shade)) for text, shade in paragraph.runs]
        )
        return _hung_out(runs) if self.style(name).hanging else runs

    def style(self, name: str) -> Style:
        """The measures of a paragraph style."""
        if name not in self._known:
            self._known[name] = self._measures(name)
        return self._known[name]

    def _measures(self, name: str) -> Style:
        item = self._styles.get(name)
        if item is None:
            return Style(Look(10.5, own=self._own), 10.5 * LOOSE, 0, 0, 0)
        look = self._shaded(Look(10.0, own=self._own), shade_of(item))
        spacing, indent = item.find(f"{Q}pPr/{Q}spacing"), item.find(f"{Q}pPr/{Q}ind")
        aligned = item.find(f"{Q}pPr/{Q}jc")
        exact = spacing is not None and spacing.get(f"{Q}lineRule") == "exact"
        return Style(
            look,
            twips(spacing, "line") / TWIPS if exact else look.size * LOOSE,
            twips(spacing, "before") / TWIPS,
            twips(spacing, "after") / TWIPS,
            (twips(indent, "left") + twips(indent, "right")) / TWIPS,
            max(0.0, twips(indent, "firstLine")) / TWIPS / look.size,
            aligned is not None and aligned.get(f"{Q}val") == "both",
            twips(indent, "hanging") > 0,
        )

    def _look(self, style: str, shade: Shade) -> Look:
        look = self._shaded(self.style(style).look, shade)
        self._looks[style][shade] = look
        return look

    def _shaded(self, base: Look, shade: Shade) -> Look:
        """`base` as changed by what a run or style says, after the style that it names."""
        if shade.style in self._styles:
            base = self._shaded(base, shade_of(self._styles[shade.style]))
        return Look(
            base.size if shade.size is None else shade.size,
            base.bold if shade.bold is None else shade.bold,
            base.raised or shade.raised,
            base.own,
        )


def _hung_out(runs: tuple[tuple[str, Look], ...]) -> tuple[tuple[str, Look], ...]:
    """The runs, those up to the tab without any width: they stand where the others are indented."""
    tab = next((at for at, (text, _) in enumerate(runs) if text == TAB), -1)
    return (*((text, look._replace(size=0.0)) for text, look in runs[: tab + 1]), *runs[tab + 1 :])
