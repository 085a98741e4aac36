"""Whether a figure of a month adds up from January on: 4月，收入累计完成2.5亿元，下降4.2%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.phrases import may_match, phrases
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft
    from briefgen.figures.frames import Setting

CHANGES = {Measure.GROWTH, Measure.DELTA, Measure.SHARE}


def adds_up_in_year(draft: Draft, setting: Setting) -> bool:
    """Whether 累计 stands in the clause of a figure, or in one that it goes on with.

    What changed with the sum does so, and its parts behind 其中, but not what has its own month.
    """
    patterns, sentence = phrases().patterns, setting.sentence
    if patterns["cumulative"].search(draft.clause):
        return True
    before = sentence[: draft.mention.start]
    if setting.said.summed and patterns["parts"].match(sentence):
        return not setting.times and not patterns["of_month"].search(before)
    if not may_match("cumulative", before):
        return False
    sums = [found.end() for found in patterns["cumulative"].finditer(before)]
    if not sums or any(sums[-1] <= time.start < len(before) for time in setting.times):
        return False
    between = before[sums[-1] :]
    if patterns["of_month"].search(between):
        return False
    goes_on = draft.measure in CHANGES and "；" not in between
    return goes_on or phrases().words["among"] in between


def told_to_date(sentence: str) -> bool:
    """Whether a sentence tells sums since January, whose parts the next may tell: 其中：税收…."""
    patterns = phrases().patterns
    sums = may_match("cumulative", sentence) and patterns["cumulative"].search(sentence)
    return bool(sums) and not patterns["of_month"].search(sentence)
