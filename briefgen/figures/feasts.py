"""In which months the days off of a feast lie: 国庆假期 in October, 春节 where its year has it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft

PLAIN = str.maketrans("", "", "“”、")  # “五一”, 中秋、国庆


def months_off(told: re.Match[str], year: int | None) -> str | None:
    """The month of the feast `told`, or the first and the last, as ISO 8601; None if not known.

    A feast without a year of its own is not that of `year` if it is compared with that one.
    """
    if year is None or (not told["y"] and _compared(told.string, year)):
        return None
    data, feast = load_toml("periods"), told["holiday"]
    fixed = data["holidays"].get(feast)
    months = [fixed] if fixed else data["moving_holidays"][feast].get(str(year), [])
    return "/".join(f"{year}-{month:02d}" for month in months) or None


def feast_in(title: str) -> str:
    """The feast that a title names: 全省春节假日旅游市场强劲增长; "" if it names none."""
    data = load_toml("periods")
    return next(
        (each for each in (*data["holidays"], *data["moving_holidays"]) if each in title), ""
    )


def _compared(text: str, year: int) -> bool:
    """Whether `text` compares a feast with that of `year`: 同比2022年春节."""
    return any(match["y"] == str(year) for match in _base().finditer(text))


@cache
def _base() -> re.Pattern[str]:
    return re.compile(load_toml("periods")["feast_compared"])


def note_feast(drafts: list[Draft], sentence: str) -> None:
    """Says of the figures of a feast that they are: 国庆期间，接待游客300万人次 are no year's."""
    patterns, words = phrases().patterns, phrases().words
    match = patterns["in_feast"].match(sentence)
    feast = match["feast"].translate(PLAIN) if match else ""
    for draft in drafts if feast else ():
        if draft.indicator and not patterns["feast_told"].search(draft.indicator):
            draft.indicator = feast + words["during"] + draft.indicator
