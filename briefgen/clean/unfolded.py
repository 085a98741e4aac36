"""The lines of a text that was saved as one: spaces stand where its lines ended.

… 。 一、综 合 经济总量首次突破千亿元大关。 … 。 图1: 生产总值完成情况 第三产业比重提高。 …
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.characters import HAN, SPACE
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 200  # characters; a paragraph that long with a heading in its midst is a whole text
_NAME = 30  # the names of sections are shorter, with the spaces in them
_SENTENCE = 12  # and what ran into a name is a whole sentence
_TEXT = rf"(?=[{HAN}“]|(?:19|20)[0-9][0-9])"
_SPREAD = rf"[{HAN}](?:[{SPACE}]+[{HAN}](?=[{SPACE}]))+"  # 综 合
# A word is no heading where more spaces follow: they part all words of such a text.
_ALONE = rf"(?![^。]{{0,60}}[{HAN}][{SPACE}]+[{HAN}])"


def unfolded(row: str) -> list[tuple[int, int]]:
    """Where the lines of `row` begin and end: one line, unless it has headings in its midst."""
    if head := _head_parts(row):
        return head
    if len(row) < _LONG or not _section().search(row):
        return list(_parted(row, 0, len(row)))
    ends = [match.start() for match in _end().finditer(row)]
    pieces = zip([0, *ends], [*ends, len(row)], strict=True)
    spans = [span for start, end in pieces for span in _headed(row, start, end)]
    return [part for start, end in spans for part in _parted(row, start, end)]


def _parted(row: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line as it is, or parted behind a section's name that its first sentence ran into."""
    found = _run_in().match(row, start, end) or _before_text().match(row, start, end)
    if found and end - found.end() >= _SENTENCE:
        name = re.sub(f"[{SPACE}]", "", found["name"])
        spaced = row[found.end() - 1].isspace()
        if spaced or re.match(load_toml("theme_markers")["lines"]["section"], name):
            yield start, found.end()
            start = found.end()
    yield start, end


@cache
def _run_in() -> re.Pattern[str]:
    """A section's number and name right before a sentence: 一、 综 合全年实现."""
    name = rf"(?P<name>[{HAN}、{SPACE}]{{2,{_NAME}}}?)"
    return re.compile(
        rf"[{SPACE}]*(?:{_marker()})[{SPACE}]*{name}(?={load_toml('lines')['run_in']})"
    )


@cache
def _before_text() -> re.Pattern[str]:
    """A section's number and name with spaces before its first sentence: 一、投资稳定 1-4月，….

    They part nothing where more spaces part the words of the sentence.
    """
    sentence = rf"(?![^。]*[{HAN}][{SPACE}]+[{HAN}])[^。，；]{{2,40}}，[^。]+。"
    name = rf"(?P<name>{_SPREAD}|[{HAN}、“”]{{4,{_NAME}}})"
    return re.compile(rf"[{SPACE}]*(?:{_marker()})[{SPACE}]*{name}[{SPACE}]+(?={sentence})")


def _head_parts(row: str) -> list[tuple[int, int]]:
    """The title, the occasion and the credits that stand on one line; [] if it has none."""
    if len(row) > load_toml("lines")["head"]["longest"] or "。" in row:
        return []
    told = _occasion().search(row)
    if not told:
        return []
    credit = _label().search(row, told.end())
    starts = [0, told.start(), *([credit.start()] if credit else [])]
    return list(zip(starts, [*starts[1:], len(row)], strict=True))


def _headed(row: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One piece as its headings, each a line of its own, and its text."""
    heading = _heading().match(row, start, end)
    while heading:
        yield start, heading.end()
        start = heading.end()
        heading = _heading().match(row, start, end)
    yield start, end


@cache
def _occasion() -> re.Pattern[str]:
    """Where the line that says when and where a report was read begins behind its title."""
    return re.compile(rf"(?<=[{HAN}])[{SPACE}]+(?={load_toml('lines')['head']['occasion']})")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^{SPACE}])[{SPACE}]+(?={load_toml('lines')['head']['label']})")


@cache
def _section() -> re.Pattern[str]:
    """A section's number behind a stop and a space, or a section's heading before a space."""
    return re.compile(rf"[。！？；：:][{SPACE}]+(?=(?:{_marker()}))|[。！？](?={_marked()}{_TEXT})")


@cache
def _end() -> re.Pattern[str]:
    """The spaces at which a line of such a text ended."""
    return re.compile(
        rf"(?<=[。！？])[{SPACE}]+|(?<=[；：:])[{SPACE}]+(?=(?:{_marker()}))"
        rf"|(?<=[。！？])(?={_marked()}{_TEXT})"
    )


@cache
def _heading() -> re.Pattern[str]:
    """A heading and the space behind it: 一、综 合, 环境保护, 图1: 生产总值完成情况."""
    word = rf"(?:{_SPREAD}|[{HAN}]{{2,8}})[{SPACE}]+{_ALONE}"
    return re.compile(rf"[{SPACE}]*(?:{_marked()}|{word}){_TEXT}")


def _marked() -> str:
    """A section's number or the mark of a caption, the name behind it, and spaces."""
    name = rf"(?:{_SPREAD}|[^{SPACE}。，；：！？]{{2,30}})"
    return rf"(?:{_marker()}|{load_toml('lines')['caption']})[{SPACE}]*{name}[{SPACE}]+"


def _marker() -> str:
    return str(load_toml("lines")["inline_sections"])
