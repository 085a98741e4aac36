"""Explains every number on a page by a statement that its sources prove, or names it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.select.trimming import trimming
from briefgen.verify.closest import Remainder
from briefgen.verify.finding import Finding, TracedNumber
from briefgen.verify.place import Finder, Placed
from briefgen.verify.words import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.verify.documents import Witness
    from briefgen.verify.statement import Statement
    from briefgen.verify.stream import Number, Stream

MARK = re.compile(r"\[(\d+)\]")
FOLLOWING = ("；", ";")
STOPS = (*FOLLOWING, "。", "")
WITNESSES = ("row", "key figure", "sentence", "trend")  # kinds that state figures
AROUND = 18


@dataclass(slots=True)
class Page:
    """A page being explained: `by` says of each character which statement covers it."""

    stream: Stream
    statements: Sequence[Statement]
    words: tuple[str, ...]
    marks: Mapping[str, list[str]]
    witnesses: Sequence[Witness]
    by: list[Placed | None] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)  # characters explained otherwise
    findings: list[Finding] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def explain(self) -> tuple[list[TracedNumber], list[Finding]]:
        """The numbers that are traced, and what is wrong with the others."""
        finder = Finder(self.stream, self._between())
        self.placed = finder.all(self.statements)
        self.by = [None] * len(self.stream.text)
        for each in self.placed:
            for start, end in (*each.parts, *each.seen):
                self.by[start:end] = [each] * (end - start)
        self._marks()
        self._statuses()
        self._edges(finder)
        found = {each.statement for each in self.placed}
        missing = [each for each in self.statements if each not in found and each.kind in WITNESSES]
        remainder = Remainder(self.stream, missing, self.witnesses, self._free)
        lost = [each for each in self.stream.numbers if not self._covered(each)]
        self.findings += remainder.findings(lost)
        return [made for each in self.stream.numbers if (made := self._traced(each, remainder))], (
            self.findings
        )

    def _between(self) -> tuple[str, ...]:
        return tuple({*self.words, *(word for words in self.marks.values() for word in words)})

    def _free(self, at: int) -> bool:
        return self.by[at] is None and at not in self.passed

    def _covered(self, number: Number) -> bool:
        return not any(self._free(at) for at in range(number.start, number.end))

    def _traced(self, number: Number, remainder: Remainder) -> TracedNumber | None:
        each = self.by[number.start] or remainder.proved.get(number.start)
        if each is not None:
            kind, proofs = each.statement.kind, each.statement.proofs
            return TracedNumber(number.place, number.text, kind, proofs)
        if self._covered(number):
            return TracedNumber(number.place, number.text, "source mark")
        if number.start in remainder.quoted:
            return TracedNumber(number.place, number.text, "words of a document")
        return None

    # --- source marks ---------------------------------------------------------------------------

    def _marks(self) -> None:
        """A mark [n] must be that of the statement it follows."""
        at = 0
        last = {0}
        alike = self._sources()
        for match in MARK.finditer(self.stream.text):
            start, end = match.span()
            own = self.by[start]
            while at < len(self.placed) and self.placed[at].start < start:
                stated = self.placed[at].statement
                last = alike[_words(stated)] if stated.source else last
                at += 1
            if own is not None and (start, end) not in own.seen:
                if not (at and own.start == start and self._closes(self.placed[at - 1], start)):
                    continue  # a field of a statement of its own
                own = None
            sources = alike[_words(own.statement)] if own else last
            self.passed.update(range(start, end))
            if not (sources & {0, int(match[1])} and self._marked(int(match[1]))):
                expected = "".join(f"[{source}]" for source in sorted(sources - {0}))
                self._report(start, end, table()["said"]["mark"], expected)

    def _closes(self, before: Placed, at: int) -> bool:
        """Whether a mark closes the sentence before it, whatever title follows."""
        return before.statement.kind == "sentence" and self.stream.text[before.end : at] in STOPS

    def _sources(self) -> dict[tuple[str, ...], set[int]]:
        """The marks of each statement: two documents may have one title, or one sentence."""
        found: dict[tuple[str, ...], set[int]] = {}
        for each in self.statements:
            found.setdefault(_words(each), set()).add(each.source)
        return found

    def _marked(self, number: int) -> bool:
        sources = {each.source for each in self.statements if each.kind == "source"}
        return not sources - {0} or number in sources

    # --- targets and forecasts ------------------------------------------------------------------

    def _statuses(self) -> None:
        """What is no result must be marked as such, where it stands."""
        stating = [each for each in self.placed if each.statement.kind in WITNESSES]
        good = False
        for index, each in enumerate(stating):
            status = each.statement.status
            before = stating[index - 1].end if index else 0
            after = stating[index + 1].start if index + 1 < len(stating) else len(self.stream.text)
            chained = good and self._goes_on(stating[index - 1], each)
            text = self._about(each, before, after)
            good = status == "actual" or any(word in text for word in self.marks.get(status, ()))
            good = good or (chained and status == stating[index - 1].statement.status)
            good = good or (status == "forecast" and _foretells(each.statement))
            if not good:
                reason = table()["said"]["unmarked"].format(status=status)
                number = self._first(each)
                self._report(*number, reason)
            good = good and status != "actual"

    def _goes_on(self, before: Placed, each: Placed) -> bool:
        """Whether what marks one sentence marks the next: in a list, or with no stop between."""
        both = before.statement.listed and each.statement.listed
        return both or self.stream.text[before.end : each.start] in FOLLOWING

    def _about(self, each: Placed, before: int, after: int) -> str:
        """The words that may mark it: before a sentence, within and behind what stands in cells."""
        text = self.stream.text
        if each.statement.kind == "sentence":
            return text[before : each.start]
        inside = "".join(text[a:b] for a, b in each.seen)
        return inside + text[each.end : min(after, each.end + 3 * AROUND)]

    def _first(self, each: Placed) -> tuple[int, int]:
        inside = (n for n in self.stream.numbers if each.start <= n.start < each.end)
        number = next(inside, None)
        return (number.start, number.end) if number else (each.start, each.end)

    # --- what was put to a number ---------------------------------------------------------------

    def _edges(self, finder: Finder) -> None:
        """Nothing may be written against a statement: 99%以上, -98.6%."""
        for each in self.placed:
            if each.statement.kind not in WITNESSES:
                continue
            for start, end in each.parts:
                if (
                    start
                    and start not in self.stream.gaps
                    and self._added(start - 1, finder, start)
                ):
                    self._report(start - 1, start + 4, table()["said"]["added"])
                if end < len(self.by) and end not in self.stream.gaps and self._added(end, finder):
                    self._report(max(start, end - 4), end + 1, table()["said"]["added"])

    def _added(self, at: int, finder: Finder, before: int = 0) -> bool:
        character = self.stream.text[at]
        if not self._free(at) or not (character.isalnum() or character in table()["signs"]):
            return False
        if before:
            return not any(self.stream.text.endswith(w, 0, before) for w in finder.words)
        return not finder.skip(at)

    def _report(self, start: int, end: int, reason: str, expected: str = "") -> None:
        block = self.stream.blocks[self.stream.block_at(start)]
        text = self.stream.text
        around = text[max(0, start - AROUND) : end + AROUND]
        self.findings.append(Finding(block.place, text[start:end], around, reason, expected))


def _words(each: Statement) -> tuple[str, ...]:
    """The fields of a statement but for a mark."""
    return tuple(text for text in each.fields if not MARK.fullmatch(text))


def _foretells(each: Statement) -> bool:
    """Whether a sentence says of itself that it is a forecast; all its words are the document's."""
    return each.kind == "sentence" and bool(trimming().forecast_words.search(each.text))
