"""Gaps to a benchmark that stand in a clause of their own: which figure they are told of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures import comparisons, indicators
from briefgen.figures.draft import NO_INDICATOR, Draft
from briefgen.figures.indicators import strip_lead, without_times
from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import items
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.segments import Segment
    from briefgen.model import Comparison

RATES = {"%", "‰", "pp"}
DIFFERENCES = {Measure.DELTA, Measure.CONTRIBUTION}


def may_give(drafts: list[Draft], clause: str) -> bool:
    """Whether a gap in points is one of the figures told: of rates, and of growth if it says so.

    投入8.69亿元，比全市投资增幅高4个百分点: of a growth that is not told; so is
    增长4.6%，两年平均增速高于全国0.3个百分点.
    """
    told, mean = compared(drafts), phrases().patterns["mean_of_years"]
    if mean.match(clause) and not mean.match(told.clause):
        return False
    grown = any(draft.measure is Measure.GROWTH for draft in drafts)
    if told.mention.unit not in RATES:
        return grown
    return grown or told.measure is not Measure.SHARE or not _names_growth(clause)


def give(drafts: list[Draft], gap: tuple[Comparison, ...], clause: str) -> None:
    """Gives gaps to their figures: several to one benchmark to as many rates, in order.

    A gap of the rate of growth is that of the last growth: 占全省6.47%，较全省增速高1.87个百分点.
    """
    told = drafts[-len(gap) :]
    rates_told = len(told) == len(gap) > 1 and _all_rates(told)
    if rates_told and len({each.benchmark for each in gap}) == 1:
        for draft, each in zip(told, gap, strict=True):
            draft.versus.append(each)
    else:
        told_of = compared(drafts)
        grown = [draft for draft in drafts if draft.measure is Measure.GROWTH]
        of_growth = told_of.measure is Measure.SHARE and _names_growth(clause)
        if grown and (of_growth or told_of.mention.unit not in RATES):
            told_of = grown[-1]
        told_of.versus.extend(gap)


def unread(segment: Segment) -> list[Draft]:
    """The gaps of a clause as figures in doubt: of a figure that the text does not tell."""
    return [
        Draft(mention, Measure.DELTA, "", "delta.points", doubts=[NO_INDICATOR])
        for mention in segment.mentions
    ]


def _names_growth(clause: str) -> bool:
    return any(map(clause.__contains__, phrases().lists["rank_of_growth"]))


def _all_rates(told: list[Draft]) -> bool:
    """Whether the figures are all rates of growth, or all shares."""
    return {draft.measure for draft in told} in ({Measure.GROWTH}, {Measure.SHARE})


def compared(drafts: list[Draft]) -> Draft:
    """The figure that a gap speaks of: the last that is not itself a difference."""
    levels = [d for d in drafts if d.measure not in DIFFERENCES and not d.elsewhere]
    return levels[-1] if levels else drafts[-1]


def gap_of(clause: str, segment: Segment, frame: Frame) -> tuple[Comparison, ...] | None:
    """The comparisons of a clause that states only a gap: 高于全省平均7.7个百分点."""
    points = segment.mentions
    if any(mention.unit != "pp" for mention in points):
        return None
    left = clause[: points[0].start - segment.start]
    plain = strip_lead(without_times(left, frame.calendar))
    gap = comparisons.read_gap(plain, points, frame.own)
    if gap and len(points) > 1:
        gap = _each_named(gap, clause, segment)
    if gap and frame.drafts and _of_another(plain, compared(frame.drafts).indicator):
        return None
    if gap and frame.drafts and _better_lower(clause, compared(frame.drafts)):
        return tuple(replace(each, delta=-each.delta) for each in gap)
    if gap is None and frame.drafts and len(points) == 1:
        return comparisons.read_further_gap(left, points[0], compared(frame.drafts).versus)
    return gap


def _each_named(
    gap: tuple[Comparison, ...], clause: str, segment: Segment
) -> tuple[Comparison, ...]:
    """The gaps with what stands before each: 高于全国0.7、全省2.3个百分点."""
    out, points = list(gap), segment.mentions
    for at, (one, two) in enumerate(pairwise(points), 1):
        between = clause[one.end - segment.start : two.start - segment.start]
        further = comparisons.read_further_gap(between, two, out[:at])
        if further and at < len(out):
            out[at] = further[0]
    return tuple(out)


def _better_lower(clause: str, told: Draft) -> bool:
    """Whether a gap is told as better, of what is better the lower: 失业率好于全国0.1个百分点."""
    patterns = phrases().patterns
    level = told.measure not in {Measure.GROWTH, Measure.DELTA}  # a fall is better the larger
    better = patterns["better"].search(clause) and patterns["best_low"].search(told.indicator)
    return level and bool(better)


def _of_another(clause: str, told: str) -> bool:
    """Whether a gap names a measure that is not the one told: 税收增长，工业增幅高于全国."""
    match = phrases().patterns["gap_of"].match(clause)
    noun = strip_lead(match["noun"]) if match else ""
    measure = phrases().patterns["sector"].match(noun) or any(
        any(indicators.ends_with(name, heads) for heads in ("shared_heads", "firms_sums"))
        or name in phrases().sets["sums_named"]
        for name in items(noun)
    )
    return bool(measure) and noun not in told and told not in noun
