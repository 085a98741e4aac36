"""An expression that is only searched where a text has what it needs: most find nothing in most.

One that begins with no certain sign is tried at every sign of a text, which takes ten times as long
as to look for the words of which every match has one.
"""

from __future__ import annotations

import re
from sys import maxsize
from typing import TYPE_CHECKING

from briefgen.figures.needed import needed_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Sought:
    """An expression with a plain one that is looked for first; it finds what it would alone."""

    __slots__ = ("_expression", "_may_match", "_search", "_sub", "fullmatch", "match", "pattern")

    def __init__(self, expression: re.Pattern[str], needed: str, pattern: str) -> None:
        """Search for the `expression` where that which is `needed` is found; it is `pattern`."""
        self.pattern = pattern
        self.match, self.fullmatch = expression.match, expression.fullmatch
        self._may_match = re.compile(needed).search
        self._expression = expression
        self._search, self._sub = expression.search, expression.sub

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match from `start` on, before `end`."""
        may_match = end != maxsize or self._may_match(text)  # there $ is that end
        return self._search(text, start, end) if may_match else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """All matches."""
        return self._expression.finditer(text) if self._may_match(text) else ()

    def findall(self, text: str) -> list[str]:
        """What all matches hold."""
        return self._expression.findall(text) if self._may_match(text) else []

    def split(self, text: str) -> list[str]:
        """The text between all matches."""
        return self._expression.split(text) if self._may_match(text) else [text]

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with `new` for all matches."""
        return self._sub(new, text) if self._may_match(text) else text


Expression = re.Pattern[str] | Sought


def sought(expression: re.Pattern[str]) -> Expression:
    """The expression, with a look for what it needs before it where that is worth it.

    At each place it is asked for its first sign; a text for what it has anywhere.
    """
    if expression.flags & ~re.UNICODE:
        return expression
    anywhere, first = needed_by(expression.pattern)
    tried = re.compile(f"(?={first})(?:{expression.pattern})") if first else expression
    return Sought(tried, anywhere, expression.pattern) if anywhere else tried
