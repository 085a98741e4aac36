"""Sentences of a passage and the segments of a sentence, each with the numbers it holds."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefgen.figures.guards import covered
from briefgen.figures.mentions import Mention, find_mentions
from briefgen.figures.phrases import may_tell, phrases

# Begins with the sign and then looks back, so that the text is only scanned for these signs.
STOPS = re.compile(r"[。！？!?\n….](?:(?<!\.)[。！？!?\n…]*|(?<=\.)\.{2,})[”’）]?")
OPENING, CLOSING = "（“《〔【", "）”》〕】"
BRACKETS = re.compile(f"[{OPENING}{CLOSING}]")
ROUND = re.compile("（([^（）]*)）")
MARKS = "，；：,;"
LIST_MARK, SLASH = "、", "/"
SPEECH = 40  # characters: a longer quotation is speech, with clauses of its own
LONGEST = 2000  # characters a sentence may have before it is cut at the next comma


class Segment(NamedTuple):
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


@lru_cache(maxsize=16)  # a passage is cut for its sections, and again for its figures
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of `text`; stops inside quotations do not count."""
    out = []
    start = 0
    for match in STOPS.finditer(text):
        out.append((start, match.end()))
        start = match.end()
    if start < len(text):
        out.append((start, len(text)))
    if all(end - start <= LONGEST for start, end in out):
        return tuple(out)
    return tuple(piece for span in out for piece in _short(text, *span))


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
    start = depth = first = 0
    for at, mark in [*cuts, (len(sentence), "")]:
        last = first
        while last < len(mentions) and mentions[last].start < at:
            last += 1
        held, first = tuple(mentions[first:last]), last
        if sentence[start:at].strip():
            out.append(Segment(start, at, held, mark, inner=depth > 0))
        depth += {"（": 1, "）": -1}.get(mark, 0)
        start = at + len(mark)
    return out


def _cuts(sentence: str, mentions: list[Mention]) -> list[tuple[int, str]]:
    """Positions of the marks that part clauses, with the mark."""
    nested = _nested(sentence)
    inside = covered(nested, len(sentence)) if nested else b""
    numbers = covered([(each.start, each.closed) for each in mentions], len(sentence))
    ends = {_closed(sentence, mention) for mention in mentions if not mention.shared}
    numbered = _numbered_brackets(sentence, mentions)
    boasts, gaps = _boasts(sentence), _gap_lists(sentence, mentions)
    cuts = []
    for match in phrases().patterns["clause_mark"].finditer(sentence):
        at, mark = match.start(), match[0]
        if numbers[at] or at in gaps:
            continue
        if at in numbered:
            cuts.append((at, mark))
        elif (inside and inside[at]) or mark in "（）":
            continue
        elif mark in MARKS or at in ends or at in boasts:
            cuts.append((at, mark))
    return cuts


def _closed(sentence: str, mention: Mention) -> int:
    """Where a number ends, with what it is per: 800元/月|、农村低保标准…."""
    if not sentence.startswith(SLASH, mention.closed):
        return mention.closed
    per = phrases().patterns["sum_per_behind"].match(sentence, mention.closed)
    return per.end() if per else mention.closed


def _boasts(sentence: str) -> set[int]:
    """Where what only praises a thing ends, before its rate: 5万亿元、稳居全国前列|、增长5%."""
    if not may_tell("boast", sentence):
        return set()
    return {match.end() for match in phrases().patterns["boast"].finditer(sentence)}


def _gap_lists(sentence: str, mentions: list[Mention]) -> set[int]:
    """The marks between gaps to one benchmark: 分别高于全省10.1个百分点|、9.5个百分点."""
    if not may_tell("gap_before", sentence):
        return set()
    found: set[int] = set()
    begin = phrases().patterns["gap_before"]
    for one, two in pairwise(mentions):
        if {one.unit, two.unit} != {"pp"} or sentence[one.closed : two.start] != LIST_MARK:
            continue
        if one.start - 1 in found or begin.search(sentence[: one.start]):
            found.add(one.closed)
    return found


def _nested(sentence: str) -> list[tuple[int, int]]:
    """Start and end of each outermost bracket or quotation; unbalanced ones are none."""
    spans = []
    stack: list[tuple[str, int]] = []
    for match in BRACKETS.finditer(sentence):
        char = match[0]
        if char in OPENING:
            stack.append((char, match.start()))
        elif stack and stack[-1][0] == OPENING[CLOSING.index(char)]:
            _, start = stack.pop()
            if not stack and match.start() - start <= SPEECH:
                spans.append((start, match.end()))
    return spans


def _numbered_brackets(sentence: str, mentions: list[Mention]) -> set[int]:
    """Positions of the round brackets that hold a number or a rank; their content is clauses."""
    out: set[int] = set()
    for match in ROUND.finditer(sentence):
        spans = [m for m in mentions if match.start() < m.start and m.end <= match.end()]
        before = [m for m in mentions if m.start <= match.start() < m.end]
        telling = phrases().patterns["rank_hint"].search(match[1])
        if (spans or telling) and not before:
            marks = (at for at in range(match.start(1), match.end(1)) if sentence[at] in MARKS)
            out |= {match.start(), match.end() - 1, *marks}
    return out
