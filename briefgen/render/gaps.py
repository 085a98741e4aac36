"""Where room may come into a line of Chinese, or be taken out of it: never within a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.formatting_structure import boxes

from briefgen.render.typography import number_with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Shares of the type size. Wider gaps look worse than a ragged edge. From QUIET on, programs that
# copy text begin to take gaps for spaces: pdftotext 22.12 from 0.1, pdf.js from 0.102 (its
# TRACKING_SPACE_FACTOR), PDFium from 0.12 beside a number; such a text says what it reads.
LIMIT = 0.2
QUIET = 0.095
UNSEEN = 0.06  # em: a line so spread does not stand out among its neighbours
BOLD = 700
LEAD = 0.5  # em: what is set between two pieces of a line, as behind a lead, is read as a space
GROWTH = 1.0  # of it: by what it may be widened
KEPT = 0.45  # em: what is left of it when it is drawn in
SHRINK = 0.35  # em: by what a line may be drawn in behind each stop, or lead
# Their right half is blank: in print, lines are drawn in there.
STOPS = frozenset("，。、；：！？）》」』】")
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_FONT = ("font_family", "font_style", "font_weight", "font_size")


class Gap(NamedTuple):
    """A place before a character of a line."""

    box: int  # the number of the text box, and of the character in it
    at: int
    share: float = 1.0  # of what a gap between two characters takes
    bold: bool = False  # or behind a lead
    seam: bool = False  # between two boxes: a wide one would be read as a space


class Row(NamedTuple):
    """A line that is laid out."""

    texts: list[Any]
    slack: float  # what it lacks to the edge, as if its spaces had been given nothing
    size: float
    gaps: list[Gap]  # where it may be widened
    stops: list[Gap]  # where it may be drawn in

    def stretch(self, *, bold: bool = True) -> float:
        """What would come into each gap, in em, if the line reached the edge."""
        return stretch_of(self.slack / self.size, *self._shares(bold=bold))

    def rooms(self, stretch: float, *, bold: bool = True) -> list[tuple[Gap, float]]:
        """What comes into which gap, in CSS pixels, at such a stretch."""
        return [
            (gap, gap.share * (min(stretch, QUIET) if gap.seam else stretch) * self.size)
            for gap in self.gaps
            if bold or not gap.bold
        ]

    def _shares(self, *, bold: bool) -> tuple[float, int]:
        """What the gaps that may be wide take together, and how many the others are."""
        gaps = [gap for gap in self.gaps if bold or not gap.bold]
        return sum(gap.share for gap in gaps if not gap.seam), sum(gap.seam for gap in gaps)


def stretch_of(slack: float, shares: float, seams: float) -> float:
    """What would come into each gap, in em, for gaps that take so much together, and seams."""
    stretch = slack / max(1.0, shares + seams)
    return stretch if stretch <= QUIET else (slack - seams * QUIET) / max(1.0, shares)


def row(line: Any, left: float, edge: float) -> Row | None:  # noqa: ANN401 (WeasyPrint is untyped)
    """The line as a row from `left` to `edge`; nothing for one without Chinese.

    What hangs out to the left, as a chip does, keeps its distance: the lines below begin there.
    """
    texts = list(texts_of(line))
    if not any(_HAN.search(box.text) for box in texts):
        return None
    size = line.style["font_size"]
    slack = edge - (texts[-1].position_x + texts[-1].width) + sum(map(given, texts))
    gaps: list[Gap] = []
    stops: list[Gap] = []
    for gap, before, behind in _places(texts):
        chinese = bool(_HAN.match(before) or _HAN.match(behind))
        room = 0.0 if gap.at else _apart(texts, gap)
        if room >= LEAD * size:
            if texts[gap.box].position_x >= left + size:
                share = room * GROWTH / (LIMIT * size)
                gaps.append(gap._replace(share=share, bold=True))
                if room >= (KEPT + SHRINK) * size:
                    stops.append(gap)
        elif chinese:
            if before in STOPS:
                stops.append(gap)
            if gap.at or _one_font(*texts[gap.box - 1 : gap.box + 1]):
                bold = texts[gap.box].style["font_weight"] >= BOLD
                gaps.append(gap._replace(bold=bold, seam=not gap.at))
    return Row(texts, slack, size, gaps, stops)


def texts_of(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """The text boxes of a line that stand in its flow and show something, from left to right."""
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            if child.text.strip():
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from texts_of(child)


def given(box: Any) -> float:  # noqa: ANN401
    """What WeasyPrint gave to the spaces of a text."""
    if not box.justification_spacing:
        return 0.0
    return float(box.justification_spacing * (box.text.count(" ") + box.text.count("\u00a0")))


def _places(texts: Sequence[Any]) -> Iterator[tuple[Gap, str, str]]:
    """The places of a line outside its numbers and spaces, with the characters on both sides."""
    whole = "".join(box.text for box in texts)
    firsts = [0, *accumulate(len(box.text) for box in texts)]
    inside = {
        at
        for number in number_with_unit().finditer(whole)
        for at in range(number.start() + 1, number.end())
    }
    for at, (before, behind) in enumerate(pairwise(whole), 1):
        if at not in inside and not before.isspace() and not behind.isspace():
            number = bisect_right(firsts, at) - 1
            yield Gap(number, at - firsts[number]), before, behind


def _apart(texts: Sequence[Any], gap: Gap) -> float:
    """By what a box stands apart from the one before it."""
    before, behind = texts[gap.box - 1 : gap.box + 1]
    return float(behind.position_x - before.position_x - before.width)


def _one_font(left: Any, right: Any) -> bool:  # noqa: ANN401
    """Whether two boxes are set alike: where the font changes, any gap is read as a space."""
    return all(left.style[each] == right.style[each] for each in _FONT)
