"""Numbers that share a predicate: 分别增长4.4%、5.9%, 7万亿、8万亿, 从2.77%提高到3.3%."""

from __future__ import annotations

from itertools import pairwise

from briefgen.figures import indicators
from briefgen.figures.alike import like_goods
from briefgen.figures.draft import NO_INDICATOR, Draft, Frame
from briefgen.figures.mentions import Mention, as_tally
from briefgen.figures.pace import changed_in
from briefgen.figures.periods import find_times
from briefgen.figures.phrases import phrases
from briefgen.figures.signs import apply_sign
from briefgen.figures.spans import years_of
from briefgen.figures.subjects import coordinate, items, named_examples, parted_by_commas
from briefgen.figures.units import BARE, COUNT, MONEY, PERCENT, PHYSICAL, TIMES
from briefgen.model import Basis, Bound, Direction, Measure

QUANTITIES = {MONEY: Measure.AMOUNT, COUNT: Measure.COUNT, PHYSICAL: Measure.PHYSICAL}


def continues(mention: Mention, right: str, frame: Frame) -> bool:
    """Whether a number with nothing before it goes on with the predicate of the last one."""
    told = frame.drafts[-1]
    last = told.mention
    if told.counts_noun and right and mention.kind != COUNT:
        return False  # 5万亩小麦、10万亩|玉米
    if last.kind == MONEY and mention.kind == BARE and mention.unit:
        return True
    listed = frame.drafts[-1].joined and frame.drafts[-1].measure is Measure.GROWTH
    if {last.kind, mention.kind} == {TIMES, PERCENT} and listed:
        return not right  # 分别增长1.5倍和57.7%
    own = mention.kind in {COUNT, PERCENT} or (mention.kind == PHYSICAL and not told.joined)
    return last.kind == mention.kind and not (own and right)  # 新增270公里，933公里|一级公路在建


def continued(mention: Mention, frame: Frame) -> Draft:
    """A further number of the same predicate and subject: 7万亿、8万亿."""
    last = frame.drafts[-1]
    if mention.kind == BARE:
        mention = mention._replace(kind=last.mention.kind, unit=last.mention.unit)
    if _lives_there(mention, last):
        frame.owner = ""
        return Draft(mention, last.measure, "", f"{last.measure.value}.after_noun")
    return _like(last, mention, last.indicator, last.noun)


def _lives_there(mention: Mention, last: Draft) -> bool:
    """Whether a number tells who lives in the places just counted: 96个行政村|2.3万户8.9万人."""
    people = phrases().sets["people_units"]
    if mention.start != last.mention.closed + len(last.noun):
        return False
    return last.counts_noun and mention.unit in people and last.mention.unit not in people


def of_other_scope(mention: Mention, left: str, frame: Frame) -> bool:
    """Whether a number is that of a wider place beside the last: 增长10.2%（全市9.4%）."""
    if not frame.drafts or frame.drafts[-1].mention.unit != mention.unit:
        return False
    return phrases().patterns["other_scope"].match(left) is not None


def compared(mention: Mention, frame: Frame) -> Draft:
    """The figure of the wider place: what is said of the last one, of elsewhere."""
    last = frame.drafts[-1]
    draft = _like(last, mention, last.indicator, last.noun)
    draft.elsewhere = True
    return draft


def share_out(draft: Draft, left: str, following: int, frame: Frame) -> None:
    """Gives `draft` the first of the subjects that 分别 shares out, and keeps the others ready."""
    patterns, possible = phrases().patterns, frame.possible
    if "several_bases" in possible and patterns["several_bases"].search(left):
        return
    before = "named_before" in possible and _named(left)
    whole = draft.noun or draft.indicator
    if whole and following and (times := _times_of(left, following + 1, frame)):
        draft.time, *frame.times = times
        frame.pending, frame.whole = [whole] * following, whole
        return
    if _share_out_told(draft, left, following + 1, frame):
        return
    further = len(frame.drafts) > following
    if before and whole == frame.owner and following and (further or not whole):
        named = [each for each in frame.named if not patterns["aside_clause"].match(each)]
        if named:
            _share_out_named(draft, named[-1], following + 1, frame)
            return
    if further:
        _take_told(draft, left, following, frame, before=before)
    if frame.subjects and whole == frame.whole and len(frame.subjects) == following + 1:
        subjects: list[str] | None = frame.subjects  # 分别达6.9万元、3.4万元，增长4.2%、5.3%
    elif (following and not draft.counts_noun) or (
        "respectively" in possible and patterns["respectively"].search(left)
    ):
        subjects = _subjects(draft, left, following + 1, frame)
    else:
        return
    if subjects:
        of_whole = (
            draft.indicator if draft.indicator.startswith(phrases().words["share_of"]) else ""
        )
        draft.indicator = draft.indicator.replace(whole, subjects[0] + of_whole)  # 分别占…的5%和3%
        draft.noun = subjects[0]
        frame.subjects, frame.pending, frame.whole = subjects, subjects[1:], whole


def _take_told(draft: Draft, left: str, following: int, frame: Frame, *, before: bool) -> None:
    """Makes the things just told the subjects of a list that goes on with them.

    `before` tells that it begins with 分别.
    """
    whole = draft.noun or draft.indicator
    if whole == frame.owner and (
        before or (not draft.counts_noun and _of_sums(left, following, frame))
    ):
        last = frame.drafts[-1].noun
        has = whole.removeprefix(last) if last and whole != last and whole.startswith(last) else ""
        # 汽车产业增长5%，化工产业增长6%，分别实现|产值3亿元、4亿元
        frame.subjects = [told + has for told in _last_told(following + 1, frame)]
        frame.whole = whole
    if draft.elided and before:
        told = _told(following + 1, frame)
        shared = draft.measure is Measure.SHARE  # 分别占全部投资的60%和40%: of the things
        end = phrases().words["proportion_of"] if shared else ""
        end = end if whole.endswith(end) else ""  # 占比分别为39%、19%
        frame.subjects = [
            (shared and item.noun + end) or changed_in(item) or item.noun for item in told
        ]
        frame.whole = whole


def _times_of(left: str, count: int, frame: Frame) -> list[str]:
    """The periods, as many as numbers, that joints alone part: 2022年、2023年投资分别增长."""
    where, times = left, find_times(left, frame.calendar)
    bare = indicators.without_times(frame.before, frame.calendar)
    if not times and not bare.strip("".join(phrases().lists["joints"])):
        where, times = frame.before, find_times(frame.before, frame.calendar)
    between = (where[one.end : two.start] for one, two in pairwise(times))
    listed = all(each in phrases().lists["joints"] for each in between)
    periods = [time.period for time in times if time.period]
    if len(periods) == 1 and len(each := years_of(periods[0])) == count:
        return each  # 2016年至2018年，分别完成236亿元、314亿元、365亿元
    if not times and _named(left):  # …分别为20亿元和22亿元，分别增长5%、10%
        told = [item.time for item in frame.drafts if item.time][-count:]
        return told if len(told) == count else []
    return periods if listed and len(periods) == len(times) == count else []


def _last_told(count: int, frame: Frame) -> list[str]:
    """The last `count` things told; if each has had its own change, the things without these.

    接待游客568万人次，增长12%；旅游收入36亿元，增长15%，较2019年分别增长21%、18%.
    """
    last = [item.noun for item in _told(count, frame)]
    each = list(dict.fromkeys(item.noun for item in frame.drafts))
    return each if len(set(last)) < count == len(each) else last


def _told(count: int, frame: Frame) -> list[Draft]:
    """The last figures; the sums, if each has its things counted: 46个项目投资4亿元，…，分别占…."""
    last = frame.drafts[-count:]
    sums = [item for item in frame.drafts if not item.counts_noun]
    return sums if len(sums) == count and any(item.counts_noun for item in last) else last


def _of_sums(left: str, following: int, frame: Frame) -> bool:
    """Whether rates of no subject are as many as the levels before them, which have one each.

    城镇居民收入26738元，农民纯收入11986元，实际增长9.7%和13.4%, and in two units
    客运量4010万人，客运周转量12.98亿人公里，同比增长18.7%、10.7%.
    """
    if following <= 0:
        return False
    told = frame.drafts[-following - 1 :]
    sums = all(item.measure in QUANTITIES.values() for item in told)
    alike = len({item.mention.unit for item in told}) == 1
    alike = alike or len({item.noun for item in told if not item.counts_noun}) == following + 1
    patterns = phrases().patterns
    change = patterns["growth"].match(left)
    bare = not change["noun"] if change else patterns["bare_times"].match(left)
    return bool(bare) and sums and alike


def _share_out_told(draft: Draft, left: str, count: int, frame: Frame) -> bool:
    """Whether the clause before names the subjects: 前两大产业分别为汽车和化工，产值分别增长."""
    patterns = phrases().patterns
    several = count > 1 and "shares_out" in frame.possible and frame.named and draft.noun
    if not several or not patterns["shares_out"].search(left):
        return False
    match = patterns["names_told"].match(frame.before) or patterns["zones_act"].match(frame.before)
    if not match:
        return False
    told = match.groupdict()
    names = items(told["names"] or told["before"] or told["listed"])
    if len(names) != count:
        return False
    toward = phrases().words["toward"] * bool(patterns["partners"].search(frame.before))
    subjects = [toward + name + draft.noun for name in names]
    frame.subjects, frame.pending, frame.whole = subjects, subjects[1:], draft.noun
    draft.indicator = draft.noun = subjects[0]
    draft.doubts = [doubt for doubt in draft.doubts if doubt != NO_INDICATOR]
    return True


def _share_out_named(draft: Draft, named: str, count: int, frame: Frame) -> None:
    """Gives `draft` the first subject of the clause before: 交通、卫生支出增长较快，分别增长…."""
    match = phrases().patterns["grows_well"].match(indicators.strip_lead(named))
    names = _names(match["names"], count) if match else None
    if not match or not names:
        draft.doubts.append(NO_INDICATOR)
        return
    subjects = [like_goods(name + (match["head"] or ""), frame.outer) for name in names]
    draft.indicator = draft.noun = subjects[0]
    draft.doubts = []
    if draft.measure is Measure.SHARE and (match["rise"] or match["fall"]):  # 增幅最大，分别为5%
        draft.measure, draft.rule, draft.basis = Measure.GROWTH, "growth.rate", Basis.YOY
        draft.direction = Direction.UP if match["rise"] else Direction.DOWN
    frame.subjects, frame.pending, frame.whole = subjects, subjects[1:], draft.noun


def _names(text: str, count: int) -> list[str] | None:
    """The `count` names of a list, also of one that 等 sums up: 原煤、钢材等产品产量."""
    examples = named_examples(text)
    return examples if len(examples) == count else coordinate(text, count)


def _subjects(draft: Draft, left: str, count: int, frame: Frame) -> list[str] | None:
    """The `count` subjects of a list; None, and a doubt, if those named are not as many."""
    subjects = coordinate(draft.noun or draft.indicator, count)
    named = named_examples(
        indicators.noun_before(
            phrases().patterns["shares_out"].split(left)[0], frame.calendar, examples=True
        )
    )
    shared = phrases().patterns["shares_out"].search(left) is not None and count > 1
    if not subjects and shared:
        named_before = [indicators.strip_lead(name) for name in frame.named[-count + 1 :]]
        subjects = parted_by_commas(named_before, draft.noun or draft.indicator, count)
    if not subjects and len(named) == count:
        subjects = named
    if not subjects and (named or shared):
        draft.doubts.append(NO_INDICATOR)
    return subjects


def _named(left: str) -> bool:
    """Whether a clause begins with 分别: its subjects are the figures before it."""
    return phrases().patterns["named_before"].match(left) is not None


def shared_out(mention: Mention, frame: Frame, words: str = "") -> Draft:
    """The figure of the next subject that 分别 shares out, with the verb of change before it."""
    last = frame.drafts[-1]
    if mention.kind == BARE and last.mention.kind == COUNT:  # 分别达326万、218万
        mention = as_tally(mention, last.mention.unit)
    noun = frame.pending.pop(0)
    draft = _like(last, mention, last.indicator.replace(last.noun or last.indicator, noun), noun)
    draft.time = frame.times.pop(0) if frame.times else None
    if turn := phrases().patterns["turns"].fullmatch(words):
        draft.direction = Direction.DOWN if turn["fall"] else Direction.UP
    draft.baseline = frame.begun.pop(0) if frame.begun else None
    behind = mention.closed > mention.end  # 左右, not the 约 of the last alone
    if not frame.pending and mention.bound and behind:
        _bound_all(mention.bound, frame)
    return draft


def _bound_all(bound: Bound, frame: Frame) -> None:
    """Says 左右 or 以上 of all the numbers that 分别 shares out: 分别增长4.5%、5.5%左右.

    Unless one of them has a bound of its own: 分别增长9%以上和10%以上.
    """
    shared = frame.drafts[1 - len(frame.subjects) :] if len(frame.subjects) > 1 else []
    if all(told.mention.bound is None for told in shared):
        for told in shared:
            told.mention = told.mention._replace(bound=bound)


def _like(last: Draft, mention: Mention, indicator: str, noun: str) -> Draft:
    if last.joined or last.mention.shared:  # 超过1000美元（1050美元）: exactly
        mention = mention._replace(bound=mention.bound or last.mention.bound)
    measure = last.measure
    if measure in QUANTITIES.values():  # 签约98个、137.2亿元: each by its own unit
        measure = QUANTITIES.get(mention.kind, measure)
    turned = last.mention.sign == "-" and last.direction is Direction.DOWN  # 增长-3.2%和5%
    way = Direction.UP if turned else last.direction
    draft = Draft(mention, measure, indicator, last.rule, noun, last.basis, way)
    draft.doubts = list(last.doubts)
    draft.shares = last.shares or last.clause
    apply_sign(draft)
    return draft
