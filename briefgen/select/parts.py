"""Cuts a passage at its punctuation: sentences, segments (；) and comma parts, brackets whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSERS = {"（": "）", "(": ")", "《": "》", "“": "”", "‘": "’", "【": "】", "〈": "〉", "「": "」"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
SENTENCE_END = "。！？!?\n"
SEGMENT_END = "；;"
PART_END = "，,："


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
    for index, character in enumerate(text):
        if character in waiting:
            waiting[character].append(index)
        elif character in OPENERS and waiting[OPENERS[character]]:
            start = waiting[OPENERS[character]].pop()
            if index - start <= limit:
                found.append((start, index))
    return found


def enclosed(text: str, limit: int) -> bytearray:
    """One byte a character: 1 where it stands inside a bracket or quotation."""
    change = [0] * (len(text) + 1)
    for start, end in pairs(text, limit):
        change[start] += 1
        change[end] -= 1
    inside = bytearray(len(text))
    depth = 0
    for index in range(len(text)):
        depth += change[index]
        inside[index] = depth > 0
    return inside


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark in `text` has its other half."""
    depth = dict.fromkeys(CLOSERS, 0)
    for character in text:
        if character in CLOSERS:
            depth[character] += 1
        elif character in OPENERS:
            depth[OPENERS[character]] -= 1
            if depth[OPENERS[character]] < 0:
                return False
    return not any(depth.values())


def _between_digits(text: str, index: int) -> bool:
    return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


def cut(text: str, limit: int) -> Iterator[Part]:
    """The comma parts of `text` in order; empty ones are left out."""
    inside = enclosed(text, limit)
    start = sentence = segment = 0
    for index, character in enumerate(text):
        ends = character in SENTENCE_END
        breaks = character in SEGMENT_END
        if not (ends or breaks or character in PART_END) or inside[index]:
            continue
        if not ends and _between_digits(text, index):
            continue
        if index > start:
            yield Part(start, index, character, sentence, segment)
        start = index + 1
        sentence += ends
        segment += ends or breaks
    if len(text) > start:
        yield Part(start, len(text), "", sentence, segment)
