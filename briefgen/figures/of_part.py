"""What is compared with all of the place is of a part of it: 进出口增长22%，占全市84%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.draft import WHOSE
from briefgen.figures.phrases import phrases
from briefgen.model import Measure
from briefgen.place_words import PREFECTURE

if TYPE_CHECKING:
    from briefgen.figures.areas import Areas
    from briefgen.figures.draft import Draft


def give_to_part(drafts: list[Draft], areas: Areas) -> None:
    """Gives sums that are compared with those of the whole place to the part last told of.

    Where the text named none (占全市总量的82.34%, of a zone told long before), they are in doubt:
    they are not the place's own. Only accounts that every place has are judged so: 机电产品出口
    占全市比重60% is of the place.
    """
    whole = _whole(areas)
    if not whole or areas.place is None:
        return
    own = areas.place.full
    parts = {draft.noun for draft in drafts if draft.area == own and _beside(draft, whole)}
    for draft in drafts:
        if draft.area != own or draft.noun not in parts:
            continue
        if areas.other:
            draft.area = areas.other
        else:
            draft.doubts.append(WHOSE)


def give_to_unnamed(drafts: list[Draft], areas: Areas, sentence: str) -> None:
    """Gives what a sentence tells of 该镇 or 我村 to the town told of; it is not the place's own.

    Where the text names none, whose it is is in doubt.
    """
    told = phrases().patterns["this_part"].search(sentence)
    if told is None or areas.place is None:
        return
    own = areas.place.full
    for draft in drafts:
        if draft.mention.start > told.start() and draft.area == own:
            draft.area = areas.town or own
            if not areas.town:
                draft.doubts.append(WHOSE)


def _whole(areas: Areas) -> str:
    """What the document calls all of its place: 全市; "" for a zone in it.

    In the text of a city that is a county 全市 may be the city above it.
    """
    if areas.place is None or areas.zone:
        return ""
    generic, words = areas.place.full[-1], phrases().words
    county_city = areas.place.level > PREFECTURE and generic == words["city"]
    return "" if county_city else words["all_of"] + generic


def _beside(draft: Draft, whole: str) -> bool:
    """Whether a figure of an account stands beside that of `whole`, as a share or with a gap."""
    words = phrases().words
    if draft.noun not in phrases().sets["zone_accounts"]:
        return False
    share = f"{draft.noun}{words['share_of']}{whole}{words['share']}"
    if draft.measure is Measure.SHARE and draft.indicator == share:
        return True
    plain = {whole, *(whole + end for end in phrases().lists["mean"])}
    return any(each.benchmark in plain for each in draft.versus)
