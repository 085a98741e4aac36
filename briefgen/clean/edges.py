"""Sorts all lines of a document: title, noise, or article. Noise gathers at the edges of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.clean.adverts import advert_lines, familiarity, pairs_of
from briefgen.clean.lines import heading_like, opens
from briefgen.clean.noise import is_body, is_english, kind_of
from briefgen.clean.title import Title, find_title
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.lines import Line

# After these, what is left of a page is links; after a caption or a date there may be more text.
_LINKS = frozenset({"related", "tag", "licence", "contact", "menu", "byline", "advert"})


class Sorted(NamedTuple):
    """For every line the kind of noise it is ("" for the article); the title, if there is one."""

    kinds: list[str]
    title: Title | None


def sort_lines(lines: Sequence[Line]) -> Sorted:
    """What each line is. A line that is part of the title has the kind "title"."""
    kinds = [kind_of(line, edge=False) for line in lines]
    for index in advert_lines(lines, kinds):
        kinds[index] = "advert"
    body = [index for index, line in enumerate(lines) if not kinds[index] and is_body(line.text)]
    first, last = (body[0], body[-1]) if body else (len(lines), -1)
    for index in (*range(first), *range(last + 1, len(lines))):
        kinds[index] = kinds[index] or kind_of(lines[index], edge=True)
    title = find_title(lines, kinds, first)
    if title is not None:
        _head(lines, kinds, title, first)
    _foot(lines, kinds, last)
    return Sorted(kinds, title)


def _head(lines: Sequence[Line], kinds: list[str], title: Title, body: int) -> None:
    """Marks what stands before the title, the title itself, and its repeats."""
    words = lines[title.lines[0]].text
    for index in range(title.lines[0]):
        kinds[index] = kinds[index] or ("caption" if heading_like(lines[index].text) else "banner")
    for index in range(title.lines[0] + 1, body):
        if lines[index].text == words or (lines[index].text in words and len(lines[index].text) > 3):  # noqa: PLR2004
            kinds[index] = kinds[index] or "banner"
        elif not kinds[index] and _is_occasion(lines[index].text):
            kinds[index] = "source_line"
    for index in title.lines:
        kinds[index] = "title"


def _is_occasion(text: str) -> bool:
    """Whether the line under a title says when and where the text was read."""
    return re.search(load_toml("dates")["occasion"]["line"], text) is not None


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


def _banners(lines: Sequence[Line], kinds: list[str], tail: range) -> None:
    """Marks the Chinese name of an organisation beside its English one."""
    organisation = re.compile(load_toml("noise")["banner"]["organisations"])
    for index in tail:
        if not is_english(lines[index].text):
            continue
        for beside in (index - 1, index + 1):
            if beside in tail and not kinds[beside] and organisation.search(lines[beside].text):
                kinds[beside] = "banner"


def _sentences(lines: Sequence[Line], kinds: list[str]) -> None:
    """Marks one short sentence at the very end, between lines of noise, that tells a picture."""
    ending = re.compile(load_toml("noise")["caption"]["endings"])
    for index in range(len(lines) - 1, 0, -1):
        if kinds[index]:
            continue
        text = lines[index].text
        article = "".join(line.text for line, kind in zip(lines[:index], kinds, strict=False) if not kind)
        short = len(text) <= 60 and text.count("。") <= 1 and ending.search(text) is not None  # noqa: PLR2004
        told = kinds[index - 1] and familiarity(text, pairs_of(article)) >= 0.7  # noqa: PLR2004
        if not (short and told):
            return
        kinds[index] = "caption"
        _banners(lines, kinds, range(max(0, index - 3), index))
