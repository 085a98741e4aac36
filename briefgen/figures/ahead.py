"""What a text tells of a year that has just begun: no year is known in its first two months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.model import Bound, Measure, Status

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft
    from briefgen.figures.openings import Section
    from briefgen.figures.periods import Calendar

SECOND = 2  # the month until which no growth of the year is known
LAST = 6  # the month until which 增长5%左右 of the whole year tells what is aimed at


def aim_ahead(drafts: list[Draft], sentence: str, section: Section, calendar: Calendar) -> None:
    """Makes targets of the growth of a whole year in a text of its first months.

    2024年实现地区生产总值增长8%左右, of 23 January 2024. A sentence that tells what is done has
    only left out since when.
    """
    if calendar.now is None or calendar.now[1] > LAST:
        return
    year = str(calendar.now[0])
    if year not in sentence and section.period != year:
        return
    if phrases().patterns["done"].search(sentence):
        return
    for draft in drafts:
        about = draft.mention.bound is Bound.ABOUT
        aimed = about or (draft.measure is Measure.GROWTH and calendar.now[1] <= SECOND)
        if draft.status is Status.ACTUAL and draft.period == year and aimed:
            draft.status = Status.TARGET
