"""What a difference in points speaks of: a share itself, or the pace of a growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.figures.units import PERCENT
from briefgen.model import Direction, Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft, Frame


def without_pace(label: str) -> str:
    """`label` less 增速 or the like at its end: 增加值 of 增加值增幅."""
    pace = phrases().patterns["pace_noun"].match(label)
    return pace["noun"] if pace else label


def changed_before(frame: Frame, verb: str) -> str:
    """What a difference in points without a subject speaks of; "" without a figure before it."""
    return changed_in(frame.drafts[-1], verb) if frame.drafts else ""


def changed_in(told: Draft, verb: str = "") -> str:
    """What a difference in points says of `told`: a share itself, or the pace of a growth.

    收窄 and 扩大 speak of how far it fell; 回落 and 加快 of the rate with its sign.
    """
    if told.mention.kind != PERCENT:
        return ""
    if told.measure is not Measure.GROWTH:
        return told.indicator
    words = phrases().words
    fallen = told.direction is Direction.DOWN and verb in phrases().lists["of_falls"]
    pace = words["pace_of_fall"] if fallen else words["pace"]
    over = phrases().patterns["average_pace"].search(told.clause)
    return told.indicator + (over["years"] + words["average_of_years"] if over else "") + pace


def share_changed(left: str, frame: Frame) -> str:
    """The share whose change was told right before: 占比提升1个百分点|至52.4%; or ""."""
    if not frame.drafts or frame.drafts[-1].rule != "delta.points":
        return ""
    patterns, share = phrases().patterns, frame.drafts[-1].indicator
    told = patterns["rises_to"].match(left) and patterns["proportion"].search(share)
    return share if told else ""
