"""Some of the things counted, told by what they have: 企业85家，其中产值超亿元的20家."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.draft import NO_INDICATOR, Draft
from briefgen.figures.indicators import TRIM, noun_after, without_times
from briefgen.figures.phrases import phrases
from briefgen.figures.units import COUNT, PHYSICAL

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.mentions import Mention
    from briefgen.model import Measure


def of_condition(
    left: str, mention: Mention, right: str, frame: Frame, measure: Measure
) -> Draft | None:
    """The figure of those of the things counted that meet a condition; None if none is told.

    A condition that leaves out what it measures takes that of the one before: 产值超亿元的20家，
    超10亿元的3家. Things that are counted nowhere before or behind are in doubt.
    """
    if mention.kind not in {COUNT, PHYSICAL} or phrases().words["of"] not in left:
        return None
    met = phrases().patterns["condition_met"].match(without_times(left, frame.calendar))
    if met is None:
        return None
    of, condition = phrases().words["of"], met["what"]
    thing = noun_after(right.strip(TRIM), mention.unit)[0] or _counted(mention, frame)
    if phrases().patterns["condition_start"].match(condition):
        condition = _measured(frame) + condition
    label = f"{condition}{of}{thing}"
    draft = Draft(mention, measure, label, f"{measure.value}.after_noun", label)
    if not thing or phrases().patterns["condition_start"].match(condition):
        draft.doubts.append(NO_INDICATOR)
    return draft


def _counted(mention: Mention, frame: Frame) -> str:
    """The things last counted in the unit of a number, without the condition that they met."""
    alike = (told for told in reversed(frame.drafts) if told.mention.unit == mention.unit)
    told = next(alike, None)
    thing = told.indicator.rpartition(phrases().words["of"])[2] if told else ""
    return phrases().patterns["sum_start"].sub("", thing)  # 总人口50万人，60岁以上的有9.8万人


def _measured(frame: Frame) -> str:
    """What the condition before measures: 产值 of 产值超亿元的企业; "" if there is none."""
    told = frame.drafts[-1].indicator if frame.drafts else ""
    of = phrases().patterns["condition_of"].match(told)
    return of[0] if of else ""
