"""Points of view (从投资结构看，…) and the closing plan (下半年，…)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.themes.mark import LEAD_RANK, Mark
from briefgen.themes.words import words

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from briefgen.model import Paragraph

_INLINE = 3  # so many in one paragraph are a framework; two may be chance
_OPENING = 2  # so many that open paragraphs


def views(paragraphs: Sequence[Paragraph], taken: Sequence[Mark] = ()) -> list[Mark]:
    """The marks of points of view that stand in a series, at or inside paragraphs.

    Those that open the paragraphs behind the last of the leads that are `taken` go on with them.
    """
    kept: list[Mark] = []
    begins = [[] if one.line else _begins(one.text.text) for one in paragraphs]
    for pattern in words().views:
        group: list[Mark] = []
        for index, paragraph in enumerate(paragraphs):
            found = _in_paragraph(index, paragraph.text.text, begins[index], pattern)
            if found and group and index - group[-1].paragraph > 1:
                kept += _beside(_believed(group), taken)
                group = []
            group += found
        kept += _beside(_believed(group), taken)
    return sorted(kept, key=lambda mark: (mark.paragraph, mark.at))


def _begins(text: str) -> list[int]:
    """Where a point of view may begin in a paragraph."""
    return [0, *(match.end() for match in words().view_boundary.finditer(text))]


def _in_paragraph(
    index: int, text: str, begins: Sequence[int], pattern: re.Pattern[str]
) -> list[Mark]:
    """The points of view in one paragraph."""
    rank, found, end = words().view_rank, [], 0
    for at in begins:
        match = pattern.match(text, at) if at >= end else None
        if match and not words().view_not_label.search(match["label"]):
            label, title, end = match["label"], match[0].strip("，：。"), match.end()
            found.append(Mark(index, at, "view", rank, "view", label, title))
    return found


def _believed(group: list[Mark]) -> list[Mark]:
    """The group if it is large enough, else nothing."""
    opening = sum(mark.at == 0 for mark in group)
    return group if len(group) >= _INLINE or opening >= _OPENING else []


def _beside(group: list[Mark], taken: Sequence[Mark]) -> list[Mark]:
    """The group on the level of the leads if it opens the paragraphs behind the last of them."""
    if not group or any(mark.at for mark in group):
        return group
    before = [mark for mark in taken if mark.paragraph < group[0].paragraph]
    if not before or before[-1].kind != "lead":
        return group
    series = before[-1].series
    if any(mark.series == series for mark in taken if mark.paragraph > group[0].paragraph):
        return group
    return [replace(mark, rank=LEAD_RANK) for mark in group]


def plan(paragraphs: Sequence[Paragraph], taken: Sequence[Mark]) -> list[Mark]:
    """The mark of the closing plan, which stands behind the last other theme; at most one."""
    if not taken:
        return []
    known = words()
    after = max(mark.paragraph for mark in taken) + 1
    for index in range(after, len(paragraphs)):
        match = known.plan.match(paragraphs[index].text.text)
        headed = index == after and any(m.line and m.paragraph == index - 1 for m in taken)
        if match and not headed:
            label = match["label"]
            return [Mark(index, 0, "plan", known.plan_rank, "plan", label, "")]
    return []
