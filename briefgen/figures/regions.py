"""Regions of several provinces whose figures a text tells: 长三角地区, 西部地区."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.draft import WHOSE
from briefgen.figures.phrases import phrases

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft


def region_led(paragraph: str) -> str:
    """The region of several provinces that a paragraph opens with: 前三季度，长三角地区…; or ""."""
    opened = phrases().patterns["region_led"].match(paragraph)
    return str(opened["name"]) if opened else ""


def region_named(own: str, before: str) -> str:
    """The region of several provinces that opens the clause, or the one whose change it tells.

    For these only: 京津冀地区进出口5万亿元，增长5%，引进企业300家 tells of others in the end.
    """
    patterns = phrases().patterns
    clause = own
    if patterns["region_goes_on"].match(own):
        _, _, clause = before.rpartition("，")[0].rpartition("，")
    named = patterns["region_named"].match(clause)
    return str(named["name"]) if named else ""


def region_of(draft: Draft, before: str, *, alone: bool) -> str:
    """The region that a label begins with, or whose cities the words before a number count; or "".

    汾渭平原13个城市PM2.5浓度, in a text that is about no place (`alone`). Two regions share what is
    said 分别: which is whose is not read.
    """
    patterns = phrases().patterns
    if labelled := patterns["region_of_label"].match(draft.indicator):
        return str(labelled[0])
    told = patterns["region_of_cities"].match(before) if alone else None
    if told is None:
        return ""
    if patterns["regions_both"].match(before, told.start("name")):
        draft.doubts.append(WHOSE)
    return str(told["name"])
