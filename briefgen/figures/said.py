"""What a paragraph has said about time, for the sentences that name none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures.comparisons import names_base
from briefgen.figures.ended import last_month
from briefgen.figures.openings import names_thing, spans_pair
from briefgen.figures.phrases import phrases
from briefgen.figures.sections import CARRIED
from briefgen.figures.to_date import told_to_date
from briefgen.model import Status

if TYPE_CHECKING:
    from briefgen.figures.periods import Time

LEAD_IN = 6  # characters: a time further in is about one clause, not about the paragraph
SOURCE = 14  # characters of a clause that names the source of what follows
CLAUSE_ENDS = ("", "，", "；")
DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class TimeSaid:
    """What a paragraph has said about time: for all of it, and in its sentence just before.

    `status` is that of the first figure of that sentence: 其中 goes on with it. `own` tells that
    the time is of this paragraph, not of the one that it speaks on of, `summed` that the sentence
    told sums since January.
    """

    paragraph: int = -1
    time: Time | None = None
    last: Time | None = None
    status: Status = Status.ACTUAL
    own: bool = False
    summed: bool = False

    def note(self, sentence: str, times: tuple[Time, ...]) -> None:
        """Keeps the times of a sentence for those after it: one that opens it, names no thing."""
        self.summed = told_to_date(sentence)
        if not times:
            self.last = None
            return
        kinds = {*CARRIED, "months", "quarter"}
        times = tuple(
            time
            for time in times
            if not starts_pair(sentence, time)
            and not names_base(sentence, time)
            and not spans_pair(sentence, time)
            and not names_thing(sentence, time)
        )
        if any(_listed(sentence, pair) for pair in pairwise(times)):
            kinds -= {"months", "quarter"}  # 一季度、上半年和前三季度分别增长…
        if _turns_in_year(sentence, times):
            kinds -= {"months", "quarter", "month"}
        if len(times) == 1 and self._frames_month(sentence, times[0].end):
            kinds.add("month")
        carried = [time for time in times if _holds_on(sentence, time, kinds)]
        several = _several_years(sentence, times)
        if several:  # what the paragraph said of several years still holds
            self.time = self.time if self.time and self.time.kind == "years" else None
        else:
            self.time = carried[-1] if carried else self.time
        self.own = self.own or bool(carried)
        self.last = times[-1] if times else None

    def _frames_month(self, sentence: str, end: int) -> bool:
        """Whether a month frames its paragraph; behind 1—6月，…, 6月份 is said in passing.

        10月 frames it where it is compared with another, and is no day of an event then.
        """
        patterns = phrases().patterns
        first = not self.own or (self.time is not None and self.time.kind == "month")
        compared = patterns["month_compared"].match(sentence)
        whole = compared or patterns["whole_month"].search(sentence[:end])
        return first and whole is not None


def _several_years(sentence: str, times: tuple[Time, ...]) -> bool:
    """Whether a sentence tells of a year and then of another, or of a year and an average of years.

    What comes behind 2016年项目基本清零，2017年完成征收9660户 is of neither by itself, nor is what
    comes behind 2021年生产总值151亿元，年均增长4.6%, in five years.
    """
    years = [time for time in times if time.kind == "year" and time.period]
    begin = [time for time in years if sentence[: time.start][-1:] in CLAUSE_ENDS]
    if len({time.period for time in begin}) > 1:
        return True
    return bool(years) and phrases().patterns["average"].search(sentence) is not None


def _turns_in_year(sentence: str, times: tuple[Time, ...]) -> bool:
    """Whether a sentence tells of a part of the year and a later month: 前三季度回升，10月回落."""
    begin = [time for time in times if sentence[: time.start][-1:] in CLAUSE_ENDS and time.period]
    parts = [last_month(str(each.period)) for each in begin if each.kind in {"months", "quarter"}]
    months = [str(each.period) for each in begin if each.kind == "month"]
    return bool(parts) and any(month > parts[0] for month in months)


def _holds_on(sentence: str, time: Time, kinds: set[str]) -> bool:
    """Whether a time holds for the sentences after its own; 截至目前 does not, 截至6月底 does."""
    dated = time.kind == "as_of" and DIGIT.search(sentence, time.start, time.end) is not None
    return (time.kind in kinds or dated) and _opens(sentence, time)


def _listed(sentence: str, pair: tuple[Time, Time]) -> bool:
    """Whether two times stand side by side in a list."""
    joint = sentence[pair[0].end : pair[1].start]
    return joint in phrases().lists["joints"]


def _opens(sentence: str, time: Time) -> bool:
    """Whether a time opens its sentence, or stands behind a short 据海关统计，."""
    aside = phrases().patterns["leaves_aside"].match(sentence)
    start = aside.end() if aside else 0
    before, at = sentence[start : time.start], time.start - start
    source = at <= SOURCE and before.endswith("，")
    return at <= LEAD_IN or source or bool(phrases().patterns["says"].match(before))


def starts_pair(sentence: str, time: Time) -> bool:
    """Whether a time is that of the start of a from–to pair: 由2020年的7.2%提升至7.4%."""
    return phrases().patterns["pair_begins"].search(sentence[: time.start]) is not None
