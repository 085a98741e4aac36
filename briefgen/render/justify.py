"""One clean right edge: spreads what is left of a Chinese line between its characters.

WeasyPrint (pinned) widens only spaces, which Chinese has none of, so its justified Chinese text
is ragged. Here, after line breaking and before writing, the slack of each line that is not the
last of its paragraph goes between the characters, as a printer sets it. No line break changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

# Share of the type size: wider gaps look worse than a ragged edge, and from 0.16 on programs that
# copy text take them for spaces (measured with pdftotext 22.12).
LIMIT = 0.135
UNSEEN = 0.06  # the same: a line so spread does not stand out among its neighbours
BOLD = 700
_DIGIT = re.compile(r"\d")  # a number is never pulled apart
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


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
    for line in lines[:-1]:
        _unspace(line)
        _spread(line, block.content_box_x() + block.width)


def _spread(line: Any, edge: float) -> None:  # noqa: ANN401
    """Shares the room between the line's last box and the edge among its Chinese characters.

    Words in bold keep their shape where the plain ones can take the room without being seen to. A
    line that cannot reach the edge stays short, and is hardly spread: wide and short is worse. No
    gap is set between two boxes: programs that copy text take such a gap for a space.
    """
    texts = [box for box in _texts(line) if box.text.strip()]
    if not texts:
        return
    slack = edge - (texts[-1].position_x + texts[-1].width)
    size = line.style["font_size"]
    for heaviest, most in ((BOLD - 1, UNSEEN), (BOLD, LIMIT)):
        gaps = [_gaps(box, heaviest) for box in texts]
        if 0 < slack <= most * size * sum(gaps):
            _widen(texts, gaps, slack / sum(gaps))
            return
    if slack > 0 and sum(gaps):
        _widen(texts, gaps, UNSEEN * size)


def stretch_of(line: Any, edge: float) -> tuple[float, float]:  # noqa: ANN401
    """What a line that is just laid out lacks to the edge, and what that is for each character.

    As if its spaces had been given nothing; nothing for a line without Chinese.
    """
    texts = [box for box in _texts(line) if box.text.strip()]
    if not texts or not any(_HAN.search(box.text) for box in texts):
        return 0.0, 0.0
    given = sum(_given(box) for box in _texts(line))
    slack = max(0.0, edge - (texts[-1].position_x + texts[-1].width) + given)
    return slack, slack / max(1, sum(_gaps(box, BOLD) for box in texts))


def _given(box: Any) -> float:  # noqa: ANN401
    """What WeasyPrint gave to the spaces of a text."""
    if not box.justification_spacing:
        return 0.0
    return float(box.justification_spacing * (box.text.count(" ") + box.text.count("\u00a0")))


def _unspace(line: Any) -> None:  # noqa: ANN401
    """Takes back what WeasyPrint gave to the few spaces of a Chinese line."""
    texts = list(_texts(line))
    if not any(_HAN.search(box.text) for box in texts):
        return
    taken = 0.0
    for box in texts:
        box.position_x -= taken
        if box.justification_spacing:
            extra = _given(box)
            box.justification_spacing = box.pango_layout.justification_spacing = 0
            box.width -= extra
            taken += extra


def _gaps(box: Any, heaviest: int) -> int:  # noqa: ANN401
    """How many gaps between characters of this box may be widened."""
    wide = _HAN.search(box.text) and not _DIGIT.search(box.text)
    wide = wide and box.style["font_weight"] <= heaviest
    return len(box.text) - 1 if wide else 0


def _widen(texts: list[Any], gaps: list[int], gap: float) -> None:
    shift = 0.0
    for box, count in zip(texts, gaps, strict=True):
        box.position_x += shift
        if count:
            spacing = box.style["letter_spacing"]
            style = box.style.copy()
            style["letter_spacing"] = (0 if spacing == "normal" else spacing) + gap
            box.style = style
            box.width += gap * count
            shift += gap * count


def _texts(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """The text boxes of a line that stand in its flow, from left to right."""
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)
