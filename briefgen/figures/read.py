"""Reads the figures of one sentence, clause by clause, with what the clauses before it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import (
    comparisons,
    gaps,
    indicators,
    lists,
    pairs,
    quantities,
    rates,
    shares,
)
from briefgen.figures.before import own_words, tells_base, without_counted, without_joint
from briefgen.figures.bounds import without_bounds
from briefgen.figures.changed import of_things
from briefgen.figures.conditions import of_condition
from briefgen.figures.draft import NO_INDICATOR, Draft
from briefgen.figures.indicators import TRIM, ends_with, is_bare_verb, noun_before, strip_lead
from briefgen.figures.measures import per_area, read_measure
from briefgen.figures.multiples import read_multiples
from briefgen.figures.owners import name_economy, name_holder
from briefgen.figures.phrases import may_match, phrases, tellable
from briefgen.figures.ranks import read_ranks
from briefgen.figures.resumed import before_bracket, before_colon
from briefgen.figures.runs import bare_run, counted_in, in_order_of_names
from briefgen.figures.segments import Segment, segments
from briefgen.figures.signs import apply_sign
from briefgen.figures.topics import topic_of, until_number
from briefgen.figures.units import BARE, COUNT, MONEY, PERCENT, PHYSICAL
from briefgen.figures.whole_sentence import complete
from briefgen.model import Bound, Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.mentions import Mention

SEMICOLONS = ("；", ";")
GROUPS = frozenset({"of_products", "of_retail", "of_price"})
GROUP = 10  # characters at the end of a clause that name a group: 从主要产品产量看
ASIDES = ("aside", "summed_up")
LIST_MARK = "、"
LIST_END = "、，：；"


def read_sentence(sentence: str, frame: Frame) -> list[Draft]:
    """The figures that `sentence` states, in order; `frame` is brought up to date."""
    patterns = phrases().patterns
    if sentence.startswith(phrases().lists["about_whole"]):
        frame.owner = frame.outer or frame.owner  # …，其中专科23107人。在校生人数64976人: of all
    frame.begin(
        keep_owner=bool(patterns["goes_on"].match(sentence)),
        within=bool(patterns["within"].match(sentence)),
    )
    frame.monthly = frame.within = frame.within or bool(patterns["mom_led"].match(sentence))
    topic, frame.topic = frame.topic, ""
    if not patterns["number_hint"].search(sentence):
        frame.topic = topic_of(sentence)
        return []
    frame.possible = tellable(sentence)
    begins = noun_before(until_number(sentence), frame.calendar) if topic else sentence
    traffic = patterns["traffic"].fullmatch(begins) and patterns["mode_first"].match(topic)
    if not begins or indicators.is_relational(begins) or traffic:
        frame.named.append(topic)  # 经营主体稳中培优。总量达1461.4万户
    pieces = segments(sentence)
    ranked, doubled = comparisons.may_rank(sentence), "double" in frame.possible
    for index, segment in enumerate(pieces):
        frame.bracket = (
            segment.inner and index > 0 and _speak_of(sentence, pieces[index - 1], frame)
        )
        before = (sentence, pieces[:index], segment)
        lead = before_bracket(*before) or before_colon(*before, frame)
        if not (index and pieces[index - 1].inner):
            owner = frame.owner  # a bracket goes on with its own things, and what follows without
        run = bare_run(sentence, pieces, index) if segment.mentions else 0
        _read_segment(sentence, segment, run, frame, lead)
        if ranked:
            read_ranks(sentence, segment, frame)
        if doubled:
            read_multiples(sentence, segment, frame)
        if segment.inner and (lead or not any(each.inner for each in pieces[index + 1 :][:1])):
            frame.owner = owner
    complete(frame, sentence)
    return frame.drafts


def _speak_of(sentence: str, before: Segment, frame: Frame) -> bool:
    """Whether a bracket speaks of what stands before it, which has no number of its own."""
    if before.inner or before.mentions:
        return False
    clause = sentence[before.start : before.end]
    if phrases().patterns["share_begins"].search(clause):
        return False
    ends = [match.end() for match in phrases().patterns["tail_verb"].finditer(clause)]
    frame.owner = noun_before(clause[ends[-1] :] if ends else clause, frame.calendar)
    return bool(frame.owner)


def _read_segment(sentence: str, segment: Segment, run: int, frame: Frame, lead: str) -> None:
    clause, patterns = sentence[segment.start : segment.end], phrases().patterns
    if "next_point" in frame.possible and patterns["next_point"].match(clause):
        frame.owner = frame.verb = ""
    if not segment.mentions and not segment.inner:
        _note_clause(clause, frame)
    if may_match("composition", clause) and (
        sectors := patterns["of_sectors"].match(sentence, segment.start)
    ):
        frame.owner = sectors["who"]  # 三次产业占比为8.3∶41.6∶50.1，贡献率分别为…
    if may_match("list_of", clause) and (listed := patterns["list_of"].search(clause)):
        frame.of_list = listed["head"]
    _turn_to_whole(sentence, segment, clause, frame)
    goes_within = frame.monthly and patterns["within"].match(clause) is not None
    frame.within = frame.within or goes_within
    if not segment.mentions or tells_base(clause, frame):
        return
    gap, told = gaps.gap_of(clause, segment, frame), len(frame.drafts)
    if gap is None:
        _read_mentions(sentence, segment, run, frame, lead)
    elif frame.drafts and gaps.may_give(frame.drafts, clause):
        gaps.give(frame.drafts, gap, clause)
    elif frame.drafts:
        frame.drafts.extend(gaps.unread(segment))
    passed = gap is None and len(frame.drafts) == told and patterns["only_passed"].match(clause)
    frame.named = frame.named if passed else []


def _note_clause(clause: str, frame: Frame) -> None:
    """Keeps what a clause without a number names, and of what class of things it tells."""
    if clause.strip(TRIM) != phrases().words["among"]:
        frame.named.append(clause)
    if lost := phrases().patterns["number_lost"].match(clause.strip(TRIM)):
        frame.owner = noun_before(lost["noun"], frame.calendar)
    frame.monthly = frame.monthly or bool(phrases().patterns["mom_flat"].search(clause))
    if frame.possible.isdisjoint(GROUPS):
        return
    end, patterns = clause[-GROUP:], phrases().patterns
    frame.of_output = frame.of_output or bool(patterns["of_products"].search(end))
    for name in ("retail", "price"):
        if patterns[f"of_{name}"].search(end):
            frame.of_class = phrases().words[name]


def _turn_to_whole(sentence: str, segment: Segment, clause: str, frame: Frame) -> None:
    """Keeps the thing whose parts 其中 lists, and speaks of it again behind ；."""
    parted = sentence[segment.start - 1 : segment.start] in SEMICOLONS
    if "parts" in frame.possible and phrases().patterns["parts"].match(clause):
        frame.outer = frame.owner
    elif frame.outer and parted:
        frame.owner = frame.outer
    frame.anew = not segment.mentions if parted else frame.anew
    if parted and not phrases().patterns["level_begins"].match(clause):
        # 新增缴费158人；参保职工8097人, but on to 国家级单项冠军2家, and 新设企业…，其中A…；B
        new = phrases().patterns["new"].match(frame.outer)
        frame.verb = new[0] if new else ""


def _read_mentions(sentence: str, segment: Segment, run: int, frame: Frame, lead: str) -> None:
    """Reads the numbers of a clause, which goes on with the words `lead` before a bracket.

    A noun that stands behind one number is not before the next.
    """
    at, counted, patterns = segment.start, "", phrases().patterns
    leads = len(segment.mentions) - len(counted_in(segment.mentions))
    for index, mention in enumerate(segment.mentions):
        following = segment.mentions[index + 1 :]
        left = lead + sentence[at : mention.start]
        lead = ""
        left = own_words(left, frame, first=index == 0)
        left, holder = without_counted(left, counted, mention, frame)
        right = _behind(sentence, segment, index, left, frame.possible)
        behind = run if index <= leads else len(following)
        draft = _read_mention(left, mention, right, frame, behind)
        if draft is None and mention.kind == BARE and frame.start is None:
            continue  # 3岁以下婴幼儿托位数: a number that is none belongs to the noun
        adjoins = bool(following) and following[0].start == mention.closed
        toward = patterns["toward_end"].search(left) if adjoins else None
        lead = toward[0] if toward else ""  # 为|243户|530人发放救助金
        at, counted = mention.closed, ""
        if draft is not None:
            draft.clause = sentence[segment.start : segment.end]
            draft.joined = segment.goes_on
            parts = "parts" in frame.possible and patterns["parts"].match(left)
            grown = not parts and ends_with(draft.indicator, "sums_grown")
            if grown or (parts and segment.inner):  # 支出增长25%，农林水支出20.7%
                rates.like_last(draft, frame)
            name_holder(draft, holder, frame)
            name_economy(draft, frame)
            counted = draft.noun if draft.counts_noun else ""
            frame.named = [] if counted else frame.named  # what follows is of what was counted
            frame.drafts.append(draft)


def _behind(
    sentence: str, segment: Segment, index: int, left: str, possible: frozenset[str]
) -> str:
    """The words behind number `index` of a clause that belong to it."""
    patterns, joints = phrases().patterns, tuple(phrases().lists["joints"])
    mention, following = segment.mentions[index], segment.mentions[index + 1 :]
    right = sentence[mention.closed : segment.end]
    for name in ASIDES:
        right = patterns[name].sub("", right) if name in possible else right
    if LIST_MARK in right[:1] and sentence.startswith("（", mention.closed):
        right = ""  # 产业集群1个（物联网）、3000亿元级别的产业集群2个
    if following:
        between = sentence[mention.closed : following[0].start]
        if patterns["in_sum"].fullmatch(between):
            between = ""  # 841户|共|281万元
        adjoins = not between and following[0].kind != BARE  # 20.9万户69.3万人
        bare = is_bare_verb(strip_lead(left)) and not patterns["preposition_end"].search(left)
        bare = bare or patterns["toward_end"].search(left) is not None  # 为243户530人发放救助金
        alone = adjoins and bare  # 1.2万户3.9万人加入合作社
        right = sentence[following[0].closed : segment.end] if alone else right
        right = between if not alone and (adjoins or between.endswith(joints)) else right
        own, mark, after = between.rpartition(LIST_MARK)  # 1个产业集群、新入规企业20家
        last = sentence[following[0].closed : segment.end].strip(LIST_END + "。")
        levels = patterns["level_alone"].fullmatch(own)  # 9个市、县重点项目
        if mark and after and own and not (last or levels):
            right = own
        if ended := patterns["listed_of"].match(between):
            right = ended["thing"]
    listed = patterns["list_behind"].match(sentence, mention.closed)
    return sentence[listed.end() :] if listed else right


def _read_mention(
    left: str, mention: Mention, right: str, frame: Frame, following: int
) -> Draft | None:
    """The figure of one number between the words `left` and `right`; None if it is none."""
    if may_match("base_value", left):
        for aside in ("same_below", "base_value"):
            left = phrases().patterns[aside].sub("", left)
    joints = "".join(phrases().lists["joints"])
    based = "with_base" in frame.possible and phrases().patterns["with_base"].match(left)
    bare = without_joint(left, LIST_END + joints * (not based)).rstrip(LIST_END)
    if mention.spelled and mention.bound is Bound.OVER:
        bare = phrases().patterns["upward"].sub("", bare)
    if not bare and pairs.keep_further_start(mention, frame):
        return None
    alike = bool(frame.drafts) and frame.drafts[-1].mention.kind == mention.kind
    shared = not without_bounds(bare) or (alike and phrases().patterns["turns"].fullmatch(bare))
    if shared and frame.pending and frame.drafts:
        return lists.shared_out(mention, frame, bare)
    frame.pending, frame.times = [], []
    plain_right = right.strip(TRIM + joints)
    goes_on = frame.drafts and not frame.bracket
    if not bare and goes_on and lists.continues(mention, plain_right, frame):
        return lists.continued(mention, frame)
    if pairs.begins_pair(bare):
        pairs.keep_start(bare, mention, frame)
        return None
    draft = pairs.arrived(mention, frame) or _own(bare, mention, right, frame)
    if draft is not None:
        apply_sign(draft)
        if phrases().patterns["no_label"].search(draft.indicator):
            draft.doubts.append(NO_INDICATOR)
        _share_out(draft, bare, len(frame.begun) or following, frame)
        draft.left = left
    return draft


def _share_out(draft: Draft, bare: str, following: int, frame: Frame) -> None:
    if in_order_of_names(bare, frame):
        draft.doubts.append(NO_INDICATOR)
    else:
        lists.share_out(draft, bare, following, frame)


def _own(left: str, mention: Mention, right: str, frame: Frame) -> Draft | None:
    """The figure of a number with words of its own."""
    if lists.of_other_scope(mention, left, frame):
        return lists.compared(mention, frame)
    mention = quantities.as_money(mention, left, right, frame)
    if mention.kind == BARE:
        return quantities.read_bare(left, mention, right, frame)
    read = read_measure(left, mention, frame)
    quantity = mention.kind in {COUNT, PHYSICAL, MONEY}
    read = of_things(read, mention, right, frame)
    if quantity and read.measure is not Measure.DELTA:
        met = of_condition(left, mention, right, frame, read.measure)
        draft = met or quantities.read_quantity(left, mention, right, frame, read)
        return per_area(draft, left)
    if mention.kind == PERCENT and read.measure is Measure.SHARE:
        of = phrases().words["of"]
        kept = phrases().patterns["keeps"].search(left) and not right.startswith(of)
        if behind := phrases().patterns["change_behind"].match(of + right if kept else right):
            read = rates.change_behind(read, behind, left)
            return rates.read_change(mention, frame, read)
        return shares.read_share(left, mention, right, frame, read)
    return rates.read_change(mention, frame, read, left)
