"""What several places of one sentence have: GDP增长6%，其中济南增长7%，青岛增长8%，全省第一."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.figures.draft import NO_INDICATOR
from briefgen.figures.indicators import ends_with, noun_before, subject_of
from briefgen.figures.phrases import phrases
from briefgen.gazetteer import gazetteer
from briefgen.model import Measure
from briefgen.place_words import PREFECTURE, text_rules

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft, Frame
    from briefgen.model import Place

CLAUSE_MARK = re.compile("[，；：]")
SHORTEST, LONGEST = 2, 12  # characters of the name of a place
SEVERAL = 2  # figures of a sentence that may be of one thing in one place each
NO_HEADS = frozenset({Measure.SHARE, Measure.RANK, Measure.CONTRIBUTION})


@dataclass(frozen=True, slots=True)
class Part:
    """A label parted: the name of the place it begins with, that place, and what it has."""

    name: str
    area: str
    head: str


def tell_places(sentence: str, frame: Frame) -> None:
    """Gives places that stand alone the thing told before, and each place its own figures.

    济南 of 济南增长7% is GDP of Jinan; what is told of 全市 behind a county is not the county's.
    """
    if len(frame.drafts) < SEVERAL and not frame.named and not frame.outer:
        return
    drafts = [draft for draft in frame.drafts if not draft.elsewhere]
    parts = [_parted(draft, frame.place) for draft in drafts]
    if not any(parts):
        return
    told = _opened(sentence, frame)
    heads: list[str] = []
    for draft, part in zip(drafts, parts, strict=True):
        if part is None:
            told = told if draft.measure in NO_HEADS else draft.indicator
        elif part.head and not _of_whole(draft, part):
            told = told if draft.measure in NO_HEADS else part.head
        elif told and draft.measure not in NO_HEADS:
            whole = _of_whole(draft, part)
            draft.indicator = told if whole else part.name + told
        elif not told and draft.measure is Measure.GROWTH:
            draft.doubts.append(NO_INDICATOR)
        heads.append(told)
    _share_out(drafts, parts, heads)


def _share_out(drafts: list[Draft], parts: list[Part | None], heads: list[str]) -> None:
    """Notes whose each figure is where the labels differ in their places only."""
    named: dict[str, set[str]] = {}
    for draft, part, head in zip(drafts, parts, heads, strict=True):
        if draft.measure not in NO_HEADS:
            whole = part is None or _of_whole(draft, part)
            named.setdefault(head, set()).add("" if whole or part is None else part.area)
    for draft, part, head in zip(drafts, parts, heads, strict=True):
        several = len(named.get(head, ())) > 1 and draft.measure not in NO_HEADS
        several = several and ends_with(head, "shared_heads")  # 香港同胞, 澳门同胞 are guests
        if part and several and not _of_whole(draft, part):
            draft.of_place = part.area


def _parted(draft: Draft, within: Place | None) -> Part | None:
    """The label of a figure parted behind the place or region that it begins with, or None."""
    label = draft.indicator
    region = phrases().patterns["region_begins"].match(label)
    if region:
        return Part(region["name"], region["name"], label[region.end() :])
    for size in range(min(len(label), LONGEST), SHORTEST - 1, -1):
        place = gazetteer().named(label[:size])
        if place is None:
            continue
        if size == len(label):
            alone = not _outside(draft, place, within)
            return Part(label, place.full, "") if alone and _sure(label, place, within) else None
        if _sure(label[:size], place, None):
            return Part(label[:size], place.full, label[size:])
    return None


def _sure(name: str, place: Place, within: Place | None) -> bool:
    """Whether a name is that of a place, not a word: a full one, or a short one of a prefecture."""
    if name == place.full:
        return True
    inside = within is not None and gazetteer().contains(within, place)
    ordinary = name in text_rules()["ordinary"] and not inside
    return name == place.zh and place.level <= PREFECTURE and not ordinary


def _outside(draft: Draft, place: Place, within: Place | None) -> bool:
    """Whether a place is a partner of the text's rather than a part: 引进省外资金，其中广东…."""
    changed = draft.measure is Measure.GROWTH
    return not changed and within is not None and not gazetteer().contains(within, place)


def _of_whole(draft: Draft, part: Part) -> bool:
    """Whether the words of a figure name another scope than the place in its label: 全市增长7%."""
    own = draft.left or draft.clause
    return part.name not in own and phrases().patterns["wide"].search(own) is not None


def _opened(sentence: str, frame: Frame) -> str:
    """The thing of which the sentence tells before any number: 进出口增长较快，济南增长7%."""
    first = CLAUSE_MARK.split(sentence, maxsplit=1)[0]
    numbers = phrases().patterns["number_hint"].search(first)
    nouns = (
        () if numbers else (noun_before(first, frame.calendar), subject_of(first, frame.calendar))
    )
    return next((noun for noun in nouns if ends_with(noun, "shared_heads")), frame.outer)
