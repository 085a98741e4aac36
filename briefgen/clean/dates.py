"""When a document was published and what day it tells of; nothing is guessed beyond its words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import numeric

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DATE = (
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})\s{0,2}(?:[-/.]|\u5e74|(?<=\s)(?=[0-9]{1,2}/))\s{0,2}(?P<m>[0-9]{1,2})"
    r"\s{0,2}(?:[-/.]|\u6708)\s{0,2}(?P<d>[0-9]{1,2})(?![0-9])\u65e5?(?:(?:\s{0,4}|T)[0-9]{1,2}[:：\u65f6][0-9]{2}[:：\u5206]?(?:[0-9]{2})?)?"
)
_NUMERAL = r"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # one to nine
_YEAR = re.compile(
    rf"(?<![{_NUMERAL}])[{_NUMERAL}Oo0\u25cb\u3007\u96f6]{{4}}(?=\u5e74)|[{_NUMERAL}](?=[\u6708\u65e5])(?<!\u5341.)"
)
_TENS = re.compile(rf"([{_NUMERAL}])?\u5341([{_NUMERAL}])?(?=[\u6708\u65e5])")
_DAY = r"(?<![0-9])(?:(?P<y>20[0-9]{2})\u5e74)?(?P<m>[0-9]{1,2})\u6708(?P<d>[0-9]{1,2})\u65e5"

_SOME_DAY = re.compile(r"[0-9]\u6708[0-9]")  # every _DAY has it, and it is found much faster


def published_on(lines: Sequence[str], head: Iterable[str], signed: str = "") -> date | None:
    """The day of publication: labelled in a line of credits, bare in the head, or `signed`.

    `lines` are all lines of noise, `head` the credits above the text; `signed` is the date under
    the signature below it. Different bare dates are none.
    """
    for key in ("labelled", "changed"):
        for text in lines:
            for match in _pattern("published", key).finditer(text):
                if found := _day(match, None):
                    return found
    pattern = _pattern("published", "bare")
    days = {found for text in head for m in pattern.finditer(text) if (found := _day(m, None))}
    if days:
        return days.pop() if len(days) == 1 else None
    under = _pattern("published", "signed").match(in_digits(signed))
    return _day(under, None) if under else None


def in_digits(text: str) -> str:
    """A date in Chinese numerals written with digits: the years one by one, the rest as tens."""
    for pattern, digits in ((_YEAR, _one_by_one), (_TENS, _as_number)):
        text = pattern.sub(digits, text)
    return text


def _one_by_one(match: re.Match[str]) -> str:
    return "".join(str(int(_numeral(char))) for char in match[0])


def _as_number(match: re.Match[str]) -> str:
    return str(_count(match[0]))


def _count(digits: str) -> int:
    """The number that is written in digits or as tens: 70, 七十."""
    if digits.isdigit():
        return int(digits)
    tens, ones = re.split(r"\u5341", digits, maxsplit=1)
    return int((_numeral(tens) if tens else 1) * 10 + _numeral(ones or "0"))


def _numeral(char: str) -> float:
    return numeric(char, 0)


def event_on(body: str, lines: Sequence[str], published: date | None) -> date | None:
    """The day of the event told at either end of `body`, or named under the title in `lines`.

    A day without year gets the year of the dates around it: publication, the page's own list of
    dates, the years the text speaks of. None if no day is told or its year is not to be had.
    """
    rules = load_toml("dates")["event"]
    for text in lines:
        digits = in_digits(text)
        for key in ("read_out", "held") if _SOME_DAY.search(digits) else ("held",):
            match = _pattern("event", key).search(digits)
            if match and (found := _day(match, None)):
                return found
    near = rules["within"]
    parts = (body[:near], body[near:][-near:])
    for part in filter(_SOME_DAY.search, parts):
        for match in _pattern("event", "told").finditer(part):
            if part[: match.start()].endswith(tuple(rules["not_before"])):
                continue
            month, day = int(match["m"]), int(match["d"])
            found = _day(match, None)
            if found := found or _with_year((month, day), body, lines, published):
                return found
    told = _pattern("event", "this_month").search(body[:near])
    if told and (found := _before(int(told["d"]), published)):
        return found
    month, day = _of_dateline(body[:near], lines, published)
    found = _with_year((month, day), body, lines, published) if month else None
    late = found and published and published - found > timedelta(days=rules["dateline_days"])
    return None if late else found


def _of_dateline(body: str, lines: Sequence[str], published: date | None) -> tuple[int, int]:
    """Month and day of the dateline if the text tells of that day; or 0, 0.

    It does if it says so (27日, 1月27日) or, where its publication is known, tells of no other.
    """
    told = _pattern("event", "this_month").search(body)
    for match in filter(None, map(_pattern("event", "dateline").search, lines)):
        month, day = int(match["m"]), int(match["d"])
        days = {(int(each["m"]), int(each["d"])) for each in re.finditer(_DAY, body)}
        again = int(told["d"]) == day if told else (month, day) in days
        if again or (published and not told):
            return month, day
    return 0, 0


def _before(day: int, published: date | None) -> date | None:
    """The last such day of a month before the publication, if that is not long after it."""
    if published is None:
        return None
    within = timedelta(days=load_toml("dates")["event"]["after_days"])
    last_month = published.replace(day=1) - timedelta(days=1)
    for month in (published, last_month):
        found = _made(month.year, month.month, day, latest=published)
        if found and published - found <= within:
            return found
    return None


def _with_year(
    told: tuple[int, int], body: str, lines: Sequence[str], published: date | None
) -> date | None:
    month, day = told
    if published:
        return _made(published.year, month, day, latest=published) or _made(
            published.year - 1, month, day, latest=published
        )
    within = timedelta(days=load_toml("dates")["event"]["after_days"])
    listed = [found for text in lines for m in _bare().finditer(text) if (found := _day(m, None))]
    for other in listed:
        found = _made(other.year, month, day, latest=other)
        if found and other - found <= within:
            return found
    year = stated_year(body, month)
    return _made(year, month, day, latest=None) if year else None


def stated_year(body: str, month: int) -> int | None:
    """The year the text is of: the one it speaks of most, or early in a year the one it plans.

    An anniversary tells it first. A year that is over is none, but early in a year the one before.
    """
    rules = load_toml("dates")["years"]
    counts: Counter[int] = Counter()
    for match in _stated().finditer(body):
        if not body[max(0, match.start() - 2) : match.start()].endswith(tuple(rules["not_after"])):
            counts[int(match["y"])] += 1
    kept = _kept_year(body)
    if kept and kept >= max(counts, default=kept):
        return kept
    early = month <= rules["review_month"]
    if not early:
        counts = Counter({year: n for year, n in counts.items() if not _said(year, body, "over")})
    if not counts:
        return None
    most = max(counts.values())
    year = max(year for year, count in counts.items() if count == most)
    told = _said(year, body, "looked_back") or _said(year, body, "over")
    looked_back = told and not _said(year, body, "looked_forward")
    if early and (year + 1 in counts or looked_back):
        return year + 1
    return year


def _said(year: int, body: str, key: str) -> bool:
    """Whether a text says of a year that it is "over", has "looked_back" or "looked_forward"."""
    pattern: str = load_toml("dates")["years"][key]
    return re.search(pattern.replace("YEAR", str(year)), body) is not None


def _kept_year(body: str) -> int | None:
    """The year of the anniversary that the text keeps; None if it keeps none, or several."""
    rules = load_toml("dates")["anniversary"]
    years = {
        since + _count(match["n"])
        for pattern, since in _anniversaries()
        for match in pattern.finditer(body)
        if not body[max(0, match.start() - 4) : match.start()].endswith(tuple(rules["not_after"]))
    }
    return years.pop() if len(years) == 1 else None


def _day(match: re.Match[str], latest: date | None) -> date | None:
    return _made(int(match["y"]), int(match["m"]), int(match["d"]), latest) if match["y"] else None


def _made(year: int, month: int, day: int, latest: date | None) -> date | None:
    """The date, or None if there is no such day or it is later than `latest`."""
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return None if latest and made > latest else made


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    rules: dict[str, Any] = load_toml("dates")[table]
    return re.compile(rules[key].replace("DATE", _DATE).replace("DAY", _DAY))


@cache
def _anniversaries() -> tuple[tuple[re.Pattern[str], int], ...]:
    rules = load_toml("dates")["anniversary"]
    return tuple(
        (re.compile(f"(?:{event}){rules['number']}"), since)
        for event, since in rules["since"].items()
    )


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(_DATE)


@cache
def _stated() -> re.Pattern[str]:
    return re.compile(load_toml("dates")["years"]["stated"])
