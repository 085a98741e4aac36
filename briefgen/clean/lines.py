"""Cuts a text into lines with their place, and joins the pieces of broken paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from briefgen.clean.characters import CLOSERS, HAN, INVISIBLE, SPACE, STOPS
from briefgen.clean.romanised import inserted
from briefgen.clean.unfolded import unfolded
from briefgen.lexicon import load_toml

_LINE = re.compile(r"[^\r\n\u2028\u2029\f\v\x85]+")
_MARKUP = re.compile(
    rf"(?:>[ \t]?)*(#{{1,6}})[ \t]+|(?:>[ \t]?)*(?:[-*+•▪●◦][{SPACE}]+)|(?:>[ \t]?)+"
)
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_BAR = re.compile(r"(?<=[。！？])\s{0,4}[|｜]{1,2}$")  # what is left of the cell of a table
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_HAN = re.compile(f"[{HAN}]")
_TOLD_FIGURE = re.compile(r"[0-9][^，。、：\s]{0,4}$")
_ENDS_WITH_WORD = re.compile(rf"[{HAN}]$")
_PARTED = 15  # characters: a shorter line is a cell of a table, or an item


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its markup: `start`/`end` cover it in the text, `spans` all its pieces.

    `text` lacks what nobody should see: zero-width characters, inserted romanisation.

    `gap` is true if an empty line stands before it, `indent` if it is set in.
    """

    start: int
    end: int
    text: str
    markup: int = 0
    bullet: bool = False
    gap: bool = False
    indent: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def cut_lines(text: str) -> list[Line]:
    """All lines of `text` that are not empty, in order, without white space at either end."""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        for start, end in unfolded(match[0]):
            before = lines[-1].end if lines else 0
            line = _line(text, match.start() + start, match.start() + end, before)
            if line is not None:
                lines.append(line)
    return lines


def _line(text: str, start: int, end: int, before: int) -> Line | None:
    """The line of `text` from `start` to `end`; the line before it ended at `before`."""
    row = text[start:end]
    left = len(row) - len(row.lstrip())
    indent = left > 0
    marker = _MARKUP.match(row, left)
    markup = len(marker[1] or "") if marker else 0
    bullet = bool(marker and not markup and ">" not in marker[0])
    if marker:
        left = marker.end()
    closing = _CLOSING.search(row) if markup else None
    body = row[left : closing.start() if closing else len(row)]
    whole = _BAR.sub("", body.strip())
    shown = readable(whole)
    if not shown:
        return None
    gap = text[before:start].replace("\r\n", "\n").count("\n") > 1
    start += left + len(body) - len(body.lstrip())
    end = start + len(whole)
    return Line(start, end, shown, markup, bullet, gap, indent, ((start, end),))


def readable(text: str) -> str:
    """The line as rules see it: without invisible characters and inserted romanisation."""
    text = _INVISIBLE.sub("", text).strip()
    spans = inserted(text)
    if not spans:
        return text
    kept = [0, *(at for span in spans for at in span), len(text)]
    return "".join(text[start:end] for start, end in zip(kept[::2], kept[1::2], strict=True))


def unbulleted(lines: list[Line]) -> list[Line]:
    """The lines, those of a list of figures without their signs (◆ ●): items, and no headings."""
    runs = groupby(lines, key=_sign)
    return [line for sign, run in runs for line in _items(list(run), sign)]


def _sign(line: Line) -> str:
    """The bullet that is written before a line, or ""."""
    match = _bullet().match(line.text)
    return match["sign"] if match and not line.markup else ""


def _items(run: list[Line], sign: str) -> list[Line]:
    """Lines behind the same sign, bare if several of them state figures and few are sentences."""
    rules = _rules()["bullets"]
    figures = sum(bool(figure_in(line.text)) for line in run)
    short = sum(not any(map(line.text.__contains__, STOPS)) for line in run)
    if not sign or figures < rules["figures"] or short * 2 <= len(run):
        return run
    return [_bare(line, sign) for line in run]


def _bare(line: Line, sign: str) -> Line:
    """The line without the sign before it."""
    text = line.text[len(sign) :].lstrip()
    start = line.end - len(text)
    return replace(line, start=start, text=text, bullet=True, spans=((start, line.end),))


def figure_in(text: str) -> bool:
    """Whether a line states a number with its unit: 新增养老床位4080张."""
    return _pattern("figure").search(text) is not None


def joined(lines: list[Line]) -> list[Line]:
    """The lines with the pieces of each broken paragraph put together."""
    width = wrap_width(lines)
    groups: list[Group] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width):
            groups[-1].add(line)
        else:
            groups.append(Group([line]))
            groups[-1].add(line, first=True)
    return [group.whole() for group in groups]


@dataclass(slots=True)
class Group:
    """The pieces of one paragraph as they are found; kept apart so that joining is linear."""

    pieces: list[Line]
    length: int = 0
    has_stop: bool = False

    def add(self, line: Line, *, first: bool = False) -> None:
        """Take `line` as the next piece (the first is there already)."""
        if not first:
            self.pieces.append(line)
        self.length += len(line.text)
        self.has_stop = self.has_stop or any(map(line.text.__contains__, "，。；"))

    def whole(self) -> Line:
        """The paragraph as one line."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return replace(
            self.pieces[0],
            end=self.pieces[-1].end,
            text="".join(piece.text for piece in self.pieces),
            spans=tuple(span for piece in self.pieces for span in piece.spans),
        )


def wrap_width(lines: list[Line]) -> int:
    """The number of characters at which the text is wrapped, 0 if it is not.

    In wrapped text most lines are equally long and break off in mid-sentence; in all other text
    paragraphs differ in length and end with a stop.
    """
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 5:  # noqa: PLR2004 - fewer lines have no usual length
        return 0
    width = lengths[len(lengths) * 9 // 10]
    full = [line for line in lines if abs(len(line.text) - width) <= 2]  # noqa: PLR2004
    broken = [line for line in full if line.text[-1] not in STOPS + CLOSERS]
    wrapped = width >= 12 and 2 * len(full) >= len(lines) and 2 * len(broken) >= len(full)  # noqa: PLR2004
    return width if wrapped else 0


def _continues(group: Group, line: Line, width: int) -> bool:
    """Whether `line` goes on with the sentence (or the paragraph) that the group breaks off."""
    before, opening = group.pieces[-1], group.pieces[0]
    if line.markup or opening.markup or line.bullet or opens(line.text):
        return False
    # （一）, and on the next line what it numbers
    numbered = _pattern("number_alone").match(before.text)
    if width and not line.gap and not numbered:
        return _wraps(before, line, width)
    whole = before.text[-1] in STOPS or _TOLD_FIGURE.search(before.text)  # a line of a list
    parted = not line.gap and _parts_number(before.text, line.text)
    if numbered or parted or (told_in_pieces(opening, line) and not whole):
        return True
    if before.text[-1] in "，、（《“‘" or line.text[0] in "，、。；：）》”’%":
        return True
    if not _ENDS_WITH_WORD.search(before.text) or opening.bullet:
        return False
    rules = _rules()
    return (
        group.length >= rules["long"]
        and group.has_stop
        and not _pattern("told").match(opening.text)
        and any(stop in line.text for stop in "，。；、")
        and not heading_like(line.text)
        and not line.text.startswith(tuple(rules["sentence_starts"]))
        and _pattern("dated_start").match(line.text) is None
    )


def _parts_number(before: str, after: str) -> bool:
    """Whether the end of a line parts a number from its unit, or its digits: 完成2701.73 | 亿元."""
    around = f"{before[-_PARTED:]}\n{after[:_PARTED]}"
    return len(before) >= _PARTED and _pattern("split_number").search(around) is not None


def _wraps(before: Line, line: Line, width: int) -> bool:
    if line.indent or len(before.text) < width - 3:
        return False
    return before.text[-1] not in STOPS or not before.indent or not line.indent


def opens(text: str) -> bool:
    """Whether the text begins with the marker of a heading, a point or a dash."""
    return _pattern("openers").match(text) is not None


def opens_section(text: str) -> bool:
    """Whether the text begins with the number of a section or a point: 一、 （一） 一是 1."""
    return _pattern("sections").match(text) is not None


def heading_like(text: str) -> bool:
    """Whether this is one short line that may be a heading: no stop in it, nothing left open."""
    rules = _rules()
    return (
        len(text) <= rules["short"]
        and not any(map(text.__contains__, STOPS))
        and text[-1] not in "，、：:—;,("
        and text[-1] not in rules["unfinished"]
        and _HAN.search(text) is not None
        and _pattern("dated").match(text) is None
    )


def unfinished(text: str) -> bool:
    """Whether the line ends in a word that asks for more: 和, 的."""
    return text.endswith(tuple(_rules()["unfinished"]))


def told_in_pieces(line: Line, after: Line) -> bool:
    """Whether a sentence with its day begins in the first line and goes on in the next, both short.

    A title has its credits or its text below, an article set in the middle of a page such pieces.
    """
    words = after.text
    return (
        _pattern("told").match(line.text) is not None
        and len(words) <= _rules()["piece"]
        and not (line.markup or after.markup or opens(words) or _pattern("told").match(words))
    )


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(_rules()["bullets"]["sign"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_rules()[name])


def _rules() -> dict[str, Any]:
    return load_toml("lines")
