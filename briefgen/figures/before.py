"""The words before a number that are its own: less what was counted, listed or compared with."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from briefgen.figures.indicators import TRIM, noun_before
from briefgen.figures.phrases import phrases
from briefgen.figures.units import PERCENT, PHYSICAL

LIST_MARK = "、"

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.mentions import Mention


def tells_base(clause: str, frame: Frame) -> bool:
    """Whether a clause only tells what is compared with: 人口与2010年普查的73万人相比，增加…."""
    base = "base_clause" in frame.possible and phrases().patterns["base_clause"].match(clause)
    if base and base["who"]:
        frame.owner = noun_before(base["who"], frame.calendar)
    return bool(base)


def own_words(left: str, frame: Frame, *, first: bool) -> str:
    """The words before a number less the things that are listed before it with none."""
    patterns = phrases().patterns
    if "each_of_them" in frame.possible:
        left = patterns["each_of_them"].sub("", left)
    if first:
        return patterns["listed_before"].sub(itemgetter("verb"), left)
    return patterns["sum_listed"].sub("", patterns["listed_of"].sub("", left))


def without_joint(left: str, marks: str) -> str:
    """`left` less the `marks` and joints at its start, but with the 及 of 及时."""
    bare = left.lstrip(marks)
    whole = left[len(left) - len(bare) - 1 :]
    return whole if whole.startswith(phrases().lists["no_joint"]) else bare


def without_counted(left: str, counted: str, mention: Mention, frame: Frame) -> tuple[str, str]:
    """The words `left` of a number less the things just counted, and these if they stood there."""
    if not counted or not left.startswith(counted):
        return left, ""
    joints, rest = "".join(phrases().lists["joints"]), left.removeprefix(counted)
    if mention.kind in {PERCENT, PHYSICAL} and phrases().patterns["own_rate"].match(rest):
        return left, ""  # 22条排水沟整治率达100%
    if rest and not rest.strip(joints) and frame.drafts:
        frame.drafts[-1].joined = True  # 新建8所中小学、9所幼儿园
    rest = _without_deed(rest, counted, frame)
    return phrases().patterns["deed_first"].sub("", without_joint(rest, TRIM + joints)), counted


def _without_deed(rest: str, counted: str, frame: Frame) -> str:
    """The words behind things just counted less what their label says that these do.

    164条产业链强链补链、产值占全省比重超50%.
    """
    deed = frame.last.removesuffix(phrases().words["of"] + counted)
    told = deed != frame.last and rest.startswith(deed + LIST_MARK)
    return rest.removeprefix(deed) if told else rest
