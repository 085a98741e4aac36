"""How far an advert goes that stands in the middle or at the end of an article."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.characters import HAN
from briefgen.clean.lines import heading_like, opens
from briefgen.clean.noise import is_body
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from collections.abc import Set as AbstractSet

    from briefgen.clean.lines import Line

_PAIRS = re.compile(f"(?=([{HAN}]{{2}}))")
_KNOWN = 200_000  # characters of the article that are enough to know its words


def advert_lines(lines: Sequence[Line], kinds: Sequence[str]) -> set[int]:
    """The indexes of all lines that belong to adverts, their opening lines included.

    `kinds` says what each line is by itself; "advert" opens an advert.
    """
    found: set[int] = set()
    if "advert" not in kinds:
        return found
    known: set[str] = set()
    before: list[str] = []  # what is read, but not yet known: most adverts ask for nothing
    read = end = 0
    for index, line in enumerate(lines):
        if index < end:
            continue
        if kinds[index] == "advert":
            end = index + 1
            if _opening().match(line.text):
                known = known.union(*map(pairs_of, before))
                before.clear()
                end = _end(lines, end, known)
            found.update(range(index, end))
        elif read < _KNOWN and is_body(line.text):
            before.append(line.text)
            read += len(line.text)
    return found


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(load_toml("noise")["advert"]["opening"])


def _end(lines: Sequence[Line], start: int, known: AbstractSet[str]) -> int:
    """The index of the first line after the advert."""
    for index in range(start, len(lines)):
        if is_body(lines[index].text) and _is_article(lines[index].text, known):
            return _headings_before(lines, index, start, known)
    return len(lines)


def _is_article(text: str, known: AbstractSet[str]) -> bool:
    rules = load_toml("noise")["advert"]
    promo = sum(map(text.__contains__, rules["promo"]))
    prose = sum(map(text.__contains__, rules["prose"]))
    if not promo or prose != promo:
        return prose >= promo  # without any word of adverts it is kept: losing text is worse
    return bool(familiarity(text, known) >= rules["familiar"])


def _headings_before(lines: Sequence[Line], body: int, start: int, known: AbstractSet[str]) -> int:
    """The index at which the article resumes: headings right before a paragraph go with it."""
    rules = load_toml("noise")["advert"]
    index = body
    while index > start:
        text = lines[index - 1].text
        promo = any(map(text.__contains__, rules["promo"]))
        prose = any(map(text.__contains__, rules["prose"]))
        marked = prose or opens(text) or text.startswith("“")
        wanted = marked or not known or familiarity(text, known) >= rules["familiar"]
        if promo or not wanted or not heading_like(text):
            break
        index -= 1
    return index


def familiarity(text: str, known: Container[str]) -> float:
    """The share of the text's pairs of Chinese characters that are known, 0 to 1.

    `known` are such pairs, or for a short `text` another text: that is quicker than all its pairs.
    """
    pairs = pairs_of(text[:2000])
    return sum(map(known.__contains__, pairs)) / len(pairs) if pairs else 0.0


def pairs_of(text: str) -> frozenset[str]:
    """All pairs of neighbouring Chinese characters of the text."""
    return frozenset(_PAIRS.findall(text))
