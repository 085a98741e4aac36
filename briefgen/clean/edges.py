"""Sorts all lines of a document: title, noise, or article. Noise gathers at the edges of a text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefgen.clean.adverts import advert_lines, familiarity, pairs_of
from briefgen.clean.lines import figure_in, heading_like, opens, opens_section, told_in_pieces
from briefgen.clean.noise import is_body, is_english, kind_of
from briefgen.clean.title import Title, boxed_title, find_title, is_never_title, is_occasion
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.lines import Line

# After these, what is left of a page is links; after a caption or a date there may be more text.
SIGNATURE = "signature"  # the kind of the authority and the date at the foot, or under the title
_NOTE = "note"
_LABELS = frozenset({"source_line", "byline"})
_DATED = _LABELS | {"date_list"}
_WORD = 3  # characters; a shorter line may be anything
_VALUE = 20  # characters; the longest name of an outlet
_TEASER = 200  # characters; what a page repeats of an article below it
_REPEATED = 0.95
_SENTENCE = 60  # characters of a caption
_TOLD = 0.7  # the share of its words that the article has as well
_CAPTIONS = 3  # that stand as sentences below an article
_LINKS = frozenset({"related", "tag", "licence", "contact", "menu", "byline", "advert"})


class Sorted(NamedTuple):
    """For every line the kind of noise it is ("" for the article); the title, if there is one."""

    kinds: list[str]
    title: Title | None


def sort_lines(lines: Sequence[Line]) -> Sorted:
    """What each line is. A line that is part of the title has the kind "title"."""
    kinds = [kind_of(line, edge=False) for line in lines]
    _values(lines, kinds)
    for index in advert_lines(lines, kinds):
        kinds[index] = "advert"
    _notes(lines, kinds)
    first, last = _bounds(lines, kinds)
    for index in (*range(first), *range(last + 1, len(lines))):
        kinds[index] = kinds[index] or kind_of(lines[index], edge=True)
    _banners(lines, kinds, range(first), beside=(-1,))
    _accounts(lines, kinds, first)
    _signature(lines, kinds, range(first))
    title = find_title(lines, kinds, first)
    if title is None:
        title, box = boxed_title(lines)
        for index in box:
            kinds[index] = "tag"
        for index in title.lines if title else ():
            kinds[index] = "title"
        _untitled(lines, kinds, first)
    else:
        _head(lines, kinds, title, first)
        _signature(lines, kinds, range(title.lines[-1] + 1 if title.lines else 0, first))
    _links(lines, kinds, last)
    _signature(lines, kinds, range(last + 1, len(lines)))
    _foot(lines, kinds, last)
    return Sorted(kinds, title)


def _values(lines: Sequence[Line], kinds: list[str]) -> None:
    """Marks the line after a label that stands alone: 来源： and below it 四川日报."""
    for index in range(1, len(lines)):
        text = lines[index].text
        labelled = kinds[index - 1] in _LABELS and lines[index - 1].text[-1] in "：:"
        if kinds[index] or text[-1] in "：:":
            continue
        if labelled and len(text) <= _VALUE and not opens(text):
            kinds[index] = kinds[index - 1]


def _bounds(lines: Sequence[Line], kinds: list[str]) -> tuple[int, int]:
    """The first line after the head of the document, and its last paragraph.

    Paragraphs below the links at the foot that only repeat the article are marked as such.
    """
    body = [n for n, line in enumerate(lines) if not kinds[n] and is_body(line.text)]
    body += [
        n
        for n in range(body[-1] + 1 if body else len(lines), len(lines))
        if not kinds[n] and _states_figure(lines[n].text)
    ]
    if not body:
        told = re.compile(load_toml("noise")["item"]["told"])
        body = [
            n
            for n, line in enumerate(lines)
            if not kinds[n] and line.bullet and told.match(line.text)
        ]
    body = body or _listed(lines, kinds)
    if not body:
        return _first_section(lines, kinds, len(lines)), -1
    known: frozenset[str] | None = None
    while len(body) > 1 and _LINKS & set(kinds[body[-2] + 1 : body[-1]]):
        text = lines[body[-1]].text
        if len(text) > _TEASER:
            break
        known = known or pairs_of("".join(lines[index].text for index in body[:-1]))
        if familiarity(text, known) < _REPEATED:
            break
        kinds[body.pop()] = "related"
    return _first_section(lines, kinds, body[0]), body[-1]


def _states_figure(text: str) -> bool:
    """Whether a line is a short sentence that states a figure: 改造老旧小区20个."""
    return text.endswith("。") and figure_in(text)


def _listed(lines: Sequence[Line], kinds: Sequence[str]) -> list[int]:
    """The lines of a text that is a list of figures, one on a line, and has no sentence.

    The year that stands alone above such a line is one of them.
    """
    rules = load_toml("noise")["item"]
    left = [index for index, line in enumerate(lines) if not kinds[index]]
    told = [index for index in left if figure_in(lines[index].text)]
    if len(told) < rules["fewest"] or len(told) * rules["one_of"] < len(left):
        return []
    year = re.compile(rules["year"])
    heads = [n for n, after in pairwise(left) if after in told and year.match(lines[n].text)]
    return sorted({*told, *heads})


def _first_section(lines: Sequence[Line], kinds: list[str], end: int) -> int:
    """The first line before `end` with the number of a section, or of a sentence in pieces.

    `end` if there is none; a title is neither.
    """
    for index in range(end):
        if kinds[index]:
            continue
        in_pieces = index + 1 < end and not kinds[index + 1]
        if in_pieces and told_in_pieces(lines[index], lines[index + 1]):
            return index
        if index and opens_section(lines[index].text):
            return index
    return end


def _head(lines: Sequence[Line], kinds: list[str], title: Title, body: int) -> None:
    """Marks what stands before the title, the title itself, and its repeats."""
    words = lines[title.lines[0]].text
    for index in range(title.lines[0]):
        kinds[index] = kinds[index] or ("caption" if heading_like(lines[index].text) else "banner")
    for index in range(title.lines[0] + 1, body):
        text = lines[index].text
        if text == words or (text in words and len(text) > _WORD):
            kinds[index] = kinds[index] or "banner"
        elif not kinds[index] and is_occasion(text):
            kinds[index] = "source_line"
    for index in title.lines:
        kinds[index] = "title"


def _untitled(lines: Sequence[Line], kinds: list[str], body: int) -> None:
    """Marks what says when a text without a title was read, and who made it."""
    for index in range(body):
        text = lines[index].text
        if not kinds[index] and (is_occasion(text) or is_never_title(text)):
            kinds[index] = "source_line"


def _notes(lines: Sequence[Line], kinds: list[str]) -> None:
    """Marks the numbered notes under a line 注： if nothing of the article comes after them."""
    rules = {key: re.compile(value) for key, value in load_toml("noise")["notes"].items()}
    for index, (line, after) in enumerate(pairwise(lines)):
        if rules["terms"].match(line.text) and rules["numbered"].match(after.text):
            kinds[index:] = [kind or _NOTE for kind in kinds[index:]]
            return
    end = len(lines)
    for index in reversed(range(len(lines))):
        text = lines[index].text
        if rules["opening"].match(text):
            if end - index > 1 or len(text) > _WORD:
                kinds[index:end] = [_NOTE] * (end - index)
            return
        if rules["numbered"].match(text):
            continue
        if not kinds[index]:
            return
        end = index


def _signature(lines: Sequence[Line], kinds: list[str], part: range) -> None:
    """Marks the authorities beside a date: under the title, or as a signature at the foot."""
    authority = re.compile(load_toml("noise")["signature"]["authorities"])
    # in the head an authority is a signature only below what may be the title
    unmarked = kinds.index("") if part.start == 0 and "" in kinds else part.start - 1
    for index in reversed(range(unmarked + 1, part.stop)):
        above = kinds[index - 1] if index - 1 > unmarked else ""
        below = kinds[index + 1] if index + 1 < part.stop else ""
        beside = above in _DATED or below in (*_DATED, SIGNATURE)
        if not kinds[index] and beside and authority.match(lines[index].text):
            kinds[index] = SIGNATURE
            if below == "date_list":
                kinds[index + 1] = SIGNATURE


def _links(lines: Sequence[Line], kinds: list[str], last: int) -> None:
    """Marks the titles under 相关阅读 within the article; a heading over a paragraph stays."""
    for index in range(1, last):
        text = lines[index].text
        listed = kinds[index - 1] == "related" and not kinds[index] and heading_like(text)
        if listed and not opens_section(text) and not is_body(lines[index + 1].text):
            kinds[index] = "related"


def _foot(lines: Sequence[Line], kinds: list[str], last: int) -> None:
    """Marks short lines after the article, from the first line of noise there on."""
    tail = range(last + 1, len(lines))
    _banners(lines, kinds, tail)
    opened = ""
    for index in tail:
        if kinds[index]:
            opened = opened if opened in _LINKS else kinds[index]
        elif opened and (opened in _LINKS or not opens(lines[index].text)):
            kinds[index] = "related" if opened in _LINKS else "caption"
    _sentences(lines, kinds)


def _accounts(lines: Sequence[Line], kinds: list[str], first: int) -> None:
    """Marks a line with the name of an account, if another line is left to be the title."""
    account = re.compile(load_toml("noise")["signature"]["accounts"])
    left = [index for index in range(first) if not kinds[index]]
    names = [index for index in left if account.match(lines[index].text)]
    if len(names) < len(left):
        for index in names:
            kinds[index] = "source_line"


def _banners(
    lines: Sequence[Line], kinds: list[str], tail: range, beside: Sequence[int] = (-1, 1)
) -> None:
    """Marks the Chinese name of an organisation beside its English one."""
    organisation = re.compile(load_toml("noise")["banner"]["organisations"])
    for index in tail:
        if not is_english(lines[index].text):
            continue
        for other in (index + step for step in beside):
            if other in tail and not kinds[other] and organisation.search(lines[other].text):
                kinds[other] = "banner"


def _sentences(lines: Sequence[Line], kinds: list[str]) -> None:
    """Marks one short sentence at the very end, between lines of noise, that tells a picture."""
    ending = re.compile(load_toml("noise")["caption"]["endings"])
    article = [index for index in range(1, len(lines)) if not kinds[index]]
    for index in reversed(article[-_CAPTIONS:]):
        text = lines[index].text
        short = len(text) <= _SENTENCE and text.count("。") <= 1 and ending.search(text) is not None
        if not (short and kinds[index - 1]):
            return
        before = "".join(lines[other].text for other in article if other < index)
        if familiarity(text, before) < _TOLD:
            return
        kinds[index] = "caption"
        _banners(lines, kinds, range(max(0, index - 3), index))
