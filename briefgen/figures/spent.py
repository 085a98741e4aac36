"""What a sum is of that is told behind it: 总规模10亿元的产业基金, 投入12亿元实施双向揭榜挂帅."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import indicators
from briefgen.figures.indicators import TRIM
from briefgen.figures.owners import untold
from briefgen.figures.phrases import phrases
from briefgen.figures.units import MONEY

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.mentions import Mention

LEAST = 2  # characters that a sum and those who get it have in common: 城市|低保 and 低保|金


def of_right(label: str, noun: str, right: str) -> str:
    """A relational label with its owner behind the number: 总规模10亿元的产业基金."""
    match = phrases().patterns["of_noun"].match(right.rstrip(TRIM))
    if not match:
        return label
    if indicators.is_relational(noun):
        return match["noun"] + noun
    sums = phrases().patterns["of_things"].search(noun)
    if not sums:
        return label
    return match["noun"] + (sums["sum"] or phrases().words["outlay"])


def spent(label: str, mention: Mention, right: str) -> str:
    """The label of a sum with what it is spent on behind it (投入12亿元实施)."""
    if mention.kind != MONEY:
        return label
    made = phrases().patterns["sum_behind"].match(right)
    if made and not indicators.ends_with(label, "shared_heads"):
        return label + made["what"]
    what = indicators.strip_verbs(right.strip(TRIM).removeprefix(phrases().words["of"]))
    what = phrases().patterns["sum_inside"].sub("", what)  # 投入百亿元建设道路120公里
    what = untold(what)
    if not what or not phrases().patterns["spending"].match(label):
        return label
    return phrases().patterns["works_told"].sub(r"\g<name>", what) + label


def paid_to(label: str, frame: Frame) -> str:
    """The label of a sum paid with those who get it: 其中城市低保6195户12533人，发放低保金…."""
    paid = frame.drafts and phrases().patterns["paid"].match(label)
    if not paid or frame.drafts[-1].mention.unit not in phrases().lists["paid_ones"]:
        return label
    who = frame.drafts[-1].indicator.removeprefix(phrases().words["receives"])
    for size in range(len(paid["sum"]) - 1, LEAST - 1, -1):
        if who.endswith(paid["sum"][:size]) and "、" not in who:
            return paid["deed"] + who + paid["sum"][size:]
    return label
