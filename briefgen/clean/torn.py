"""Mends a text whose lines end at each number, as some readers of PDF files leave it.

… 全社会用电量增长 | 4% | 。清洁能源利用率达到 | 97.7% | ，是近 | 10 | 年最高水平。
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.clean.characters import CLOSERS, STOPS
from briefgen.clean.lines import Group, opens
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.clean.lines import Line

_NUMBER = re.compile(r"[0-9][0-9.,]*[%％‰]?")
_ENDS_WITH_NUMBER = re.compile(r"[0-9][%％‰]?$")
_FEWEST = 8  # lines that are nothing but a number; a table has more, but no units behind them


def rejoined(lines: list[Line]) -> list[Line]:
    """The lines; those of a text torn at its numbers put together again."""
    if not _torn(lines):
        return lines
    groups: list[Group] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line):
            groups[-1].add(line)
        else:
            groups.append(Group([line]))
            groups[-1].add(line, first=True)
    return [group.whole() for group in groups]


def _torn(lines: list[Line]) -> bool:
    """Whether numbers stand on lines of their own, most of them with their unit on the next."""
    numbers = [after for line, after in pairwise(lines) if _NUMBER.fullmatch(line.text)]
    if len(numbers) < _FEWEST:
        return False
    unit = re.compile(load_toml("lines")["behind_number"])
    return 2 * sum(unit.match(line.text) is not None for line in numbers) > len(numbers)


def _goes_on(group: Group, line: Line) -> bool:
    """Whether a line goes on with the sentence that the group breaks off at a number."""
    before = group.pieces[-1].text
    if line.markup or group.pieces[0].markup:
        return False
    if _NUMBER.fullmatch(line.text):
        return before[-1] not in STOPS
    if _ENDS_WITH_NUMBER.search(before):
        return True
    return group.has_stop and before[-1] not in STOPS + CLOSERS and not opens(line.text)
