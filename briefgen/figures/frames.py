"""Period and status of a figure: from its clause, sentence, paragraph and section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.figures.agreement import OVER_YEARS, years_to
from briefgen.figures.comparisons import names_base
from briefgen.figures.ended import before_plan, before_year, compared_year, just_over
from briefgen.figures.looking_back import since_until
from briefgen.figures.phrases import may_match, phrases
from briefgen.figures.said import TimeSaid, starts_pair
from briefgen.figures.statuses import status_of
from briefgen.figures.to_date import adds_up_in_year
from briefgen.model import Basis, Measure, Status

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft
    from briefgen.figures.openings import Section
    from briefgen.figures.periods import Calendar, Time

NUMBER = re.compile(r"\d")
BRACKET = re.compile("（[^）]*）")
MONTH_OR_QUARTER = re.compile(r"(\d{4})-(?:Q(\d)|(\d\d))(?:/\1-(\d\d))?")
PLAN = 5  # years of a five-year plan
PARTS = {"months", "quarter", "month"}
DOUBLED = "multiple.double"  # 五年间实现翻番 is of the five years
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
    if kind == "whole" and setting.section.kind == "year":
        period = setting.section.period
    year = setting.calendar.year
    if kind == "whole" and setting.calendar.early and period == str(year):
        told = _status(draft, setting, past=False)
        period = str(int(period) - 1) if told is Status.ACTUAL else period
    period, kind = _over_years(draft, period, kind, setting)
    period = _known(period, kind, draft, setting)
    over = before_year(period, str(year or ""))
    planned = year is not None and before_plan(period, setting.section)  # else 2026 may be to come
    past = over or just_over(period, setting.calendar) or planned
    draft.status = _status(draft, setting, past=past if stated or not past else None)
    if draft.status is Status.ACTUAL and _goes_on(setting):
        draft.status = setting.said.status
    if draft.status is Status.ACTUAL and period and _yet_to_come(period, setting.calendar):
        draft.status = Status.TARGET
    if draft.status is Status.TARGET and not stated and over:
        period = None  # what a review still strives for is of no year that is over
    if draft.status is Status.TARGET and not stated and kind in PARTS and year:
        period, kind = str(year), "year"  # 上半年举办20场。…还将举办60场
    if not stated and _is_base(period, setting.sentence):
        period = None
    draft.period = draft.time or _adjusted(draft, period, kind, setting)
    _set_basis(draft, kind, setting.sentence)
    before = setting.sentence[: draft.mention.start]
    if draft.status is Status.FORECAST and phrases().patterns["project"].search(before):
        draft.period = time.period if time and stated and time.kind == "year" else None


def _is_base(period: str | None, sentence: str) -> bool:
    """Whether the year that frames a sentence is its base, so that it cannot be its period.

    同比2022年春节假期增长7% tells of a later year than 2022.
    """
    bases = phrases().patterns["year_of_base"].finditer(sentence)
    return bool(period) and any(base["year"] >= str(period).split("/")[-1][:4] for base in bases)


def _set_basis(draft: Draft, kind: str, sentence: str) -> None:
    """Takes the year before away as the base of a change over several years, or since another."""
    if draft.basis is Basis.YOY and _since_another(draft, sentence):
        draft.basis = None
    if draft.basis is Basis.YOY and draft.period and kind == "years":
        draft.basis = None
    if draft.basis is Basis.YOY and phrases().patterns["against_plan"].search(draft.clause):
        draft.basis = None
    if draft.basis is Basis.YOY and phrases().patterns["limits"].search(draft.indicator):
        stated = phrases().patterns["yoy"].search(draft.clause)
        draft.basis = Basis.YOY if stated else None  # 办理时限压缩70%: of what the law allows
    compared = draft.measure in COMPARED and draft.basis is not Basis.AVERAGE
    named = phrases().patterns["base_year"].search(draft.shares or draft.clause)
    if named and compared:
        draft.basis = Basis.YOY if _year_before(draft, named) and not named["end"] else None


def _since_another(draft: Draft, sentence: str) -> bool:
    """Whether a sentence compares with another year than the last: 与“十五”末相比，…增长62%."""
    if not may_match("against_end_of", sentence):
        return False
    before = sentence[: draft.mention.start]
    named = phrases().patterns["against_end_of"].search(before)
    if not named or phrases().patterns["yoy"].search(draft.clause):
        return False
    return not (named["year"] and _year_before(draft, named) and not named["end"])


def _year_before(draft: Draft, named: re.Match[str]) -> bool:
    """Whether the year `named` is the one before that of `draft`, which is of one year."""
    period = draft.period or ""
    return bool(period) and "/" not in period[:5] and int(period[:4]) - 1 == int(named["year"])


def _status(draft: Draft, setting: Setting, *, past: bool | None) -> Status:
    at, section = draft.mention.start, setting.section
    return status_of(setting.sentence, at, draft.clause, section, past=past)


def _over_years(
    draft: Draft, period: str | None, kind: str, setting: Setting
) -> tuple[str | None, str]:
    """The period of a change that counts years itself: 3年增长58.6%, 两年平均增长2.5%."""
    if draft.basis is Basis.AVERAGE and kind != "years":
        if phrases().patterns["at_plan_end"].search(setting.sentence) and str(period).isdigit():
            return f"{int(str(period)) - PLAN + 1}/{period}", "years"
        return _averaged(draft, period, kind, setting.section)
    span = phrases().patterns["span_of"] if draft.measure in OVER_YEARS else None
    counted = years_to(period, span, draft.clause) if span else None
    return (counted, "years") if counted else (period, kind)


def _averaged(
    draft: Draft, period: str | None, kind: str, section: Section
) -> tuple[str | None, str]:
    """The years that an average is of: those it counts itself, or those of its section.

    None rather than a single year.
    """
    if counted := years_to(period, phrases().patterns["average_of"], draft.clause):
        return counted, "years"
    if section.kind == "years":
        return section.period, section.kind
    if section.years:
        return section.years, "years"
    return (None, "") if (period or "").isdigit() else (period, kind)


def _known(period: str | None, kind: str, draft: Draft, setting: Setting) -> str | None:
    """The period of what happened, a year back if it were yet to come: 四季度 told in January."""
    calendar, quarter = setting.calendar, MONTH_OR_QUARTER.fullmatch(period or "")
    if not quarter or calendar.as_of is None or kind == "as_of":
        return period
    last = int(quarter[2]) * 3 if quarter[2] else int(quarter[4] or quarter[3])
    if (int(quarter[1]), last - 1) <= calendar.as_of:  # a text of early October knows of October
        return period
    told = _status(draft, setting, past=False)
    if told is not Status.ACTUAL:
        return period
    return quarter[0].replace(quarter[1], f"{int(quarter[1]) - 1:04d}")


def _goes_on(setting: Setting) -> bool:
    """Whether a sentence only parts what the one before told: 其中，产业类项目75个."""
    patterns = phrases().patterns
    parts = patterns["parts"].match(setting.sentence)
    return parts is not None and not patterns["done"].search(setting.sentence)


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
        if inner and not NUMBER.search(sentence, inner[-1].end, end):
            return inner[0], True  # but 实施项目255项（其中1—10月开工223项）
    outside = [
        time
        for time in setting.times
        if not _bracketed(sentence, time, at)
        and not starts_pair(sentence, time)
        and not names_base(sentence[:at], time)
        and not phrases().patterns["record_since"].match(sentence[time.end :])
        and not _in_passing(setting, time, at)
        and not _of_part(sentence, time, at)
    ]
    earlier = [time for time in outside if time.start <= at]
    if earlier:
        return since_until(sentence, earlier, draft.clause) or _of_named_year(earlier), True
    if said.last is not None and phrases().patterns["speaks_on"].match(sentence):
        return said.last, False
    if said.time is not None and said.time.kind == "as_of" and _of_event(sentence):
        return None, False
    return said.time, False


def _in_passing(setting: Setting, time: Time, at: int) -> bool:
    """Whether a part of a year is of its own clause alone: 厂房上半年投用；…, in a plan.

    In a review of a year so are months behind a comma: 效益提升，利润1—11月增长…；收入….
    """
    if "；" in setting.sentence[time.end : at] and compared_year(
        time, setting.times, setting.calendar
    ):
        return True  # 10月1日至7日出游5亿人次，2019年为7亿；…
    section, before = setting.section, setting.sentence[: time.start]
    inside = (section.plan and before) or (section.reviewed and "，" in before)
    return bool(inside) and time.kind in PARTS and "；" in setting.sentence[time.end : at]


def _of_part(sentence: str, time: Time, at: int) -> bool:
    """Whether `at` lies past the part that a time is of alone: 其中2004年完成投资6亿元；…."""
    if "；" not in sentence[time.end : at]:
        return False
    return phrases().patterns["time_of_part"].search(sentence[: time.start]) is not None


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
    calendar = setting.calendar
    if period is None:
        return None
    if kind == "month" and adds_up_in_year(draft, setting):
        year, month = period.split("-")
        return f"{year}-01/{year}-{month}"
    doubled = draft.rule == DOUBLED and period[:4] not in setting.sentence  # 2020年到2025年
    if kind == "years" and draft.measure not in OVER_YEARS and not doubled:
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
    new = patterns["new"].match(draft.indicator)  # 新增铁路…、其中高铁370公里
    flows = patterns["flow_in_years"].search(draft.clause)
    summed = patterns["sum_in_years"].search(draft.indicator)
    if summed and not flows and not new:
        behind = patterns["level_behind_it"].match(sentence, draft.mention.end)
        return not behind and not patterns["level_told"].search(draft.clause)
    return bool(new or flows)


def _stands(draft: Draft) -> bool:
    """Whether the figure is a stock, which stands at a date, rather than a flow over a period."""
    stock = phrases().patterns["stock"]
    left = phrases().patterns["near"].sub("", draft.left)
    return draft.rule == "from_to" or bool(stock.search(left) or stock.search(draft.indicator))
