"""Things listed together: the noun or the predicate that the last of them tells for all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.figures.units import MONEY

PAIR = 2

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft, Frame


def share_nouns(frame: Frame, sentence: str) -> None:
    """Gives a level that stands alone the noun of the next item: 8个国家级、80个省级产业园."""
    levels = phrases().sets["levels"]
    _add_up(frame.drafts)
    for draft, after in reversed([*pairwise(frame.drafts)]):
        listed = draft.joined or draft.clause == after.clause
        _share_deed(draft, after)
        _share_work(draft, after, sentence)
        _share_counties(draft, after)
        verb = next(filter(after.indicator.startswith, phrases().lists["new"]), "")
        if listed and phrases().patterns["only_size"].fullmatch(draft.indicator):
            sized = phrases().patterns["size_of"].search(after.indicator)
            draft.indicator += sized["noun"] if sized else ""  # 12个百亿元、70个30亿元以上项目
        if not listed or draft.indicator.removeprefix(verb) not in levels:
            continue
        told = after.indicator.removeprefix(verb)  # 新增12家国家级、35家省级企业
        level = max(filter(told.startswith, levels), key=len, default="")
        if level and told != level:
            draft.indicator += told.removeprefix(level)
    _hand_out(frame.drafts)


def _hand_out(drafts: list[Draft]) -> None:
    """Gives each of the things counted its sum: 30个省级、382个市级项目投资80.3亿元、577.9亿元."""
    count = next((at for at, each in enumerate(drafts) if not each.counts_noun), 0)
    if count < PAIR or not all(draft.joined for draft in drafts[: count - 1]):
        return
    things = [draft.indicator for draft in drafts[:count]]
    for start in range(count, len(drafts) - count + 1, count):
        group = drafts[start : start + count]
        same = {(draft.indicator, draft.mention.unit) for draft in group}
        listed = all(draft.joined for draft in group[:-1])
        if len(same) > 1 or not listed or not group[0].indicator.startswith(things[-1]):
            return
        for draft, thing in zip(group, things, strict=True):
            draft.indicator = thing + draft.indicator.removeprefix(things[-1])


def _add_up(drafts: list[Draft]) -> None:
    """Names both of two things whose sum is told: 4个甲集群和6个乙集群营收合计达到2.6万亿元."""
    for one, two, whole in zip(drafts, drafts[1:], drafts[2:], strict=False):
        counted = one.counts_noun and two.counts_noun and one.clause == two.clause == whole.clause
        summed = phrases().patterns["in_total_end"].search(whole.left)
        if counted and summed and whole.indicator.startswith(two.noun) and one.joined:
            whole.indicator = f"{one.noun}{phrases().lists['joint_words'][0]}{whole.indicator}"
            whole.noun = f"{one.noun}{phrases().lists['joint_words'][0]}{whole.noun}"


def _share_deed(draft: Draft, after: Draft) -> None:
    """Says of things listed what the clause says of the last: 173名个人和6个团队入选….

    It holds for both where nothing but 和 parts them.
    """
    plain = draft.counts_noun and after.counts_noun and draft.indicator == draft.noun
    if not plain or phrases().patterns["deed_behind"].match(draft.indicator):
        return
    deed, of, noun = after.indicator.rpartition(phrases().words["of"])
    alone = not after.left.strip("".join(phrases().lists["joints"]))
    marks = phrases().lists["joint_words"]
    if phrases().patterns["recognized"].match(deed):
        marks = phrases().lists["joints"]  # 6个企业品牌、3个区域品牌入选…
    listed = any(draft.noun + mark in draft.clause for mark in marks)
    size = phrases().patterns["only_size"].fullmatch(draft.indicator)
    if listed and of and noun == after.noun and alone and not size:
        draft.indicator = f"{deed}{of}{draft.indicator}"


def _share_counties(draft: Draft, after: Draft) -> None:
    """Says that counties are counted, not what they grow: 100个大豆、200个玉米重点县."""
    counties = phrases().patterns["head_of_counties"].match(after.indicator)
    if draft.joined and counties and phrases().patterns["crop_alone"].fullmatch(draft.indicator):
        draft.indicator += counties["head"]


def _share_work(draft: Draft, after: Draft, sentence: str) -> None:
    """Says what is done to all things of a list: 完成|54个旧住宅区、2个旧厂区|改造."""
    done = phrases().patterns["does"].search(draft.left) and draft.clause == after.clause
    thing = sentence[draft.mention.closed : after.mention.start]
    if not done or draft.mention.kind == MONEY or not thing.endswith(phrases().lists["joints"]):
        return
    work = phrases().patterns["work_behind"].match(sentence, after.mention.closed)
    one = phrases().patterns["worked_on"].fullmatch(thing[:-1])
    if not work or not one:
        return
    if after.indicator.endswith(work["work"]):
        draft.indicator = one[0] + work["work"]
    elif after.indicator.startswith(of := work["work"] + phrases().words["of"]):
        draft.indicator = of + one[0]  # 30个村庄、12个社区|整治
