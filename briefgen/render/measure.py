"""How high a Word document stands, without Word: exact pitches, and line breaks by known widths.

It reads the finished XML, so it holds for any template whose styles have exact line pitch. Where it
must guess it guesses high: a page that is a line short is better than a page that runs over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml
from briefgen.render.styles import TWIPS, Q

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GAP = 0.25  # em: the room that Word and LibreOffice leave between Han and Latin
RAISED = 0.62  # size of a raised character, as LibreOffice sets it
LOOSE = 1.35  # line pitch over size where a style has no exact pitch
_WORD = re.compile("[\u0021-\u024f]+|\u3000|[ \u00a0]|.", re.DOTALL)
_FORBIDDEN = frozenset("，。、；：？！）》」』】〉”’…—%,.;:?!)]}·")
_OPENING = frozenset("（《「『【〈“‘([{")


@dataclass(frozen=True, slots=True)
class Look:
    """What decides the width of a run."""

    size: float  # points
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What decides the height of a paragraph; lengths in points."""

    look: Look
    pitch: float
    before: float
    after: float
    indent: float


def type_area(document: Any) -> float:  # noqa: ANN401 (lxml)
    """The height in points between the margins of the last section."""
    section = document.find(f"{Q}body/{Q}sectPr")
    page, margin = section.find(f"{Q}pgSz"), section.find(f"{Q}pgMar")
    height = _twips(page, "h") - _twips(margin, "top") - _twips(margin, "bottom")
    return height / TWIPS


def content_height(document: Any, styles: Any) -> float:  # noqa: ANN401
    """The height in points of all paragraphs and tables of the body, one under the other."""
    body = document.find(f"{Q}body")
    section = body.find(f"{Q}sectPr")
    page, margin = section.find(f"{Q}pgSz"), section.find(f"{Q}pgMar")
    width = (_twips(page, "w") - _twips(margin, "left") - _twips(margin, "right")) / TWIPS
    return Ruler(styles).block(body, width)


class Ruler:
    """Measures blocks by the styles of one document."""

    def __init__(self, styles: Any) -> None:  # noqa: ANN401
        """Take the styles from a document's styles.xml."""
        self._styles = {style.get(f"{Q}styleId"): style for style in styles.iter(f"{Q}style")}
        self._known: dict[str, Style] = {}

    def block(self, parent: Any, width: float) -> float:  # noqa: ANN401
        """The height of the paragraphs and tables in a body or a cell."""
        height = 0.0
        for child in parent:
            if child.tag == f"{Q}p":
                height += self.paragraph(child, width)
            elif child.tag == f"{Q}tbl":
                height += self.table(child)
        return height

    def table(self, table: Any) -> float:  # noqa: ANN401
        """The height of a table: of each row its tallest cell, and the rules between."""
        margins = table.find(f"{Q}tblPr/{Q}tblCellMar")
        inner = 0.0
        if margins is not None:
            inner = sum(_twips(margins.find(f"{Q}{side}"), "w") for side in ("left", "right"))
        height = 0.0
        for row in table.iterfind(f"{Q}tr"):
            tallest = 0.0
            for cell in row.iterfind(f"{Q}tc"):
                width = (_twips(cell.find(f"{Q}tcPr/{Q}tcW"), "w") - inner) / TWIPS
                tallest = max(tallest, self.block(cell, width))
            height += tallest + 0.75  # a rule between rows
        return height + 1.5  # the rules above and below

    def paragraph(self, paragraph: Any, width: float) -> float:  # noqa: ANN401
        """The height of a paragraph: its lines at their pitch, and the gaps around it."""
        name = paragraph.find(f"{Q}pPr/{Q}pStyle")
        style = self.style(name.get(f"{Q}val") if name is not None else "Normal")
        count = lines(self._runs(paragraph, style.look), width - style.indent)
        return style.before + count * style.pitch + style.after

    def style(self, name: str) -> Style:
        """The measures of a paragraph style."""
        if name not in self._known:
            self._known[name] = self._measures(name)
        return self._known[name]

    def _measures(self, name: str) -> Style:
        item = self._styles.get(name)
        if item is None:
            return Style(Look(10.5), 10.5 * LOOSE, 0, 0, 0)
        look = self._run_look(item, Look(10.0))
        spacing, indent = item.find(f"{Q}pPr/{Q}spacing"), item.find(f"{Q}pPr/{Q}ind")
        exact = spacing is not None and spacing.get(f"{Q}lineRule") == "exact"
        return Style(
            look,
            _twips(spacing, "line") / TWIPS if exact else look.size * LOOSE,
            _twips(spacing, "before") / TWIPS,
            _twips(spacing, "after") / TWIPS,
            (_twips(indent, "left") + _twips(indent, "right")) / TWIPS,
        )

    def _run_look(self, item: Any, base: Look) -> Look:  # noqa: ANN401
        """`base` as changed by the w:rPr in a style or a run."""
        props = item.find(f"{Q}rPr")
        if props is None:
            return base
        named = props.find(f"{Q}rStyle")
        if named is not None and named.get(f"{Q}val") in self._styles:
            base = self._run_look(self._styles[named.get(f"{Q}val")], base)
        bold, size = props.find(f"{Q}b"), props.find(f"{Q}sz")
        raised = props.find(f"{Q}vertAlign")
        if bold is not None:
            base = replace(base, bold=bold.get(f"{Q}val", "1") not in {"0", "false"})
        if size is not None:
            base = replace(base, size=_twips(size, "val") / 2)
        if raised is not None:
            base = replace(base, raised=True)
        return base

    def _runs(self, paragraph: Any, base: Look) -> Iterator[tuple[str, Look]]:  # noqa: ANN401
        for run in paragraph.iter(f"{Q}r"):
            look = self._run_look(run, base)
            for child in run:
                if child.tag == f"{Q}t":
                    yield child.text or "", look
                elif child.tag == f"{Q}tab":
                    yield " ", look
                elif child.tag == f"{Q}br":
                    yield "\n", look


def lines(runs: Iterator[tuple[str, Look]], width: float) -> int:
    """How many lines the runs take in this width (points), at the most."""
    count, used = 1, 0.0
    for piece in pieces(runs):
        if piece is None:
            count, used = count + 1, 0.0
            continue
        used += piece
        if used > width:
            count, used = count + 1, piece
            while used > width:  # a word longer than the line
                count, used = count + 1, used - width
    return count


def pieces(runs: Iterator[tuple[str, Look]]) -> Iterator[float | None]:
    """The widths of what a line break cannot part, in order; None for a forced break.

    A Latin word is one piece, a Han character one; closing punctuation goes with what stands
    before it, opening punctuation with what follows.
    """
    pending, opening, before = 0.0, False, ""
    for text, look in runs:
        for match in _WORD.finditer(text):
            word = match.group()
            if word == "\n":
                yield pending
                yield None
                pending, opening, before = 0.0, False, ""
                continue
            extent = extent_of(word, look)
            if before and _boundary(before, word[0]):
                extent += GAP * look.size
            glued = opening or word[0] in _FORBIDDEN or word in " \u00a0" or before == "\u00a0"
            if pending and not glued:
                yield pending
                pending = 0.0
            pending += extent
            opening, before = word[-1] in _OPENING, word[-1]
    yield pending


def extent_of(word: str, look: Look) -> float:
    """The width of a word in points."""
    table = _widths(bold=look.bold)
    size = look.size * (RAISED if look.raised else 1.0)
    return sum(table.get(character, 1.0) for character in word) * size


def _boundary(left: str, right: str) -> bool:
    """Whether Word leaves a gap here: between a Han character and a letter or digit."""
    return (_han(left) and right.isascii() and right.isalnum()) or (
        left.isascii() and left.isalnum() and _han(right)
    )


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@cache
def _widths(*, bold: bool) -> Mapping[str, float]:
    """The widths of Latin characters in em; whatever is not listed is one em wide."""
    data = load_toml("advance_widths")
    widths = data["bold" if bold else "regular"]
    table = {chr(32 + n): width / 1000 for n, width in enumerate(widths)}
    return {**table, "\u00a0": table[" "], "–": table["n"], "’": table["'"]}


def _twips(item: Any, name: str) -> float:  # noqa: ANN401
    """An attribute as a number; 0 if the element or the attribute is not there."""
    value = item.get(f"{Q}{name}", "0") if item is not None else "0"
    return float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else 0.0
