"""Short names over lists without a sentence: 产业 / 交通 / 教育 over lines that state facts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.themes.mark import COLUMN, Mark
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph

_RANK = 21  # below 一、
_ITEM = 6  # characters; what is listed is longer than its name
_SEVERAL = 3  # so many names make it a page of lists


def columns(paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """The marks of names over lists: several in a run of lines, most lists with a figure.

    A menu (首页 / 新闻 / 政务) has no lists under its names, a roll of honour no figures.
    """
    marks: list[Mark] = []
    for run in _runs(paragraphs):
        names = [at for at in run if words().column.match(paragraphs[at].text.text.strip())]
        if len(names) >= _SEVERAL and _listed(paragraphs, names, run):
            marks += [_mark(at, paragraphs[at]) for at in names]
    return marks


def _runs(paragraphs: Sequence[Paragraph]) -> list[list[int]]:
    """The runs of lines, as indices; text, and headings that the file marks, end a run."""
    runs: list[list[int]] = [[]]
    for at, paragraph in enumerate(paragraphs):
        if paragraph.line and not paragraph.markup:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return runs


def _listed(paragraphs: Sequence[Paragraph], names: list[int], run: list[int]) -> bool:
    """Whether each name has a list of longer lines below it, and most lists state a figure."""
    lists = [
        [paragraphs[at].text.text.strip() for at in range(name + 1, after)]
        for name, after in pairwise([*names, run[-1] + 1])
    ]
    if not all(items and min(map(len, items)) >= _ITEM for items in lists):
        return False
    stated = sum(any(words().fact.search(item) for item in items) for items in lists)
    return stated * 2 > len(lists)


def _mark(at: int, paragraph: Paragraph) -> Mark:
    """The mark of one name."""
    name = paragraph.text.text.strip()
    return Mark(at, 0, COLUMN, _RANK, "heading.column", name, "", line=True)
