"""Shares and changes: what a percentage or a difference speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import indicators
from briefgen.figures.draft import DOUBTFUL_SIGN, NO_INDICATOR, Draft, Frame
from briefgen.figures.indicators import noun_before, restore
from briefgen.figures.mentions import PERCENT, TIMES, Mention
from briefgen.figures.phrases import phrases
from briefgen.figures.quantities import SHORTEST
from briefgen.figures.subjects import like_sector
from briefgen.model import Basis, Direction, Measure

if TYPE_CHECKING:
    import re

    from briefgen.figures.measures import MeasureRead


def read_share(left: str, mention: Mention, right: str, frame: Frame, read: MeasureRead) -> Draft:
    """A share or rate: 占规上工业利润总额的58.1%, 解决率98.6%, 90%以上的矛盾纠纷."""
    words = phrases().words
    if read.whole:
        owner = noun_before(read.noun, frame.calendar)
        owner = _subject(frame) if not owner or indicators.is_relational(owner) else owner
        label = f"{owner}{words['share_of']}{read.whole}{words['share']}"
        draft = Draft(mention, Measure.SHARE, label, read.rule, owner)
        draft.elided = not noun_before(read.noun, frame.calendar)
        frame.owner = owner or frame.owner  # …（占总投资的32.1%），增长103.2% is of the investment
    else:
        back = phrases().patterns["recovered"].search(left)
        label = _rate_label(left[: back.start()] if back else left, right, frame)
        draft = Draft(mention, Measure.SHARE, label, read.rule, label)
        if back:
            draft.indicator += f"{words['recovered']}{back['base']}{words['proportion']}"
        draft.elided = indicators.is_relational(noun_before(left, frame.calendar))
        frame.owner = label or frame.owner
    return _checked(draft)


def _rate_label(left: str, right: str, frame: Frame) -> str:
    words, patterns = phrases().words, phrases().patterns
    noun = noun_before(left, frame.calendar)
    done = patterns["completed"].search(left)
    if done and noun:
        noun = noun.removesuffix(done["verb"]) + done["verb"] + words["rate"]
    if right.startswith(words["of"]) and not noun:
        return right.removeprefix(words["of"]).strip("，。；、")
    ahead = right.strip("，。；、")
    if not noun and ahead and not patterns["not_a_noun"].match(ahead):
        return ahead  # 超80%监测对象稳定消除返贫风险
    label = restore(noun, frame.owner)
    of_share = patterns["of_share"].match(right)
    return label + of_share["share"] if of_share else label


def _subject(frame: Frame) -> str:
    """The thing that an elliptic clause speaks of: 制造业投资 before 占工业投资比重为83%."""
    cut = frame.owner.find(phrases().words["share_of"])
    return frame.owner[:cut] if cut > 0 else frame.owner


def read_change(mention: Mention, frame: Frame, read: MeasureRead) -> Draft:
    """A growth rate, a difference, a multiple or a contribution."""
    noun = noun_before(read.noun, frame.calendar)
    noun = phrases().patterns["adverbs_end"].sub("", noun)
    if read.measure is Measure.CONTRIBUTION:
        words = phrases().words
        against = phrases().patterns["against_pull"].search(noun)
        noun = phrases().patterns["with_pull"].sub("", noun)
        subject = noun or _subject(frame)
        label = f"{subject}{words['drives']}{read.whole}{words['growth']}"
        draft = Draft(mention, read.measure, label, read.rule, subject, Basis.YOY, read.direction)
        if not subject or indicators.is_relational(subject):
            draft.doubts.append(NO_INDICATOR)
        if against:
            draft.doubts.append(DOUBTFUL_SIGN)
        return draft
    if not noun and _of_share(mention, frame, read):
        read = read._replace(measure=Measure.DELTA, rule="delta.points")
    label = like_sector(restore(noun, _owner(noun, frame)), frame.last) or told_before(frame)
    if read.verb in phrases().lists["of_output"] and not indicators.ends_with(label, "harvest"):
        label = label and label + phrases().words["output"]
    elided = not noun and read.rule == "delta.points"
    if elided:
        label = _changed(frame, read.verb) or label
    if noun and mention.kind != TIMES and not indicators.is_relational(noun):
        frame.owner = label
    frame.owner = frame.owner or label
    basis = read.basis
    if basis is Basis.YOY and not read.stated and frame.within:
        basis = Basis.MOM
    if read.measure is Measure.GROWTH:  # a delta tells nothing of what the next change is against
        frame.monthly = basis is Basis.MOM
        frame.within = frame.within and frame.monthly
    draft = Draft(mention, read.measure, label, read.rule, label, basis, read.direction)
    draft.elided = elided
    return _checked(draft)


def _owner(noun: str, frame: Frame) -> str:
    """What `noun` is of: 产值增长20.8% of the trade that the clause before says does well."""
    if not indicators.is_relational(noun) or not frame.named:
        return frame.owner
    patterns = phrases().patterns
    well = patterns["grows_well"].match(indicators.strip_lead(frame.before))
    names = str(well["names"]) + (well["head"] or "") if well else ""
    if names in phrases().lists["generic_subjects"]:
        return frame.owner
    if patterns["plain_name"].match(names) or indicators.ends_with(names, "shared_heads"):
        return names
    return "" if patterns["other_sector"].search(frame.before) else frame.owner


def _of_share(mention: Mention, frame: Frame, read: MeasureRead) -> bool:
    """Whether a rate of change is one of a share told before, in points: 比上年提高0.5%."""
    shared = frame.drafts and frame.drafts[-1].measure is Measure.SHARE
    return bool(
        shared
        and not phrases().patterns["of_plan"].search(frame.last)
        and read.measure is Measure.GROWTH
        and mention.unit == frame.drafts[-1].mention.unit
        and read.verb in phrases().lists["of_shares"]
    )


def told_before(frame: Frame) -> str:
    """The indicator that the clause before names: 工业增加值按可比价计算，增长5%."""
    nouns = (
        noun_before(frame.before, frame.calendar),
        indicators.subject_of(frame.before, frame.calendar),
    )
    return next((noun for noun in nouns if indicators.ends_with(noun, "shared_heads")), "")


def _changed(frame: Frame, verb: str) -> str:
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
    return told.indicator + pace


def change_behind(read: MeasureRead, match: re.Match[str]) -> MeasureRead:
    """The reading of a rate whose change stands behind it: 实现5%的增长, 5%的经济增速."""
    fall = Direction.DOWN if match["fall"] else Direction.UP
    noun = match["noun"] or read.noun
    return read._replace(
        measure=Measure.GROWTH, noun=noun, rule="growth.rate", basis=Basis.YOY, direction=fall
    )


def apply_sign(draft: Draft) -> None:
    """Turns a change with a minus, and makes a rate below zero negative; else a minus is in doubt.

    增长-3.2% is a fall of 3.2%; 自然增长率为-0.99‰ a rate of -0.99; 下降-3.2% may be either.
    """
    mention = draft.mention
    if mention.sign == "-" and draft.direction is Direction.UP:
        draft.direction = Direction.DOWN
    elif mention.sign == "-" and draft.measure is Measure.SHARE and not mention.value_max:
        draft.mention = mention._replace(value=-mention.value)
    elif mention.sign in {"-", "?"}:
        draft.doubts.append(DOUBTFUL_SIGN)


def _checked(draft: Draft) -> Draft:
    if len(draft.indicator) < SHORTEST or indicators.is_relational(draft.indicator):
        draft.doubts.append(NO_INDICATOR)
    return draft
