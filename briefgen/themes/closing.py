"""Paragraphs that speak of the whole again, behind the items of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.themes.mark import COLUMN
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph
    from briefgen.themes.mark import Mark


def appendix(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the line behind which words are only explained (名词解释); else their number."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.line and words().appendix.match(paragraph.text.text):
            return index
    return len(paragraphs)


def closes(text: str, *, after_item: bool, named: bool = False) -> bool:
    """Whether a paragraph speaks of the whole again: a salutation, targets, a couplet.

    More openings say so behind an item of a list (`after_item`) than within a headed section;
    targets do not where the heading right above is the name of a subject (`named`).
    """
    known = words()
    if known.targets.match(text):
        return not named
    if known.closing.match(text) or (after_item and known.closing_list.match(text)):
        return True
    couplet = known.couplet.match(text)
    if not couplet:
        return False
    return couplet["a"] is None or len(couplet["a"]) == len(couplet["b"])


def names_subject(mark: Mark) -> bool:
    """Whether a mark is a heading line that names a subject, not only the part that follows.

    经济 over a list is a subject; over sections it is a part of the text.
    """
    part = mark.kind != COLUMN and words().container.search(mark.label)
    return mark.line and not part
