"""Figures of several years that stand in one sentence: which years each of them is of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures.numerals import read_numeral
from briefgen.figures.phrases import may_match, phrases
from briefgen.lexicon import load_toml
from briefgen.model import Basis, Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft
    from briefgen.figures.sought import Expression

COUNTED = {Measure.COUNT, Measure.PHYSICAL}
ON_A_BASIS = {Measure.GROWTH, Measure.AMOUNT}
OVER_YEARS = {Measure.GROWTH, Measure.DELTA, Measure.CONTRIBUTION}


def years_to(period: str | None, pattern: Expression, clause: str) -> str | None:
    """As many years as a clause counts, up to a period; None if it counts none."""
    counted = pattern.search(clause)
    numeral = read_numeral(counted["n"]) if counted else None
    last = (period or "").rpartition("/")[2]
    if numeral is None or not last.isdigit():
        return None
    return f"{int(last) - int(numeral.value) + 1}/{last}"


def date_starts(drafts: list[Draft], sentence: str) -> None:
    """Dates the start of a from–to pair a year before its end where both are told of one year.

    In a review of last year 由上年的9.6%提高到10.8% names the year before that.
    """
    for draft in drafts:
        start, year = draft.baseline, draft.period or ""
        if start and start.period == year and year.isdigit() and year not in sentence:
            draft.baseline = replace(start, period=str(int(year) - 1))


def agree(drafts: list[Draft]) -> None:
    """Gives the figures of a sentence on several years the period of those they are listed with.

    In a list under one verb (建成园区7个，示范园56个) all add up over the years; an amount with
    its average rate (投资完成659.8亿元，年均增长5.1%) is that of the last year.
    """
    cumulative = phrases().patterns["share_in_years"]
    own_verb = phrases().patterns["own_level"]
    span = phrases().patterns["span_of"]
    for draft, after in pairwise(drafts):
        if after.basis is Basis.AVERAGE and after.indicator == draft.indicator:
            after.period = _since_base(draft) or after.period
        if not draft.period or draft.period[4:5] != "/" or "-" in draft.period:
            continue
        last = draft.period.split("/")[1]
        if after.basis is Basis.AVERAGE and after.indicator == draft.indicator:
            after.period = after.period or draft.period  # 十年增长7.8%，年平均增长0.75%
        if span.search(draft.clause) and _same_change(draft, after) and after.period == last:
            after.period, after.basis = draft.period, None  # 十年共减少34万人，下降5.74%
        levels = draft.measure not in OVER_YEARS
        own = draft.indicator == after.indicator and not cumulative.search(draft.clause)
        if levels and after.basis is Basis.AVERAGE and own:
            draft.period = last
        again = draft.indicator == after.indicator and after.period == last
        if again and after.measure is Measure.MULTIPLE and after.basis is None:
            after.period = draft.period  # 累计投资1280亿元，是上一个五年的1.9倍
        sums = {*COUNTED, Measure.AMOUNT} if draft.joined else COUNTED
        summed = cumulative.search(draft.clause) and {draft.measure, after.measure} <= sums
        counted = draft.measure is after.measure is Measure.COUNT
        listed = (counted or summed) and after.period == last
        if listed and after.left.strip("，、") and not own_verb.search(after.left):
            after.period = draft.period


def rename(drafts: list[Draft]) -> None:
    """Takes the place of the figure before off the labels of those that are of all: 全市增长6.1%.

    莘县地区生产总值增长7%，全市增长6.1%，全省增长5%: these are of 地区生产总值.
    """
    part: Draft | None = None
    for draft in drafts:
        again = part and draft.indicator == part.indicator and draft.area != part.area
        if part is None or not again or not phrases().patterns["of_all"].match(draft.left):
            part = draft
            continue
        size = next((len(name) for name in _names(part.area) if part.indicator.startswith(name)), 0)
        draft.indicator = draft.indicator[size:] or draft.indicator
        draft.noun = draft.noun.removeprefix(part.indicator[:size])


def tell_units(drafts: list[Draft]) -> None:
    """Tells the rates of one thing apart that was counted in two units.

    The second of 案件533件645人，分别下降0.93%、10.3% is of the people: 案件人数.
    """
    counts = load_toml("clauses")["counts_of"]
    for label in {draft.indicator for draft in drafts}:
        same = [draft for draft in drafts if draft.indicator == label]
        counted = [draft.mention.unit for draft in same if draft.measure is Measure.COUNT]
        rates = [draft for draft in same if draft.measure is Measure.GROWTH]
        if len(counted) != len(rates) or len(set(counted)) != len(counted):
            continue
        for unit, rate in list(zip(counted, rates, strict=True))[1:]:
            rate.indicator += counts.get(unit, "")


def note_scope(drafts: list[Draft]) -> None:
    """Marks a figure on a comparable basis as one: 增长1.7%（同口径增长2.5%） are two measures.

    What goes on with it without a subject is on that basis, too: 同口径完成3.67亿元，增幅6.1%.
    """
    plain, note = "", ""
    for draft in drafts:
        told = _basis_told(draft, note)
        if told:
            plain = draft.indicator.removesuffix(f"（{told}）").removesuffix(told)
            note = told
        if not note or (draft.indicator.removesuffix(note) != plain):
            plain, note = "", ""
        elif told or plain not in draft.left:
            draft.indicator = f"{plain}（{note}）"


def _basis_told(draft: Draft, note: str) -> str:
    """The basis that a clause names (同口径), or `note` if a further subject shares it; or ""."""
    shared = not draft.left and draft.measure in ON_A_BASIS
    if note and (shared or draft.indicator.endswith(note)):
        return note  # 财政收入、税收收入|同口径|分别增长2.1%、2.5%
    if not may_match("comparable", draft.left) or draft.measure not in ON_A_BASIS:
        return ""
    told = phrases().patterns["comparable"].search(draft.left)
    return told[0] if told else ""


def sold_or_priced(passage: str) -> str:
    """What a passage tells of classes of goods: 价格 where it is on prices, 零售额, or ""."""
    patterns, words = phrases().patterns, phrases().words
    if may_match("on_prices", passage) and patterns["on_prices"].search(passage):
        return words["price"]
    return words["retail"] if patterns["on_retail"].search(passage) else ""


def name_classes(drafts: list[Draft], told: str, sentence: str) -> None:
    """Says of classes of goods what of them changed: 日用品类零售额, 衣着价格, as is `told`.

    在实物商品网上零售额中，吃类商品增长5% is of what was sold online.
    """
    words, patterns = phrases().words, phrases().patterns
    online = patterns["of_retail_online"].search(sentence) if told else None
    for draft in drafts if told else ():
        if online and patterns["goods_used"].fullmatch(draft.indicator):
            draft.indicator += words["retail_online"]
        named = phrases().patterns["price_class"].fullmatch(draft.indicator)
        goods = told == words["price"] or draft.indicator.endswith(words["class"])
        if named and goods and draft.measure is Measure.GROWTH:
            draft.indicator += told


def _names(area: str) -> list[str]:
    """An area, and a zone of a city as the text calls it: 高新区 of 聊城高新区."""
    zone = area.endswith(phrases().words["zone"])
    return [area, *(area[start:] for start in range(1, len(area) - 2) if zone)]


def _same_change(draft: Draft, after: Draft) -> bool:
    """Whether two figures are one change in two measures, the second without a base of its own."""
    patterns, changes = phrases().patterns, {Measure.DELTA, Measure.GROWTH}
    if draft.indicator != after.indicator or {draft.measure, after.measure} != changes:
        return False
    return not patterns["yoy"].search(after.clause) and after.basis is not Basis.AVERAGE


def _since_base(draft: Draft) -> str | None:
    """The years from the base of a change to its end: 由2000年的2003亿元增加到2005年的4070亿元."""
    told = draft.baseline.period if draft.baseline else None
    if draft.measure is Measure.MULTIPLE and draft.basis is None:
        named = phrases().patterns["base_year"].search(draft.clause)
        told = named["year"] if named else None  # 是2011年的1.48倍，年均增长8.2%
    ends = (told or "", draft.period or "")
    whole = all(end.isdigit() for end in ends) and ends[0] < ends[1]
    return f"{int(ends[0]) + 1}/{ends[1]}" if whole else None
