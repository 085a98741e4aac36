"""Multiples in words (翻番, 翻两番, 倍增), which are figures of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import comparisons
from briefgen.figures.draft import Draft, Frame
from briefgen.figures.indicators import noun_before
from briefgen.figures.mentions import Mention
from briefgen.figures.owners import restore
from briefgen.figures.phrases import phrases
from briefgen.figures.ranks import words_before
from briefgen.figures.units import TIMES
from briefgen.lexicon import load_toml
from briefgen.model import Basis, Bound, Direction, Measure

if TYPE_CHECKING:
    from briefgen.figures.segments import Segment


def read_multiples(sentence: str, segment: Segment, frame: Frame) -> None:
    """Adds the multiples of a clause that are written in words: 翻番, 翻两番, 倍增."""
    clause, patterns = sentence[segment.start : segment.end], phrases().patterns
    slogans = [match.span() for match in patterns["slogan"].finditer(clause)]
    for found in comparisons.find_multiples(clause):
        if any(start < found.start < end for start, end in slogans):
            continue
        left = words_before(sentence, segment, segment.start + found.start, found.start)
        left = patterns["against_end"].sub("", left)
        noun = noun_before(left, frame.calendar)
        grown = frame.drafts and frame.drafts[-1].measure is Measure.GROWTH
        own = grown and noun in phrases().lists["rank_of_growth"]  # 增长7.9倍，增速翻了一番
        label = restore(noun, frame.drafts[-1].indicator if own else frame.owner)
        if not label:
            continue
        start, end = segment.start + found.start, segment.start + found.end
        unit = load_toml("units")["times"]["plain"]
        over_years = patterns["over_years"].search(sentence) and not patterns["yoy"].search(clause)
        draft = Draft(
            Mention(start, end, TIMES, found.value, unit, Bound.OVER if found.more else None),
            Measure.MULTIPLE,
            label,
            "multiple.double",
            label,
            None if over_years else Basis.YOY,
            Direction.UP,
        )
        draft.clause = clause
        frame.drafts.append(draft)
        frame.drafts.sort(key=lambda item: item.mention.start)
