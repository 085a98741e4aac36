"""The "this year" of a document, and the last month that it can know: its dates, title and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.feasts import feast_in
from briefgen.figures.periods import EARLY_DAYS, Calendar, find_times
from briefgen.figures.phrases import may_match, phrases

if TYPE_CHECKING:
    from datetime import date

    from briefgen.model import Article, Outline

OPENING_PASSAGES = 6
TITLE = 8  # characters of a title that show whether it is the beginning of the text


def calendar_of(article: Article, outline: Outline) -> Calendar:
    """The "this year" and last known month of a document: its dates, its title, its text."""
    day = None if _masked(article) else article.event or article.published
    calendar = _calendar_on(day, article, outline)
    now = (day.year, day.month) if day else _titled_end(article, calendar)
    return calendar._replace(now=now, feast=feast_in(article.title))


def _titled_end(article: Article, calendar: Calendar) -> tuple[int, int] | None:
    """The last month of the part of a year that a title names; None if it names none."""
    ends = [time.period for time in find_times(article.title, calendar) if time.kind == "months"]
    end = ends[0].rpartition("/")[2] if ends and ends[0] else ""
    return (int(end[:4]), int(end[5:])) if end else None


def _calendar_on(day: date | None, article: Article, outline: Outline) -> Calendar:
    """The calendar of a document of `day`, or of one without a day of its own."""
    titled = 0 if _derived(article) else _title_year(article.name)
    report = is_report(article.name)
    told = bool(day) and day == article.event and not report  # 今年 is that of the day
    if titled and (report or (day and titled < day.year and not told)):
        return Calendar(titled, (day.year, day.month) if day else None)
    if day:
        month = day.month - 1 if day.day <= EARLY_DAYS and day.month > 1 else day.month
        return _until(article.name, Calendar(day.year, (day.year, month)))
    return Calendar(titled or _stated_year(outline, report=report) or _reported_year(outline))


def _derived(article: Article) -> bool:
    """Whether the document has no title, or one that is only the first words of the text."""
    first = article.paragraphs[0].text.text if article.paragraphs else ""
    return not article.title or first.startswith(article.title[:TITLE])


def _masked(article: Article) -> bool:
    """Whether the text hides its year (20**年), so that the day of its page is not its own."""
    text = article.source.text
    told = may_match("masked_year", text) and phrases().patterns["masked_year"].search(text)
    return bool(told)


def is_report(title: str) -> bool:
    """Whether a text is a government's report to a congress, by its title or the line under it."""
    patterns = phrases().patterns
    title = patterns["work_of_report"].sub("", title)
    return phrases().words["report"] in title or bool(patterns["read_out"].search(title))


def _until(title: str, calendar: Calendar) -> Calendar:
    """The calendar of a text whose title names its period: 上半年 knows nothing of July."""
    ends = [
        time.period[-2:]
        for time in find_times(title, calendar)
        if time.kind == "months" and time.period
    ]
    if not ends or calendar.as_of is None:
        return calendar
    return calendar._replace(as_of=(calendar.as_of[0], min(int(ends[-1]), calendar.as_of[1])))


def _title_year(title: str) -> int | None:
    match = phrases().patterns["titled_year"].search(title)
    return int(match[1]) if match else None


def _stated_year(outline: Outline, *, report: bool) -> int | None:
    """The year that an undated text states first, in its opening.

    What a `report` to a congress tells as done was done in the year before.
    """
    patterns = phrases().patterns
    head = "\n".join(passage.text.text for passage in outline.passages[:OPENING_PASSAGES])
    if arranged := patterns["arranged_year"].search(head):
        return int(arranged["a"] or arranged["b"])  # 对2006年的政府工作作了布置
    reports = False
    for passage in outline.passages[:OPENING_PASSAGES]:
        text = passage.text.text
        reports = reports or patterns["reports"].search(text) is not None
        named = patterns["report_of"].search(text)
        if named:
            return int(named["year"])
        match = patterns["stated_year"].search(text)
        if match:  # 2014年工作回顾, in a report to a congress, is read out in 2015
            told_later = reports and patterns["review_of"].match(text)
            told_later = told_later or patterns["just_over"].search(text[: match.start("year")])
            told_later = told_later or (
                report and patterns["actual_year"].match(text, match.start("year"))
            )
            return int(match["year"]) + bool(told_later)
    return None


def _reported_year(outline: Outline) -> int | None:
    """The year after the one that an undated report to a congress foretells (2016年预计…)."""
    head = "\n".join(passage.text.text for passage in outline.passages[:OPENING_PASSAGES])
    patterns = phrases().patterns
    told = patterns["foretold_year"].search(head) if patterns["reports"].search(head) else None
    return int(told["a"] or told["b"]) + 1 if told else None
