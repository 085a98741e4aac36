"""Periods in words: `2024-01/2024-04` is Jan–Apr 2024 and 2024年1—4月."""

from __future__ import annotations

import re
from typing import Any

from briefgen.lexicon import load_toml
from briefgen.model import UNSTATED

POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)
NO_YEAR = "0000"  # in place of one that is not stated, while the words are made
LAST_MONTH = 12
HALF = 6


def period_en(period: str | None, *, stock: bool = False) -> str:
    """The period in English: `2023`, `Q1 2023`, `H1 2023`, `Jan–Apr 2024`, `2021–25`.

    A `stock` (累计, 在建) is a state and takes `by`: `by May 2024`. Unknown forms come back as
    they are; None is empty, and a year that is not stated is left out.
    """
    if not period:
        return ""
    if UNSTATED in period:
        return re.sub(
            f",? {NO_YEAR}", "", period_en(period.replace(UNSTATED, NO_YEAR), stock=stock)
        )
    first, slash, last = period.partition("/")
    start, end = POINT.fullmatch(first), POINT.fullmatch(last) if slash else None
    if not start or (slash and not end):
        return period
    text = _span_en(start, end) if end else _point_en(start)
    return f"by {text}" if stock and not slash and start["month"] else text


def period_zh(period: str | None, *, stock: bool = False) -> str:
    """The period in Chinese: 2023年, 2024年一季度, 2024年1—4月, 截至2024年5月 for a stock."""
    if not period:
        return ""
    words = _words()
    if UNSTATED in period:
        said = period_zh(period.replace(UNSTATED, NO_YEAR), stock=stock)
        return said.replace(NO_YEAR + words["year_zh"], "")
    first, slash, last = period.partition("/")
    start, end = POINT.fullmatch(first), POINT.fullmatch(last) if slash else None
    if not start or (slash and not end):
        return period
    text = _span_zh(start, end) if end else _point_zh(start)
    return words["by_zh"] + text if stock and not slash and start["month"] else text


def _point_en(at: re.Match[str]) -> str:
    if at["quarter"]:
        return f"Q{at['quarter']} {at['year']}"
    if at["day"]:
        return f"{_month(at)} {int(at['day'])}, {at['year']}"
    return f"{_month(at)} {at['year']}" if at["month"] else at["year"]


def _span_en(start: re.Match[str], end: re.Match[str]) -> str:  # noqa: PLR0911 - one return a form
    same = start["year"] == end["year"]
    if start["day"] and end["day"]:
        return _days_en(start, end)
    if start["month"] and end["month"]:
        if same and int(start["month"]) == 1 and int(end["month"]) == HALF:
            return f"H1 {end['year']}"
        if same and int(start["month"]) == HALF + 1 and int(end["month"]) == LAST_MONTH:
            return f"H2 {end['year']}"
        if same and (int(start["month"]), int(end["month"])) == (1, LAST_MONTH):
            return end["year"]
        return (
            f"{_month(start)}–{_point_en(end)}" if same else f"{_point_en(start)}–{_point_en(end)}"
        )
    if start["quarter"] and end["quarter"] and same:
        return f"Q{start['quarter']}–Q{end['quarter']} {end['year']}"
    if not start["month"] and not end["month"] and start["year"][:2] == end["year"][:2]:
        return end["year"] if same else f"{start['year']}–{end['year'][2:]}"
    return f"{_point_en(start)}–{_point_en(end)}"


def _days_en(start: re.Match[str], end: re.Match[str]) -> str:
    if start["year"] != end["year"]:
        return f"{_point_en(start)}–{_point_en(end)}"
    left = f"{_month(start)} {int(start['day'])}"
    if start["month"] == end["month"]:
        return f"{left}–{int(end['day'])}, {end['year']}"
    return f"{left}–{_point_en(end)}"


def _month(at: re.Match[str]) -> str:
    number = int(at["month"])
    names: list[str] = _words()["months"]
    return names[number - 1] if 1 <= number <= LAST_MONTH else at["month"]


def _point_zh(at: re.Match[str], *, year: bool = True) -> str:
    words = _words()
    text: str = at["year"] + words["year_zh"] if year else ""
    if at["quarter"]:
        return f"{text}{words['quarters_zh'][int(at['quarter']) - 1]}"
    if at["month"]:
        text += str(int(at["month"])) + words["month_zh"]
    return f"{text}{int(at['day'])}{words['day_zh']}" if at["day"] else text


def _span_zh(start: re.Match[str], end: re.Match[str]) -> str:
    words = _words()
    same = start["year"] == end["year"]
    if same and start["month"] and end["month"] and not start["day"]:
        if int(start["month"]) == 1 and int(end["month"]) == HALF:
            return f"{end['year']}{words['year_zh']}{words['half_zh']}"
        first = start["year"] + words["year_zh"] + str(int(start["month"]))
        return f"{first}—{int(end['month'])}{words['month_zh']}"
    if same and start["quarter"] == "1" and end["quarter"] == "3":
        return f"{end['year']}{words['year_zh']}{words['three_quarters_zh']}"
    if not start["month"] and not start["quarter"] and not end["month"] and not end["quarter"]:
        return f"{start['year']}—{end['year']}{words['year_zh']}"
    return f"{_point_zh(start)}—{_point_zh(end, year=not same)}"


def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_toml("english")["periods"]
    return words
