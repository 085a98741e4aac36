"""What each passage speaks of by default: a review or a plan, and of which period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.figures.openings import (
    Section,
    first_section,
    is_congress_news,
    is_past,
    times_in,
    within,
    year_before,
    year_of,
)
from briefgen.figures.phrases import phrases
from briefgen.figures.segments import sentences
from briefgen.figures.statuses import without_reached
from briefgen.figures.steps import Sections, foretold_from, intending, plan_year, restated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.figures.periods import Calendar, Time
    from briefgen.model import Article, Outline, Passage

OPENING = 30  # characters: a year further in is about one thing, not about the passage
OPENING_SENTENCES = 2
ADDRESS = 8  # characters: 各位代表！ opens nothing
CARRIED = {"year", "years", "to_date"}  # periods that hold beyond their own paragraph


def walk(
    article: Article, outline: Outline, calendar: Calendar
) -> Iterator[tuple[Passage, Sections]]:
    """Each passage of `outline` with the sections that it stands in, in order."""
    section = first = first_section(article, calendar)
    news, intended = is_congress_news(article, calendar), -1
    for passage in outline.passages:
        text, before = passage.text.text, section
        if section.plan and passage.role == "body" and _told_back(text, news=news):
            section = before = first  # a plan ends where what was learned is told
        heading = passage.role != "body" or bool(phrases().patterns["section_line"].match(text))
        if heading or passage.theme is None:
            section = _turn(section, text, calendar, heading=heading)
        elif _strong(text):
            section = _turn(section, text, calendar, heading=False)
        if section.mixed and passage.role == "body":
            section = _opened(section, text, calendar)
        steps = _steps(before, section, passage, calendar)
        if phrases().patterns["goals_below"].match(text) and not section.plan:
            steps = Sections([(0, replace(section, plan=True))])
        if passage.role == "body" and not section.plan:
            on = intended == passage.paragraph
            steps, on = intending(steps, passage, calendar, on=on)
            intended = passage.paragraph if on else -1
        below = foretold_from(text) if passage.role == "body" else None
        if below is not None:
            section = replace(section, foretold=True)
            steps = steps.foretold_from(below)
        yield passage, steps


def _told_back(text: str, *, news: bool) -> bool:
    """Whether a passage tells what was learned or done, and no more of a plan."""
    patterns = phrases().patterns
    return bool(patterns["reported"].match(text) or (news and patterns["told_back"].match(text)))


def _steps(before: Section, after: Section, passage: Passage, calendar: Calendar) -> Sections:
    """The section of each sentence, if the passage turns the one before it; else one for all."""
    body = passage.role == "body" and after == before
    if body and (goal := restated(after, passage.text.text)):
        return goal
    asked = phrases().patterns["plan_question"].search(passage.text.text)
    if passage.role != "body" or after == before or asked:
        return Sections([(0, after)])
    steps, section = [(0, before)], before
    for start, end in sentences(passage.text.text):
        section = _after_sentence(section, passage.text.text[start:end], calendar)
        steps.append((start, section))
    if section != after:
        return Sections([(0, after)])
    return Sections(steps)


def _turn(section: Section, text: str, calendar: Calendar, *, heading: bool) -> Section:
    """The section after a heading or an opening passage has been read."""
    if heading:
        return _after_heading(section, text, calendar)
    before = section
    for start, end in sentences(text):
        section = _after_sentence(section, text[start:end], calendar)
    if section.stated and not section.plan and section != before and _mixed(text, calendar):
        return before  # 2023年…；今年1—9月…: an opening of two years frames nothing
    return section


def _mixed(text: str, calendar: Calendar) -> bool:
    """Whether a text states periods of more than one year."""
    return len({(time.period or "")[:4] for time in times_in(text, calendar)} - {""}) > 1


def _after_heading(section: Section, text: str, calendar: Calendar) -> Section:
    status = phrases().patterns
    text = status["bare_year"].sub(r"\g<year>" + phrases().words["year"], text)
    times = [time for time in times_in(text, calendar) if time.kind in CARRIED and time.period]
    review = status["review_heading"].search(text) is not None
    ahead = _names_year_ahead(section, text, times, calendar)
    if ahead:
        section, review = Section(plan=True), False
    elif review:
        section = replace(section, plan=False)
        if not times and calendar.year and phrases().words["past"] in text:
            return replace(section, period=year_before(calendar), kind="year")
    elif status["plan_heading"].search(text):
        section = Section(plan=True, period=section.period if section.plan else None)
        named = status["year_planned"].match(text)
        if not times and (named or calendar.year):
            year = named["year"] if named else str(calendar.year)
            section = replace(section, period=year, kind="year")
    if times or review:
        section = replace(section, foretold=False)
    if times:
        mixed = len({time.kind for time in times}) > 1
        time = times[0] if mixed else times[-1]
        mixed = mixed or (review and time.kind == "years")  # its paragraphs may be of one year
        years = next((each.period for each in times if each.kind == "years"), None)
        section = replace(section, period=time.period, kind=time.kind, mixed=mixed, years=years)
        section = replace(section, reviewed=year_of(times) if review else None)
    return section


def _names_year_ahead(section: Section, text: str, times: list[Time], calendar: Calendar) -> bool:
    """Whether a heading behind a review of last year only names the year that begins.

    关于2024年的工作, in a report of early 2024 or without a date, is about what will be.
    """
    begins = calendar.early or (calendar.as_of is None and calendar.year is not None)
    dated = calendar.as_of is not None or phrases().patterns["work_heading"].search(text)
    if not begins or not dated or phrases().patterns["told_heading"].search(text):
        return False
    named = any(time.kind == "year" and time.period == str(calendar.year) for time in times)
    return named and (section.plan or _ends_before(section.period, str(calendar.year)))


def _opened(section: Section, text: str, calendar: Calendar) -> Section:
    """The section as the opening of a paragraph turns it: 一年来，全省上下…; 五年来，我们…."""
    said = [text[start:end] for start, end in sentences(text)]
    averaged = phrases().patterns["average"]
    for sentence in [one for one in said if len(one) > ADDRESS][:OPENING_SENTENCES]:
        for time in times_in(sentence, within(calendar, section)):
            alone = time.kind == "year" and averaged.search(sentence)  # 2021年151亿元，年均增长4%
            if (
                time.kind in {"year", "years"}
                and time.period
                and _opens(sentence, time)
                and not alone
            ):
                section = replace(section, period=time.period, kind=time.kind)
                break
    return section


def _after_sentence(section: Section, sentence: str, calendar: Calendar) -> Section:
    times = [time for time in times_in(sentence, within(calendar, section)) if time.period]
    carried = [time for time in times if time.kind in CARRIED]
    if _strong(sentence) or _plans(sentence, tuple(carried), calendar):
        if carried:  # 报告回顾了2024年工作，…2025年主要目标是：…
            ahead = [time for time in carried if not is_past(time, calendar)]
            first = (ahead or carried)[0]
            return Section(plan=True, period=first.period, kind=first.kind)
        years = section.years if section.plan else None  # “十五五”时期目标任务和2026年工作安排
        return Section(plan=True, period=plan_year(section, calendar), kind="year", years=years)
    if by := _part_over(section, sentence, times):
        return replace(section, period=by.period, kind=by.kind, stated=True)
    titled = section.period is not None and not section.stated and not section.plan
    if carried and titled and carried[0].kind == "to_date":
        return section  # 今年以来 under the title of a period means that period
    opening = next((time for time in carried[:1] if _opens(sentence, time)), None)
    time = (None if section.plan else _framing(sentence, times)) or opening
    if time is None or (section.plan and _ends_before(time.period, section.period)):
        return section  # 今年, in an outlook on the next year
    return replace(section, period=time.period, kind=time.kind, stated=True)


def _part_over(section: Section, sentence: str, times: list[Time]) -> Time | None:
    """The day that all below is told by, where the year is not over: 2025年…。截至6月底，累计….

    It opens its sentence, or a clause of one that the year opens.
    """
    by = next((time for time in times if time.kind == "as_of"), None)
    if by is None or section.plan or not any(map(str.isdigit, sentence[by.start : by.end])):
        return None  # 截至目前 frames nothing
    year, first = str(by.period)[:4], times[0]
    if by.start:
        opened = first.kind == "year" and not first.start and first.period == year
        return by if opened and sentence[by.start - 1] == "，" else None
    return by if section.kind == "year" and section.period == year else None


def _framing(sentence: str, times: list[Time]) -> Time | None:
    """A part of a year that opens a sentence without figures: 一季度，全区经济运行总体平稳."""
    time = times[0] if times else None
    if time is None or time.start or time.kind not in {"months", "quarter"}:
        return None
    told = phrases().patterns["number_hint"].search(sentence, time.end)
    return None if told else time


def _ends_before(period: str | None, planned: str | None) -> bool:
    """Whether a period ends before the year that is planned; False if either is not known."""
    return bool(period and planned and planned.isdigit() and period[-4:].isdigit()) and (
        int(str(period).split("/")[-1][:4]) < int(str(planned))
    )


def _opens(sentence: str, time: Time) -> bool:
    """Whether a time stands in the first clauses of its sentence, and not in somebody's story.

    他家通过种茶，2018年就实现了脱贫 tells nothing of what stands below it.
    """
    if time.start > OPENING or phrases().patterns["level_first"].search(sentence[: time.start]):
        return False
    passed = sentence.startswith(phrases().lists["so_early"], time.end)
    return not passed and phrases().patterns["personal"].search(sentence, 0, time.start) is None


def _strong(text: str) -> bool:
    said, patterns = without_reached(text), phrases().patterns
    if patterns["plan_strong"].search(said):
        return True
    return patterns["plan_question"].search(said) is not None


def _plans(sentence: str, times: tuple[Time, ...], calendar: Calendar) -> bool:
    """Whether a sentence opens a plan: it names this year or a later one, and says what will be."""
    if not phrases().patterns["plan_sentence"].search(without_reached(sentence)):
        return False
    ahead = [time for time in times if time.kind != "to_date" and not is_past(time, calendar)]
    return any(_opens(sentence, time) for time in ahead) or bool(
        phrases().patterns["plan_heading"].match(sentence)
    )
