"""What a part of a whole, or a further item of its kind, is a number of: 棉花 of 粮食种植面积."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.alike import like_capital, like_sector, of_parted, part_of_sum
from briefgen.figures.indicators import ends_with, subject_of
from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import with_head
from briefgen.figures.units import COUNT, MONEY, PHYSICAL
from briefgen.gazetteer import gazetteer
from briefgen.model import Measure
from briefgen.place_words import PREFECTURE, PROVINCE

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft, Frame
    from briefgen.figures.mentions import Mention
    from briefgen.model import Place

NAME_SIZES = (3, 2)  # characters of the short name of a province: 黑龙江


def as_part(label: str, left: str, mention: Mention, frame: Frame) -> str:
    """The label of a sum or quantity with the head of the whole, or of the one told before it."""
    if whole := _of_place(label, mention, frame):
        return whole
    if mention.kind == MONEY:
        return _of_sum(label, left, frame)
    if frame.of_output and phrases().patterns["bare_product"].match(label):
        label = with_head(label, phrases().words["output"])
    elif _of_whole(mention, frame):
        label = _visited(label, frame.outer)
        label = part_of_sum(label, frame.outer, "crop_of_parts")
    last = _quantity_before(mention, frame)
    told = last.indicator if last else ""
    label = like_sector(
        _consumed(label, told or frame.outer), told
    )  # 铁路货运量37亿吨，公路297亿吨
    return _sown(_reaped(label, mention, frame), mention, frame)


def _visited(label: str, whole: str) -> str:
    """A part of a sight with the visitors told of all: 其中雪世界4.8万人次."""
    visits = phrases().patterns["visits_head"].search(whole)
    sight = phrases().patterns["plain_name"].match(label)
    other = phrases().patterns["no_sight"].search(label)
    return label + visits[0] if visits and sight and not other else label


def of_product(label: str, whole: str) -> str:
    """A trade with what it has of the product: 生产总值增长8%，其中服务业增长9%."""
    parted = phrases().patterns["parted_product"].match(whole)
    trade = phrases().patterns["trade_of_product"].match(label)
    return label + phrases().words["value_added"] if parted and trade else label


def _of_a_class(label: str, frame: Frame) -> bool:
    """Whether a label is a class of goods, or goods of the class told before it: 其中新能源汽车."""
    patterns = phrases().patterns
    if patterns["price_class"].fullmatch(label):
        return True
    goods = frame.outer.endswith(frame.of_class) and patterns["goods_of_class"].fullmatch(label)
    return bool(goods)


def of_output(label: str, noun: str, frame: Frame, verb: str) -> str:
    """The label with 产量, if its verb or the clause before speaks of output: 油料减产0.5万吨."""
    output = phrases().words["output"]
    if frame.of_output and noun and phrases().patterns["bare_product"].match(label):
        label = with_head(label, output)
    if frame.of_class and _of_a_class(label, frame):
        label += frame.of_class
    if verb in phrases().lists["of_output"] and not ends_with(label, "harvest"):
        label = label and label + output
    more = verb in phrases().lists["more_of_rise"]
    if more and phrases().patterns["stock_end"].match(label):
        label += phrases().lists["increments"][0]  # 存款余额比年初增加…，同比少增1448亿元
    return label


def like_partner(label: str, told: str) -> str:
    """Partners in trade with the head of the one before: 对东盟进出口增长5%，对欧盟增长3%."""
    patterns, toward = phrases().patterns, phrases().words["toward"]
    if not patterns["partners_named"].fullmatch(label):
        return label
    before = patterns["of_partner"].match(told[max(told.find(toward), 0) :])
    return toward + label + before["head"] if before else label


def _of_place(label: str, mention: Mention, frame: Frame) -> str:
    """What a place has its part of: 新增病例2656例，其中湖北2147例; "" if it is no place."""
    name = phrases().patterns["new_start"].sub("", label)
    told = frame.outer or frame.last
    alike = bool(frame.drafts) and frame.drafts[-1].mention.unit == mention.unit
    place = place_alone(name, frame.place) if alike and told else None
    if not place or name in told:
        return ""
    other = next((told[:size] for size in NAME_SIZES if place_alone(told[:size], frame.place)), "")
    return place.zh + told.removeprefix(other) if other else told  # 山东GDP突破9万亿元，浙江突破…


def place_alone(name: str, within: Place | None) -> Place | None:
    """The place in `within` of which `name` is the whole name, or the short one of a prefecture.

    In a text about no place it may be any; the short name of a prefecture is mostly another word
    there (来宾, 阿里). A place outside is no part of what is told, but a partner in it: 引进省外
    资金8000亿元，其中广东2800亿元.
    """
    name = name.removesuffix(phrases().words["region_end"])
    place = gazetteer().named(name)
    if place is None or (within and (place == within or not gazetteer().contains(within, place))):
        return None
    short = place.level <= (PREFECTURE if within else PROVINCE) and name == place.zh
    return place if short or name == place.full else None


def _of_sum(label: str, left: str, frame: Frame) -> str:
    """The label of a sum with the head of the last one, or of the whole that its parts add up to.

    What stands between two sums may be the share of a plan: 公路建设投资1.4亿元，占年计划2.1%.
    """
    sums = (told.indicator for told in reversed(frame.drafts) if told.mention.kind == MONEY)
    last = next(sums, "")
    label = like_sector(like_sector(like_capital(label, last), last), frame.outer)
    label = of_parted(of_product(part_of_sum(label, frame.outer), frame.outer), frame.outer)
    label = _collected(label, frame)
    done = label in left and phrases().patterns["works_done"].search(left)
    return label + phrases().words["outlay"] if done else label


def _collected(label: str, frame: Frame) -> str:
    """Who collects revenue with the revenue told before: 国税部门 of 一般公共预算收入."""
    patterns = phrases().patterns
    if not patterns["collects"].fullmatch(label):
        return label
    told = [frame.outer, *(draft.indicator for draft in frame.drafts)]
    revenue = next((sum_ for sum_ in told if patterns["revenue"].search(sum_)), "")
    return label + revenue.removeprefix(label) if revenue else label


def _reaped(label: str, mention: Mention, frame: Frame) -> str:
    """A crop with the output told of the one before: 蔬菜产量1870万吨，水果731万吨."""
    if label not in phrases().sets["harvested"]:
        return label
    output = phrases().words["output"]
    last = _quantity_before(mention, frame)
    return label + output if last and last.indicator.endswith(output) else label


def _quantity_before(mention: Mention, frame: Frame) -> Draft | None:
    quantities = (draft for draft in reversed(frame.drafts) if draft.measure is Measure.PHYSICAL)
    return next((told for told in quantities if told.mention.unit == mention.unit), None)


def _consumed(label: str, told: str) -> str:
    """Who consumes, for what is told as consumed: 能源消费量18669吨，其中采矿业消费1611吨."""
    whole = phrases().patterns["energy_used"].search(told)
    part = phrases().patterns["consumes"].fullmatch(label)
    return part["who"] + whole[0] if whole and part else label


def _sown(label: str, mention: Mention, frame: Frame) -> str:
    """A crop with the area told of the one before: 蔬菜种植面积2000公顷，果用瓜1107公顷."""
    patterns = phrases().patterns
    last = _quantity_before(mention, frame) if mention.kind == PHYSICAL else None
    if last is None:
        return label
    area = patterns["area_sown"].search(last.indicator)
    bare = patterns["plain_name"].match(label) and patterns["bare_product"].match(label)
    own = phrases().words["area"] in label
    if not area or not bare or own:
        return label
    return patterns["grown_end"].sub("", label) + area[0]  # 茶叶种植55万亩


def _of_whole(mention: Mention, frame: Frame) -> bool:
    """Whether a number is in the unit of the thing whose parts are told."""
    told = [draft.mention.unit for draft in frame.drafts if draft.indicator == frame.outer]
    return (
        mention.kind in {PHYSICAL, COUNT}
        and bool(frame.outer)
        and mention.unit in (told or [mention.unit])
    )


def by_whole_name(label: str, frame: Frame) -> str:
    """The label as the clause before names it more fully: 一般贸易进出口增长迅猛，进出口998亿元.

    Visitors are those of the sight that it tells of: 抚仙湖景区游人如织，接待游客6万人次.
    """
    if label in phrases().sets["visits"] and not frame.drafts:
        first = frame.named[0] if frame.named else ""
        sight = phrases().patterns["busy_sight"].match(frame.before)
        sight = sight or phrases().patterns["hosting_sight"].match(first)
        return sight["name"] + label if sight else label
    mode = phrases().patterns["mode_first"].match(frame.before)
    if mode and phrases().patterns["traffic"].fullmatch(label):
        return mode["mode"] + label  # 公路货运增速加快。完成货运量240亿吨
    if not label or not frame.named or label not in frame.before:
        return label
    subject = subject_of(frame.before, frame.calendar)
    return subject if subject.endswith(label) else label
