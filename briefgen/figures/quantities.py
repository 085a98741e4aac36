"""Counts, amounts and physical quantities: which thing a number counts, before it or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import indicators
from briefgen.figures.alike import of_level, of_works
from briefgen.figures.bounds import bound_behind
from briefgen.figures.carried import as_listed, carried, of_counted
from briefgen.figures.counted import count_label, tells_deed
from briefgen.figures.draft import NO_INDICATOR, Draft, Frame
from briefgen.figures.each import each_first, per_each
from briefgen.figures.indicators import TRIM, noun_before, strip_lead, without_times
from briefgen.figures.mentions import Mention, as_tally
from briefgen.figures.owners import SIZES, host, restore, told_between
from briefgen.figures.parts import as_part, by_whole_name
from briefgen.figures.phrases import may_match, phrases
from briefgen.figures.some import some_of_them
from briefgen.figures.spent import of_right, paid_to, spent
from briefgen.figures.units import BARE, COUNT, MONEY, PERCENT
from briefgen.lexicon import load_toml
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.measures import MeasureRead

SHORTEST = 2  # characters: a label of one says nothing


def as_money(mention: Mention, left: str, right: str, frame: Frame) -> Mention:
    """The mention with 元 if it is large, has no unit and its noun is money: 生产总值突破9万亿."""
    if mention.kind != BARE or not mention.unit:
        return mention
    if phrases().patterns["measure_word"].match(right):
        return mention  # 3.8亿袋: counted in a word that is not known
    own = noun_before(left, frame.calendar)
    if not own and phrases().patterns["noun_follows"].match(right):
        return mention  # 农民收入增长7.9%，71.3万农户脱贫: it counts what follows
    noun = restore(own, frame.owner)
    if changed := phrases().patterns["changed_end"].search(left):
        thing = phrases().patterns["against_end"].sub("", left[: changed.start()])
        noun = restore(noun_before(thing, frame.calendar), frame.owner)
    tallies = load_toml("units")["tallies"]
    if counted := next((word for word in tallies if noun.endswith(word)), ""):
        return as_tally(mention, tallies[counted])  # 总人口22.45万
    if not indicators.ends_with(noun, "monetary"):
        return mention
    return mention._replace(kind=MONEY, unit=mention.unit + load_toml("units")["money"]["plain"])


def read_bare(left: str, mention: Mention, right: str, frame: Frame) -> Draft | None:
    """A number without a unit is a figure only after the name of an index (满意度, 倍差).

    One in a word that is not known (3.8亿袋) is in doubt: it has no indicator.
    """
    noun = noun_before(left, frame.calendar)
    if mention.unit and phrases().patterns["measure_word"].match(right):
        frame.owner = noun or frame.owner  # 吉他36万把，增长13%: of guitars
        return Draft(mention, Measure.COUNT, "", "count.unknown")
    sexes = phrases().patterns["ratio_of_sexes"].search(left)
    if mention.unit or not (sexes or indicators.ends_with(noun, "indices")):
        if not right.strip(TRIM) and indicators.ends_with(noun, "shared_heads"):
            frame.owner = noun  # 洗煤产量294.8，下降13.3%: its unit is lost, not what fell
        return None
    ratio = indicators.ends_with(noun, "ratios")
    if ratio and (to_one := phrases().patterns["to_one"].match(right)):  # 缩小至2.1∶1左右
        mention = mention._replace(bound=bound_behind(right, to_one.end())[0] or mention.bound)
    frame.owner = noun
    return Draft(mention, Measure.MULTIPLE if ratio else Measure.PHYSICAL, noun, "index", noun)


def read_quantity(
    left: str, mention: Mention, right: str, frame: Frame, read: MeasureRead
) -> Draft:
    """A count, amount or physical quantity with the thing it speaks of."""
    change = right.strip(TRIM)
    left = phrases().patterns["among_begins"].sub("", left)
    noun = each_first(noun_before(left, frame.calendar))
    if frame.owner and (each := phrases().patterns["each_time"].fullmatch(left)):
        plain = phrases().patterns["sum_start"].sub("", frame.owner)
        label = per_each(each["each"], phrases().patterns["new_start"].sub("", plain))
        return Draft(mention, read.measure, label, f"{read.measure.value}.after_noun", label)
    if label := some_of_them(left, change, mention, frame) if not noun else "":
        draft = Draft(mention, read.measure, label, f"{read.measure.value}.before_noun", label)
    elif _stands_behind(left, noun, mention, right):
        draft = _counted_before(left, mention, right, frame, read)
    else:
        owner = "" if noun else told_between(frame)
        if not (noun in phrases().lists["outlays"] and _several_works(frame)):
            owner = owner or _owner(noun, mention, frame) or _named_owner(noun, frame)
        noun, owner = _carried_out(noun, owner)
        noun = _driven(_harvested(noun, frame), frame)
        label = _stock(restore(noun, owner), left, noun, frame) + _result(left, noun, frame)
        label = _reworked(label, noun, left)
        label = _fulfilled(_in_order(label), left)
        label = paid_to(of_right(spent(label, mention, right), noun, right), frame)
        label = carried(label, left, mention.unit, frame)
        label = as_listed(label, mention, frame)
        label = of_counted(label, frame)
        label = _of_topic(of_level(of_works(label, frame.outer), frame.outer), frame)
        label = by_whole_name(as_part(label, left, mention, frame), frame)
        if not label or indicators.is_relational(label) or label in phrases().sets["features"]:
            label = _stated(label, frame)
        draft = Draft(mention, read.measure, label, f"{read.measure.value}.after_noun", label)
        frame.owner = phrases().patterns["works_in_state"].sub(r"\g<works>", label)
    label = draft.indicator
    families = (phrases().sets["trade"], phrases().sets["members"])
    known = {told.indicator for told in frame.drafts}
    part = any(label in family and known & family for family in families)
    listed = bool(frame.drafts) and label in phrases().sets["trade_sides"]  # 税收…，出口额…
    part = part or listed or label in phrases().sets["alone"]
    owned = part or not indicators.is_relational(label)  # 进出口总额120亿元，其中出口额80亿元
    short = len(label) < SHORTEST and label not in phrases().lists["short"]
    thing = frame.drafts[-1].noun if frame.drafts and frame.drafts[-1].counts_noun else ""
    of_thing = mention.kind == MONEY and label == thing  # 七个城市全部超过2000亿元: of what?
    if short or not owned or of_thing or indicators.is_bare_verb(label):
        draft.doubts.append(NO_INDICATOR)
    return draft


def _of_topic(label: str, frame: Frame) -> str:
    """Firms of what the clause before speaks of: 动力电池产业全球领先，拥有相关企业160家."""
    if label not in phrases().sets["of_topic"]:
        return label
    return indicators.subject_of(frame.before, frame.calendar) + label


def _stated(label: str, frame: Frame) -> str:
    """A label that needs it with the subject of the clause before: 夏粮再获丰收，总产12.4亿斤.

    Alone that is a label if it is no general word: 旅游收入实现新突破，达到58亿元.
    """
    subject = indicators.subject_of(frame.before, frame.calendar)
    general = phrases().lists["generic_subjects"]
    return "" if not label and subject.endswith(general) else subject + label


def _harvested(noun: str, frame: Frame) -> str:
    """A measure of a harvest with the crop that the clause before names: 秋粮丰收，播种面积…."""
    if noun not in phrases().lists["harvest"] or indicators.is_relational(noun):
        return noun
    crop = phrases().patterns["crop_told"].match(frame.last)
    if crop and frame.owner == frame.last:  # 粮食总产1300亿斤，播种面积1.6亿亩
        return f"{crop['crop']}{noun}"
    return indicators.subject_of(frame.before, frame.calendar) + noun


def _driven(noun: str, frame: Frame) -> str:
    """An account with the trade told with what drove it: 建材行业在需求带动下，实现营业收入…."""
    if noun not in phrases().sets["results"] or not phrases().patterns["driven"].match(
        frame.before
    ):
        return noun
    return indicators.trade_told(frame.named[-1:], frame.calendar) + noun


def _named_owner(noun: str, frame: Frame) -> str:
    """What the clause before names, for what it has: an insurance, or works with their state."""
    lists = phrases().lists
    if noun in lists["insured"]:
        named = noun_before(frame.before, frame.calendar)
        return named if phrases().patterns["insurance"].match(named) else ""
    if noun.removeprefix(phrases().words["in_all"]) in lists["states"]:
        return indicators.subject_of(frame.before, frame.calendar)
    return ""


def _fulfilled(label: str, left: str) -> str:
    """The label of what was done of a task, without the task: 改厕任务38283座，完成|38649座."""
    done = phrases().patterns["fulfilled"].match(left)
    return phrases().patterns["task_end"].sub("", label) if done else label


def _in_order(label: str) -> str:
    """The label with the level or the 新增 that stands behind its noun in front of it."""
    for name, front in (("level_behind", "level"), ("new_behind", "new")):
        if may_match(name, label):
            label = phrases().patterns[name].sub(rf"\g<{front}>\g<noun>", label)
    return label


def _owner(noun: str, mention: Mention, frame: Frame) -> str:
    """What `noun` is of: the people of a thing, not of the last of its parts (教职工 of 幼儿园)."""
    lists, patterns = phrases().lists, phrases().patterns
    if indicators.is_relational(noun) and frame.named:  # 金融业活力凸显，增加值200亿元
        if trade := indicators.trade_told(frame.named, frame.calendar):
            return trade
        subject = indicators.subject_of(frame.before, frame.calendar)
        if patterns["trade_name"].fullmatch(subject) or (subject and frame.anew):
            return subject
    if noun in lists["features"] and frame.named:  # 制曲车间选在公园路北端，占地108亩
        return indicators.subject_of(frame.before, frame.calendar) or frame.owner
    if noun in lists["results"] and (held := host(frame)) is not None:
        return held
    of_parts = frame.drafts and frame.outer and noun in lists["members"]
    listed = [told.joined for told in frame.drafts[-2:-1]] == [True]  # 小学10所、初中5所，教职工…
    listed = listed or patterns["run_by_start"].match(frame.owner) is not None
    if of_parts and listed and mention.unit != frame.drafts[-1].mention.unit:
        return frame.outer
    return frame.owner


def _several_works(frame: Frame) -> bool:
    """Whether the last two figures are of different works: 新建桥梁5座，改造渠道12公里，投资…."""
    sized = tuple(size for name in SIZES for size in phrases().lists[name])
    last = (told for told in frame.drafts[-2:] if told.mention.kind not in {MONEY, PERCENT})
    works = [told.indicator for told in last if not told.indicator.endswith(sized)]
    built = all(map(phrases().patterns["work_begins"].match, works))
    return len(set(works)) > 1 and built


def _carried_out(noun: str, owner: str) -> tuple[str, str]:
    """A noun and its owner less 实际 and the 计划 before it: 计划投资100亿元，实际完成135亿元."""
    patterns = phrases().patterns
    if not patterns["in_fact"].search(noun):
        planned = noun.startswith(phrases().words["completed"]) and owner.endswith(noun)
        return noun, patterns["plan_of_sum"].sub("", owner).removesuffix(noun) if planned else owner
    return patterns["in_fact"].sub("", noun), patterns["plan_of_sum"].sub("", owner)


def _reworked(label: str, noun: str, left: str) -> str:
    """The label of a further item with a verb alone: 新辟公交线路51条、优化调整26条."""
    verb = strip_lead(left).strip(TRIM)
    if not noun and phrases().patterns["builds_more"].match(verb):
        spent = phrases().patterns["outlay_end"].search(label)
        return verb + label[: spent.start()] if spent and spent.start() else label
    if noun or not label or not phrases().patterns["reworked"].match(verb):
        return label
    label = phrases().patterns["rate_end"].sub("", label)  # 公交线路37条，完成率106%…，优化26条
    return verb + phrases().patterns["new_start"].sub("", label)


def _stands_behind(left: str, noun: str, mention: Mention, right: str) -> bool:
    """Whether the counted thing stands behind its number: 7个调研督导组, not 项目795个."""
    patterns = phrases().patterns
    text = right.strip(TRIM).strip("".join(phrases().lists["joints"]))
    if not text or patterns["not_a_noun"].match(text) or patterns["goal_after"].match(text):
        return False
    if mention.kind == COUNT or not noun or indicators.is_bare_verb(noun):
        return True
    if patterns["new"].fullmatch(noun) or patterns["builds_more"].match(noun):
        return True  # 新增41万平方米立体绿化, 新建提升310公里农村公路
    if patterns["area_end"].search(left):  # 保障全省177万亩高标准农田
        return True
    return patterns["names_end"].search(left) is not None


def _counted_before(
    left: str, mention: Mention, right: str, frame: Frame, read: MeasureRead
) -> Draft:
    if mention.kind != COUNT:
        left = phrases().patterns["area_end"].sub("", left)
    label = count_label(left, mention, right, frame.calendar)
    bare = strip_lead(without_times(left, frame.calendar))
    listed = phrases().patterns["new"].match(bare) or (frame.drafts and frame.drafts[-1].joined)
    if listed or not tells_deed(label, right, mention.unit):
        label = carried(label, bare, mention.unit, frame)
    if phrases().patterns["used_for"].match(right):
        what = right.strip(TRIM)
        label = f"{what}{phrases().words['of']}{frame.owner}" if frame.owner else what
    noun = indicators.noun_after(right, mention.unit)[0] or label
    if who := _benefactor(left, frame):
        label = f"{who}{phrases().words['benefits']}{noun}"
        frame.owner = who
        return Draft(mention, read.measure, label, f"{read.measure.value}.before_noun", noun)
    label = _of_topic(label, frame)
    noun = label if label.startswith(noun) else noun  # what was done to it, too
    frame.owner = noun
    return Draft(mention, read.measure, label, f"{read.measure.value}.before_noun", noun)


def _benefactor(left: str, frame: Frame) -> str:
    """What benefits the people counted: 医保政策惠及|10万名儿童、20万名老人; "" if nothing does."""
    told = phrases().patterns["benefits"].match(left)
    if told:
        return noun_before(told["who"], frame.calendar) or frame.owner
    bare = left.strip(TRIM + "".join(phrases().lists["joints"]))
    listed = not bare and bool(frame.drafts) and frame.drafts[-1].joined
    return frame.last.rpartition(phrases().words["benefits"])[0] if listed else ""


def _stock(label: str, left: str, noun: str, frame: Frame) -> str:
    """What a later clause says of all there is, not only of what is new: 新增公园…，累计达到."""
    if noun or not phrases().patterns["reached"].search(left):
        return label
    frame.verb = ""
    return phrases().patterns["new"].sub("", label)


def _result(left: str, noun: str, frame: Frame) -> str:
    """The verb that makes a label with the thing spoken of: 改造老旧小区…，惠及310多万户."""
    verb = strip_lead(without_times(left, frame.calendar))
    return verb if not noun and phrases().patterns["result_verb"].match(verb) else ""
