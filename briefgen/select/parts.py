"""Cuts a passage at its punctuation: sentences, segments (；) and comma parts, brackets whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSERS = {"（": "）", "(": ")", "《": "》", "“": "”", "‘": "’", "【": "】", "〈": "〉", "「": "」"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
SENTENCE_END = "。！？!?…\n"
SEGMENT_END = "；;"
PART_END = "，,："
MARK = re.compile(rf"[{SENTENCE_END}{SEGMENT_END}{PART_END}]|\.{{3,}}")
BRACKET = re.compile("[" + re.escape("".join((*CLOSERS, *OPENERS))) + "]")


@dataclass(frozen=True, slots=True)
class Part:
    """A comma part: `start:end` without its closing `mark`; its sentence and segment by number."""

    start: int
    end: int
    mark: str
    sentence: int
    segment: int


def pairs(text: str, limit: int) -> list[tuple[int, int]]:
    """The places of matching brackets and quotation marks no further apart than `limit`."""
    found: list[tuple[int, int]] = []
    waiting: dict[str, list[int]] = {opener: [] for opener in CLOSERS}
    for match in BRACKET.finditer(text):
        index, character = match.start(), match[0]
        if character in waiting:
            waiting[character].append(index)
        elif waiting[OPENERS[character]]:
            start = waiting[OPENERS[character]].pop()
            if index - start <= limit:
                found.append((start, index))
    return found


def enclosed(text: str, limit: int) -> list[tuple[int, int]]:
    """The stretches inside brackets and quotations, in order; those within others are left out."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(pairs(text, limit)):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark in `text` has its other half."""
    depth: dict[str, int] = {}
    for match in BRACKET.finditer(text):
        opens = match[0] in CLOSERS
        opener = match[0] if opens else OPENERS[match[0]]
        depth[opener] = depth.get(opener, 0) + (1 if opens else -1)
        if depth[opener] < 0:
            return False
    return not any(depth.values())


def _between_digits(text: str, index: int) -> bool:
    return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


def cut(text: str, limit: int) -> Iterator[Part]:
    """The comma parts of `text` in order; empty ones are left out."""
    inside = iter([*enclosed(text, limit), (len(text), len(text))])
    skip = next(inside)
    start = sentence = segment = 0
    for match in MARK.finditer(text):
        index, character = match.start(), match[0]
        dots = len(character) > 1  # an ellipsis as it is typed
        while skip[1] < index:
            skip = next(inside)
        ends = dots or character in SENTENCE_END
        if skip[0] < index or (not ends and _between_digits(text, index)):
            continue
        if index > start:
            yield Part(start, index, character, sentence, segment)
        start = match.end()
        sentence += ends
        segment += ends or character in SEGMENT_END
    if len(text) > start:
        yield Part(start, len(text), "", sentence, segment)
