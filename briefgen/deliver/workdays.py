"""Which days are worked: the notices of the State Council, with make-up days (调休)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from briefgen.errors import SettingsError
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FRIDAY = 5
LONGEST = 31  # days; no holiday is longer, so a longer search means wrong data


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days off, each with the English name of its holiday, and the weekend days worked."""

    years: frozenset[int]
    off: Mapping[date, str]
    work: frozenset[date]

    def knows(self, day: date) -> bool:
        """Whether there is a notice for the year of the day."""
        return day.year in self.years

    def worked(self, day: date) -> bool:
        """Whether the day is worked; in a year without a notice, Monday to Friday are."""
        return day in self.work or (day.isoweekday() <= FRIDAY and day not in self.off)

    def next_worked(self, day: date) -> date:
        """The day itself if it is worked, or else the next one that is."""
        for days in range(LONGEST):
            if self.worked(later := day + timedelta(days=days)):
                return later
        message = f"no working day within {LONGEST} days of {day}"
        raise SettingsError(message, hint="look at the file that `holidays` under [mail] names")


def workdays(own: Path | None = None) -> Workdays:
    """The calendar that comes with briefgen; years in the file `own` count instead of its years.

    The file is read each time: `schedule run` goes on for months, and the file changes.
    Raises SettingsError, with file and entry, where the file of the workspace is wrong.
    """
    years = {table["year"]: table for table in load_toml("holidays")["year"]}
    if own:
        years |= {table["year"]: table for table in _read(own)}
    off: dict[date, str] = {}
    for table in years.values():
        for holiday in table["off"]:
            off |= dict.fromkeys(_span(holiday["first"], holiday["last"]), holiday["en"])
    worked = frozenset(day for table in years.values() for day in table["work"])
    return Workdays(frozenset(years), off, worked)


def _span(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _read(path: Path) -> list[dict[str, Any]]:
    """The years of a file of the workspace, checked."""
    try:
        years = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("year", [])
    except OSError as error:
        message = f"the holidays cannot be read: {error.strerror}"
        raise SettingsError(message, where=str(path)) from error
    except ValueError as error:
        raise SettingsError(f"not valid TOML: {error}", where=str(path)) from error
    for number, table in enumerate(years if isinstance(years, list) else [None], 1):
        if fault := _fault(table):
            hint = "the file has the form of briefgen/data/holidays.toml"
            raise SettingsError(fault, where=f"{path}: [[year]] number {number}", hint=hint)
    return list(years)


def _fault(table: object) -> str:
    if not isinstance(table, dict) or not isinstance(table.get("year"), int):
        return "needs `year`, a number"
    off, work = table.setdefault("off", []), table.setdefault("work", [])
    if not isinstance(work, list) or not all(type(day) is date for day in work):
        return "`work` must be a list of days such as 2026-01-04"
    if not isinstance(off, list) or not all(map(_is_holiday, off)):
        return "`off` must be a list of { en = …, first = 2026-01-01, last = 2026-01-03 }"
    return ""


def _is_holiday(one: object) -> bool:
    if not isinstance(one, dict) or not isinstance(one.setdefault("en", "holiday"), str):
        return False
    first, last = one.get("first"), one.get("last")
    return type(first) is date and type(last) is date and first <= last
