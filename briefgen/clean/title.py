"""Finds the title of a document among the lines before its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.characters import HAN
from briefgen.clean.dates import in_digits
from briefgen.clean.forms import filled
from briefgen.clean.lines import heading_like, opens, unfinished
from briefgen.clean.noise import is_body
from briefgen.clean.opening import SPREAD, salutes, tidy
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.lines import Line

# \u4e00\u4e00 is what a scanner makes of a dash
_DASH = re.compile(r"^(?:[-–—－]{1,3}|\u4e00\u4e00)\s{0,3}(?=[^-–—－\s])")
_TITLE = 90  # characters; the longest of a news page has 63
_HEAD = 40  # lines; the furniture above a title has up to 20
_CREDITS = frozenset({"byline", "source_line", "date_list"})
_BROKEN = re.compile(rf"[{HAN}](?:[ \u3000][{HAN}]{{1,4}}){{2,}}|[0-9] [{HAN}]")


@dataclass(frozen=True, slots=True)
class Title:
    """`text` as printed; `lines` are the indexes it is made of, none if it was derived.

    `tags` are the stretches of the file that only cling to it (start, end). `head` is all that
    stands on its lines, the occasion under it too.
    """

    text: str
    lines: tuple[int, ...] = ()
    tags: tuple[tuple[int, int], ...] = ()
    head: str = ""


def find_title(lines: Sequence[Line], kinds: Sequence[str], body: int) -> Title | None:
    """The title among `lines[:body]`, by points; None if none of them can be one."""
    chosen = _best(lines, kinds, body)
    if chosen is None:
        return None
    bare, tags = bare_title(lines[chosen])
    text = tidy(bare)
    rest = _rest(lines, kinds, chosen, body)
    text += "".join(lines[index].text for index in rest)
    following = _subtitle(lines, kinds, rest[-1] if rest else chosen, body)
    for index in () if _tells_occasion(lines, following) else following:
        part = lines[index].text
        text += _DASH.sub("——", part) if _DASH.match(part) else f" {part}"
    made_of = (chosen, *rest, *following)
    return Title(tidy(text), made_of, tags, "".join(lines[index].text for index in made_of))


def _subtitle(lines: Sequence[Line], kinds: Sequence[str], chosen: int, body: int) -> list[int]:
    """The lines under the title that go on with it: after a dash, or before the line of credits.

    Also two lines that tell its occasion.
    """
    found: list[int] = []
    for index in range(chosen + 1, min(body, chosen + 4)):
        if kinds[index] in _CREDITS:
            return found
        if kinds[index] or is_occasion(lines[index].text) or lines[index].markup:
            break
        if lines[index].text != lines[chosen].text:  # told twice
            found.append(index)
    if not found or not _DASH.match(lines[found[0]].text):
        return []
    return found[:2] if _tells_occasion(lines, found[:2]) else found[:1]


def _tells_occasion(lines: Sequence[Line], indexes: Sequence[int]) -> bool:
    return is_occasion("".join(lines[index].text for index in indexes))


def _rest(lines: Sequence[Line], kinds: Sequence[str], chosen: int, body: int) -> tuple[int, ...]:
    """The line with the rest of a title that breaks off: …预算执行情况和 | 2024年预算草案的报告."""
    rest = chosen + 1
    if rest >= body or kinds[rest]:
        return ()
    if not unfinished(lines[chosen].text) and not _parted(lines[chosen].text, lines[rest].text):
        return ()
    return (rest,) if heading_like(lines[rest].text) and not opens(lines[rest].text) else ()


def _parted(line: str, below: str) -> bool:
    """Whether what a title is about (关于…) has its kind (…的报告) only on the line below."""
    about, kind = (re.compile(load_toml("title")["parted"][key]) for key in ("about", "kind"))
    return about.match(line) is not None and not kind.search(line) and bool(kind.search(below))


def is_occasion(text: str) -> bool:
    """Whether the line under a title says when and where the text was read."""
    return _occasion().search(in_digits(text)) is not None


def _best(lines: Sequence[Line], kinds: Sequence[str], body: int) -> int | None:
    head = range(min(body, _HEAD))
    candidates = [
        index
        for index in head
        if not kinds[index]
        and can_be_title(lines[index])
        and not (salutes(lines[index].text) or is_never_title(lines[index].text))
        and not (lines[index].text[0] in "（(" and is_occasion(lines[index].text))
    ]
    marked = [index for index in candidates if lines[index].markup]
    if marked:
        return min(marked, key=lambda index: (lines[index].markup, index))
    if not candidates:
        return None
    points = {index: _points(lines, kinds, index, candidates[0]) for index in candidates}
    best = max(candidates, key=lambda index: (points[index], -index))
    return best if points[best] >= load_toml("title")["choice"]["least"] else None


def is_never_title(text: str) -> bool:
    """Whether a line is no title: 第二次会议上, 荆门市发展和改革委员会."""
    return re.search(load_toml("title")["never"]["pattern"], text) is not None


def can_be_title(line: Line) -> bool:
    """Whether the line has the form of a title, without what clings to it."""
    text = bare_title(line)[0]
    return (
        bool(line.markup)
        or (heading_like(text) and not _DASH.match(text))
        or (
            len(text) <= _TITLE
            and "。" not in text
            and text[-1] not in "，、：；"
            and not opens(text)
        )
    ) and _names().fullmatch(text) is None


def _points(lines: Sequence[Line], kinds: Sequence[str], index: int, first: int) -> int:
    points: dict[str, int] = load_toml("title")["choice"]
    text = lines[index].text
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    near = lines[index + 1 : index + 6]
    tests = {
        "first": index == first,
        "subtitle_follows": bool(_DASH.match(after)) and not is_occasion(after),
        "credit_follows": bool(_CREDITS & set(kinds[index + 1 : index + 3])),
        "caption_ending": _caption().search(text) is not None,
        "broken": _BROKEN.search(text) is not None and not SPREAD.fullmatch(text),
        "short": len(text) < 6,  # noqa: PLR2004 - 通知, 公告
        "contained": any(text in line.text != text for line in near if not is_body(line.text)),
        "said_above": index > first and not kinds[index - 1] and _ends(lines[index - 1].text, text),
        "marked": opens(text),
        "part": re.search(load_toml("title")["part"]["pattern"], text) is not None,
    }
    return sum(points[name] for name, holds in tests.items() if holds)


def _ends(longer: str, text: str) -> bool:
    return longer.endswith(text) and longer != text and longer[0] not in "（("


def bare_title(line: Line) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The line without portal tags at either end, and where these stand in the file."""
    text = line.text
    tags: list[tuple[int, int]] = []
    left = _tag_before().match(text)
    if left and len(left[0]) < len(text):
        tags.append((line.start, line.start + left.end()))
    at = left.end() if tags and left else 0
    if lost := _lead().match(text, at):
        tags.append((line.start + at, line.start + lost.end()))
        at = lost.end()
    right = _tag_after().search(text, at)
    end = right.start() if right and right.start() > at + 4 else len(text)
    if end < len(text):
        tag = text[end:].lstrip()
        tags.append((line.end - len(tag), line.end))
    return text[at:end], tuple(tags)


def boxed_title(lines: Sequence[Line]) -> tuple[Title | None, list[int]]:
    """The title that the box of an encyclopedia names, and the other lines of the box.

    Its label is no part of it. None if no such line stands among the first ones.
    """
    rules = {key: re.compile(load_toml("title")["tag"][key]) for key in ("named", "box")}
    for index, line in enumerate(lines[:_HEAD]):
        label = rules["named"].match(line.text)
        if label and len(line.text) - label.end() >= 6:  # noqa: PLR2004 - 标题：通知 says nothing
            box = [index]
            for step in (-1, 1):
                at = index + step
                while 0 <= at < len(lines) and rules["box"].match(lines[at].text):
                    box.append(at)
                    at += step
            if len(box) == 1:  # a line like any other
                continue
            tag = (line.start, line.start + label.end())
            return Title(tidy(line.text[label.end() :]), (index,), (tag,)), box[1:]
    return None, []


@cache
def _tag() -> str:
    rules = load_toml("title")["tag"]
    scope, sort = ("|".join(sorted(rules[key], key=len, reverse=True)) for key in ("scope", "sort"))
    return rf"(?:(?:{scope}){{1,3}}(?:{sort})?)"


@cache
def _tag_before() -> re.Pattern[str]:
    parting = load_toml("title")["tag"]["parting"]
    return re.compile(rf"^{_tag()}(?:\s{{0,2}}{parting}|\s)\s{{0,4}}")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(load_toml("title")["tag"]["lead"])


@cache
def _tag_after() -> re.Pattern[str]:
    rules = load_toml("title")["tag"]
    return re.compile(rf"(?:\s{{1,4}}|[_|｜-]){_tag()}$|{rules['site']}|{rules['leaf']}")


@cache
def _caption() -> re.Pattern[str]:
    return re.compile(load_toml("noise")["caption"]["endings"])


@cache
def _names() -> re.Pattern[str]:
    return re.compile(filled(r"(?:[·■□◆●▲]\s{0,2})?NAME"))


@cache
def _occasion() -> re.Pattern[str]:
    return re.compile(load_toml("dates")["occasion"]["line"])
