"""One clean right edge: spreads what is left of a Chinese line between its characters.

WeasyPrint (pinned) widens only spaces, which Chinese has none of, so its justified Chinese text
is ragged. Here, after line breaking and before writing, the slack of each line that is not the
last of its paragraph goes between the characters, as a printer sets it, and a line that is too
long is drawn in behind its stops. No line break changes.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from briefgen.render.gaps import LIMIT, QUIET, SHRINK, UNSEEN, given, row, texts_of
from briefgen.render.spaced import Spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weasyprint import Document

    from briefgen.render.gaps import Gap, Row


def justified(document: Document) -> None:
    """Widens the lines of every justified paragraph of the laid-out document, in place."""
    for page in document.pages:
        root: Any = page._page_box  # noqa: SLF001 (the box tree has no public name)
        for block in root.descendants():
            if isinstance(block, boxes.BlockContainerBox):
                _justify_block(block)


def _justify_block(block: Any) -> None:  # noqa: ANN401 (WeasyPrint is untyped)
    lines = [line for line in block.children if isinstance(line, boxes.LineBox)]
    if not lines or block.style["text_align_all"] != "justify":
        return
    left = block.content_box_x()
    for line in lines[:-1]:
        if found := row(line, left, left + block.width):
            _unspace(line)
            _set(line, found.texts, _rooms(found))


def _rooms(line: Row) -> list[tuple[Gap, float]]:
    """What comes into which gap of the line, in CSS pixels.

    Words in bold keep their shape where the plain ones can take the room without being seen to. A
    line that cannot reach the edge stays short, and is hardly spread: wide and short is worse.
    """
    if line.slack < 0:
        room = line.slack / max(1, len(line.stops))
        return [(gap, room) for gap in line.stops] if -room <= SHRINK * line.size else []
    plain = line.stretch(bold=False)
    if plain <= UNSEEN:
        return line.rooms(plain, bold=False)
    each = line.stretch()
    return line.rooms(each if each <= LIMIT else UNSEEN)


def _unspace(line: Any) -> None:  # noqa: ANN401
    """Takes back what WeasyPrint gave to the few spaces of a Chinese line."""
    spaced = [box for box in texts_of(line) if box.justification_spacing]
    _moved(line, {box: (0.0, -given(box)) for box in spaced}, 0.0)
    for box in spaced:
        box.justification_spacing = box.pango_layout.justification_spacing = 0


def _set(line: Any, texts: Sequence[Any], rooms: Iterable[tuple[Gap, float]]) -> None:  # noqa: ANN401
    """Puts the rooms, which are in the order of the line, into its texts."""
    grown = {}
    for number, each in groupby(rooms, lambda pair: pair[0].box):
        box = texts[number]
        places = {gap.at: room for gap, room in each}
        before = places.pop(0, 0.0)
        if places:
            wide = max(places.values()) > QUIET * box.style["font_size"]
            box.pango_layout = Spaced(box.pango_layout, places, wide=wide)
        grown[box] = before, sum(places.values())
    _moved(line, grown, 0.0)


def _moved(box: Any, grown: Mapping[Any, tuple[float, float]], shift: float) -> float:  # noqa: ANN401
    """Moves what stands in a box: texts have grown by what comes before, and by what is in them.

    Gives how far what stands behind the box is moved.
    """
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            before, inside = grown.get(child, (0.0, 0.0))
            child.position_x += shift + before
            child.width += inside
            shift += before + inside
        elif isinstance(child, boxes.InlineBox):
            first = next(texts_of(child), None)
            before = grown.get(first, (0.0, 0.0))[0]
            child.position_x += shift + before
            behind = _moved(child, grown, shift)
            child.width += behind - shift - before
            shift = behind
        else:
            child.translate(shift, 0)
    return shift
