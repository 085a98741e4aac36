"""Whose a sum is that a sentence tells twice: of the whole, and then of the part between.

签约项目293个，协议金额1053亿元，其中亿元以上签约项目178个，协议金额1004亿元.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures.draft import NO_INDICATOR
from briefgen.figures.phrases import phrases
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft


def give_to_members(drafts: list[Draft]) -> None:
    """Names the part told behind 其中 in what the sentence tells anew behind it."""
    told: dict[tuple[str, Measure], Draft] = {}
    whole = member = ""
    for draft in drafts:
        if draft.measure is Measure.COUNT:
            part = phrases().patterns["parts"].match(draft.clause)
            same = bool(whole) and draft.noun.endswith(whole) and draft.noun != whole
            member = draft.noun if part and same else ""
            whole = whole if member else draft.noun
        key = draft.indicator, draft.measure
        if member and key in told and told[key].mention.value != draft.mention.value:
            draft.indicator = member + draft.indicator.removeprefix(whole)
            draft.noun = member + draft.noun.removeprefix(whole)
        else:
            told[key] = draft


def doubt_counted_twice(drafts: list[Draft]) -> None:
    """Doubts a number of the same things as the next of its clause: 14个产业集群项目337个."""
    for before, draft in pairwise(drafts):
        same = (before.indicator, before.mention.unit) == (draft.indicator, draft.mention.unit)
        clause = before.clause == draft.clause and not before.joined
        if same and clause and before.counts_noun and not draft.left.strip():
            before.doubts.append(NO_INDICATOR)
