"""Paragraphs that speak of the whole again, behind the items of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph


def appendix(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the line behind which words are only explained (名词解释); else their number."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.line and words().appendix.match(paragraph.text.text):
            return index
    return len(paragraphs)


def closes(text: str, *, after_item: bool) -> bool:
    """Whether a paragraph speaks of the whole again: a salutation, a look back, a couplet.

    More openings say so behind an item of a list (`after_item`) than within a headed section.
    """
    known = words()
    if known.closing.match(text) or (after_item and known.closing_list.match(text)):
        return True
    couplet = known.couplet.match(text)
    if not couplet:
        return False
    return couplet["a"] is None or len(couplet["a"]) == len(couplet["b"])
