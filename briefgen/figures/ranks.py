"""Ranks in words: added to the figure they speak of, or figures of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.figures import comparisons
from briefgen.figures.draft import NO_INDICATOR, Draft, Frame
from briefgen.figures.indicators import is_relational, noun_before, subject_of
from briefgen.figures.mentions import Mention
from briefgen.figures.owners import of_all_new, restore
from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import coordinate, items
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.comparisons import RankFound
    from briefgen.figures.segments import Segment
    from briefgen.model import Rank

ASIDES = {Measure.DELTA, Measure.CONTRIBUTION, Measure.MULTIPLE}
SEMICOLON = "；"
CHANGES = {Measure.GROWTH, Measure.DELTA}


def read_ranks(sentence: str, segment: Segment, frame: Frame) -> None:
    """Adds the ranks of a clause to its figures, or as figures if they have their own subject."""
    clause = sentence[segment.start : segment.end]
    for found in comparisons.find_ranks(clause, frame.own):
        left = words_before(sentence, segment, segment.start + len(found.left), len(found.left))
        told = phrases().patterns["rank_told"].sub("", noun_before(left, frame.calendar))
        noun = _of_last(told, frame)  # 产品销售全球第三、|亚洲第一
        if not noun and phrases().patterns["holds_place"].match(clause, len(found.left)):
            noun = _of_level(frame)
        if found.others:
            _read_list(found.listed, noun, clause, segment, frame)
            continue
        since = sentence.rfind(SEMICOLON, 0, segment.start)
        if _only_expected(found, sentence, segment):
            _foretold(found, noun, clause, segment, frame)
            continue
        targets = [_ranked(part, frame, since) for part in items(noun)]
        if all(target is not None for target in targets):
            several = tuple(phrases().lists["several"])
            both = clause.startswith(several) or clause.startswith(several, len(found.left))
            both = both or found.left.endswith(several)  # 增幅均|排名全市第一
            every = both or clause.startswith(tuple(phrases().lists["all"]))
            for target in targets:
                _give(found.rank, target, frame, every=every)
            if both:
                parted = phrases().words["among"] in sentence[: segment.start]
                # 其中：税收增长5%；收入增长7%，增幅均居第1
                of_rates = parted and noun in phrases().lists["rank_of_growth"]
                _give_before(found.rank, targets[0], frame, since, of_rates=of_rates)
            continue
        if noun in phrases().lists["overall"]:
            noun += phrases().words["ranking"]
        label = restore(noun, _owner(noun, clause, frame))
        if not label:
            continue
        frame.drafts.append(_alone(found, label, clause, segment))
        frame.owner = phrases().patterns["rank_heads_end"].sub("", label) or label


def _of_last(noun: str, frame: Frame) -> str:
    """数量 alone, where it is that of the things just counted: 49家医院获评A级、数量居全国第一."""
    said, _, level = noun.rpartition("、")
    of_level = level in phrases().lists["rank_of_level"]
    return level if said and of_level and frame.drafts and frame.drafts[-1].counts_noun else noun


def _of_level(frame: Frame) -> str:
    """总量, where a place is held by a sum whose growth was told last; else "".

    生产总值17503亿元，增长8.9%，稳居国内大中城市第四位: no growth holds its place.
    """
    level = phrases().words["total"]
    grown = bool(frame.drafts) and frame.drafts[-1].measure is Measure.GROWTH
    held = _ranked(level, frame) if grown else None
    return level if held and held.measure is Measure.AMOUNT else ""


def _owner(noun: str, clause: str, frame: Frame) -> str:
    """What a rank speaks of: 增速居… of the clause before, if it has no figure, or of the last."""
    told = [each for each in frame.named if each != clause]
    if told and is_relational(noun) and (subject := subject_of(told[-1], frame.calendar)):
        return subject
    return frame.owner


def _only_expected(found: RankFound, sentence: str, segment: Segment) -> bool:
    """Whether a rank is expected, while what stands before its clause is told as a result."""
    patterns = phrases().patterns
    hoped = patterns["foretold_rank"].search(found.left)
    before = sentence[: segment.start] + found.left[: hoped.start() if hoped else 0]
    return hoped is not None and not patterns["forecast"].search(before)


def _foretold(found: RankFound, noun: str, clause: str, segment: Segment, frame: Frame) -> None:
    """Adds a rank that is only expected as a figure of its own: 增长5%，增速预计居第8位."""
    noun = phrases().patterns["foretold_rank"].sub("", noun)
    if label := restore(noun, frame.owner):
        frame.drafts.append(_alone(found, label, clause, segment))


def _alone(found: RankFound, label: str, clause: str, segment: Segment) -> Draft:
    """The figure that a rank is on its own; its span takes the 第 in."""
    mark = phrases().lists["rank_marks"][0]
    start = found.start - 1 if clause[found.start - 1 : found.start] == mark else found.start
    position = Decimal(found.rank.position)
    span = segment.start + start, segment.start + found.end
    mention = Mention(*span, "rank", position, phrases().words["place_unit"])
    draft = Draft(mention, Measure.RANK, label, "rank.alone", label, rank=found.rank)
    draft.clause = clause
    if phrases().patterns["no_label"].search(label) or is_relational(label):
        draft.doubts.append(NO_INDICATOR)
    return draft


def _read_list(
    listed: tuple[RankFound, ...], noun: str, clause: str, segment: Segment, frame: Frame
) -> None:
    """Shares a list of ranks out: to the figures just before, or to the subjects of its clause.

    增长4.4%、5.9%，增速分别居全省第2、第5位 ranks the two rates; a list whose subjects are not as
    many as its ranks is in doubt.
    """
    told: list[Draft | None] = [*_told(noun, len(listed), frame)] or [None] * len(listed)
    for found, label, draft in zip(listed, _subjects(noun, len(listed)), told, strict=True):
        target = draft or (_ranked(label, frame) if label else None)
        if target:
            target.rank = target.rank or found.rank
            continue
        alone = _alone(found, restore(label, frame.owner), clause, segment)
        if not label:
            alone.doubts.append(NO_INDICATOR)
        frame.drafts.append(alone)


def _subjects(noun: str, count: int) -> list[str]:
    """The `count` subjects of a list of ranks, each with the 增速 that they share; "" in doubt."""
    lists, named = phrases().lists, items(noun)
    shared = lists["rank_of_growth"]
    if len(named) == count and set(named) & {*shared, *lists["rank_of_level"]}:
        return named  # 增速、总量分别居…: of the thing before
    longest = sorted(shared, key=len, reverse=True)
    head = next((word for word in longest if noun.endswith(word)), "")
    stem = noun.removesuffix(head)
    parts = coordinate(stem, count) if stem else None
    if parts:
        return [part if part.endswith(head) else part + head for part in parts]
    return coordinate(noun, count) or [""] * count


def _told(noun: str, count: int, frame: Frame) -> list[Draft]:
    """The last `count` figures, if a list of ranks speaks of them: all rates, or all levels."""
    lists = phrases().lists
    main = [draft for draft in frame.drafts if not _aside(draft)]
    if noun in lists["rank_of_growth"]:
        main = [draft for draft in frame.drafts if draft.measure is Measure.GROWTH]
    elif noun in lists["rank_of_level"]:
        main = [d for d in frame.drafts if d.measure not in {*CHANGES, Measure.RANK}]
    elif noun:
        return []
    return main[-count:] if len(main) >= count else []


def fold_ranks(frame: Frame) -> None:
    """Gives a rank told before its figures to these: 项目数、资金均列第一，分别为98个和137亿元."""
    alone = [draft for draft in frame.drafts if draft.rule == "rank.alone"]
    for rank in alone:
        after = frame.drafts[frame.drafts.index(rank) + 1 :]
        names = items(rank.indicator)
        told = [each for each in after if each.noun and any(n.startswith(each.noun) for n in names)]
        if told and told == after[: len(told)] and all(draft.rank is None for draft in told):
            for draft in told:
                draft.rank = rank.rank
            frame.drafts.remove(rank)


def _give(rank: Rank, target: Draft | None, frame: Frame, *, every: bool) -> None:
    for draft in _group(target, frame, every=every) if target else ():
        draft.rank = draft.rank or rank


def _give_before(
    rank: Rank, target: Draft | None, frame: Frame, since: int, *, of_rates: bool
) -> None:
    """Gives a rank of several to the figures before the last, too.

    That is to one figure of each thing in the same unit, if there are any (收入增长15%，税收
    增长16%，税比71%，均居第1), or to the one before: 19.8件，比重2.55%，均居第3. Rates alone
    (增幅均居第1) may be told in the parts of a list before: 税收增长5%；收入增长7%.
    """
    at = frame.drafts.index(target) if target else 0
    before = _listed_with(frame.drafts[at], frame.drafts[:at], since) if target else []
    if not before and of_rates and target:
        before = _listed_with(frame.drafts[at], frame.drafts[:at], -1)
    if not before and at and not _aside(frame.drafts[at - 1]):
        before = [frame.drafts[at - 1]]
    for draft in before:
        draft.rank = draft.rank or rank


def _listed_with(target: Draft, before: list[Draft], since: int) -> list[Draft]:
    """One figure in the unit of `target` of each other thing told before it.

    They end at the last semicolon, and at what has a rank or a comparison of its own.
    """
    out, known = [], {target.noun}
    for draft in reversed(before):
        if draft.mention.start < since or draft.versus:
            break
        if draft.mention.unit != target.mention.unit or _aside(draft) or draft.noun in known:
            continue
        if draft.rank and draft.rank != target.rank:
            break
        known.add(draft.noun)
        out.append(draft)
    return out


def words_before(sentence: str, segment: Segment, start: int, end: int) -> str:
    """The words of a clause between its last number before `start` and what is read there."""
    held = [mention for mention in segment.mentions if mention.end <= start]
    begin = held[-1].closed if held else segment.start
    return sentence[begin : segment.start + end]


def _ranked(noun: str, frame: Frame, since: int = -1) -> Draft | None:
    """The figure that a rank belongs to: none if the rank has a subject of its own.

    A rank of growth (增速居) goes to a growth rate just before it, a rank of level (总量居) to the
    last level; a bare one to the last figure that is no aside (出口突破4万亿元，占…15.5%，居第2位),
    if there is one `since` the last semicolon.
    """
    if not frame.drafts:
        return None
    lists, last = phrases().lists, frame.drafts[-1]
    if not noun or noun in lists["all"]:
        main = [draft for draft in frame.drafts if not _aside(draft)]
        near = bool(main) and (main[-1].mention.start > since or last.mention.start < since)
        return main[-1] if near else last
    if noun in lists["rank_of_growth"]:
        grown = [draft for draft in frame.drafts if draft.measure is Measure.GROWTH]
        return grown[-1] if grown and last.measure in CHANGES else None
    if noun in lists["rank_of_share"]:
        return last if last.measure is Measure.SHARE else None
    if noun in lists["rank_of_level"]:
        levels = [d for d in frame.drafts if d.measure not in {*CHANGES, Measure.RANK}]
        own = levels and (last is levels[-1] or last.noun in {levels[-1].noun, ""})
        # 进出口3万亿元，其中：出口增长12%，总量居首位; 新增企业560家，总量全市第三: of all of them
        return levels[-1] if own and not of_all_new(noun, levels[-1]) else None
    return None


def _aside(draft: Draft) -> bool:
    """Whether a figure only adds to the one before it.

    That is a difference, a share without subject, what a wider place has.
    """
    part = draft.rule == "share.of" or phrases().patterns["is_share"].search(draft.indicator)
    elided = draft.measure is Measure.SHARE and draft.elided and bool(part)
    return elided or draft.elsewhere or draft.measure in ASIDES


def _group(target: Draft, frame: Frame, *, every: bool) -> list[Draft]:
    """The figures that one rank speaks of: those that 分别 shares out, a list with 均, or one."""
    if target is frame.drafts[-1] and target.noun in frame.subjects:
        return frame.drafts[-len(frame.subjects) :]
    group = [target]
    at = frame.drafts.index(target)
    while every and at and frame.drafts[at - 1].joined:
        at -= 1
        group.append(frame.drafts[at])
    return group
