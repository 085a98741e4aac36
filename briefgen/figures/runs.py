"""How many numbers go on with the words before the first of them: 分别增长4.4%、5.9%."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.figures.bounds import without_bounds
from briefgen.figures.mentions import COMMA, ENDS, Mention
from briefgen.figures.phrases import phrases
from briefgen.figures.units import BARE

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.segments import Segment


def bare_run(sentence: str, pieces: list[Segment], index: int) -> int:
    """How many numbers without words of their own follow the first of segment `index`.

    城镇、农村居民收入分别增长4.4%、5.9%: one, in the segment joined to it. A verb of change is
    none of its own: 分别增长4.4%和下降5.9%.
    """
    turns, shares_out = phrases().patterns["turns"], phrases().patterns["shares_out"]
    shared = shares_out.search(sentence, pieces[index].start, pieces[index].end)
    held = counted_in(pieces[index].mentions)
    count = max(0, len(held) - 1)
    joints = tuple(phrases().lists["joints"])
    for one, two in pairwise(held):
        listed = sentence[one.closed : two.start].endswith(joints)
        if one.unit != two.unit and not listed:
            count = 0  # 城乡低保265户362人, 签约项目370个总投资5900亿元: one thing in two units
    while index + 1 < len(pieces) and (
        pieces[index].goes_on or (shared and _by_comma(sentence, *pieces[index : index + 2]))
    ):
        index += 1
        held = pieces[index].mentions
        words = sentence[pieces[index].start : held[0].start] if held else ""
        words = without_bounds(words)
        if not held or (words and not (shared and turns.fullmatch(words))):
            break
        count += len(held)
    return count


def _by_comma(sentence: str, piece: Segment, after: Segment) -> bool:
    """Whether only a comma parts the numbers of two segments: 分别进口29.8亿，12.9亿元."""
    if not piece.mentions or not after.mentions:
        return False
    last, first = piece.mentions[-1], after.mentions[0]
    alone = sentence[first.closed : first.closed + 1] in ENDS
    return alone and last.unit == first.unit and sentence[last.closed : first.start] == COMMA


def counted_in(held: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The numbers of a clause less the bare ones that its nouns begin with: 0—14岁人口10万人."""
    if held and (held[0].kind != BARE or held[0].unit):  # most clauses
        return held
    first = next((at for at, each in enumerate(held) if each.kind != BARE or each.unit), 0)
    return held[first:]


def in_order_of_names(left: str, frame: Frame) -> bool:
    """Whether the numbers are of names that the clause before lists in their order, not of things.

    最低的3个城市依次是北京、廊坊和长治，分别为47、55和55微克/立方米.
    """
    told = frame.drafts[-1].clause if frame.drafts else ""
    patterns = phrases().patterns
    named = "named_before" in frame.possible and patterns["named_before"].match(left)
    return bool(named) and patterns["in_order"].search(told) is not None
