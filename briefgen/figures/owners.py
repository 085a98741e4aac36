"""Whose a noun is that says too little alone: 总投资 is that of the project named before it.

数量翻番 after 新增创新型中小企业473家 gives 新增创新型中小企业数量.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefgen.figures.indicators import (
    ends_with,
    is_relational,
    noun_before,
    strip_verbs,
    subject_of,
)
from briefgen.figures.phrases import phrases
from briefgen.figures.units import MONEY
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft, Frame

LEVEL_AT = 4  # a level stands at the start of a label, or after 新增: 新增国家级…
# Lists of nouns of which none owns another: 营业收入28亿元，利税3.8亿元.
SIBLINGS = (
    "results",
    "harvest",
    "members",
    "patents",
    "features",
    "trade",
    "intensities",
    "outlays",
    "rates",
    "grounds",
)
# What stands beside exports and owns none: 家具产量5万件，出口额2亿元.
TOLD_BESIDE = ("accounts", "beside_trade", "grown")
SIZES = ("grounds", "features")  # lists of what tells how large works are
# What names a holder, and the list of what such a holder has.
HOLDERS = (
    ("account", "accounts"),
    ("insurance", "insured"),
    ("business", "business_accounts"),
    ("building", "built"),
    ("traded", "traded_prices"),
    ("works_named", "works_sums"),
    ("abroad", "spent_abroad"),
    ("touring", "spent_touring"),
    ("accident", "losses"),
    ("hospital", "fees"),
    ("budget", "budget_sides"),
    ("per_head", "per_head_parts"),
    ("firms_did", "firms_sums"),
    ("generating", "generated"),
    ("lines_run", "of_lines"),
    ("liners", "of_liners"),
    ("vehicles", "of_vehicles"),
    ("listed", "of_listed"),
    ("hosting", "hosted"),
    ("trade_in", "of_trade_in"),
    ("roads", "of_roads"),
    ("zones_told", "zone_accounts"),
    ("receives", "of_place_visited"),
    ("tours", "of_tours"),
    ("firm_made", "firms_sums"),
    ("slaughtered", "in_stock"),
    ("sown", "of_sown"),
)
STEM = 2  # characters of the verb that names a rate: 解决…问题, 解决率


def restore(noun: str, owner: str) -> str:
    """`noun` with its owner, if it is one that needs one: 数量, 在建, 省级, or nothing at all."""
    if not owner or not noun:
        return noun or owner
    if stem := _holder(noun, owner):
        return stem + noun
    sets, patterns = phrases().sets, phrases().patterns
    if noun in sets["levels"]:
        return noun + _without_level(owner)
    if noun.removeprefix(phrases().words["in_all"]) in sets["states"]:
        return _in_state(noun, owner)
    if patterns["run_by"].search(noun):
        return noun + patterns["run_by_start"].sub("", owner)
    member = noun in sets["features"] or (
        noun in sets["members"] and patterns["institution_end"].search(owner)
    )
    # 完成投资30亿元，在校学生12万人: a sum has no pupils
    summed = noun in sets["alone"] and ends_with(owner, "monetary")
    needs = is_relational(noun) and not summed
    owned = member or needs or noun.startswith(phrases().words["share_of"])
    owned = owned and not _of_others(noun, owner)
    core = _core(owner, noun) if owned else ""
    sum_told = noun.removeprefix(phrases().words["completed"])  # 固定资产投资…，6月完成投资4亿元
    noun = sum_told if core.endswith(sum_told) else noun
    return core if core.endswith(noun) else core + noun


def _of_others(noun: str, owner: str) -> bool:
    """Whether `noun` cannot be of what was told before: 图书, which have no teachers, or rates."""
    rate = phrases().words["rate"]
    if noun.endswith(rate) and owner.endswith(rate) and "、" in owner:
        return True  # 入学率、巩固率100%，完成率100%
    if noun in phrases().sets["results"] and phrases().patterns["of_all_place"].fullmatch(owner):
        return True  # GDP762亿元；营业收入2124亿元
    things = phrases().patterns["without_members"].search(owner)
    return things is not None and noun in phrases().sets["members"]


def _in_state(noun: str, owner: str) -> str:
    """What is in a state, without the one it was in: 开工项目; but 124个新建项目已开工122个."""
    patterns = phrases().patterns
    for end in ("rate_end", "outlay_end", "total_end"):
        owner = patterns[end].sub("", owner)
    if patterns["kind_of_works"].fullmatch(owner):
        return owner + noun
    bare = patterns["states"].sub("", patterns["state_end"].sub("", owner))
    return noun + strip_verbs(untold(bare))


def untold(noun: str) -> str:
    """`noun` less the verb that tells what was done to the thing: 过江通道 of 建成过江通道."""
    telling = phrases().lists["telling"]
    bare = next((noun.removeprefix(verb) for verb in telling if noun.startswith(verb)), noun)
    return noun if bare.startswith(tuple(phrases().lists["not_told"])) else bare


def told_before(frame: Frame) -> str:
    """The indicator that the clause before names: 工业增加值按可比价计算，增长5%."""
    nouns = (noun_before(frame.before, frame.calendar), subject_of(frame.before, frame.calendar))
    return next((noun for noun in nouns if ends_with(noun, "shared_heads")), "")


def told_between(frame: Frame) -> str:
    """The indicator of which a clause without a number tells, after others with theirs.

    出口增长3%，粮食产量再创新高，达到500万吨: of grain, not of the exports before.
    """
    if not frame.last or phrases().patterns["circumstance"].search(frame.before.strip("，")):
        return ""
    told = subject_of(frame.before, frame.calendar)
    return told if ends_with(told, "shared_heads") else ""


def _holder(noun: str, owner: str) -> str:
    """Whose `noun` is, if `owner` is another account, rate or part of theirs; else ""."""
    if noun == phrases().words["others"]:
        return ""
    if noun in phrases().sets["bare_sums"] and noun in owner:
        return owner[: owner.index(noun)]  # 小巨人企业贷款覆盖面80%、贷款增长11%
    for pattern in _held_by().get(noun, ()):
        if match := phrases().patterns[pattern].match(owner):
            return str(match["name"]).removesuffix(noun[:STEM])  # 规上工业增加值…，工业总产值
    return ""


@cache
def _held_by() -> dict[str, list[str]]:
    """What names the holders that may have a noun, by the noun."""
    held: dict[str, list[str]] = {}
    for pattern, nouns in HOLDERS:
        for noun in phrases().lists[nouns]:
            held.setdefault(noun, []).append(pattern)
    return held


def _without_level(owner: str) -> str:
    for level in sorted(phrases().lists["levels"], key=len, reverse=True):
        at = owner.find(level)
        if 0 <= at <= LEVEL_AT:
            return phrases().patterns["and_above"].sub("", owner[at + len(level) :])
    return owner


def _core(owner: str, noun: str) -> str:
    """The owner as it stands before a relational noun: 解决…问题 before 解决率 is …问题."""
    if noun[:STEM] in phrases().sets["stems"]:
        owner = owner.removeprefix(noun[:STEM])
    owner = phrases().patterns["rate_end"].sub("", owner)
    state = phrases().patterns["states"].match(owner)
    if state and noun == state[0][-len(noun) + 1 :] + phrases().words["rate"]:
        new = phrases().patterns["new"].match(owner)  # 新开工项目 are not all that are to start
        owner = owner if new else owner[state.end() :]  # 实际开工项目 before 开工率
    if noun in phrases().sets["worth"]:
        owner = phrases().patterns["grown_end"].sub("", owner)
    traded = noun in phrases().sets["trade_sides"]
    for name in (*SIBLINGS, *TOLD_BESIDE):
        if traded if name in TOLD_BESIDE else noun in phrases().sets[name]:
            owner = next((owner.removesuffix(w) for w in _own(name) if owner.endswith(w)), owner)
    owner = _without_sum(owner, noun)
    if noun in phrases().sets["members"]:
        owner = phrases().patterns["total_end"].sub("", owner)
    if noun in phrases().lists["totals"]:
        owner = phrases().patterns["new_start"].sub("", owner)
    for head in phrases().lists["counted_heads"]:
        if noun.startswith(head):
            owner = phrases().patterns["outlay_end"].sub("", owner).removesuffix(head)
    cut = owner.find(phrases().words["share_of"])
    return owner[:cut] if cut > 0 else owner


def _without_sum(owner: str, noun: str) -> str:
    """An owner less its number before an outlay (项目数量…，完成投资…), less that before a rate."""
    owner = phrases().patterns["over_plan"].sub("", owner)
    numbers = phrases().lists["numbers_of"] if noun in phrases().sets["outlays"] else ()
    owner = next((owner.removesuffix(each) for each in numbers if owner.endswith(each)), owner)
    if any(noun in phrases().sets[name] for name in ("features", "rates", "results")):
        owner = phrases().patterns["outlay_end"].sub("", owner)
    return owner


@cache
def _own(name: str) -> list[str]:
    """The nouns that none of the list `name` is of, the longest first: its own, and SIZES."""
    sizes = SIZES if name == "outlays" else ()  # 总建筑面积36.7万平方米，总投资2.42亿元
    nouns = {noun for each in (name, *sizes) for noun in phrases().lists[each]}
    return sorted(nouns, key=lambda noun: (-len(noun), noun))


def name_holder(draft: Draft, holder: str, frame: Frame) -> None:
    """Names the things just counted as those who do it: 107家景区接待游客994万人次."""
    holder = _where(holder, frame) + holder if holder else ""
    held = phrases().patterns["held"].match(draft.indicator) if holder else None
    shared = holder and draft.measure is Measure.SHARE and not draft.indicator.startswith(holder)
    if shared and phrases().patterns["held_share"].match(draft.indicator):
        draft.indicator = holder + draft.indicator  # 96个重点项目投资占…
        draft.noun = frame.owner = holder + draft.noun
    driven = holder and phrases().patterns["drives"].match(draft.indicator)
    if driven and draft.mention.kind == MONEY:  # 20亿元补贴拉动消费215亿元
        draft.indicator = draft.noun = frame.owner = holder + draft.indicator
    if held and not draft.counts_noun and phrases().patterns["holder"].search(holder):
        draft.indicator = draft.noun = frame.owner = holder + held["what"]


def _where(holder: str, frame: Frame) -> str:
    """Where the things just counted are, by what stands before their number: 东部沿海|33家."""
    counted = frame.drafts[-1].indicator if frame.drafts else ""
    where = counted.removesuffix(holder) if counted.endswith(holder) else ""
    return where if phrases().patterns["located"].fullmatch(where) else ""


def name_economy(draft: Draft, frame: Frame) -> None:
    """Names the part of the economy whose sectors 其中 lists: 民营经济第一产业增加值."""
    patterns = phrases().patterns
    if not frame.outer or not patterns["sector_added"].match(draft.indicator):
        return
    economy = patterns["of_economy"].match(frame.outer)
    if economy := economy or patterns["product_of_level"].match(frame.outer):
        draft.indicator = f"{economy['kind']}{draft.indicator}"
        draft.noun = f"{economy['kind']}{draft.noun}"


def of_all_new(noun: str, draft: Draft) -> bool:
    """Whether `noun` is the total of things of which `draft` counts the new ones; no flow has it.

    新增企业560家，总量全市第三 is of all enterprises, 新增就业5万人，总量居首位 of the new jobs.
    """
    known = phrases()
    things = draft.measure is Measure.COUNT and draft.mention.unit != known.words["person"]
    new = things and known.patterns["new_start"].match(draft.indicator) is not None
    return new and noun in known.sets["totals"]


def host(frame: Frame) -> str | None:
    """Whose results are told behind visitors (36家景区接待游客…，收入…); None if nobody's."""
    patterns = phrases().patterns
    if patterns["hosts"].search(frame.owner):
        return next((told.noun for told in reversed(frame.drafts) if told.counts_noun), "")
    sight = patterns["visited"].match(frame.owner)
    return str(sight["name"]) if sight else None
