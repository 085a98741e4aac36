"""Checks the number of items that a text announces (四个特点) against what was found."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.model import Problem
from briefgen.themes.words import numeral, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model import Paragraph
    from briefgen.themes.tree import Node

_SENTENCE = 60  # the announcing sentence stands at the end of what precedes the list


def miscounts(paragraphs: Sequence[Paragraph], nodes: Sequence[Node]) -> list[Problem]:
    """A problem "theme_count" for each series whose number is not the announced one."""
    problems = []
    for series in _all_series(nodes):
        first = series[0].mark
        before = _before(paragraphs, first.paragraph, first.at)
        promised = [numeral(match["n"]) for match in words().count.finditer(before)]
        if promised and len(series) not in promised:
            offset = paragraphs[first.paragraph].text.offsets[first.at]
            message = (
                f"{promised[-1]} items are announced before “{first.label}”, {len(series)} found"
            )
            problems.append(Problem("theme_count", offset, offset + 1, message))
    return problems


def _all_series(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Runs of siblings of one kind; a number 1 begins a new run."""
    siblings: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in nodes:
        siblings[id(node.parent), node.mark.kind].append(node)
    for group in siblings.values():
        run: list[Node] = []
        for node in group:
            if run and node.mark.number == 1:
                yield run
                run = []
            run.append(node)
        if len(run) > 1:
            yield run


def _before(paragraphs: Sequence[Paragraph], index: int, at: int) -> str:
    """The end of the text before a series: in its own paragraph, or the one before."""
    if at:
        return paragraphs[index].text.text[max(0, at - _SENTENCE) : at]
    if not index:
        return ""
    text = paragraphs[index - 1].text.text
    tail = text[-_SENTENCE:].rstrip("。：")
    return tail[max(tail.rfind("。"), tail.rfind("！")) + 1 :]
