"""The verb that a list carries on to its further items: 新增规上企业100家，省级优质企业200家."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.alike import like_institution, like_zone
from briefgen.figures.indicators import TRIM, ends_with, strip_lead, without_times
from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import with_head
from briefgen.figures.units import MONEY

SCHEME = 2  # characters that name it: 低保

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft, Frame
    from briefgen.figures.mentions import Mention


def carried(label: str, left: str, unit: str, frame: Frame) -> str:
    """The label with the 新增 of its list, if it is a further item without a verb of its own."""
    patterns, bare = phrases().patterns, strip_lead(left)
    owned = patterns["per_household"].search(left) or patterns["per_people"].match(bare)
    if owned := owned or patterns["trades"].match(bare):
        frame.verb = owned[0]  # 出口家电200亿元、增长18%，电工器材100亿元
        return label
    if label.endswith(phrases().lists["totals"]):
        frame.verb = ""  # 新登记主体320万户，总量达2037万户，其中企业929万户
        return label
    found = patterns["new"].match(strip_lead(without_times(left, frame.calendar)))
    if found:
        frame.verb = "" if _of_a_level(left, found[0], frame) else found[0]
        return label if found[0] in label else found[0] + label
    own = patterns["light_verb"].match(left) or patterns["own_verb"].match(bare)
    if bare.startswith(phrases().lists["deeds_apart"]):
        frame.verb = ""  # 新建羊舍12栋，免疫牲畜3万头，母猪存栏2万头
    if frame.drafts and frame.drafts[-1].joined and not own and not _has_verb(label):
        label = _same_deed(frame.drafts[-1], label if left else "") + label
    if not frame.verb or not label or _has_verb(label) or not _goes_on(left, unit, frame):
        return label
    if bare and frame.drafts and frame.drafts[-1].indicator == frame.verb + label:
        frame.verb = ""  # 新增种植面积2000亩，种植面积22000亩: the same again is all of it
    return label if patterns["of_network"].search(label) else frame.verb + label


def as_listed(label: str, mention: Mention, frame: Frame) -> str:
    """A name of a list with what all of it have: 接待量分别是：甲1万人次、乙2万人次."""
    if frame.of_list and phrases().patterns["plain_name"].match(label):
        return with_head(label, frame.of_list)
    label = _of_same_people(label, frame)
    of_unit = (each for each in reversed(frame.drafts) if each.mention.unit == mention.unit)
    if last := next(of_unit, None):
        label = like_zone(label, last.indicator)
    alike = frame.drafts and mention.unit == frame.drafts[-1].mention.unit
    return like_institution(label, frame.last) if alike else label


def of_counted(label: str, frame: Frame) -> str:
    """Trade of those counted before, and of a part: 29个省的企业通过班列…，实现进出口330亿元.

    其中重庆企业进出口184亿元 is what these trade by the same means.
    """
    label = _with_partner(label, frame)
    told = frame.drafts[-1] if frame.drafts else None
    trade = phrases().sets["trade"]
    if means := phrases().patterns["means_told"].match(frame.outer):
        return means["means"] + label if label.endswith(tuple(trade)) else label
    if told is None or not told.counts_noun or label not in trade:
        return label
    by_means = told.indicator.startswith(phrases().words["by_means"])
    return told.indicator + label if by_means else label


def _with_partner(label: str, frame: Frame) -> str:
    """Trade with the partner that a clause before names: 东盟为第一大贸易伙伴，对其进出口9亿元."""
    toward_it, toward = phrases().words["toward_it"], phrases().words["toward"]
    if toward_it not in label:
        return label
    told = map(phrases().patterns["partner_opens"].match, reversed(frame.named))
    partner = next(filter(None, told), None)
    return label.replace(toward_it, toward + partner["who"]) if partner else label


def _of_same_people(label: str, frame: Frame) -> str:
    """Those of a scheme in the same part of the place: 农村低保户873户、低保对象1355人."""
    told = frame.drafts[-1] if frame.drafts and frame.drafts[-1].joined else None
    if told is None:
        return label
    lists = phrases().lists["kinds_of_residents"]
    kind = next(filter(told.indicator.startswith, lists), "")
    scheme = told.indicator.removeprefix(kind)[:SCHEME]
    return kind + label if kind and label.startswith(scheme) else label


def _of_a_level(left: str, verb: str, frame: Frame) -> bool:
    """Whether 新增 tells how a level rose, and opens no list: 里程5000公里、新增300公里."""
    told = frame.drafts[-1].indicator if frame.drafts and left.endswith(verb) else verb
    return not told.startswith(verb)


def _has_verb(label: str) -> bool:
    """Whether a label has a 新增 or a state (在建) of its own."""
    new = any(map(label.__contains__, phrases().lists["new"]))
    return new or phrases().patterns["states"].match(label) is not None


def _same_deed(told: Draft, thing: str) -> str:
    """The verb of the thing counted before in one list: 改造5个农贸市场、3所学校; or "".

    A `thing` that stands before its number has it too: 改造燃气管道2000公里、供热管网160公里.
    """
    verbs = phrases().lists["own_verbs"]
    if told.counts_noun:
        verb = "" if thing else told.indicator.removesuffix(told.noun)
        return verb if verb in verbs else ""
    deeds = phrases().lists["deeds_of_list"]
    if not thing or thing.startswith((*verbs, *deeds)):
        return ""
    if phrases().patterns["campaign"].match(told.indicator):
        return ""  # 整治违法百日行动立案2万件、结案1万件
    return next(filter(told.indicator.startswith, deeds), "")


def _goes_on(left: str, unit: str, frame: Frame) -> bool:
    """Whether a clause is a further item of a list, or tells of further goods of one trade."""
    patterns = phrases().patterns
    if not patterns["trades"].match(f"{frame.verb}{left}"):
        return _is_item(left, unit, frame)
    goods = patterns["goods_traded"].fullmatch(left.strip(TRIM)) is not None
    summed = ends_with(left, "shared_heads") or ends_with(left, "monetary")
    return goods and not summed and unit in {draft.mention.unit for draft in frame.drafts}


def _is_item(left: str, unit: str, frame: Frame) -> bool:
    """Whether a clause is a further item of a list: it has no verb of its own, before or after.

    Over a comma the list goes on in a unit it has used: 新增规上企业100家，省级优质企业200家.
    """
    patterns = phrases().patterns
    own = patterns["light_verb"].match(left) or patterns["own_verb"].match(strip_lead(left))
    if not frame.drafts or own:
        return False
    last = frame.drafts[-1]
    sums = last.mention.kind == MONEY and last.mention.unit == unit
    if patterns["per_people"].match(frame.verb) or sums:
        return last.joined
    newly = patterns["new"].match(frame.verb) is not None
    if last.joined and newly and frame.verb not in last.indicator:
        return False  # 新建6个公园，改造5个市场、3所学校
    if frame.drafts[-1].joined or patterns["per_household"].match(frame.verb):
        return True
    units = {draft.mention.unit for draft in frame.drafts}
    if unit not in units or patterns["reached"].search(left):
        return False
    return bool(left) and not patterns["level_end"].search(left)
