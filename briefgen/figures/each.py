"""For whom and how often a sum is paid: 标准提高到每人每月800元, 842元/月, 补贴30元/亩."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.figures.units import MONEY
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft


def note_each(drafts: list[Draft], sentence: str) -> None:
    """Says in the labels of standards what their sums are per; the later ones of a list, too."""
    last = ""
    for draft in drafts:
        sums = draft.mention.kind == MONEY and draft.measure is Measure.AMOUNT
        if not sums or not phrases().patterns["standard"].search(draft.indicator):
            last = ""
            continue
        listed = not draft.left.strip("".join(phrases().lists["joints"]))
        last = _told(draft, sentence) or (last if listed else "")
        if last:
            draft.indicator += f"（{last}）"


def each_first(noun: str) -> str:
    """`noun` with what its sum is per before it: 人均补助标准 for 补助标准人均."""
    return phrases().patterns["each_end"].sub(lambda told: told["each"] + told["what"], noun)


def _told(draft: Draft, sentence: str) -> str:
    """What the words before or behind a sum say that it is per; "" if they say nothing."""
    before = phrases().patterns["sum_per"].search(draft.left)
    behind = phrases().patterns["sum_per_behind"].match(sentence, draft.mention.end)
    if before:
        return str(before["per"])
    return phrases().words["each"] + behind["per"] if behind else ""
