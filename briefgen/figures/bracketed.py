"""Rates in brackets behind the names of a list: 汽车（47.8%）、集成电路（28.8%）等产量增长."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.figures.units import PERCENT
from briefgen.model import Direction, Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft

BRACKET = "（"


def tell_bracketed(drafts: list[Draft], sentence: str) -> None:
    """Makes changes of the rates that stand in brackets where the list ends in what they do.

    What the list is of (产量) goes on behind each name: 集成电路产量 rose by 28.8 percent.
    """
    for draft in drafts:
        if draft.mention.kind != PERCENT or draft.measure is not Measure.SHARE:
            continue
        told = phrases().patterns["bracketed_change"].match(sentence, draft.mention.end)
        if told is None or sentence[draft.mention.start - 1 : draft.mention.start] != BRACKET:
            continue
        draft.indicator += told["what"] or ""
        draft.measure, draft.rule = Measure.GROWTH, "growth.rate"
        draft.direction = Direction.DOWN if told["fall"] else Direction.UP
