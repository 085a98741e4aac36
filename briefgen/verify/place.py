"""Finds statements on a page: where all their fields stand side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.verify.words import between_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.verify.statement import Statement
    from briefgen.verify.stream import Stream

STEPS = 24  # signs and words between two fields at most
MOST = 400  # places of one field looked at: a page has far fewer


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement found: from `start` to `end`, its fields at `parts`, words between at `seen`."""

    statement: Statement
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    seen: tuple[tuple[int, int], ...] = ()
    turned: int = 0  # fields that stand before one they usually follow, twice if it is the label
    label: int = 0  # where its first required field stands

    @property
    def rank(self) -> tuple[int, int, int]:
        """Less is better: the most characters, then the usual order, then the first."""
        return (-sum(end - start for start, end in self.parts), self.turned, self.start)


@dataclass(slots=True)
class Finder:
    """Looks for statements in a stream; `words` are the template's own, which may stand between."""

    stream: Stream
    words: tuple[str, ...]
    firsts: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word in sorted(self.words, key=len, reverse=True):
            self.firsts.setdefault(word[:1], []).append(word)

    def all(self, statements: Iterable[Statement]) -> list[Placed]:
        """Every place of every statement, those that overlap longer ones left out."""
        found = [placed for each in statements for placed in self._places(each)]
        found.sort(key=lambda each: each.rank)
        taken = bytearray(len(self.stream.text))
        kept = []
        for each in found:
            if any(any(taken[a:b]) for a, b in each.parts):
                continue
            for a, b in each.parts:
                taken[a:b] = b"\1" * (b - a)
            kept.append(each)
        return sorted(kept, key=lambda each: each.start)

    def _places(self, statement: Statement) -> Iterator[Placed]:
        fields = statement.fields
        if len(fields) == 1:
            for at in self._occurrences(fields[0]):
                if self._whole(statement, at, at + len(fields[0])):
                    span = (at, at + len(fields[0]))
                    yield Placed(statement, *span, (span,))
            return
        best: dict[int, Placed] = {}  # by where its label stands
        for text in dict.fromkeys(fields):
            for at in self._occurrences(text):
                placed = self._parse(statement, at)
                if placed:
                    other = best.get(placed.label, placed)
                    best[placed.label] = min(placed, other, key=lambda each: each.rank)
        yield from best.values()

    def _whole(self, statement: Statement, start: int, end: int) -> bool:
        """Whether a short text stands by itself, and is not a part of a longer one."""
        if statement.kind in ("sentence", "trend"):
            return True
        gaps = self.stream.gaps
        return (start in gaps or self._between(start - 1)) and (end in gaps or self._between(end))

    def _between(self, at: int) -> bool:
        return bool(between_pattern().match(self.stream.text, max(at, 0)))

    def _occurrences(self, text: str) -> Iterator[int]:
        at = self.stream.text.find(text)
        for _ in range(MOST):
            if at < 0:
                return
            yield at
            at = self.stream.text.find(text, at + 1)

    def _parse(self, statement: Statement, start: int) -> Placed | None:
        """The statement read from `start` on, the longest field first; None if it is not whole."""
        left = sorted((*statement.required, *statement.optional), key=len, reverse=True)
        needed = list(statement.required)
        parts: list[tuple[int, int]] = []
        order: list[int] = []
        seen: list[tuple[int, int]] = []
        at, steps = start, 0
        while left and steps < STEPS:
            text = next((one for one in left if self.stream.text.startswith(one, at)), None)
            if text is not None:
                left.remove(text)
                if text in needed:
                    needed.remove(text)
                parts.append((at, at + len(text)))
                order.append(statement.fields.index(text))
                at, steps = at + len(text), 0
                continue
            step = self.skip(at)
            if not step:
                break
            seen.append((at, at + step))
            at, steps = at + step, steps + 1
        if needed or not parts:
            return None
        end = parts[-1][1]
        turned = sum(one > other for one, other in pairwise(order))
        inside = tuple(each for each in seen if each[0] < end)
        label = statement.fields.index(statement.required[0])
        ahead = order.index(label)
        # a field ahead of its label may as well belong to the statement before: it counts for more
        turned += sum(one > label for one in order[:ahead])
        return Placed(statement, start, end, tuple(parts), inside, turned, parts[ahead][0])

    def skip(self, at: int) -> int:
        """How many characters at `at` are a mark, a sign or a word of the template; 0 if none."""
        if match := between_pattern().match(self.stream.text, at):
            return match.end() - at
        for word in self.firsts.get(self.stream.text[at : at + 1], ()):
            if self.stream.text.startswith(word, at):
                return len(word)
        return 0
