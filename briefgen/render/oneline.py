"""A paragraph as WeasyPrint (pinned) lays it out on one long line: what stands where on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS
from weasyprint.text.line_break import get_log_attrs

from briefgen.render.gaps import row
from briefgen.render.parting import Whole, summed
from briefgen.render.spaced import glyphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEPT = ("pre", "nowrap")  # values of white-space


@dataclass(frozen=True, slots=True)
class OneLine:
    """A paragraph on one line: its text, where each character begins and ends, in CSS pixels.

    `whole` says the same in em, with where it may be parted.
    """

    text: str
    lefts: Sequence[float]
    rights: Sequence[float]
    size: float
    whole: Whole

    def wide(self, first: int, end: int) -> float:
        """The width that a line needs for what goes from `first` to `end`.

        What a box keeps free behind it counts where no space ends the line.
        """
        spaced = end == len(self.text) or self.text[end - 1].isspace()
        right = self.rights[end] if spaced else self.lefts[end]
        return right - (self.lefts[first] if first else 0.0)


def one_line(line: Any, left: float) -> OneLine | None:  # noqa: ANN401 (WeasyPrint is untyped)
    """A long line as it begins at `left`; None where it is not all text, or not Chinese."""
    texts = _texts(line)
    found = row(line, left, left)
    if texts is None or found is None:
        return None
    text = "".join(box.text for box, _ in texts)
    lefts: list[float] = []
    rights = [0.0]
    firsts: dict[Any, int] = {}
    for box, _ in texts:
        firsts[box] = len(lefts)
        at = box.position_x - left
        for character, wide in zip(box.text, _widths(box), strict=True):
            lefts.append(at)
            at += wide
            rights.append(rights[-1] if character.isspace() else at)
    places = [firsts[box] for box in found.texts]
    gaps = [(places[gap.box] + gap.at, gap) for gap in found.gaps]
    size, count = found.size, len(text)
    whole = Whole(
        [at / size for at in lefts],
        [at / size for at in rights],
        [0, *_breaks(text, texts, line.style["lang"]), count],
        summed({at: gap.share for at, gap in gaps if not gap.seam}, count),
        summed({at: 1 for at, gap in gaps if gap.seam}, count),
        summed({places[gap.box] + gap.at: 1 for gap in found.stops}, count),
    )
    return OneLine(text, lefts, rights, size, whole)


def written(line: Any) -> str:  # noqa: ANN401
    """What a line says, without its spaces."""
    texts = _texts(line) or ()
    return plain("".join(box.text for box, _ in texts))


def plain(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


def _texts(box: Any) -> list[tuple[Any, bool]] | None:  # noqa: ANN401
    """The text boxes in a box, each with whether a line may end before it; None if others are."""
    found: list[tuple[Any, bool]] = []
    wraps = box.style["white_space"] not in KEPT
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            inside = [(child, wraps)]
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            nested = _texts(child)
            if nested is None:
                return None
            inside = [(each, wraps if not at else own) for at, (each, own) in enumerate(nested)]
        else:
            return None
        found += inside
    return found


def _widths(box: Any) -> list[float]:  # noqa: ANN401
    """How far each character of a text box brings the next one on."""
    layout = box.pango_layout
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    starts = [0]
    for character in box.text:
        starts.append(starts[-1] + len(character.encode()))
    numbers = {start: number for number, start in enumerate(starts)}
    widths = [0.0] * (len(box.text) + 1)
    for glyph, end in glyphs_of(line):
        widths[numbers[end] - 1] += glyph.geometry.width * FROM_UNITS
    layout.deactivate()
    return widths[:-1]


def _breaks(text: str, texts: Sequence[tuple[Any, bool]], language: str | None) -> Iterator[int]:
    """The characters before which a line may end."""
    known = get_log_attrs(text, language)
    at = 0
    for box, before in texts:
        inside = box.style["white_space"] not in KEPT
        for number in range(at, at + len(box.text)):
            if number and known[number].is_line_break and (inside if number > at else before):
                yield number
        at += len(box.text)
