"""Which documents bring the same news: cleaned texts compared, whoever printed them.

Two texts are the same news if nearly all of the shorter one stands in the other, its numbers too,
and if place and day, where both state them, agree. The numbers keep last month's bulletin, which
has the same words, from being taken for this month's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefgen.model import Article

# Of the strings of five characters of one text, another has at most 13 % (all pairs of fifteen
# news texts and reports of one season); the same text with every number changed has 79 %.
LENGTH = 5
SHARED = 0.7
# Outlets that print the same news change a number at times; another month changes most.
NUMBERS = 0.9
DAYS = 10  # between the days of the same news in two outlets
SHORTEST = 60  # characters; less says too little to be compared
LONGEST = 60_000  # characters that are compared; no news is longer

_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a document is compared: its strings of five as numbers, and its written numbers."""

    strings: frozenset[int]
    numbers: frozenset[str]
    length: int
    day: date | None
    place: str


def sketch(article: Article) -> Sketch:
    """The sketch of a cleaned document."""
    prose = "".join(paragraph.text.text for paragraph in article.paragraphs)[:LONGEST]
    words = _SIGNS.sub("", prose)
    strings = {
        crc32(words[at : at + LENGTH].encode()) for at in range(max(0, len(words) - LENGTH + 1))
    }
    return Sketch(
        strings=frozenset(strings),
        numbers=frozenset(_NUMBER.findall(prose)),
        length=len(words),
        day=article.event or article.published,
        place=article.place.code if article.place else "",
    )


def same_news(one: Sketch, other: Sketch) -> bool:
    """Whether the two documents bring the same news."""
    short, long = sorted((one, other), key=lambda each: each.length)
    if short.length < SHORTEST or (one.place and other.place and one.place != other.place):
        return False
    if one.day and other.day and abs((one.day - other.day).days) > DAYS:
        return False
    if len(short.strings & long.strings) < SHARED * len(short.strings):
        return False
    return len(short.numbers & long.numbers) >= NUMBERS * len(short.numbers)


def groups(sketches: Sequence[Sketch]) -> list[list[int]]:
    """The documents by their places, those of the same news together, the most complete first.

    Only pairs that share strings are compared, so time grows with the texts, not with the pairs.
    """
    holders: dict[int, list[int]] = {}
    made: list[list[int]] = []
    # longest first: the first of a group is its most complete document, and each is compared to it
    for index in sorted(range(len(sketches)), key=lambda at: -sketches[at].length):
        own = sketches[index]
        shared = Counter(group for string in own.strings for group in holders.get(string, ()))
        near = (
            group
            for group, count in shared.most_common()
            if count >= SHARED * len(own.strings) and same_news(sketches[made[group][0]], own)
        )
        found = next(near, None)
        if found is not None:
            made[found].append(index)
            continue
        made.append([index])
        for string in own.strings:
            holders.setdefault(string, []).append(len(made) - 1)
    return made
