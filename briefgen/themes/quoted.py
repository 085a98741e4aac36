"""Quoted words as themes: “稳”，…; “点”上聚力，…; 突出一个“快”字，…; “稳”字当头，…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.themes.mark import Mark, head
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph

_AHEAD = 60  # the patterns look no further


def quoted(paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """The marks of the quoted words that open paragraphs or lines; one alone is no framework."""
    found = [mark for at, one in enumerate(paragraphs) if (mark := _mark(at, one))]
    kept = []
    for line in (True, False):
        alike = [mark for mark in found if mark.line is line]
        if len({mark.label for mark in alike}) > 1:
            kept += alike
    return sorted(kept, key=lambda mark: mark.paragraph)


def _mark(index: int, paragraph: Paragraph) -> Mark | None:
    """The mark at the head of a paragraph, if it opens with a quoted word."""
    known, text = words(), paragraph.text.text
    for pattern in known.quoted:
        match = pattern.match(text, 0, _AHEAD)
        if not match or known.quoted_not_label.match(match["label"]):
            continue
        line = paragraph.line or paragraph.markup > 0
        title = match["title"] or _title(text, match.end(), line=line)
        rank = known.quoted_rank_line if line else known.quoted_rank_lead
        rule = "quoted.line" if line else "quoted.lead"
        return Mark(
            index, 0, "quoted", rank, rule, match["label"], title, line=line, series=rule
        )  # fmt: skip
    return None


def _title(text: str, start: int, *, line: bool) -> str:
    """What follows the quoted word in its sentence, if that is short and states no figure."""
    found = head(text, start, line=line)
    title = found.text if len(found.text) <= words().lead_max else found.clauses[0]
    if words().fact.search(title) or len(title) > words().lead_max:
        return ""
    return re.sub(r"[，。：；、 ]+$", "", title)
