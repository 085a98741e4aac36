"""The sections of the sentences of one passage: what a sentence turns holds from it on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.figures.openings import Section
from briefgen.figures.phrases import may_match, phrases
from briefgen.figures.segments import sentences

if TYPE_CHECKING:
    from briefgen.figures.periods import Calendar
    from briefgen.model import Passage


class Sections:
    """The sections of one passage: what a sentence says of time holds from it on, not before."""

    def __init__(self, steps: list[tuple[int, Section]]) -> None:
        """`steps` are the sections by the offset from which they hold, the first from 0."""
        self._steps = steps

    def at(self, start: int) -> Section:
        """The section of the sentence that begins at `start`."""
        if len(self._steps) == 1:
            return self._steps[0][1]
        return next(section for first, section in reversed(self._steps) if first <= start)

    def foretold_from(self, start: int) -> Sections:
        """The same, all forecasts from the sentence that begins at `start` on."""
        before = [step for step in self._steps if step[0] < start]
        after = [(start, self.at(start)), *(step for step in self._steps if step[0] > start)]
        return Sections(before + [(at, replace(each, foretold=True)) for at, each in after])


def foretold_from(text: str) -> int | None:
    """Where the sentence begins that makes all below it a forecast; None if there is none."""
    below = phrases().patterns["forecast_below"]
    found = below.search(text)
    if found is None:
        return None
    return next(start for start, end in sentences(text) if found.start() < end)


def restated(section: Section, text: str) -> Sections | None:
    """A goal that is told again before what was done of it; None if the passage tells of none."""
    restated = not section.plan and may_match("set_and_done", text)
    if restated and (done := phrases().patterns["set_and_done"].match(text)):
        return Sections([(0, Section(plan=True)), (done.end("set"), section)])
    return None


def intending(
    told: Sections, passage: Passage, calendar: Calendar, *, on: bool
) -> tuple[Sections, bool]:
    """The sections of a passage that goes over to what will be, and whether it ends so.

    今年我市将努力… holds until a sentence tells of what has happened; it frames nothing beyond the
    paragraph, in which `on` tells that a passage before has gone over.
    """
    patterns, text = phrases().patterns, passage.text.text
    if not on and not may_match("intends", text):
        return told, False
    steps = []
    for start, end in sentences(text):
        section = told.at(start)
        if patterns["intends"].search(text[start:end]):
            on = True
        elif patterns["tells"].search(text[start:end]):
            on = False
        year = plan_year(section, calendar)
        steps.append((start, Section(plan=True, period=year, kind="year") if on else section))
    return Sections(steps or [(0, told.at(0))]), on


def plan_year(section: Section, calendar: Calendar) -> str | None:
    """The year of what is planned: that of a section that plans, else that of the document."""
    if section.plan and section.kind == "year":
        return section.period
    return str(calendar.year) if calendar.year else None
