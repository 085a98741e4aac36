"""Lead sentences inside paragraphs (农业生产总体稳定。前三季度…工业增速逐步回升。前三季度…).

Only for documents without any other framework, where a page has lost its paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.themes.mark import INLINE_RANK, Mark
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph

_SENTENCE = re.compile("(?<=。)([^，。；：！？“（\\d]{5,14})(?=。)")
_FEWEST = 3
_APART = 15  # characters between two leads


def sentences(paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """The marks of short official sentences that part a paragraph into sections."""
    marks: list[Mark] = []
    for index, paragraph in enumerate(paragraphs):
        found = [
            match
            for match in _SENTENCE.finditer(paragraph.text.text)
            if words().state.search(match[1]) and not words().not_lead.match(match[1])
        ]
        apart = all(after.start() - before.end() > _APART for before, after in pairwise(found))
        if len(found) >= _FEWEST and apart:
            marks += [
                Mark(index, one.start(), "lead", INLINE_RANK, "lead.inline", one[1], "")
                for one in found
            ]
    return marks
