"""Words the issue line from a day: number of the issue, dates of its ISO week, file name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from briefgen.errors import LexiconError
from briefgen.lexicon import DATA, load_toml
from briefgen.model import Bilingual

MONTHS = 12
DATES = {
    "day_zh",
    "full_zh",
    "day_en",
    "full_en",
    "same_zh",
    "same_en",
    "join_zh",
    "join_en",
}
WORDS = {"overall_en", "target_en"}


@dataclass(frozen=True, slots=True)
class Words:
    """The content of `data/issue.toml`."""

    months: tuple[str, ...]
    issue: dict[str, str]
    dates: dict[str, str]
    words: dict[str, str]


@cache
def words() -> Words:
    """The words of `data/issue.toml`; raises LexiconError if the file is not as it must be."""
    content: dict[str, Any] = load_toml("issue")
    where = str(DATA / "issue.toml")
    try:
        made = Words(tuple(content["months"]), content["issue"], content["dates"], content["words"])
    except KeyError as error:
        raise LexiconError(f"the table {error} is missing", where=where) from error
    known = set(made.issue) == {"zh", "en"} and set(made.dates) == DATES
    if not known or set(made.words) != WORDS or len(made.months) != MONTHS:
        raise LexiconError("a key is missing or unknown, or a month", where=where)
    return made


def issue(day: date) -> Bilingual:
    """The issue that the ISO week of `day` makes: 2024年第22期, Issue 22, 2024."""
    year, week, _ = day.isocalendar()
    forms = words().issue
    return Bilingual(*(forms[key].format(year=year, week=week) for key in ("zh", "en")))


def week_name(day: date) -> str:
    """The ISO week of `day` as files are named after it: 2024-W22."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _said(day: date, form: str) -> str:
    name = words().months[day.month - 1]
    return words().dates[form].format(year=day.year, month=day.month, day=day.day, name=name)


def dates(day: date) -> Bilingual:
    """The days of the ISO week of `day`: 5月27日—6月2日, 27 May – 2 June 2024."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    forms = words().dates
    if first.month == last.month:
        fields = {"first": first.day, "last": last.day, "month": first.month}
        name = words().months[first.month - 1]
        same_zh = forms["same_zh"].format(**fields)
        return Bilingual(same_zh, forms["same_en"].format(**fields, name=name, year=first.year))
    apart = first.year != last.year
    zh = [_said(each, "full_zh" if apart else "day_zh") for each in (first, last)]
    en = [_said(first, "full_en" if apart else "day_en"), _said(last, "full_en")]
    return Bilingual(forms["join_zh"].join(zh), forms["join_en"].join(en))
