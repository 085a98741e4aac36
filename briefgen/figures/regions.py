"""Regions of several provinces whose figures a text tells: 长三角地区, 西部地区."""

from __future__ import annotations

from briefgen.figures.phrases import phrases


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
