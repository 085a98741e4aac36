"""Changes: what a rate of change or a difference speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import indicators
from briefgen.figures.alike import (
    like_goods,
    like_sector,
    like_share,
    of_level,
    of_parted,
    of_region,
)
from briefgen.figures.draft import DOUBTFUL_SIGN, NO_INDICATOR, Draft, Frame
from briefgen.figures.each import each_first
from briefgen.figures.elided import of_what
from briefgen.figures.indicators import noun_before
from briefgen.figures.measures import NET
from briefgen.figures.owners import restore, told_before, told_between
from briefgen.figures.pace import changed_before, without_pace
from briefgen.figures.parts import like_partner, of_output, of_product
from briefgen.figures.phrases import phrases
from briefgen.figures.quantities import SHORTEST
from briefgen.figures.units import TIMES
from briefgen.model import Basis, Direction, Measure

if TYPE_CHECKING:
    import re

    from briefgen.figures.measures import MeasureRead
    from briefgen.figures.mentions import Mention


def subject_told(frame: Frame) -> str:
    """The thing that an elliptic clause speaks of: 制造业投资 before 占工业投资比重为83%."""
    cut = frame.owner.find(phrases().words["share_of"])
    return frame.owner[:cut] if cut > 0 else frame.owner


def _of_its_kind(noun: str, mention: Mention, frame: Frame) -> str:
    """The thing that changed with its owner, and with the head of those told before it."""
    told = frame.last.partition(phrases().words["share_of"])[0]  # 进出口…，占外贸比重提升1.5个点
    told = phrases().patterns["pace_told"].sub("", told)  # 制造业增加值增速提高，采矿业增长3%
    label = like_sector(restore(noun, _owner(noun, frame)), told)
    label = of_product(like_sector(label, frame.outer), frame.outer)
    if frame.added and phrases().patterns["industry_class"].match(label):
        label = like_sector(label, frame.drafts[0].indicator if frame.drafts else frame.added)
    label = of_region(like_goods(label, frame.outer), frame.outer)
    if any(map(phrases().patterns["by_sector"].match, frame.named)):
        whole = frame.last or frame.owner
        label = like_sector(of_parted(label, whole) if _of_one(frame) else label, whole)
    points = mention.unit in phrases().lists["differences"]
    return like_share(label, frame.last) if points else label


def read_change(mention: Mention, frame: Frame, read: MeasureRead, left: str = "") -> Draft:
    """A growth rate, a difference, a multiple or a contribution, behind the words `left`."""
    patterns = phrases().patterns
    told = patterns["works_before"].sub("", read.noun)
    own = noun_before(told, frame.calendar)
    noun = like_partner(own, frame.last or frame.owner)
    partner = noun != own
    noun = patterns["adverbs_end"].sub("", noun)
    noun = each_first(noun)
    noun = patterns["driven_start"].sub("", noun)  # 带动固定资产投资增长15.4%
    noun, note = _without_note(noun)
    noun = "" if patterns["leaving_out"].match(left) else noun
    note = note or _excluding(left, frame)
    if read.measure is Measure.CONTRIBUTION:
        return _read_contribution(noun, mention, frame, read)
    if not noun and read.verb == NET:  # 其中出口增长20%，净增30亿元: of the exports
        noun = patterns["new_start"].sub("", frame.last)
    if not noun:
        noun, read = of_what(mention, frame, read)
    label = _of_its_kind(noun, mention, frame)
    label = _other_subject(noun, frame) or of_level(label, frame.outer) or told_before(frame)
    label = (told_between(frame) if not noun else "") or label
    if indicators.is_relational(without_pace(label)):
        label = indicators.subject_of(frame.before, frame.calendar) + label
    label = of_output(label, noun, frame, read.verb)
    if read.measure is Measure.GROWTH:  # 现价总产值30亿元，按可比价计算增长9.6%
        label = label.removeprefix(phrases().words["at_prices"])
    elided = not noun and read.rule == "delta.points"
    if elided:
        label = changed_before(frame, read.verb) or label
    if noun and (partner or mention.kind != TIMES) and not indicators.is_relational(noun):
        frame.owner = label
    frame.owner = frame.owner or label
    basis = read.basis
    if basis is Basis.YOY and not read.stated and frame.within:
        basis = Basis.MOM
    if read.measure is Measure.GROWTH:  # a delta tells nothing of what the next change is against
        frame.monthly = basis is Basis.MOM
        frame.within = frame.within and frame.monthly
    better = read.verb == phrases().words["betters"] and patterns["best_high"].search(label)
    way = Direction.UP if better else read.direction  # 优良天数比例改善0.3个百分点
    draft = Draft(mention, read.measure, label + note, read.rule, label, basis, way)
    draft.elided = elided
    _doubt_of_none(draft, noun, frame)
    return checked(draft)


def _doubt_of_none(draft: Draft, noun: str, frame: Frame) -> None:
    """Doubts a change of what a clause says there is none of: 无劣Ⅴ类断面，下降0.4个百分点."""
    if not noun and frame.before and phrases().patterns["told_none"].match(frame.before):
        draft.doubts.append(NO_INDICATOR)


def _of_one(frame: Frame) -> bool:
    """Whether one thing alone has been told, in this sentence or else in the one before."""
    return (len({told.noun for told in frame.drafts}) or frame.told) == 1


def _without_note(noun: str) -> tuple[str, str]:
    """A noun that needs an owner, and the bracket behind it: 产值（法人在地）; else all of it."""
    noted = phrases().patterns["noted"].match(noun)
    if not noted or not indicators.is_relational(noted["noun"]):
        return noun, ""
    return noted["noun"], noted["note"]


def _excluding(left: str, frame: Frame) -> str:
    """What this clause or the one before leaves out, as a note: 扣除…后，固定资产投资增长2.7%."""
    known, before = phrases().patterns, frame.before.strip(indicators.TRIM)
    left_out = known["leaving_out"].match(left) or known["excluding"].match(before)
    return f"（{phrases().words['excludes']}{left_out['what']}）" if left_out else ""


def _read_contribution(noun: str, mention: Mention, frame: Frame, read: MeasureRead) -> Draft:
    """What a thing adds to the growth of a whole: 拉动全部投资增长9.4个百分点."""
    words, patterns = phrases().words, phrases().patterns
    against = patterns["against_pull"].search(noun)
    with_pull = patterns["with_pull"]
    subject = with_pull.sub("", noun) or with_pull.sub("", subject_told(frame))
    label = f"{subject}{words['drives']}{read.whole}{words['growth']}"
    basis = Basis.MOM if frame.within else Basis.YOY  # 蛋价环比下降2%，影响CPI下降0.1个百分点
    draft = Draft(mention, read.measure, label, read.rule, subject, basis, read.direction)
    frame.owner = frame.owner or subject
    unsure = not noun and frame.drafts and NO_INDICATOR in frame.drafts[-1].doubts
    if not subject or unsure or indicators.is_relational(subject):
        draft.doubts.append(NO_INDICATOR)
    if against:
        draft.doubts.append(DOUBTFUL_SIGN)
    return draft


def like_last(draft: Draft, frame: Frame) -> None:
    """Makes a rate without a verb in a bracket one of change: 上涨4.5%（其中粮食类1.1%）."""
    last = frame.drafts[-1] if frame.drafts else None
    rate = phrases().patterns["proportion"].search(draft.indicator)
    if last and draft.rule == "share.rate" and last.measure is Measure.GROWTH and not rate:
        draft.measure, draft.rule = last.measure, last.rule
        draft.basis, draft.direction = last.basis, last.direction


def _owner(noun: str, frame: Frame) -> str:
    """What `noun` is of: 产值增长20.8% of the trade that the clause before says does well."""
    if not indicators.is_relational(noun) or not frame.named:
        return frame.owner
    if trade := indicators.trade_told(frame.named, frame.calendar):
        return trade
    patterns = phrases().patterns
    well = patterns["grows_well"].match(indicators.strip_lead(frame.before))
    names = str(well["names"]) + (well["head"] or "") if well else ""
    if names in phrases().lists["generic_subjects"]:
        return frame.owner
    if patterns["plain_name"].match(names) or indicators.ends_with(names, "shared_heads"):
        return names
    if frame.anew and (told := indicators.subject_of(frame.before, frame.calendar)):
        return told  # …销售额30亿元；松田电子持续加大研发力度，产值增长86%
    return "" if patterns["other_sector"].search(frame.before) else frame.owner


def _other_subject(noun: str, frame: Frame) -> str:
    """The trade that the clause before says does best: 海工产业增速最快，同比增长41.6%; or ""."""
    well = phrases().patterns["grows_well"].match(indicators.strip_lead(frame.before))
    if noun or not frame.last or not well or well["names"] in frame.last:
        return ""
    trade = phrases().patterns["sector"].fullmatch(well["names"])
    return like_sector(str(well["names"]), frame.last) if trade else ""


def change_behind(read: MeasureRead, match: re.Match[str], left: str) -> MeasureRead:
    """The reading of a rate after `left` whose change stands behind it: 实现5%的增长."""
    fall = Direction.DOWN if match["fall"] else Direction.UP
    yearly = phrases().patterns["average"].fullmatch(match["noun"])  # 10%的年均增长水平
    average = yearly or phrases().patterns["average"].search(left)
    noun = "" if yearly else match["noun"]
    noun = noun or phrases().patterns["pace_end"].sub("", read.noun)
    basis = Basis.AVERAGE if average else Basis.YOY
    return read._replace(
        measure=Measure.GROWTH, noun=noun, rule="growth.rate", basis=basis, direction=fall
    )


def checked(draft: Draft) -> Draft:
    """The figure, in doubt if its label says too little alone."""
    label, known = draft.indicator, phrases()
    short = len(label) < SHORTEST and label not in known.sets["short"]
    partner = known.patterns["partners_named"].fullmatch(label)  # 对越南增长1.3倍: of what?
    relational = indicators.is_relational(label) and label not in known.sets["alone"]
    if short or partner or relational:
        draft.doubts.append(NO_INDICATOR)
    return draft
