"""Period and status of a figure: from its clause, sentence, paragraph and section."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefgen.figures.numerals import read_numeral
from briefgen.figures.phrases import phrases
from briefgen.figures.said import TimeSaid, starts_pair
from briefgen.figures.statuses import status_of
from briefgen.model import Basis, Measure, Status

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft
    from briefgen.figures.periods import Calendar, Time
    from briefgen.figures.sections import Section

BRACKET = re.compile("（[^）]*）")
MONTH_OR_QUARTER = re.compile(r"(\d{4})-(?:Q(\d)|(\d\d))")
COUNTED = {Measure.COUNT, Measure.PHYSICAL}
OVER_YEARS = {Measure.GROWTH, Measure.DELTA, Measure.CONTRIBUTION}
COMPARED = {*OVER_YEARS, Measure.MULTIPLE}


class Setting(NamedTuple):
    """What a sentence is settled by: its text and times, and the frames around it."""

    sentence: str
    times: tuple[Time, ...]
    said: TimeSaid
    section: Section
    calendar: Calendar


def settle(draft: Draft, setting: Setting) -> None:
    """Fills in period and status of `draft`."""
    time, stated = _time_of(draft, setting)
    source = time or setting.section
    period, kind = source.period, source.kind
    if draft.basis is Basis.AVERAGE and kind != "years":
        period, kind = _averaged(draft, period, kind, setting)
    if kind == "whole" and setting.section.kind == "year":
        period = setting.section.period
    year = setting.calendar.year
    if kind == "whole" and setting.calendar.early and period == str(year):
        told = _status(draft, setting, past=False)
        period = str(int(period) - 1) if told is Status.ACTUAL else period
    period = _known(period, kind, draft, setting)
    past = _before(period, str(year or "")) or _before_plan(period, setting.section)
    draft.status = _status(draft, setting, past=past)
    if draft.status is Status.ACTUAL and _goes_on(setting):
        draft.status = setting.said.status
    if draft.status is Status.ACTUAL and period and _yet_to_come(period, setting.calendar):
        draft.status = Status.TARGET
    draft.period = draft.time or _adjusted(draft, period, kind, setting)
    if draft.basis is Basis.YOY and draft.period and kind == "years":
        draft.basis = None  # over several years
    compared = draft.measure in COMPARED and draft.basis is not Basis.AVERAGE
    words = draft.shares or draft.clause
    named = phrases().patterns["base_year"].search(words) if compared else None
    if named:
        last = draft.period is not None and int(draft.period[:4]) - 1 == int(named["year"])
        draft.basis = Basis.YOY if last and not named["end"] else None
    before = setting.sentence[: draft.mention.start]
    if draft.status is Status.FORECAST and phrases().patterns["project"].search(before):
        draft.period = time.period if time and stated and time.kind == "year" else None


def _status(draft: Draft, setting: Setting, *, past: bool) -> Status:
    at, section = draft.mention.start, setting.section
    return status_of(setting.sentence, at, draft.clause, section, past=past)


def _averaged(
    draft: Draft, period: str | None, kind: str, setting: Setting
) -> tuple[str | None, str]:
    """The years that an average is of: those it counts itself, or those of its section.

    None rather than a single year.
    """
    section = setting.section
    counted = phrases().patterns["average_of"].search(draft.clause)
    numeral = read_numeral(counted["n"]) if counted else None
    if numeral and period and period.isdigit():
        return f"{int(period) - int(numeral.value) + 1}/{period}", "years"
    if section.kind == "years":
        return section.period, section.kind
    if section.years:
        return section.years, "years"
    return (None, "") if (period or "").isdigit() else (period, kind)


def agree(drafts: list[Draft]) -> None:
    """Gives the figures of a sentence on several years the period of those they are listed with.

    In a list under one verb (建成园区7个，示范园56个) all add up over the years; an amount with
    its average rate (投资完成659.8亿元，年均增长5.1%) is that of the last year.
    """
    cumulative = phrases().patterns["share_in_years"]
    own_verb = phrases().patterns["own_level"]
    for draft, after in pairwise(drafts):
        if after.basis is Basis.AVERAGE and after.indicator == draft.indicator:
            after.period = _since_base(draft) or after.period
        if not draft.period or draft.period[4:5] != "/" or "-" in draft.period:
            continue
        last = draft.period.split("/")[1]
        levels = draft.measure not in OVER_YEARS
        own = draft.indicator == after.indicator and not cumulative.search(draft.clause)
        if levels and after.basis is Basis.AVERAGE and own:
            draft.period = last
        again = draft.indicator == after.indicator and after.period == last
        if again and after.measure is Measure.MULTIPLE and after.basis is None:
            after.period = draft.period  # 累计投资1280亿元，是上一个五年的1.9倍
        summed = cumulative.search(draft.clause) and {draft.measure, after.measure} <= COUNTED
        counted = draft.measure is after.measure is Measure.COUNT
        listed = (counted or summed) and after.period == last
        if listed and after.left.strip("，、") and not own_verb.search(after.left):
            after.period = draft.period


def _since_base(draft: Draft) -> str | None:
    """The years from the base of a change to its end: 由2000年的2003亿元增加到2005年的4070亿元."""
    told = draft.baseline.period if draft.baseline else None
    if draft.measure is Measure.MULTIPLE and draft.basis is None:
        named = phrases().patterns["base_year"].search(draft.clause)
        told = named["year"] if named else None  # 是2011年的1.48倍，年均增长8.2%
    ends = (told or "", draft.period or "")
    whole = all(end.isdigit() for end in ends) and ends[0] < ends[1]
    return f"{int(ends[0]) + 1}/{ends[1]}" if whole else None


def _known(period: str | None, kind: str, draft: Draft, setting: Setting) -> str | None:
    """The period of what happened, a year back if it were yet to come: 四季度 told in January."""
    calendar, quarter = setting.calendar, MONTH_OR_QUARTER.fullmatch(period or "")
    if not quarter or calendar.as_of is None or kind == "as_of":
        return period
    last = int(quarter[2]) * 3 if quarter[2] else int(quarter[3])
    if (int(quarter[1]), last - 1) <= calendar.as_of:  # a text of early October knows of October
        return period
    told = _status(draft, setting, past=False)
    if told is not Status.ACTUAL:
        return period
    return f"{int(quarter[1]) - 1:04d}{quarter[0][4:]}"


def _goes_on(setting: Setting) -> bool:
    """Whether a sentence only parts what the one before told: 其中，产业类项目75个."""
    patterns = phrases().patterns
    parts = patterns["parts"].match(setting.sentence)
    return parts is not None and not patterns["done"].search(setting.sentence)


def _before(period: str | None, year: str) -> bool:
    """Whether a period lies before a year; False if either is not known."""
    return bool(period and year and int(period[:4]) < int(year))


def _before_plan(period: str | None, section: Section) -> bool:
    """Whether a period ends before the year that its section plans: 今年 in 2024年工作打算."""
    planned = section.period if section.plan and section.kind == "year" else None
    return bool(planned) and bool(period) and _before(str(period).split("/")[-1], str(planned))


def _yet_to_come(period: str, calendar: Calendar) -> bool:
    """Whether a period ends after what the document can know.

    A text titled by a year may be published in the next, and know of its first quarter.
    """
    if calendar.year is None or calendar.last_known is None:
        return False
    last = int(period.rsplit("/", maxsplit=1)[-1][:4])
    if calendar.as_of and last < calendar.as_of[0]:
        return False
    undated = calendar.as_of is None  # 2021年…。2022年一季度…: such a text knows of both
    return last > (calendar.year if period.isdigit() else calendar.last_known + undated)


def _time_of(draft: Draft, setting: Setting) -> tuple[Time | None, bool]:
    """The time that governs a number, and whether its own sentence states it."""
    sentence, said = setting.sentence, setting.said
    at, closed = draft.mention.start, draft.mention.closed or draft.mention.end
    if bracket := BRACKET.match(sentence, closed):
        end = bracket.end()
        inner = [time for time in setting.times if closed <= time.start < end]
        if inner:
            return inner[0], True
    outside = [
        time
        for time in setting.times
        if not _bracketed(sentence, time, at) and not starts_pair(sentence, time)
    ]
    earlier = [time for time in outside if time.start <= at]
    if earlier:
        return _of_named_year(earlier), True
    if said.last is not None and phrases().patterns["speaks_on"].match(sentence):
        return said.last, False
    if said.time is not None and said.time.kind == "as_of" and _of_event(sentence):
        return None, False
    return said.time, False


def _of_event(sentence: str) -> bool:
    """Whether a sentence tells of one event: what it brought does not stand up to a day."""
    return phrases().patterns["of_event"].search(sentence) is not None


def _of_named_year(times: list[Time]) -> Time:
    """The last of the times; 全年 means the year named before it: 2020年，全年接待游客…."""
    years = [time for time in times if time.kind == "year"]
    if times[-1].kind == "to_date" and times[0].kind == "as_of" and times[0].period:
        until = times[0].period  # 截至9月30日，今年累计…
        if until[:5] == (times[-1].period or "")[:5] and until[5:].isdigit():
            return times[-1]._replace(period=f"{until[:5]}01/{until}", kind="months")
    return years[-1] if times[-1].kind == "whole" and years else times[-1]


def _bracketed(sentence: str, time: Time, at: int) -> bool:
    """Whether a time stands in a bracket that closed before the number."""
    opening = sentence.rfind("（", 0, time.start)
    closing = sentence.find("）", time.end)
    shut = sentence.rfind("）", 0, time.start)
    return opening > shut and 0 <= closing < at


def _adjusted(draft: Draft, period: str | None, kind: str, setting: Setting) -> str | None:
    """The period as the contract has it: stocks take the month they stand at, and so on."""
    patterns, calendar = phrases().patterns, setting.calendar
    if period is None:
        return None
    if kind == "month" and patterns["cumulative"].search(draft.clause):
        year, month = period.split("-")
        return f"{year}-01/{year}-{month}"
    if kind == "years" and draft.measure not in OVER_YEARS:
        return period if _adds_up(draft, setting.sentence) else period.split("/")[1]
    if kind == "to_date" and _stands(draft) and calendar.as_of:
        return f"{calendar.as_of[0]}-{calendar.as_of[1]:02d}"
    return period


def _adds_up(draft: Draft, sentence: str) -> bool:
    """Whether a figure of several years is a sum over them, not the level of the last."""
    patterns = phrases().patterns
    if draft.rule == "from_to":
        return False
    if draft.measure is Measure.SHARE:
        of_sum = draft.elided and draft.rule == "share.of"  # 累计投入…，占…的72.3%
        told = of_sum or not draft.left.strip()
        return told and bool(patterns["share_in_years"].search(sentence))
    return bool(patterns["flow_in_years"].search(draft.clause))


def _stands(draft: Draft) -> bool:
    """Whether the figure is a stock, which stands at a date, rather than a flow over a period."""
    stock = phrases().patterns["stock"]
    left = phrases().patterns["near"].sub("", draft.left)
    return draft.rule == "from_to" or bool(stock.search(left) or stock.search(draft.indicator))
