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
    """Doubts a number that is not of the things counted next in its clause, but of whose they are.

    14个产业集群项目337个; and 16个高新区项目开工382个, more than there would be of them.
    """
    for before, draft in pairwise(drafts):
        if not before.counts_noun or before.joined or before.clause != draft.clause:
            continue
        if before.mention.unit != draft.mention.unit:
            continue
        same = before.indicator == draft.indicator and not draft.left.strip()
        some = before.noun != draft.indicator and draft.indicator.endswith(before.noun)
        if same or (some and draft.mention.value > before.mention.value):
            before.doubts.append(NO_INDICATOR)
