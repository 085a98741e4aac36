"""Where the period of a figure comes from: the nearest words that say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.explain.where import line_and_column
from briefgen.figures.calendars import calendar_of
from briefgen.figures.periods import find_times
from briefgen.model import Outline

if TYPE_CHECKING:
    from briefgen.explain.where import Spot
    from briefgen.figures.periods import Calendar, Time
    from briefgen.model import Figure, Reading

MONTH = re.compile(r"(\d{4})-(\d{2})")


def period_source(reading: Reading, figure: Figure, spot: Spot) -> str:
    """The words nearest to the figure that say its period, and what they stand in.

    Searched in the order in which reading goes: clause, sentence, paragraph, the headings and
    sentences above, the title; a document without such words is read by its dates.
    """
    if figure.period is None:
        return "the text does not say"
    calendar = calendar_of(reading.article, Outline(reading.themes, reading.passages))
    inside = [time for time in find_times(spot.sentence, calendar) if _says(time, figure.period)]
    if inside:
        return _in_sentence(inside, spot)
    passage = reading.passages[spot.passage]
    above = find_times(passage.text.text[: spot.offset], calendar)
    for time in reversed(above):
        if _says(time, figure.period):
            return f"paragraph: “{passage.text.text[time.start : time.end]}”"
    return _above(reading, figure.period, spot.passage, calendar)


def _in_sentence(inside: list[Time], spot: Spot) -> str:
    clause = spot.clause
    before = [time for time in inside if time.start <= spot.at] or inside
    nearest = before[-1]
    words = spot.sentence[nearest.start : nearest.end]
    near = clause is not None and clause.start <= nearest.start < clause.end
    return f"{'clause' if near else 'sentence'}: “{words}”"


def _above(reading: Reading, period: str, index: int, calendar: Calendar) -> str:
    """The nearest words before the figure's passage; those that a heading gives count as such."""
    own = reading.passages[index].paragraph
    for passage in reversed(reading.passages[:index]):
        text = passage.text.text
        times = [time for time in find_times(text, calendar) if _says(time, period)]
        if not times:
            continue
        words = text[times[-1].start : times[-1].end]
        if passage.paragraph == own and passage.role == "body":
            return f"paragraph: “{words}”"
        kind = "section" if passage.role == "body" else passage.role
        at = passage.text.span(times[-1].start, times[-1].end).start
        line, _ = line_and_column(reading.article.source.text, at)
        return f"{kind}: “{words}” in line {line}"
    title = reading.article.title
    for time in find_times(title, calendar):
        if _says(time, period):
            return f"title: “{title[time.start : time.end]}”"
    return "document: its dates and its kind"


def _says(time: Time, period: str) -> bool:
    """Whether an expression of time gives the period, as figures take it from one.

    A stock stands at the end of its years (2021/2025: 2025) or months; a cumulative flow of a
    month begins in January.
    """
    said = time.period
    if said is None:
        return False
    month = MONTH.fullmatch(said)
    running = f"{month[1]}-01/{said}" if month else ""
    return period in {said, said.rpartition("/")[2], running}
