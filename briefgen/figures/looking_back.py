"""一年来 and 全年 behind a year that the sentence has just named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.figures.periods import Time

STOP, COMMA = "。", "，"
PAIR = 2
YEARS = ("year", "as_of")  # 2023年, 2023年末
PARTS = ("month", "quarter")
SPANS = {(since, "as_of") for since in ("years", "to_date", "since")}
YEAR = 4  # digits of one


def of_year_told(
    text: str, times: Sequence[Time], back: tuple[str, ...], read: Callable[[str], Sequence[Time]]
) -> tuple[Time, ...]:
    """The times in order; 全年 and the words `back` have the year just told in their sentence.

    2024年，是关键的一年，一年来，…: it looks back on 2024. 2023年末…，全年新增1万亿元: of 2023.
    """
    out: list[Time] = []
    listed = ""
    for time in times:
        told = out[-1] if out else None
        looks = time.kind == "whole" or text[time.start : time.end] in back
        year = told.period if told and told.kind in YEARS and told.period else ""
        goes_on = told is not None and STOP not in text[told.end : time.start]
        if looks and goes_on and year.isdigit():
            out.append(time._replace(period=year, kind="year"))
        elif told and (listed := _listed(text, told, time, listed)):
            named = read(listed + phrases().words["year"] + text[time.start :])
            out.append(time._replace(period=named[0].period if named else None))
        else:
            out.append(time)
    return tuple(_with_last_months(text, out))


def _with_last_months(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """The times with 当月, which is the last of the months just told: 1—5月…，其中当月…."""
    for index, time in enumerate(times):
        yield time
        end = times[index + 1].start if index + 1 < len(times) else len(text)
        stop = text.find(STOP, time.end, end)
        at = text.find(phrases().words["that_month"], time.end, end if stop < 0 else stop)
        if at >= 0 and time.kind == "months" and time.period:
            until = at + len(phrases().words["that_month"])
            last = time.period.split("/")[-1]
            yield time._replace(start=at, end=until, period=last, kind="month")


def since_until(text: str, times: Sequence[Time], clause: str) -> Time | None:
    """The span of 以来 and a day, of what is summed: “十四五”以来，截至8月底; or None."""
    if len(times) < PAIR or not phrases().patterns["summed_since"].search(clause):
        return None
    since, until = times[-2:]
    adjoin = text[since.end : until.start] in {"", COMMA} and (since.kind, until.kind) in SPANS
    if not adjoin or not until.period:
        return None
    told = since.period or text[since.start :]
    begins = until.period[:YEAR] if since.kind == "to_date" else told[:YEAR]
    if not begins.isdigit():
        return None
    if until.period.isdigit():
        return until._replace(period=f"{begins}/{until.period}", kind="years")
    return until._replace(period=f"{begins}-01/{until.period}", kind="months")


def _listed(text: str, told: Time, time: Time, listed: str) -> str:
    """The year of a month or quarter that goes on with the one before: 2023年7、8月; or ""."""
    joined = text[told.end : time.start] in phrases().lists["joints"]
    own, year = text[time.start :][:YEAR], text[told.start :][:YEAR]
    goes_on = joined and told.kind == time.kind in PARTS and not own.isdigit()
    return (year if year.isdigit() else listed) if goes_on else ""
