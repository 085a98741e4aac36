"""What kind of quantity a number states, from the words before it in its clause."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from briefgen.figures.bounds import without_bounds
from briefgen.figures.indicators import strip_lead, strip_level, without_times
from briefgen.figures.phrases import may_match, phrases
from briefgen.figures.units import COUNT, MONEY, PERCENT, PHYSICAL, TIMES
from briefgen.model import Basis, Direction, Measure

if TYPE_CHECKING:
    import re

    from briefgen.figures.draft import Draft, Frame
    from briefgen.figures.mentions import Mention

NET = "net"  # the verb of a rise of the sum just told: 净增50亿元
PLAIN = {MONEY: Measure.AMOUNT, COUNT: Measure.COUNT, PHYSICAL: Measure.PHYSICAL}


class MeasureRead(NamedTuple):
    """How a number is to be read: its measure and the words it speaks of ("" if left out).

    `whole` is what a share is a share of, or what a contribution drives; `against` tells that a
    base of comparison is named (比上年同期); `verb` is that of a change (收窄);
    `stated` tells that the text says what it is measured against (同比, 环比, 比上年).
    """

    measure: Measure
    noun: str
    rule: str
    basis: Basis | None = None
    direction: Direction | None = None
    whole: str = ""
    against: bool = False
    verb: str = ""
    stated: bool = False


def read_measure(left: str, mention: Mention, frame: Frame) -> MeasureRead:
    """The reading of `mention` after the words `left`; counts and amounts are the last resort."""
    patterns, possible = phrases().patterns, frame.possible
    if "several_bases" in possible:
        left = patterns["several_bases"].sub(itemgetter("first"), left)
    plain = _with_plain_base(left, frame)
    if mention.kind == PERCENT:  # 存栏28万头，为正常保有量的102%
        plain = patterns["is_part_of"].sub(_share_of, plain)
        plain = patterns["share_among"].sub(_share_among, plain)
        plain = patterns["streak"].sub("", plain)
    text = strip_lead(plain)
    if not text and (match := patterns["quickens"].search(plain)):
        text = match[0]
    if mention.kind == PERCENT:
        return _percent(_risen(text), mention)
    difference = _difference(text) if "delta_than" in possible else None
    change = difference or _change(text) or _grown(text)
    if mention.kind == MONEY and patterns["net_rise"].match(text):
        rule = "delta.quantity"
        return MeasureRead(Measure.DELTA, "", rule, None, Direction.UP, against=True, verb=NET)
    if mention.kind == TIMES:
        return _times(text, change, left)
    counted = change is not None and not change.against and change.direction is Direction.UP
    if change and counted and patterns["new_end"].search(change.noun):
        change = None
    if change and (change.against or patterns["plain_change"].search(text)):
        return change._replace(measure=Measure.DELTA, rule="delta.quantity")
    measure = PLAIN.get(mention.kind, Measure.PHYSICAL)
    if mention.kind == COUNT and patterns["rate_of_flow"].search(text):
        measure = Measure.PHYSICAL
    return MeasureRead(measure, text, f"{measure.value}.plain")


def _with_plain_base(left: str, frame: Frame) -> str:
    """`left` less its times, with what a change is measured against in a plain form."""
    patterns = phrases().patterns
    plain = _without_base(left) if "yoy_of_year" in frame.possible else left
    if "census" in frame.possible:
        plain = patterns["census"].sub("", plain)
    plain = without_times(plain, frame.calendar)
    if "same_scope" in frame.possible:
        plain = patterns["same_scope"].sub("", plain)
    plain = patterns["compared_with"].sub(_than, plain)
    if not may_match("base_first", plain):
        return plain
    return patterns["base_first"].sub(r"\g<noun>\g<than>\g<verb>", plain)


def _than(told: re.Match[str]) -> str:
    """What a change is measured against, with 比 before it: 比上年同期 for 同上年同期相比."""
    return f"{phrases().words['than']}{told['then'] or ''}{told['of'] or ''}"


def _share_of(told: re.Match[str]) -> str:
    """What is shared, with 占 before it: 占正常保有量的 for 为正常保有量的."""
    return phrases().words["share_of"] + told["whole"]


def _share_among(told: re.Match[str]) -> str:
    """What is shared, as it is said mostly: 占全行业收入的比重 for 在全行业收入中占比."""
    words = phrases().words
    return f"{words['share_of']}{told['whole']}{words['of']}{words['share']}"


def _without_base(left: str) -> str:
    """`left` with 同比 for 同比2022年春节假期, which names the year that is the base."""
    return phrases().patterns["yoy_of_year"].sub(phrases().words["yoy"], left)


def _change(text: str) -> MeasureRead | None:
    """A rise or fall at the end of `text`, not one "to" a level (提高到)."""
    if not may_match("growth", text):
        return None
    patterns = phrases().patterns
    bare = patterns["rate_to"].sub("", without_bounds(text))
    if patterns["toward"].search(bare) and not patterns["rate"].match(bare):
        return None
    match = patterns["growth"].match(bare)
    if not match:
        return None
    fall = match["verb"] in phrases().lists["fall"]
    return MeasureRead(
        Measure.GROWTH,
        match["noun"],
        "growth.change",
        _basis(text, match["against"] or ""),
        Direction.DOWN if fall else Direction.UP,
        against=bool(match["against"]),
        verb=match["verb"],
        stated=bool(match["against"] or patterns["basis_word"].search(text)),
    )


def _grown(text: str) -> MeasureRead | None:
    """A difference whose verb stands before the thing: 金属制品业净增加产值."""
    told = may_match("grew_by", text)
    match = phrases().patterns["grew_by"].match(without_bounds(text)) if told else None
    if not match:
        return None
    direction = Direction.UP if match["up"] else Direction.DOWN
    noun = match["noun"] + match["what"]
    return MeasureRead(Measure.DELTA, noun, "delta.quantity", Basis.YOY, direction, against=True)


def _risen(text: str) -> str:
    """`text` with a verb of change for a comparison in time: 比上半年高 is 比上半年提高."""
    match = phrases().patterns["higher_than"].match(text)
    if not match:
        return text
    words = phrases().words
    base = match["base"] or words["than"] + match["then"]
    return base + (words["higher"] if match["up"] or match["above"] else words["lower"])


def _signed(text: str, mention: Mention) -> MeasureRead | None:
    """A change that only the sign of its number tells: 同比-3.2%, 环比+1.1%."""
    match = phrases().patterns["signed"].match(text) if mention.sign else None
    if not match:
        return None
    return MeasureRead(Measure.GROWTH, match["noun"], "growth.rate", _basis(text), Direction.UP)


def _difference(text: str) -> MeasureRead | None:
    """A difference to a base of comparison, with 多 or 少 for a verb."""
    match = phrases().patterns["delta_than"].match(without_bounds(text))
    if not match:
        return None
    fewer = match["verb"] in phrases().lists["fewer"]
    direction = Direction.DOWN if fewer else Direction.UP
    rule = "delta.quantity"
    basis = _basis(text, match["then"])
    return MeasureRead(Measure.DELTA, match["noun"], rule, basis, direction, against=True)


def _basis(text: str, against: str = "") -> Basis | None:
    """What a change is measured against: the year before unless the text names something else.

    比上月 is the month before; 比三季度, 比“十二五”末 are neither, and have no name here.
    """
    for basis in (Basis.MOM, Basis.AVERAGE):
        if phrases().patterns[basis.value].search(text):
            return basis
    return Basis.YOY if not against or phrases().patterns["yoy"].search(against) else None


def _percent(text: str, mention: Mention) -> MeasureRead:
    points = mention.unit in phrases().lists["differences"]
    driven = _pull(text) or phrases().patterns["points_of"].match(text)
    if driven and points:
        rule = "contribution.points"
        way = Direction.DOWN if driven["down"] else Direction.UP
        return MeasureRead(
            Measure.CONTRIBUTION, driven["noun"], rule, Basis.YOY, way, driven["whole"]
        )
    change = _change(text) or _signed(text, mention)
    if change:
        measure = Measure.DELTA if points else Measure.GROWTH
        rule = "delta.points" if points else "growth.rate"
        return change._replace(measure=measure, rule=rule)
    plain = without_bounds(text)
    share = phrases().patterns["share"].match(plain)
    if share:
        return MeasureRead(Measure.SHARE, share["owner"] or "", "share.of", whole=share["whole"])
    cut = phrases().patterns["cut"].match(plain)
    if cut:
        rule = "growth.rate"
        return MeasureRead(Measure.GROWTH, cut["noun"], rule, Basis.YOY, Direction.DOWN)
    return MeasureRead(Measure.SHARE, strip_level(text), "share.rate")


def _pull(text: str) -> re.Match[str] | None:
    """What is said to drive a whole as a noun: 三次产业对经济增长的拉动分别为."""
    return phrases().patterns["pull_of"].match(text) if may_match("pull_of", text) else None


def _times(text: str, change: MeasureRead | None, left: str) -> MeasureRead:
    if change:
        return change._replace(rule="growth.times")
    match = phrases().patterns["times_of"].search(text)
    if not match and phrases().patterns["bare_times"].match(left):  # 分别是2006年的3倍和2倍
        return MeasureRead(Measure.MULTIPLE, "", "multiple.of", None, Direction.UP)
    if not match:
        return MeasureRead(Measure.MULTIPLE, strip_level(text), "multiple.plain")
    basis = Basis.YOY if phrases().patterns["last_year"].search(left) else None
    noun = text[: match.start()]
    return MeasureRead(Measure.MULTIPLE, noun, "multiple.of", basis, Direction.UP)


def per_area(draft: Draft, left: str) -> Draft:
    """The figure with what it is per of, before its number: 路网密度达到每百平方公里93.8公里."""
    if per := phrases().patterns["per_end"].search(left):
        draft.indicator += f"（{per['per']}）"
    return draft
