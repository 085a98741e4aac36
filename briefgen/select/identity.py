"""Gives highlights and themes the keys that hand edits name them by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.overrides import key_in, sentence_digest, theme_key
from briefgen.select.parts import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Reading

STOP = re.compile(f"[{SENTENCE_END}]")


def line_keys(reading: Reading) -> Callable[[int, int, int], str]:
    """What gives the key of each stretch of a passage: by its index, start and end, in order.

    The key stands for the words and the whole sentence round them, which says when and of whom.
    """
    path = reading.article.source.path
    stops: dict[int, list[int]] = {}
    digests: dict[tuple[int, int, int], str] = {}
    met: Counter[str] = Counter()

    def key(index: int, start: int, end: int) -> str:
        text = reading.passages[index].text.text
        if index not in stops:
            stops[index] = [match.start() for match in STOP.finditer(text)]
        own = stops[index]
        first, last = bisect_left(own, start), bisect_left(own, end)
        if (index, first, last) not in digests:
            begin = own[first - 1] + 1 if first else 0
            sentence = text[begin : own[last] if last < len(own) else None]
            digests[index, first, last] = sentence_digest(sentence)
        digest = digests[index, first, last]
        plain = key_in(path, digest, text[start:end])
        met[plain] += 1
        return key_in(path, digest, text[start:end], met[plain])

    return key


def theme_keys(reading: Reading) -> dict[str, str]:
    """The key of each theme of a document, by its id."""
    path = reading.article.source.path
    met: Counter[str] = Counter()
    made: dict[str, str] = {}
    for theme in reading.themes:
        plain = theme_key(path, theme.label, theme.title)
        met[plain] += 1
        made[theme.id] = theme_key(path, theme.label, theme.title, met[plain])
    return made
