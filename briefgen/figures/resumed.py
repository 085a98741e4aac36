"""Words before a bracket or a colon that go on behind it: they belong to its numbers, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.indicators import strip_lead
from briefgen.figures.phrases import phrases

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.segments import Segment


def before_bracket(sentence: str, before: list[Segment], segment: Segment) -> str:
    """The words before a bracket that go on in it or behind it.

    占全省总面积（48.5万亩）的2.95%: 全省总面积 in it, all of 占全省总面积 behind it.
    """
    last = before[-1] if before else segment
    if segment.inner and not last.inner:
        match = phrases().patterns["share_begins"].search(sentence[last.start : last.end])
        return match["whole"] if match else ""
    outer = [each for each in before if not each.inner] if last.inner else []
    if segment.inner or not outer or outer[-1].mentions:
        return ""
    told, of = sentence[outer[-1].start : outer[-1].end], phrases().words["of"]
    goes_on = sentence.startswith(of, segment.start) or phrases().patterns["open_class"].search(
        told
    )
    return told if goes_on else ""


def before_colon(sentence: str, before: list[Segment], segment: Segment, frame: Frame) -> str:
    """The words before a colon that go on with the numbers behind it: 占比分别为：39%、19%和42%."""
    if not before or before[-1].closes != "：" or before[-1].mentions:
        return ""
    told = sentence[before[-1].start : before[-1].end]
    if not phrases().patterns["shared_below"].search(told):
        return ""
    first = segment.mentions[0].start if segment.mentions else segment.end
    if strip_lead(sentence[segment.start : first]).strip():
        return ""  # 六项浓度有五项下降，分别是：|PM2.5浓度43微克: each has its own
    frame.named = []
    return told
