"""Keeps together in Word what a line end must not part: numbers, source marks, last words.

Word itself is told in settings.xml that no line begins with a unit. Other programs break a Chinese
line before any character that is no closing punctuation. There a word joiner helps, in a run that
is said to be in no language: in one of Chinese words LibreOffice passes joiners over. A joiner is
in the way of whoever searches for the number, so there are some only where a line would end, by
the widths that are counted with or by those of narrower faces.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from briefgen.render.breaks import (
    FORBIDDEN,
    JOINER,
    OPENING,
    Look,
    boundary,
    inside_numbers,
    is_han,
    pieces,
)
from briefgen.render.form import margins_of, read_paragraph, room_in
from briefgen.render.styles import TWIPS, Q, run_look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.render.measure import Ruler

NO_LANGUAGE = "x-none"
IN_BRACKETS = re.compile("\\([\u3400-\u9fff]{2,7}\\)")  # the Chinese name of a theme, in the table
DASH = "—"  # LibreOffice lets a line begin with it
# Latin characters may be as narrow as this, of the widths that are counted with: those of Arial and
# Times New Roman are 0.79 of those of DejaVu.
NARROW = 0.87
LATIN = (1.0, NARROW)
NEAR = 0.4  # em: what ends so near to the end of a line may not fit on it after all
TAIL = 3  # characters: what a last line must have, besides its punctuation
GAP = 0.2  # em: what LibreOffice leaves between a digit and a Chinese word, if no joiner is there
SHORT = 4.0  # em: a last line that may be shorter than it must be
_P, _R, _T, _TBL = (f"{Q}{name}" for name in ("p", "r", "t", "tbl"))


class Character(NamedTuple):
    """A character of a paragraph, and the w:t that it stands in."""

    text: str
    look: Look
    item: Any
    before: str  # the character before it


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
    """Binds what is at risk in a paragraph."""
    form = read_paragraph(paragraph)
    runs = ruler.runs(form)
    style = ruler.style(form.style)
    start, room = ruler.start(style), width - style.indent
    characters = _characters(paragraph, runs)
    if len(characters) * style.look.size <= room / 2 or not characters:
        return 0
    spots = [_spots((*start, *runs), room, latin) for latin in LATIN]
    first = sum(len(text) for text, _ in start)
    placed = [each[first:] for each in spots]
    near = NEAR * style.look.size
    wholes = _wholes(characters)
    at_risk = [span for span in wholes if any(_breaks(each, span, room, near) for each in placed)]
    tail = _tail(characters)
    if tail and any(_short(each, characters, style.look.size) for each in placed):
        at_risk.append(tail)
    return _joined(characters, at_risk)


def _characters(paragraph: Any, runs: Sequence[tuple[str, Look]]) -> list[Character]:  # noqa: ANN401
    """The characters of a paragraph, in order; of a gap or a break the item is None."""
    items = [
        item
        for run in paragraph.iter(_R)
        for item in run
        if (item.tag == _T and item.text) or item.tag in {f"{Q}tab", f"{Q}br"}
    ]
    whole = "".join(text for text, _ in runs)
    each = [
        (look, item if item.tag == _T else None)
        for (text, look), item in zip(runs, items, strict=True)
        for _ in text
    ]
    return [
        Character(character, *of, before=whole[at - 1 : at])
        for at, (character, of) in enumerate(zip(whole, each, strict=True))
    ]


def _spots(runs: Sequence[tuple[str, Look]], width: float, latin: float) -> list[Spot]:
    """Where each character comes to stand, numbers not bound."""
    line, used = 0, 0.0
    spots: list[Spot] = []
    for piece in pieces(iter(runs), latin=latin, bound=False):
        if piece is None:
            line, used = line + 1, 0.0
            continue
        if used + piece.room > width:
            line, used = line + 1, 0.0
        spots += [Spot(line, used, used + piece.room)] * piece.size
        used += piece.room + piece.space
    return spots


def _wholes(characters: Sequence[Character]) -> list[tuple[int, int]]:
    """From where to where something should stay whole: numbers, names, marks with a word before."""
    text = "".join(each.text for each in characters)
    inside = inside_numbers(text)
    inside |= {at for at in range(1, len(text)) if text[at] == DASH and text[at - 1].isdigit()}
    numbers = _merged((at - 1, at + 1) for at in inside)
    parted = [span for span in numbers if any(_parts(characters, at) for at in range(*span)[1:])]
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
    chinese = sum(is_han(each.text) for each in characters)
    return (at, end) if count == TAIL and chinese > end / 2 else None


def _short(spots: Sequence[Spot], characters: Sequence[Character], size: float) -> bool:
    """Whether the last line has too little: less than so much, or nothing but a mark."""
    last = spots[-1]
    plain = [spot for spot, each in zip(spots, characters, strict=True) if not each.look.raised]
    return plain[-1].line != last.line or bool(last.line and plain[-1].end < SHORT * size)


def _joined(characters: Sequence[Character], spans: Sequence[tuple[int, int]]) -> int:
    """Puts the joiners between the characters of the spans, and says that these are no language."""
    chosen: set[int] = set()
    joints: set[int] = set()
    for first, last in spans:
        joints |= {at for at in range(first + 1, last) if _parts(characters, at)}
        chosen |= {at for at in range(first, last) if characters[at].text not in FORBIDDEN}
    by_item: dict[Any, list[int]] = {}
    for at, each in enumerate(characters):
        if each.item is not None:
            by_item.setdefault(each.item, []).append(at)
    for item, places in by_item.items():
        if not chosen.isdisjoint(places):
            _rewrite(item, [(characters[n], n in chosen, n in joints) for n in places])
    return len(joints)


def _parts(characters: Sequence[Character], at: int) -> bool:
    """Whether a line might end before this character, so that a joiner is of use."""
    before, after = characters[at - 1].text, characters[at].text
    latin = before.isascii() and after.isascii()
    known = (
        (after in FORBIDDEN and after != DASH)
        or before in OPENING
        or JOINER in (before, after)
        or before.isspace()
        or after.isspace()
    )
    return not (latin or known)


def _rewrite(item: Any, written: Sequence[tuple[Character, bool, bool]]) -> None:  # noqa: ANN401
    """The text of a w:t anew, in as many runs as have to be told apart."""
    parts: list[tuple[str, bool, float]] = []  # its text, whether it is bound, the gap it leaves
    for each, chosen, joint in written:
        before = parts[-1][0][-1:] if parts else each.before
        if joint and boundary(before, each.text):
            parts.append((JOINER, True, GAP * each.look.size))
            parts.append((each.text, chosen, 0.0))
            continue
        text = JOINER + each.text if joint else each.text
        if parts and parts[-1][1:] == (chosen, 0.0):
            parts[-1] = parts[-1][0] + text, chosen, 0.0
        else:
            parts.append((text, chosen, 0.0))
    run = item.getparent()
    if len(parts) > 1 and len(run.findall(f"{Q}*")) - len(run.findall(f"{Q}rPr")) > 1:
        return  # a run of several pieces, such as a tab and words: its joiners are not worth it
    for text, chosen, gap in reversed(parts):
        part = deepcopy(run) if len(parts) > 1 else run
        part.find(_T).text = text
        if chosen:
            _in_no_language(part)
        if gap:
            spacing = etree.Element(f"{Q}spacing")
            spacing.set(f"{Q}val", str(round(gap * TWIPS)))
            part.find(f"{Q}rPr/{Q}lang").addprevious(spacing)
        if part is not run:
            part.find(_T).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(part)
    if len(parts) > 1:
        run.getparent().remove(run)


def _in_no_language(run: Any) -> None:  # noqa: ANN401
    look = run_look(run)
    language = look.find(f"{Q}lang")
    if language is None:
        language = etree.SubElement(look, f"{Q}lang")
    language.set(f"{Q}eastAsia", NO_LANGUAGE)
