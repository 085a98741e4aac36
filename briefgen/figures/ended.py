"""Whether a period was over when a text was made: what it tells of it is a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.figures.openings import Section
    from briefgen.figures.periods import Calendar, Time

QUARTER, YEAR = 3, 12  # months


def last_month(period: str) -> str:
    """The last month of a part of a year: 2022-09 of 2022-01/2022-09, and of 2022-Q3."""
    year, _, part = period.rsplit("/", maxsplit=1)[-1].partition("-")
    return f"{year}-{QUARTER * int(part[1:]):02d}" if part[:1] == "Q" else f"{year}-{part}"


def just_over(period: str | None, calendar: Calendar) -> bool:
    """Whether a part of a year ended in the quarter before the text was made: 一季度, in April.

    Later in the year it may be that of the next one: in December a plan begins with 一季度.
    """
    if not period or "-" not in period or calendar.now is None:
        return False
    year, month = map(int, last_month(period).split("-"))
    since = (calendar.now[0] - year) * YEAR + calendar.now[1] - month
    return 0 < since <= QUARTER


def before_year(period: str | None, year: str) -> bool:
    """Whether a period lies before a year; False if either is not known."""
    return bool(period and year and int(period[:4]) < int(year))


def before_plan(period: str | None, section: Section) -> bool:
    """Whether a period ends before the year that its section plans: 今年 in 2024年工作打算."""
    planned = section.period if section.plan and section.kind == "year" else None
    return bool(planned) and bool(period) and before_year(str(period).split("/")[-1], str(planned))


def compared_year(time: Time, times: tuple[Time, ...], calendar: Calendar) -> bool:
    """Whether a time is a year long over, behind another time of its sentence: 2019年为7亿人次."""
    period, year = time.period or "", calendar.year
    if time.kind != "year" or not period.isdigit() or (year and int(period) >= year):
        return False
    return any(other.start < time.start for other in times)
