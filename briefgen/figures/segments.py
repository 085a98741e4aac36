"""Sentences of a passage and the segments of a sentence, each with the numbers it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.figures.mentions import Mention, find_mentions
from briefgen.figures.phrases import phrases

STOPS = re.compile(r"[。！？!?\n]+[”’）]?")
OPENING, CLOSING = "（“《〔【", "）”》〕】"
MARKS = "，；：,;"
LONGEST = 2000  # characters a sentence may have before it is cut at the next comma


@dataclass(frozen=True, slots=True)
class Segment:
    """A clause of a sentence, `sentence[start:end]`, with its numbers; `closes` is what ends it.

    `inner` is true inside a bracket: it speaks of what stands before the bracket.
    """

    start: int
    end: int
    mentions: tuple[Mention, ...]
    closes: str
    inner: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether a list goes on behind it."""
        return self.closes in phrases().lists["joints"]


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of `text`; stops inside quotations do not count."""
    out = []
    start = 0
    for match in STOPS.finditer(text):
        out.append((start, match.end()))
        start = match.end()
    if start < len(text):
        out.append((start, len(text)))
    return [piece for span in out for piece in _short(text, *span)]


def _short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cuts a run without stops at commas, so that work stays linear on any input."""
    out = []
    while end - start > LONGEST:
        comma = text.rfind("，", start + LONGEST // 2, start + LONGEST)
        cut = comma + 1 if comma > 0 else start + LONGEST
        out.append((start, cut))
        start = cut
    return [*out, (start, end)]


def segments(sentence: str) -> list[Segment]:
    """The clauses of `sentence`.

    It is cut at commas, at brackets that hold numbers, and at list marks that follow a number
    (新技术35项、新产品54项).
    """
    mentions = find_mentions(sentence)
    cuts = _cuts(sentence, mentions)
    out = []
    start = 0
    depth = 0
    for at, mark in [*cuts, (len(sentence), "")]:
        held = tuple(m for m in mentions if start <= m.start < at)
        if sentence[start:at].strip():
            out.append(Segment(start, at, held, mark, inner=depth > 0))
        depth += {"（": 1, "）": -1}.get(mark, 0)
        start = at + len(mark)
    return out


def _cuts(sentence: str, mentions: list[Mention]) -> list[tuple[int, str]]:
    """Positions of the marks that part clauses, with the mark."""
    inside = _nested(sentence)
    ends = {mention.closed for mention in mentions if not mention.shared}
    covered = {at for mention in mentions for at in range(mention.start, mention.closed)}
    numbered = _numbered_brackets(sentence, mentions)
    cuts = []
    for at, char in enumerate(sentence):
        if at in covered:
            continue
        if at in numbered:
            cuts.append((at, char))
        elif inside[at]:
            continue
        elif char in MARKS or (char in phrases().lists["joints"] and at in ends):
            cuts.append((at, char))
    return cuts


def _nested(sentence: str) -> list[bool]:
    """For each character whether a bracket or quotation holds it; unbalanced ones are ignored."""
    inside = [False] * len(sentence)
    stack: list[tuple[str, int]] = []
    for at, char in enumerate(sentence):
        if char in OPENING:
            stack.append((char, at))
        elif char in CLOSING and stack and stack[-1][0] == OPENING[CLOSING.index(char)]:
            _, start = stack.pop()
            if not stack:
                inside[start : at + 1] = [True] * (at + 1 - start)
    return inside


def _numbered_brackets(sentence: str, mentions: list[Mention]) -> set[int]:
    """Positions of the round brackets that hold a number or a rank; their content is clauses."""
    out: set[int] = set()
    for match in re.finditer(r"（([^（）]*)）", sentence):
        spans = [m for m in mentions if match.start() < m.start and m.end <= match.end()]
        before = [m for m in mentions if m.start <= match.start() < m.end]
        telling = phrases().patterns["rank_hint"].search(match[1])
        if (spans or telling) and not before:
            out |= {match.start(), match.end() - 1}
            out |= {
                at
                for at in range(match.start(1), match.end(1))
                if sentence[at] in MARKS and not any(m.start <= at < m.end for m in mentions)
            }
    return out
