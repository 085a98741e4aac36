"""The period a figure speaks of: expressions of time, resolved against what the document says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from briefgen.figures import feasts
from briefgen.figures.looking_back import of_year_told
from briefgen.figures.numerals import read_numeral
from briefgen.figures.phrases import signs_of
from briefgen.figures.sought import Expression, sought
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Callable

EARLY_DAYS = 10  # a text of the first days of a month speaks of the months before it
DECEMBER = 12
LATE = 11  # the month from which on 五年来 takes the year in
EARLY = 3  # months of a year in which 全年 of what happened is the year before


class Calendar(NamedTuple):
    """What a document's own words are resolved against; None where the document does not say.

    `year` is its "this year", `as_of` the month up to which it can know figures, `now` the month
    in which it speaks (目前), `section_year` the year that the section speaks of, for 上半年 or
    年末 in a review of last year, `reviewed` the same if a heading looks back on it (一年来),
    `feast` the feast that the document is about.
    """

    year: int | None = None
    as_of: tuple[int, int] | None = None
    now: tuple[int, int] | None = None
    section_year: int | None = None
    reviewed: int | None = None
    feast: str = ""

    @property
    def last_known(self) -> int | None:
        """The last year of which the document can tell something; None if it has no date."""
        return self.as_of[0] if self.as_of else self.year

    @property
    def early(self) -> bool:
        """Whether the year has hardly begun, so that 全年 of what happened is the year before."""
        return self.as_of is not None and self.as_of[0] == self.year and self.as_of[1] <= EARLY

    @property
    def late(self) -> bool:
        """Whether the year is as good as over: what five years brought takes it in."""
        return self.as_of is not None and self.year is not None and self.as_of >= (self.year, LATE)


class Time(NamedTuple):
    """An expression of time: `text[start:end]`, the period it means and how it means it.

    `kind` is year, years, months, quarter, month, to_date or as_of.
    """

    start: int
    end: int
    period: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Words:
    relative: dict[str, int]
    back: tuple[str, ...]
    quarters: dict[str, int]
    plans: dict[str, list[int]]
    hint: Expression
    before: re.Pattern[str]
    after: re.Pattern[str]
    rules: tuple[tuple[str, frozenset[str], Expression], ...]


@cache
def _words() -> _Words:
    data = load_toml("periods")
    return _Words(
        data["relative"],
        tuple(data["looks_back"]),
        data["quarters"],
        data["plans"],
        sought(re.compile(data["hint"])),
        re.compile(data["against"]["before"]),
        re.compile(data["against"]["after"]),
        tuple(
            (rule["reads"], frozenset(rule["needs"]), sought(re.compile(rule["pattern"])))
            for rule in data["time"]
        ),
    )


def find_times(text: str, calendar: Calendar) -> tuple[Time, ...]:
    """The expressions of time in `text`, in order, less those that name a base of comparison."""
    return _find_times(text, calendar) if _words().hint.search(text) else ()


@lru_cache(maxsize=256)  # the words before a number are looked at by several rules in a row
def _find_times(text: str, calendar: Calendar) -> tuple[Time, ...]:
    words = _words()
    taken: list[tuple[int, int]] = []
    found = []
    signs = signs_of(text)
    for name, needs, pattern in words.rules:
        match = None if needs.isdisjoint(signs) else pattern.search(text)
        while match:  # most find nothing: an iterator would take twice as long to say so
            first, last = match.span()
            if not any(first < end and start < last for start, end in taken):
                taken.append((first, last))
                if not words.before.search(text[:first]) and not words.after.match(text[last:]):
                    found.append(Time(first, last, *READS[name](match, calendar)))
            match = pattern.search(text, last)
    found.sort(key=itemgetter(0))
    return of_year_told(text, found, words.back, lambda told: find_times(told, calendar))


Read = tuple[str | None, str]


def _year(match: re.Match[str], calendar: Calendar) -> int | None:
    groups = match.groupdict()
    if written := groups.get("y"):
        return None if written.startswith("0") else int(written)
    word = groups.get("r")
    if not word:
        return calendar.section_year or calendar.year
    if calendar.reviewed and _in_review(word, calendar):
        return calendar.reviewed
    if calendar.year is None:
        return None
    if word in _words().back and calendar.late:
        return calendar.year  # 一年来, said in December
    return calendar.year + _words().relative.get(word, 0)


def _in_review(word: str, calendar: Calendar) -> bool:
    """Whether a word means the year its heading looks back on: 今年, too, if told in the next."""
    this = _words().relative.get(word, -1) == 0
    return word in _words().back or (this and calendar.reviewed == (calendar.year or 0) - 1)


def _whole(value: str) -> int:
    numeral = read_numeral(value)
    return int(numeral.value) if numeral else 0


def _span(year: int, first: int, last: int) -> str:
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _read_months(match: re.Match[str], calendar: Calendar) -> Read:
    year = _year(match, calendar)
    january = match["m"] == load_toml("periods")["january"]
    first, last = 1 if january else int(match["m"]), int(match["n"])
    until = int(match["z"] or year or 0)  # 2019年10月至2020年3月
    if year is None or max(first, last) > DECEMBER or not (0, 0) < (year, first) < (until, last):
        return None, "months"
    return f"{year}-{first:02d}/{until}-{last:02d}", "months"


def _read_months_to(match: re.Match[str], calendar: Calendar) -> Read:
    year, last = _year(match, calendar), _whole(match["n"] or match["k"])
    return (_span(year, 1, last) if year and 1 <= last <= DECEMBER else None), "months"


def _read_quarters_to(match: re.Match[str], calendar: Calendar) -> Read:
    year = _year(match, calendar)
    return (_span(year, 1, 3 * _words().quarters[match["q"]]) if year else None), "months"


def _read_half(match: re.Match[str], calendar: Calendar) -> Read:
    year = _year(match, calendar)
    first = match["h"] == load_toml("periods")["first_half"]
    return (_span(year, *((1, 6) if first else (7, 12))) if year else None), "months"


def _read_quarter(match: re.Match[str], calendar: Calendar) -> Read:
    year = _year(match, calendar)
    return (f"{year}-Q{_words().quarters[match['q'] or match['h']]}" if year else None), "quarter"


def _read_month(match: re.Match[str], calendar: Calendar) -> Read:
    year, month = _year(match, calendar), int(match["m"])
    return (f"{year}-{month:02d}" if year and 1 <= month <= DECEMBER else None), "month"


def _read_as_of_month(match: re.Match[str], calendar: Calendar) -> Read:
    return _read_month(match, calendar)[0], "as_of"


def _read_as_of_year(match: re.Match[str], calendar: Calendar) -> Read:
    return _read_year(match, calendar)[0], "as_of"


def _read_as_of_now(_: re.Match[str], calendar: Calendar) -> Read:
    now = calendar.now or calendar.as_of
    return (f"{now[0]}-{now[1]:02d}" if now else None), "as_of"


def _read_year_to_date(match: re.Match[str], calendar: Calendar) -> Read:
    year = _year(match, calendar)
    if year is None:
        return None, "to_date"
    first, until = int(match.groupdict().get("first") or 1), calendar.as_of
    if until is None or until[0] != year or (until[1] == DECEMBER and first == 1):
        return str(year), "year"
    return (_span(year, first, until[1]) if until[1] > first else f"{year}-{first:02d}"), "to_date"


def _read_since(match: re.Match[str], calendar: Calendar) -> Read:
    """今年以来; an earlier year (2016年以来) is where something began, and no period."""
    this = calendar.as_of is not None and calendar.as_of[0] == int(match["y"])
    return _read_year_to_date(match, calendar) if this else (None, "since")


def _read_next_years(match: re.Match[str], calendar: Calendar) -> Read:
    if calendar.year is None:
        return None, "years"
    first = calendar.year + calendar.late
    return f"{first}/{first + _whole(match['n'] or match['m']) - 1}", "years"


def _read_recent_years(_: re.Match[str], __: Calendar) -> Read:
    """近三年, 近年来: which years they are, the text does not say."""
    return None, "since"


def _read_year(match: re.Match[str], calendar: Calendar) -> Read:
    year = _year(match, calendar)
    return (str(year) if year else None), "year"


def _read_whole_year(_: re.Match[str], calendar: Calendar) -> Read:
    return (str(calendar.year) if calendar.year else None), "whole"


def _read_holiday(match: re.Match[str], calendar: Calendar) -> Read:
    frames = match["y"] or match["holiday"] == calendar.feast  # 2016年国庆期间: what follows, too
    return feasts.months_off(match, _year(match, calendar)), "months" if frames else "days"


def _read_years(match: re.Match[str], _: Calendar) -> Read:
    return f"{match['y']}/{match['z']}", "years"


def _read_plan(match: re.Match[str], calendar: Calendar) -> Read:
    first, last = _words().plans[match["plan"]]
    if match["n"]:
        last = first + _whole(match["n"]) - 1  # “十四五”前四年
    elif match["since"] and (known := calendar.last_known) and first < known < last:
        last = known  # “十四五”以来, said half-way
    return f"{first}/{last}", "years"


def _read_plan_end(match: re.Match[str], _: Calendar) -> Read:
    return str(_words().plans[match["plan"]][1]), "year"


def _read_five_years(_: re.Match[str], calendar: Calendar) -> Read:
    if calendar.year is None:
        return None, "years"
    last = calendar.year if calendar.late else calendar.year - 1
    return f"{last - 4}/{last}", "years"


READS: dict[str, Callable[[re.Match[str], Calendar], Read]] = {
    "five_years": _read_five_years,
    "plan_end": _read_plan_end,
    "plan": _read_plan,
    "years": _read_years,
    "months": _read_months,
    "quarters_to": _read_quarters_to,
    "half": _read_half,
    "months_to": _read_months_to,
    "quarter": _read_quarter,
    "as_of_month": _read_as_of_month,
    "as_of_year": _read_as_of_year,
    "as_of_year_end": _read_as_of_year,
    "year_end": _read_whole_year,
    "year_to_date": _read_year_to_date,
    "since": _read_since,
    "next_years": _read_next_years,
    "recent_years": _read_recent_years,
    "as_of_now": _read_as_of_now,
    "month": _read_month,
    "year": _read_year,
    "relative_year": _read_year,
    "whole_year": _read_whole_year,
    "holiday": _read_holiday,
}
