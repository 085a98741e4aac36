"""From–to pairs: the end is the figure, the start its baseline: 从2.77%提高到3.3%."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.figures import indicators
from briefgen.figures.draft import NO_INDICATOR, Draft, Frame, Start
from briefgen.figures.owners import restore, told_before
from briefgen.figures.periods import find_times
from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import coordinate
from briefgen.figures.units import BARE, COUNT, MONEY, PERCENT
from briefgen.model import Baseline, Basis, Direction, Measure

if TYPE_CHECKING:
    from briefgen.figures.mentions import Mention


def begins_pair(left: str) -> bool:
    """Whether a number is the start of a from–to pair: 从2.77%."""
    return phrases().patterns["from_to"].search(left) is not None


def keep_start(left: str, mention: Mention, frame: Frame) -> None:
    """Keeps the start of a from–to pair for the number it leads to."""
    match = phrases().patterns["from_to"].search(left)
    noun = indicators.noun_before(left[: match.start()] if match else left, frame.calendar)
    times = find_times(left, frame.calendar)
    baseline = Baseline(mention.value, times[-1].period if times else None)
    elided = noun.startswith(phrases().words["share_of"])
    owner = (told_before(frame) if not noun else "") or frame.owner
    frame.start = Start((baseline,), restore(noun, owner), elided)
    frame.begun = []


def keep_further_start(mention: Mention, frame: Frame) -> bool:
    """Whether a number goes on with the starts of a from–to list; it is kept then: 由3家、5家."""
    if frame.start is None:
        return False
    first = frame.start.baselines[0]
    further = Baseline(mention.value, first.period)
    frame.start = replace(frame.start, baselines=(*frame.start.baselines, further))
    return True


def arrived(mention: Mention, frame: Frame) -> Draft | None:
    """The figure at the end of a from–to pair; None if there is no start to it."""
    if frame.start is None:
        return None
    start, noun = frame.start, frame.start.noun
    if mention.kind == BARE and not indicators.ends_with(noun, "indices"):
        frame.start = None
        return None
    frame.start, frame.owner, frame.begun = None, noun, list(start.baselines[1:])
    plain = {MONEY: Measure.AMOUNT, COUNT: Measure.COUNT, PERCENT: Measure.SHARE}
    measure = plain.get(mention.kind, Measure.PHYSICAL)
    if mention.kind == BARE and indicators.ends_with(noun, "ratios"):
        measure = Measure.MULTIPLE
    pace = phrases().patterns["pace_noun"].match(noun) if mention.kind == PERCENT else None
    if pace and mention.unit != "pp":  # 增速由6.1%提高至8.3%
        noun = frame.owner = pace["noun"]
    draft = Draft(mention, measure, noun, "from_to", noun)
    if pace:
        draft.measure, draft.basis, draft.direction = Measure.GROWTH, Basis.YOY, Direction.UP
    draft.baseline, draft.elided = start.baselines[0], start.elided
    if frame.begun and coordinate(noun, len(start.baselines)) is None:
        draft.doubts.append(NO_INDICATOR)
    return draft
