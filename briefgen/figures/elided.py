"""What a change without a subject is of: a share just told, or the thing that it is a share of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.alike import like_sector
from briefgen.figures.phrases import phrases
from briefgen.figures.units import MONEY, PERCENT
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.measures import MeasureRead
    from briefgen.figures.mentions import Mention

TENTH = 10  # percent; Source: the yearly changes of shares in provincial bulletins are below it


def of_what(mention: Mention, frame: Frame, read: MeasureRead) -> tuple[str, MeasureRead]:
    """The thing that a change without a subject is one of, "" for the last one, and its reading."""
    if held := _grown_itself(mention, frame, read):
        return held, read
    if _of_share(mention, frame, read):
        return "", read._replace(measure=Measure.DELTA, rule="delta.points")
    if read.rule != "delta.quantity" or not frame.last:
        return "", read
    days = phrases().patterns["share_of_days"].match(frame.last)
    if days and mention.unit == days["unit"]:
        return days["days"], read  # 优良天数比例达到77%、增加13天
    alike = frame.drafts[-1].mention.kind == PERCENT and _counted_before(mention, frame)
    return alike or (frame.last if _of_counted(mention, frame) else ""), read


def _grown_itself(mention: Mention, frame: Frame, read: MeasureRead) -> str:
    """What a rate behind its share is the growth of: 采矿业增加值占比达96%，同比下降15.6%; or "".

    A share itself is said to rise (提高) or to change in points, never to grow (增长); what else is
    said to fall is the sum of a trade, since 民间投资占比60%，同比下降2% may be of either; no
    share falls by as much as a tenth of all.
    """
    told = frame.drafts[-1] if frame.drafts else None
    held = phrases().patterns["share_of_held"].match(told.indicator) if told else None
    if told is None or held is None or told.measure is not Measure.SHARE:
        return ""
    if read.measure is not Measure.GROWTH or mention.unit != told.mention.unit:
        return ""
    what = str(held["what"])
    for each in reversed(frame.drafts[:-1]):
        what = like_sector(what, _share_end(each.indicator))
    if read.verb in phrases().lists["rise_of_sums"]:
        return what
    fell = read.stated and read.verb in phrases().lists["fall_of_sums"]
    summed = any(each.noun == what and each.mention.kind == MONEY for each in frame.drafts)
    large = mention.value >= TENTH
    of_trade = phrases().patterns["sum_of_trade"].search(what)
    return what if fell and (summed or large or of_trade) else ""


def _share_end(label: str) -> str:
    """What `label` is the share of, or `label` itself: 采矿业增加值 of 采矿业增加值占比."""
    held = phrases().patterns["share_of_held"].match(label)
    return str(held["what"]) if held else label


def _of_share(mention: Mention, frame: Frame, read: MeasureRead) -> bool:
    """Whether a rate of change is one of a share told before, in points: 比上年提高0.5%."""
    shared = frame.drafts and frame.drafts[-1].measure is Measure.SHARE
    return bool(
        shared
        and not phrases().patterns["of_plan"].search(frame.last)
        and read.measure is Measure.GROWTH
        and read.stated  # 占29.6%，下降28.5%: the thing itself fell
        and mention.unit == frame.drafts[-1].mention.unit
        and read.verb in phrases().lists["of_shares"]
    )


def _of_counted(mention: Mention, frame: Frame) -> bool:
    """Whether a change is one of the things just counted: 12个县收入过亿，比上年增加4个."""
    told = frame.drafts[-1] if frame.drafts else None
    return told is not None and told.counts_noun and told.mention.unit == mention.unit


def _counted_before(mention: Mention, frame: Frame) -> str:
    """The thing told in the unit of a change without a subject: 8652户，占比12%，增加632户."""
    alike = (told for told in reversed(frame.drafts) if told.mention.unit == mention.unit)
    return next((told.noun for told in alike if told.measure is not Measure.DELTA), "")
