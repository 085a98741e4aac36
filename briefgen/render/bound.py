"""Keeps together in Word what a line end must not part: numbers, source marks, last words.

Word itself is told in settings.xml that no line begins with a unit. Other programs break a Chinese
line before any character that is no closing punctuation. There a word joiner helps, in a run that
is said to be in no language: in one of Chinese words LibreOffice passes joiners over. A joiner is
in the way of whoever searches for the number, so there are some only where a line would end, by
the widths that are counted with or by those of narrower faces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.render.breaks import FORBIDDEN, JOINER, inside_numbers, is_han
from briefgen.render.even import Even, even, set_ragged, strips
from briefgen.render.form import margins_of, read_paragraph, room_in
from briefgen.render.letters import DASH, characters_of, parts_at, rewrite
from briefgen.render.styles import Q

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.render.even import Strips
    from briefgen.render.letters import Character
    from briefgen.render.measure import Ruler

IN_BRACKETS = re.compile("\\([\u3400-\u9fff]{2,7}\\)")  # the Chinese name of a theme, in the table
# Latin characters may be as narrow as this, of the widths that are counted with: those of Arial and
# Times New Roman are 0.79 of those of DejaVu.
NARROW = 0.87
LATIN = (1.0, NARROW)
SETTINGS = (*LATIN, (1.0 + NARROW) / 2)
# em: what ends so near to the end of a line may not fit on it after all; what is counted wrong of
# each line before adds up, as a line that ends a character earlier hands it on to the next.
NEAR = 0.4
TAIL = 3  # characters: what a last line must have, besides its punctuation
SHORT = 4.0  # em: a last line that may be shorter than it must be
_P, _TBL = (f"{Q}{name}" for name in ("p", "tbl"))


class Spot(NamedTuple):
    """Where a character comes to stand: its line, and where on it its piece begins and ends."""

    line: int
    start: float
    end: float


def bound(root: Any, ruler: Ruler, width: float) -> int:  # noqa: ANN401 (lxml)
    """Puts joiners where they are needed, in place; says how many. `width` is that of the body."""
    return sum(_bind(par, ruler, room) for par, room in list(_paragraphs(root, width)))


def _paragraphs(parent: Any, width: float) -> Iterator[tuple[Any, float]]:  # noqa: ANN401
    for child in parent:
        if child.tag == _P:
            yield child, width
        elif child.tag == _TBL:
            margins = margins_of(child)
            for cell in child.iterfind(f"{Q}tr/{Q}tc"):
                yield from _paragraphs(cell, room_in(cell, margins))


def _bind(paragraph: Any, ruler: Ruler, width: float) -> int:  # noqa: ANN401
    """Evens a paragraph, and binds what is at risk in it."""
    form = read_paragraph(paragraph)
    runs = ruler.runs(form)
    style = ruler.style(form.style)
    start, room = ruler.start(style), width - style.indent
    characters = characters_of(paragraph, runs)
    if len(characters) * style.look.size <= room / 2 or not characters:
        return 0
    wholes, tail = _wholes(characters), _tail(characters)
    spans = _merged([*wholes, tail]) if tail else wholes
    first = sum(len(text) for text, _ in start)
    rooms, ragged = Even()
    if style.justified and _is_chinese(characters):
        moved = [(a + first, b + first) for a, b in spans]
        settings = [strips((*start, *runs), latin, moved) for latin in SETTINGS]
        rooms, ragged = even(settings, room, style.look.size)
    if ragged:
        set_ragged(paragraph)
    near = NEAR * style.look.size
    at_risk: list[tuple[int, int]] = []
    while True:  # a number that is bound moves those after it
        held = [(a + first, b + first) for a, b in sorted(at_risk)]
        placed = [
            _spots(strips((*start, *runs), latin, held, rooms), room)[first:] for latin in LATIN
        ]
        more = [
            span
            for span in wholes
            if span not in at_risk and any(_breaks(each, span, room, near) for each in placed)
        ]
        if not more:
            break
        at_risk += more
    if tail and any(_short(each, characters, style.look.size) for each in placed):
        at_risk.append(tail)
    return rewrite(characters, at_risk, rooms[first:])


def _spots(all_strips: Strips, width: float) -> list[Spot]:
    """Where each character comes to stand, numbers not bound."""
    line, used = 0, 0.0
    spots: list[Spot] = []
    for strip in all_strips:
        if strip is None:
            line, used = line + 1, 0.0
            continue
        if used + strip.room > width:
            line, used = line + 1, 0.0
        spots += [Spot(line, used, used + strip.room)] * strip.size
        used += strip.room + strip.space
    return spots


def _wholes(characters: Sequence[Character]) -> list[tuple[int, int]]:
    """From where to where something should stay whole: numbers, names, marks with a word before."""
    text = "".join(each.text for each in characters)
    inside = inside_numbers(text)
    inside |= {at for at in range(1, len(text)) if text[at] == DASH and text[at - 1].isdigit()}
    numbers = _merged((at - 1, at + 1) for at in inside)
    parted = [span for span in numbers if any(parts_at(characters, at) for at in range(*span)[1:])]
    names = (match.span() for match in IN_BRACKETS.finditer(text))
    return _merged((*parted, *names, *_marks(characters)))


def _marks(characters: Sequence[Character]) -> Iterator[tuple[int, int]]:
    """The raised characters, each time with the two before them."""
    raised = [each.look.raised for each in characters]
    for at in range(1, len(raised)):
        if raised[at]:
            yield (at - 1, at + 1) if raised[at - 1] else (max(0, at - 2), at + 1)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for first, end in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((first, end))
    return merged


def _breaks(spots: Sequence[Spot], span: tuple[int, int], width: float, near: float) -> bool:
    """Whether a line ends in a span, or so near to its first or last words that it may."""
    first, last = spots[span[0]], spots[span[1] - 1]
    near *= 1 + first.line
    if first.line != last.line or last.end > width - near:
        return True
    before = spots[span[0] - 1] if span[0] else first
    return before.line < first.line and before.end + first.end - first.start <= width + near


def _tail(characters: Sequence[Character]) -> tuple[int, int] | None:
    """From where to where the last words go: so many characters, their punctuation, the mark."""
    end = at = len(characters)
    count = 0
    while at and count < TAIL:
        at -= 1
        each = characters[at]
        if each.text.isspace() or each.item is None:
            return None
        count += not (each.look.raised or each.text in FORBIDDEN or each.text == JOINER)
    return (at, end) if count == TAIL and _is_chinese(characters) else None


def _is_chinese(characters: Sequence[Character]) -> bool:
    return sum(is_han(each.text) for each in characters) > len(characters) / 2


def _short(spots: Sequence[Spot], characters: Sequence[Character], size: float) -> bool:
    """Whether the last line has too little: less than so much, or nothing but a mark."""
    last = spots[-1]
    plain = [spot for spot, each in zip(spots, characters, strict=True) if not each.look.raised]
    return plain[-1].line != last.line or bool(last.line and plain[-1].end < SHORT * size)
