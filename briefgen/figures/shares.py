"""Shares and rates: what a percentage is a share of, and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import indicators
from briefgen.figures.alike import like_sector
from briefgen.figures.draft import NO_INDICATOR, Draft, Frame
from briefgen.figures.indicators import TRIM, noun_before
from briefgen.figures.owners import restore
from briefgen.figures.pace import share_changed
from briefgen.figures.phrases import phrases
from briefgen.figures.rates import checked, subject_told
from briefgen.lexicon import load_toml
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.measures import MeasureRead
    from briefgen.figures.mentions import Mention

OF_THEIRS = ("results", "increments", "outlays")  # what of the thing spoken of has a share


def read_share(left: str, mention: Mention, right: str, frame: Frame, read: MeasureRead) -> Draft:
    """A share or rate: 占规上工业利润总额的58.1%, 解决率98.6%, 90%以上的矛盾纠纷."""
    words, patterns = phrases().words, phrases().patterns
    read = _contributed(left, right, frame, read)
    if not read.whole and patterns["bare_share"].search(left):
        read = read._replace(
            noun=patterns["bare_share"].sub("", left),
            whole=_whole_before(frame),
        )
        read = read._replace(rule="share.of") if read.whole else read
    if not read.whole and patterns["bare_done"].match(left):
        read = read._replace(noun="", whole=_plan_before(frame))
    if read.whole:
        owner = _owner_of_share(read, frame)
        whole = patterns["sum_inside"].sub("", read.whole)  # 完成全年1.8万亿元任务目标的91.8%
        label = f"{owner}{words['share_of']}{whole}{words['share']}"
        draft = Draft(mention, Measure.SHARE, label, read.rule, owner)
        draft.elided = not noun_before(read.noun, frame.calendar)
        if indicators.is_relational(owner):
            draft.doubts.append(NO_INDICATOR)
        frame.owner = owner or frame.owner  # …（占总投资的32.1%），增长103.2% is of the investment
    else:
        back = phrases().patterns["recovered"].search(left)
        label = _rate_label(left[: back.start()] if back else left, right, frame)
        draft = Draft(mention, Measure.SHARE, label, read.rule, label)
        if label and not noun_before(left, frame.calendar) and patterns["bare_done"].match(left):
            draft.indicator += words["done_rate"]
        elif label and (patterns["bare_share"].search(left) or _shares_too(label, frame)):
            draft.indicator += words["proportion_of"]
        if back:
            draft.indicator += f"{words['recovered']}{back['base']}{words['proportion']}"
        draft.elided = indicators.is_relational(noun_before(left, frame.calendar))
        frame.owner = label or frame.owner
    if not read.whole and _unsaid(left, right):
        draft.doubts.append(NO_INDICATOR)
    if not label.removeprefix(words["share_of"]) or label.startswith(words["share_of"]):
        draft.doubts.append(NO_INDICATOR)  # 占任务数的28.86%, of what the text does not say
    return checked(draft)


def _unsaid(left: str, right: str) -> bool:
    """Whether the words around a share do not say what is so much of what."""
    of, patterns = phrases().words["of"], phrases().patterns
    if right.startswith(of) and patterns["deed_told"].match(left):
        return True  # 稳住了脱贫民众|近七成|的收入
    return left.endswith(of) and not patterns["recovered"].search(left)  # 出口创汇的98%


def _contributed(left: str, right: str, frame: Frame, read: MeasureRead) -> MeasureRead:
    """The share of what stands behind it that is contributed: 贡献了|60%以上|的税收."""
    patterns = phrases().patterns
    what = patterns["contributed_of"].match(right) if not read.whole else None
    if not what:
        return read
    told = patterns["contributed"].match(left)
    if told:
        counted = frame.drafts[-1] if frame.drafts and frame.drafts[-1].counts_noun else None
        who = told["who"].strip(TRIM) or (counted.noun if counted else "")
        return read._replace(noun=who, whole=told["whole"] + what["what"])
    too = patterns["contributed_too"].match(left) and frame.drafts
    shares = too and phrases().words["share_of"] in frame.last
    if not shares:
        return read
    scope = patterns["scope_first"].match(_share_whole(frame.last))
    whole = (scope[0] if scope else "") + what["what"]
    return read._replace(noun=frame.drafts[-1].noun, whole=whole)


def _owner_of_share(read: MeasureRead, frame: Frame) -> str:
    """The thing that has a share of a whole, named or told before."""
    owner = noun_before(read.noun, frame.calendar)
    foremost = None if owner else phrases().patterns["is_foremost"].match(frame.before)
    owner = str(foremost["who"]) if foremost else owner
    owner = owner or (frame.before and indicators.subject_of(frame.before, frame.calendar))
    made = any(owner in phrases().sets[name] for name in OF_THEIRS)  # 14个产业产值占…
    if not owner or indicators.is_relational(owner):
        owner = restore(owner if made else "", _sum_told(read.whole, subject_told(frame), frame))
    if _of_increase(read.whole, owner, frame):
        owner += phrases().lists["increments"][0]
    if phrases().patterns["plan_whole"].match(read.whole):
        owner = phrases().patterns["plan_of_sum"].sub("", owner)  # what is planned is no part of it
    plan = None if owner else phrases().patterns["plan_of"].match(read.whole)
    return plan["noun"] if plan else owner


def _sum_told(whole: str, owner: str, frame: Frame) -> str:
    """The sum that has a share of another, not whose it is: 项目3个，完成投资增长56%，占投资53%."""
    sums = all(indicators.ends_with(each, "monetary") for each in (whole, frame.last))
    of_owner = bool(owner) and frame.last.startswith(owner)
    return frame.last if sums and of_owner else owner


def _of_increase(whole: str, owner: str, frame: Frame) -> bool:
    """Whether a share of an increase is of the one just told: 增加2亿斤，占全省增量12%."""
    increments = phrases().lists["increments"]
    told = frame.drafts[-1] if frame.drafts else None
    rises = told is not None and told.measure is Measure.DELTA and told.noun == owner
    return rises and whole.endswith(increments) and not owner.endswith(increments)


def _whole_before(frame: Frame) -> str:
    """What 占16.8% is a share of: the thing whose parts are told, or the whole told before."""
    if among := phrases().patterns["among_whole"].match(frame.before):
        return str(among["whole"])
    shared = any(told.indicator.startswith(frame.outer) for told in _shares(frame))
    if frame.outer and not shared and not phrases().patterns["proportion"].search(frame.outer):
        return frame.outer
    for told in reversed(frame.drafts):
        if told.rule == "share.of" and not phrases().patterns["of_plan"].search(told.indicator):
            return _share_whole(told.indicator)
    return ""


def _shares(frame: Frame) -> list[Draft]:
    """The shares told: where the whole of parts is itself a share, theirs may be of the same."""
    return [told for told in frame.drafts if told.measure is Measure.SHARE]


def _plan_before(frame: Frame) -> str:
    """The plan that a share told before is of: 年度目标 of 占年度目标比重; or ""."""
    for told in reversed(frame.drafts):
        if told.rule == "share.of" and phrases().patterns["of_plan"].search(told.indicator):
            return _share_whole(told.indicator)
    return ""


def _share_whole(label: str) -> str:
    """The whole that the label of a share names."""
    whole = label.rpartition(phrases().words["share_of"])[2]
    return whole.removesuffix(phrases().words["share"])


def _rate_label(left: str, right: str, frame: Frame) -> str:
    words, patterns = phrases().words, phrases().patterns
    noun = noun_before(left, frame.calendar)
    if noun in load_toml("clauses")["areas"] and right.startswith(words["of"]):
        noun = ""  # 全国90%以上的|自然村实现生活垃圾收运处置
    done = patterns["completed"].search(left)
    if done and noun:
        noun = noun.removesuffix(done["verb"]) + done["verb"] + words["rate"]
    if noun and (deed := patterns["done_in_part"].match(right)):
        return f"{noun}{deed[0]}{words['rate']}"
    if right.startswith(words["of"]) and (not noun or noun in phrases().lists["result_verbs"]):
        return noun + right.removeprefix(words["of"]).strip("，。；、")
    if not noun and (share := share_changed(left, frame)):
        return share
    ahead = right.strip("，。；、")
    spent = patterns["spent_on"].match(ahead) if not noun else None
    if spent and frame.owner:  # 一般公共预算支出3万亿元，74%以上|用于民生
        return f"{frame.owner}{spent[0]}{words['of']}{words['share']}"
    if not noun and ahead and not patterns["not_a_noun"].match(ahead):
        return ahead  # 超80%监测对象稳定消除返贫风险
    label = like_sector(restore(noun, frame.owner), frame.last.removesuffix(words["proportion_of"]))
    of_share = patterns["of_share"].match(right)
    return label + of_share["share"] if of_share else label


def _shares_too(label: str, frame: Frame) -> bool:
    """Whether what is no share by itself goes on from one: 项目占比超过8成，合同项目超过5成."""
    last = frame.drafts[-1].indicator if frame.drafts else ""
    counted = phrases().patterns["counted_of_share"].search(label)
    return bool(counted) and last.endswith(phrases().words["proportion_of"])
