"""Reads the figures of one sentence, clause by clause, with what the clauses before it said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from briefgen.figures import comparisons, indicators
from briefgen.figures.draft import Draft
from briefgen.figures.indicators import noun_before, restore, strip_lead, without_times
from briefgen.figures.measures import Reading, read_measure
from briefgen.figures.mentions import BARE, COUNT, MONEY, PERCENT, PHYSICAL, TIMES, Mention
from briefgen.figures.periods import Calendar, Time, find_times
from briefgen.figures.phrases import alternation, phrases
from briefgen.figures.segments import Segment, segments
from briefgen.lexicon import load_toml
from briefgen.model import Baseline, Basis, Direction, Measure

SHORTEST = 2  # characters: a label of one says nothing
JOINTS = "、和及与，；："


@dataclass(slots=True)
class Frame:
    """What a sentence is read in: the document's calendar and own province, and what was said.

    `owner` is the noun last spoken of, `verb` the new-verb that a list carries on (新增).
    """

    calendar: Calendar
    own: str
    owner: str = ""
    verb: str = ""
    drafts: list[Draft] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    shared: int = 0
    baseline: Baseline | None = None
    baseline_noun: str = ""


def read_sentence(sentence: str, frame: Frame) -> list[Draft]:
    """The figures that `sentence` states, in order; `frame` is brought up to date."""
    frame.drafts = []
    frame.verb = ""
    frame.baseline = None
    frame.shared = 0
    frame.subjects = []
    if not re.match(load_toml("read")["goes_on"], sentence):
        frame.owner = ""
    pieces = segments(sentence)
    for index, segment in enumerate(pieces):
        before = pieces[index - 1] if index else None
        _read_segment(sentence, segment, before, _run(pieces, index), frame)
    return frame.drafts


def _run(pieces: list[Segment], index: int) -> int:
    """How many bare numbers follow the first of a segment, in it and in the segments joined to it.

    城镇、农村居民收入分别增长4.4%、5.9%: one. They may share out the subjects of 分别.
    """
    count = max(0, len(pieces[index].mentions) - 1)
    while pieces[index].closes in {"、", "和", "及", "与"} and index + 1 < len(pieces):
        index += 1
        held = pieces[index].mentions
        if not held or held[0].start != pieces[index].start:
            break
        count += len(held)
    return count


def _read_segment(
    sentence: str, segment: Segment, before: Segment | None, run: int, frame: Frame
) -> None:
    clause = sentence[segment.start : segment.end]
    if segment.closes == "" and not segment.mentions and not _tells(clause):
        return
    if segment.inner and before and not frame.drafts:
        frame.owner = noun_before(_tail(sentence[before.start : before.end]), frame.calendar)
    if segment.inner and before and before.mentions == () and not before.inner:
        frame.owner = noun_before(_tail(sentence[before.start : before.end]), frame.calendar)
    gap = _gap(clause, segment, frame)
    if gap is not None:
        if frame.drafts:
            frame.drafts[-1].versus.extend(gap)
    else:
        _read_mentions(sentence, segment, run, frame)
    _ranks(sentence, segment, frame)
    _multiples(sentence, segment, frame)


def _tells(clause: str) -> bool:
    return any(char in clause for char in load_toml("comparisons")["rank_marks"]) or bool(
        phrases().patterns["double"].search(clause)
    )


def _tail(clause: str) -> str:
    """What follows the last predicate of a clause: …入选|省级特色产业集群."""
    found = list(re.finditer(alternation(load_toml("read")["tail_verbs"]), clause))
    return clause[found[-1].end() :] if found else clause


def _gap(clause: str, segment: Segment, frame: Frame) -> tuple[object, ...] | None:
    """The comparisons of a clause that states only a gap: 高于全省平均7.7个百分点."""
    points = tuple(m for m in segment.mentions if m.unit == "pp")
    if not points or len(points) != len(segment.mentions):
        return None
    left = clause[: points[0].start - segment.start]
    plain = strip_lead(without_times(left, frame.calendar))
    return comparisons.read_gap(plain, points, frame.own)


def _read_mentions(sentence: str, segment: Segment, run: int, frame: Frame) -> None:
    at = segment.start
    counted = ""
    for index, mention in enumerate(segment.mentions):
        following = segment.mentions[index + 1 :]
        left = sentence[at : mention.start]
        if counted and left.startswith(counted):
            left = left.removeprefix(counted).lstrip(JOINTS)
        right = sentence[mention.closed : segment.end]
        if following and _listed(sentence[mention.closed : following[0].start]):
            right = sentence[mention.closed : following[0].start]
        draft = _read_mention(left, mention, right, frame, run if not index else len(following))
        counted = ""
        if draft is not None:
            draft.clause = sentence[segment.start : segment.end]
            draft.joined = segment.closes in {"、", "和", "及", "与"}
            counted = draft.noun if draft.rule.endswith("before_noun") else ""
            frame.drafts.append(draft)
        at = mention.closed


def _listed(between: str) -> bool:
    """Whether the words between two numbers end one item of a list: 3000个和美乡村及820个…"""
    return between.endswith(("、", "和", "及", "与"))


def _read_mention(
    left: str, mention: Mention, right: str, frame: Frame, following: int
) -> Draft | None:
    bare = left.lstrip(JOINTS).rstrip("、，：；")
    if not bare and frame.pending and frame.drafts:
        return _shared_out(mention, frame)
    frame.pending = []
    if not bare and frame.drafts and _continues(mention, right, frame):
        return _continued(mention, frame)
    if _is_start(bare):
        return _start(bare, mention, frame)
    if frame.baseline is not None:
        return _arrived(mention, frame)
    mention = _as_money(mention, bare, frame)
    if mention.kind == BARE:
        return _index(bare, mention, frame)
    reading = read_measure(bare, mention, frame.calendar)
    if mention.kind in {COUNT, PHYSICAL, MONEY} and reading.measure is not Measure.DELTA:
        draft = _quantity(bare, mention, right, frame, reading)
    elif mention.kind == PERCENT and reading.measure is Measure.SHARE:
        draft = _share(bare, mention, right, frame, reading)
    else:
        draft = _change(mention, frame, reading)
    _share_out(draft, bare, following, frame)
    _share_again(draft, following, frame)
    draft.left = left
    return draft


# --- lists ----------------------------------------------------------------------------------------


def _continues(mention: Mention, right: str, frame: Frame) -> bool:
    """Whether a number with nothing before it goes on with the predicate of the last one."""
    last = frame.drafts[-1].mention
    if last.kind == MONEY and mention.kind == BARE and mention.unit:
        return True
    return last.kind == mention.kind and (mention.kind != COUNT or not right.strip(JOINTS))


def _continued(mention: Mention, frame: Frame) -> Draft:
    """A further number of the same predicate, with nothing of its own: 7万亿、8万亿."""
    last = frame.drafts[-1]
    if mention.kind == BARE:
        mention = replace(mention, kind=last.mention.kind, unit=last.mention.unit)
    mention = replace(mention, bound=mention.bound or last.mention.bound)
    return Draft(
        mention, last.measure, last.indicator, last.rule, last.noun, last.basis, last.direction
    )


def _share_out(draft: Draft, left: str, following: int, frame: Frame) -> None:
    """Prepares the subjects of 分别 for the numbers that follow, and gives this one its own."""
    if not re.search(load_toml("read")["respectively"], left):
        return
    whole = draft.noun or draft.indicator
    subjects = indicators.coordinate(whole, following + 1)
    if subjects:
        draft.indicator = draft.indicator.replace(whole, subjects[0])
        draft.noun = subjects[0]
        frame.pending = subjects[1:]
        frame.subjects = subjects
        frame.shared = len(subjects)


def _share_again(draft: Draft, following: int, frame: Frame) -> None:
    """A second list for the same subjects: 分别达6.9万元、3.4万元，增长4.2%、5.3%."""
    if frame.pending or not frame.subjects or len(frame.subjects) != following + 1:
        return
    if draft.noun == frame.subjects[-1]:
        draft.indicator = draft.indicator.replace(draft.noun, frame.subjects[0])
        draft.noun = frame.subjects[0]
        frame.pending = frame.subjects[1:]


def _shared_out(mention: Mention, frame: Frame) -> Draft:
    last = frame.drafts[-1]
    noun = frame.pending.pop(0)
    indicator = last.indicator.replace(last.noun, noun) if last.noun else noun
    mention = replace(mention, bound=mention.bound or last.mention.bound)
    return Draft(mention, last.measure, indicator, last.rule, noun, last.basis, last.direction)


# --- from … to ------------------------------------------------------------------------------------


@cache
def _from() -> re.Pattern[str]:
    return re.compile(phrases().patterns["from_to"].pattern)


def _is_start(left: str) -> bool:
    return _from().search(left) is not None


def _start(left: str, mention: Mention, frame: Frame) -> None:
    """Keeps the start of a from–to pair for the number it leads to."""
    match = _from().search(left)
    noun = noun_before(left[: match.start()] if match else left, frame.calendar)
    times = find_times(left, frame.calendar)
    period = times[-1].period if times else None
    frame.baseline = Baseline(mention.value, period)
    frame.baseline_noun = restore(noun, frame.owner)


def _arrived(mention: Mention, frame: Frame) -> Draft:
    noun = frame.baseline_noun
    plain = {MONEY: Measure.AMOUNT, COUNT: Measure.COUNT, PERCENT: Measure.SHARE}
    measure = plain.get(mention.kind, Measure.PHYSICAL)
    if mention.kind == BARE and any(noun.endswith(word) for word in load_toml("read")["ratios"]):
        measure = Measure.MULTIPLE
    draft = Draft(mention, measure, noun, "from_to", noun, baseline=frame.baseline)
    frame.baseline = None
    frame.owner = noun
    return draft


# --- quantities -----------------------------------------------------------------------------------


def _as_money(mention: Mention, left: str, frame: Frame) -> Mention:
    """生产总值突破9万亿: a large number without a unit is money if its noun is."""
    if mention.kind != BARE or not mention.unit:
        return mention
    noun = restore(noun_before(left, frame.calendar), frame.owner)
    if any(noun.endswith(word) for word in phrases().nouns["monetary"]):
        return replace(mention, kind=MONEY, unit=mention.unit + load_toml("units")["money"]["units"][0])
    return mention


def _index(left: str, mention: Mention, frame: Frame) -> Draft | None:
    """A number without a unit: a figure only after the name of an index (满意度, 倍差)."""
    noun = noun_before(left, frame.calendar)
    if mention.unit or not any(noun.endswith(word) for word in phrases().nouns["indices"]):
        return None
    multiple = any(noun.endswith(word) for word in load_toml("read")["ratios"])
    measure = Measure.MULTIPLE if multiple else Measure.PHYSICAL
    frame.owner = noun
    return Draft(mention, measure, noun, "index", noun)


def _quantity(left: str, mention: Mention, right: str, frame: Frame, reading: Reading) -> Draft:
    noun = noun_before(left, frame.calendar)
    after = _noun_follows(left, noun, mention, right)
    if after:
        label = indicators.count_label(left, mention, right, frame.calendar)
        bare = strip_lead(without_times(left, frame.calendar))
        label = _carried(label, bare, frame)
        if re.match(load_toml("read")["used_for"], right):
            label = f"{right}的{frame.owner}" if frame.owner else right
        noun = indicators.noun_after(right, mention.unit)[0] or label
        rule = f"{reading.measure.value}.before_noun"
    else:
        label = restore(noun, frame.owner) + _result(left, noun, frame)
        label = _carried(label, left, frame)
        noun = label
        rule = f"{reading.measure.value}.after_noun"
    draft = Draft(mention, reading.measure, label, rule, noun)
    if len(label) < SHORTEST or label in phrases().nouns["relational"]:
        draft.doubts.append("no_indicator")
    frame.owner = label if not after else _owner_after(label, noun)
    return draft


def _result(left: str, noun: str, frame: Frame) -> str:
    """The verb that makes a label with the thing spoken of: 改造老旧小区…，惠及310多万户."""
    verb = strip_lead(without_times(left, frame.calendar))
    return verb if not noun and verb in phrases().nouns["result_verbs"] else ""


def _owner_after(label: str, noun: str) -> str:
    return noun or label


def _carried(label: str, left: str, frame: Frame) -> str:
    """The label with the 新增 of the first item of its list, if it has no verb of its own."""
    found = re.match(rf"(?:{alternation(phrases().lists['new'])})", strip_lead(without_times(left, frame.calendar)))
    if found:
        frame.verb = found[0]
        return label if label.startswith(found[0]) or found[0] in label else found[0] + label
    if frame.verb and label and frame.drafts and _joined(left, frame):
        return label if any(word in label for word in phrases().lists["new"]) else frame.verb + label
    return label


def _joined(left: str, frame: Frame) -> bool:
    """Whether a clause is a further item of a list: it has no verb of its own, before or after."""
    if re.match(alternation(phrases().nouns["light_verbs"]), left):
        return False
    if frame.drafts[-1].joined:
        return True
    reached = re.search(rf"(?:{alternation(phrases().lists['level'])})$", left)
    return bool(left) and not reached


def _noun_follows(left: str, noun: str, mention: Mention, right: str) -> bool:
    """Whether the counted thing stands behind its number: 7个调研督导组, not 项目795个."""
    text = right.strip(JOINTS)
    if not text or re.match(load_toml("read")["not_a_noun"], text):
        return False
    if mention.kind == COUNT:
        return True
    return not noun or not re.sub(alternation(phrases().nouns["light_verbs"]), "", noun)


def _share(left: str, mention: Mention, right: str, frame: Frame, reading: Reading) -> Draft:
    data = load_toml("read")
    if reading.rule == "share.of":
        owner = noun_before(reading.noun, frame.calendar) or _subject(frame)
        label = f"{owner}{data['share_of']}{reading.whole}{data['share']}"
        noun = owner
    else:
        noun = noun_before(left, frame.calendar)
        plan = re.search(data["completed"], left)
        if plan and noun:
            noun = noun.removesuffix(plan["verb"]) + plan["verb"] + data["rate"]
        label = restore(noun, frame.owner)
        if right.startswith(data["of"]) and not noun:
            label = right.removeprefix(data["of"])
        elif right.startswith(data["of_share"]):
            label += data["of_share"].removeprefix(data["of"])
        noun = label
    draft = Draft(mention, Measure.SHARE, label, reading.rule, noun)
    if not label:
        draft.doubts.append("no_indicator")
    if reading.rule != "share.of" or not frame.owner:
        frame.owner = noun or frame.owner
    else:
        frame.owner = label
    return draft


def _subject(frame: Frame) -> str:
    """The thing that an elliptic clause speaks of: 制造业投资 in …，占工业投资比重为83%."""
    owner = frame.owner
    cut = owner.find(load_toml("read")["share_of"])
    return owner[:cut] if cut > 0 else owner


def _change(mention: Mention, frame: Frame, reading: Reading) -> Draft:
    noun = noun_before(reading.noun, frame.calendar)
    noun = re.sub(load_toml("read")["adverbs_end"], "", noun)
    if reading.measure is Measure.CONTRIBUTION:
        subject = noun or _subject(frame)
        label = f"{subject}{load_toml('read')['drives']}{reading.whole}{load_toml('read')['growth']}"
        return Draft(mention, reading.measure, label, reading.rule, subject, Basis.YOY, Direction.UP)
    label = restore(noun, frame.owner)
    draft = Draft(
        mention, reading.measure, label, reading.rule, label, reading.basis, reading.direction
    )
    if len(label) < SHORTEST:
        draft.doubts.append("no_indicator")
    if noun and mention.kind != TIMES:
        frame.owner = label
    return draft


# --- ranks and multiples in words -----------------------------------------------------------------


def _ranks(sentence: str, segment: Segment, frame: Frame) -> None:
    clause = sentence[segment.start : segment.end]
    for found in comparisons.find_ranks(clause, frame.own):
        held = [m for m in segment.mentions if m.end <= segment.start + found.start]
        left = clause[held[-1].closed - segment.start : len(found.left)] if held else found.left
        noun = noun_before(left, frame.calendar)
        target = _ranked(noun, frame)
        if target is not None:
            every = clause[: found.start].startswith(tuple(load_toml("read")["all"]))
            for draft in _group(target, frame, every=every):
                draft.rank = draft.rank or found.rank
            continue
        start, end = segment.start + found.start, segment.start + found.end
        from decimal import Decimal

        mention = Mention(
            _rank_start(sentence, start), end, "rank", Decimal(found.rank.position), _place_unit()
        )
        label = restore(noun, frame.owner)
        if not label:
            continue
        draft = Draft(mention, Measure.RANK, label, "rank.alone", label, rank=found.rank)
        draft.clause = clause
        frame.drafts.append(draft)
        frame.owner = re.sub(load_toml("read")["rank_heads_end"], "", label) or label


def _group(target: Draft, frame: Frame, *, every: bool) -> list[Draft]:
    """The figures that one rank speaks of: all those that 分别 shares out, or just the one."""
    if frame.shared and target is frame.drafts[-1]:
        return frame.drafts[-frame.shared :]
    group = [target]
    at = frame.drafts.index(target)
    while every and at and frame.drafts[at - 1].joined:
        at -= 1
        group.append(frame.drafts[at])
    return group


def _rank_start(sentence: str, start: int) -> int:
    mark = load_toml("comparisons")["rank_marks"][0]
    return start - 1 if sentence[start - 1 : start] == mark else start


def _place_unit() -> str:
    return str(load_toml("read")["place_unit"])


def _ranked(noun: str, frame: Frame) -> Draft | None:
    """The figure that a rank belongs to: none if the rank has a subject of its own."""
    if not frame.drafts:
        return None
    last = frame.drafts[-1]
    if not noun or noun in load_toml("read")["all"]:
        asides = {Measure.SHARE, Measure.DELTA, Measure.CONTRIBUTION, Measure.MULTIPLE}
        main = [draft for draft in frame.drafts if draft.measure not in asides]
        return main[-1] if main else last
    data = load_toml("read")
    grows = [d for d in frame.drafts if d.measure in {Measure.GROWTH, Measure.DELTA}]
    levels = [d for d in frame.drafts if d.measure not in {Measure.GROWTH, Measure.DELTA, Measure.RANK}]
    if noun in data["rank_of_growth"]:
        return grows[-1] if grows and grows[-1] is last else None
    if noun in data["rank_of_level"]:
        return levels[-1] if levels else None
    return None


def _multiples(sentence: str, segment: Segment, frame: Frame) -> None:
    clause = sentence[segment.start : segment.end]
    for found in comparisons.find_multiples(clause):
        held = [m for m in segment.mentions if m.end <= segment.start + found.start]
        left = clause[held[-1].closed - segment.start : found.start] if held else found.left
        change = re.sub(load_toml("read")["against_end"], "", left)
        noun = noun_before(change, frame.calendar)
        label = restore(noun, frame.owner)
        if not label:
            continue
        mention = Mention(
            segment.start + found.start,
            segment.start + found.end,
            TIMES,
            found.value,
            load_toml("units")["times"]["units"][0],
        )
        draft = Draft(
            mention, Measure.MULTIPLE, label, "multiple.double", label, Basis.YOY, Direction.UP
        )
        draft.clause = clause
        frame.drafts.append(draft)
        frame.drafts.sort(key=lambda item: item.mention.start)


def period_before(times: list[Time], at: int) -> Time | None:
    """The last expression of time that stands before `at`."""
    earlier = [time for time in times if time.start <= at]
    return earlier[-1] if earlier else None
