"""What a text speaks of by its title, until a heading tells: a review or a plan, of which year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.figures.calendars import is_report
from briefgen.figures.comparisons import names_base
from briefgen.figures.ended import just_over
from briefgen.figures.periods import find_times
from briefgen.figures.phrases import phrases
from briefgen.figures.segments import sentences

if TYPE_CHECKING:
    from briefgen.figures.periods import Calendar, Time
    from briefgen.model import Article

HEAD = 600  # characters in which news says what it is about
SPRING = 6  # the month up to which a list of things to do is one of things yet to be done
SURELY, STRIVING = 4, 3  # what a sure sign of a result, or of striving for one, weighs in a report
BIDS = 4  # sentences that bid make a list of tasks, if they are most of a text
# Periods that a title gives to its text.
TITLED = {"year", "years", "months", "quarter", "month", "days"}


@dataclass(frozen=True, slots=True)
class Section:
    """The frame in which a passage is read: `plan` makes every figure a target.

    `mixed` tells that its heading names a year and several: 2025年及“十四五”时期工作回顾, and
    `years` which several they are; `reviewed` is the year that a heading looks back on. `foretold`
    tells that its figures are forecasts by what it said: 预计（下同）.
    """

    plan: bool = False
    period: str | None = None
    kind: str = ""
    stated: bool = False
    mixed: bool = False
    years: str | None = None
    reviewed: int | None = None
    foretold: bool = False


def within(calendar: Calendar, section: Section) -> Calendar:
    """The calendar as a section of one year reads it."""
    period = section.period if section.kind == "year" and section.period else ""
    year = int(period) if period.isdigit() else None
    if (calendar.section_year, calendar.reviewed) == (year, section.reviewed):
        return calendar
    return _in_year(calendar, year, section.reviewed)


@lru_cache(maxsize=4)  # one sentence after the other stands in the same section
def _in_year(calendar: Calendar, year: int | None, reviewed: int | None) -> Calendar:
    return calendar._replace(section_year=year, reviewed=reviewed)


def year_before(calendar: Calendar) -> str | None:
    """The year that a report looks back on: the one before, or one as good as over."""
    return str(calendar.year - (not calendar.late)) if calendar.year else None


def first_section(article: Article, calendar: Calendar) -> Section:
    """The section in which a text begins, by its title."""
    title = article.title or _own_name(article)
    if calendar.year is None:
        named = phrases().patterns["plan_title"].search(title) is not None
        return Section(plan=named or _only_bids(article))
    if is_report(article.name):
        return _of_report(article, calendar)
    times = [time for time in times_in(title, calendar) if time.period and time.kind in TITLED]
    times = [time for time in times if time.kind != "month" or _of_month(article)]
    review = phrases().patterns["review_title"].search(title)
    periods = [time.period for time in times if time.period]
    patterns = phrases().patterns
    announced = _to_be_done(article, calendar) or patterns["plan_title"].search(title)
    ahead = [period for period in periods if int(period[:4]) > calendar.year]
    if ahead == periods != [] or announced:
        year: str | None = ahead[0] if ahead else str(calendar.year)
        january = calendar.as_of is not None and calendar.as_of[1] == 1
        if ahead and january:
            year = None  # whose 明年 is it?
        return Section(plan=True, period=year, kind="year")
    over = bool(times) and (is_past(times[0], calendar) or just_over(times[0].period, calendar))
    if over or (times and (review or times[0].kind == "days")):
        time = _narrowest(times)
        reviewed = year_of([time]) if review else None
        return Section(period=time.period, kind=time.kind, reviewed=reviewed)
    if is_congress_news(article, calendar):
        return Section(period=year_before(calendar), kind="year")
    return Section()


def is_congress_news(article: Article, calendar: Calendar) -> bool:
    """Whether a text of spring is news of the report that a government made to its congress.

    It looks back on the year before, unless it tells of months or feasts of its own year.
    """
    if not calendar.early or is_report(article.name):
        return False
    patterns = phrases().patterns
    said = "\n".join(paragraph.text.text for paragraph in article.paragraphs)
    head = said[:HEAD]
    told = patterns["congress_told"].search(head) and patterns["done_in_year"].search(said)
    return bool(told) and not patterns["of_months"].search(said)


def _own_name(article: Article) -> str:
    """How a bulletin without a title names itself in its first words; "" if it does not."""
    first = article.paragraphs[0].text.text if article.paragraphs else ""
    named = phrases().patterns["bulletin_named"].match(first)
    return named[0] if named else ""


def _of_report(article: Article, calendar: Calendar) -> Section:
    """What a report speaks of until a heading says so.

    The year before, if it tells of what has happened; its own, if it mostly says what to do.
    """
    told = _told(article)
    if told is None:
        return Section()
    if told:
        return Section(period=year_before(calendar), kind="year")
    return Section(plan=True, period=str(calendar.year), kind="year")


def _told(article: Article) -> bool | None:
    """Whether a report without headings tells of what has happened; None if nothing shows it.

    Reviews and plans both begin their sentences with verbs (加快…, 推进…), but only reviews
    abound in results. Of 84 parts of provincial reports, of 600 characters or more, that look
    back, these weights take one for a plan; of 152 that plan, they see 129.
    """
    patterns = phrases().patterns
    said = [part.text.text for part in article.paragraphs]
    if any(patterns["looks_back"].search(text) for text in said):
        return True
    done = doing = 0
    for text in said:
        done += SURELY * _count("has_happened", text) + _count("may_have_happened", text)
        doing += STRIVING * _count("strives", text)
        doing += sum(
            patterns["calls_for"].match(text, start, end) is not None
            for start, end in sentences(text)
        )
    if doing > done and doing >= STRIVING:
        return False
    return True if done else None


def _only_bids(article: Article) -> bool:
    """Whether a text without a year is a list of tasks: most sentences bid, none tells a result."""
    patterns = phrases().patterns
    texts = [part.text.text for part in article.paragraphs]
    said = [text[start:end] for text in texts for start, end in sentences(text)]
    if any(patterns["results"].search(text) for text in texts):
        return False
    bids = [
        sentence
        for sentence in said
        if patterns["bids"].match(sentence) or patterns["calls_for"].match(sentence)
    ]
    surely = any(patterns["surely_bids"].search(sentence) for sentence in bids)
    return surely and len(bids) >= BIDS and len(bids) * 2 > len(said)


def _count(name: str, text: str) -> int:
    return len(phrases().patterns[name].findall(text))


def year_of(times: list[Time]) -> int | None:
    """The first year among the times; None if there is none."""
    years = (time.period for time in times if time.kind == "year" and time.period)
    return next((int(period) for period in years), None)


def _to_be_done(article: Article, calendar: Calendar) -> bool:
    """Whether a title names things to be done for the people, and the text none that is done."""
    patterns = phrases().patterns
    known = calendar.as_of
    fresh = known is None or (known[0] == calendar.year and known[1] <= SPRING)
    if not fresh or not patterns["plan_list"].search(article.name):
        return False
    return not any(patterns["list_done"].search(p.text.text) for p in article.paragraphs)


def _of_month(article: Article) -> bool:
    """Whether a text titled by a month is of that month alone: it tells nothing of 1—10月."""
    span = phrases().patterns["from_january"]
    return not any(span.search(paragraph.text.text) for paragraph in article.paragraphs)


def _narrowest(times: list[Time]) -> Time:
    """The first time of a title, or a part of its year behind it: 2024年实事上半年进展情况."""
    year = times[0].period
    parts = (time for time in times if time.kind in {"months", "quarter"} and time.period)
    inside = (time for time in parts if year and (time.period or "").startswith(f"{year}-"))
    return next(inside, times[0]) if times[0].kind == "year" else times[0]


def times_in(text: str, calendar: Calendar) -> list[Time]:
    """The times that `text` speaks of, less those of a change: 从2018年的…，到2023年的…."""
    begins = phrases().patterns["pair_begins"]
    times = [
        time
        for time in find_times(text, calendar)
        if not names_base(text, time) and not spans_pair(text, time) and not names_thing(text, time)
    ]
    if not any(begins.search(text[: time.start]) for time in times):
        return times
    ends = phrases().patterns["pair_ends"]
    return [
        time
        for time in times
        if not begins.search(text[: time.start]) and not ends.match(text, time.start)
    ]


def names_thing(text: str, time: Time) -> bool:
    """Whether a time only tells which thing is meant: “十四五”期间投资最大的单体项目."""
    return phrases().patterns["of_foremost"].match(text, time.end) is not None


def spans_pair(sentence: str, time: Time) -> bool:
    """Whether two years are those of from–to pairs: 2020年到2025年，占比从17.9%提升到35.5%."""
    if time.kind != "years" or not sentence[time.start].isdigit():
        return False
    return phrases().patterns["pair_behind"].match(sentence, time.end) is not None


def is_past(time: Time, calendar: Calendar) -> bool:
    """Whether a time lies before the year of a document; False if that is not known."""
    year = int((time.period or "0")[:4])
    return calendar.year is not None and year < calendar.year
