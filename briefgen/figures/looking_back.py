"""一年来 behind a year that the sentence has just named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.figures.periods import Time

STOP = "。"


def of_year_told(text: str, times: Sequence[Time], back: tuple[str, ...]) -> tuple[Time, ...]:
    """The times in order; one of the words `back` has the year just told in its sentence.

    2024年，是关键的一年，一年来，…: it looks back on 2024.
    """
    out: list[Time] = []
    for time in times:
        told = out[-1] if out else None
        if told and told.kind == "year" and text[time.start : time.end] in back:
            ended = STOP in text[told.end : time.start]
            out.append(time if ended else time._replace(period=told.period))
        else:
            out.append(time)
    return tuple(out)
