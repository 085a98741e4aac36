"""Trims sentences to the clauses that carry figures: grammatical, in the source's own words.

A sentence is cut into comma parts. Parts with figures are kept; a part that leans on the one
before (高于…, 居…, or whose indicator is named there) stays with it; those without figures fall
away unless they say when or hold the subject. Figures of different status never share a clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.model import Status
from briefgen.select.edges import EDGES, bare_start, stands_alone, trimmed_end, trimmed_start
from briefgen.select.parts import balanced
from briefgen.select.pieces import Piece, borrows, named
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Figure

BOTH = 2  # things that 均 speaks of, at least
LOOK_BACK = 2  # parts before a clause in which its subject is looked for


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` of a passage, what it states, and the period it stands under.

    `lead` is the part that says when (1—4月份), where it is not part of the clause itself; a line
    that does not follow another of the same `sentence` needs it.
    """

    start: int
    end: int
    figures: tuple[Figure, ...]
    status: Status
    sentence: int
    lead: tuple[int, int] | None = None


@dataclass(slots=True)
class _Run:
    """A clause while it grows: `first` and `last` are indexes of pieces."""

    first: int
    last: int
    status: Status


def _leads(row: list[Piece]) -> list[int | None]:
    """For each piece the index of the last one before it that says when."""
    found: list[int | None] = []
    last: int | None = None
    for index, piece in enumerate(row):
        found.append(last)
        last = index if piece.period else last
    return found


class _Trimmer:
    """The clauses of one sentence."""

    def __init__(self, row: list[Piece]) -> None:
        self.row = row
        self.rules = trimming()
        self.done: list[_Run] = []
        self.leads = _leads(row)

    def clauses(self, text: str) -> Iterator[Clause]:
        """The clauses of the sentence in order."""
        run: _Run | None = None
        for index, piece in enumerate(self.row):
            if not piece.figures or not piece.printable:
                if run and self._trails(run, index):
                    run.last = index
                continue
            if run and self._joins(run, index):
                run.last = index
                run = self._shared_out(run, index)
                continue
            if run:
                self.done.append(run)
            run = self._opened(index, run)
        if run:
            self.done.append(run)
        for finished in self.done:
            yield from self._finished(finished, text)

    def _trails(self, run: _Run, index: int) -> bool:
        """Whether a part without figures says more of the clause: a gap, a rank, 居全省前列."""
        piece = self.row[index]
        beside = run.last == index - 1 and piece.part.segment == self.row[run.last].part.segment
        words = piece.text.strip(EDGES)
        fine = piece.printable and not piece.figures and not self.rules.connectives.fullmatch(words)
        alone = self.rules.both.match(words) and self._things(run.first, index) < BOTH
        return beside and fine and not alone and bool(self.rules.dependent.match(words))

    def _length(self, first: int, last: int) -> int:
        return self.row[last].part.end - self.row[first].part.start

    def _joins(self, run: _Run, index: int) -> bool:
        piece = self.row[index]
        between = self.row[run.last + 1 : index]
        if piece.status is not run.status or not all(each.printable for each in between):
            return False
        if any(each.period for each in between):
            return False
        near = sum(len(each.text) for each in between) <= self.rules.gap
        if self._leans(index, run.first) or self._reaches_on(self.row[run.last]):
            across = piece.part.segment != self.row[run.last].part.segment
            limit = self.rules.joined if across else self.rules.longest
            return near and self._length(run.first, index) <= limit
        limit = self.rules.target if run.status is Status.TARGET else self.rules.clause
        same = piece.part.segment == self.row[run.last].part.segment
        return same and not between and self._length(run.first, index) <= limit

    def _leans(self, index: int, first: int) -> bool:
        """Whether a part leans on what stands before it, from the part `first` on."""
        piece = self.row[index]
        words = bare_start(piece.text)
        same = piece.part.segment == self.row[index - 1].part.segment
        if same and (self.rules.dependent.match(words) or self.rules.leaning.match(words)):
            return True
        before = "，".join(each.text for each in self.row[first:index])
        return borrows(piece, before)

    def _opened(self, index: int, before: _Run | None) -> _Run | None:
        """A clause that begins with a part; it reaches back for its subject. None: it has none."""
        piece = self.row[index]
        run = _Run(index, index, piece.status)
        words = bare_start(piece.text)
        floor = before.last + 1 if before else 0
        anchor = self._anchor(index, floor, words)
        if anchor is not None:
            run.first = anchor
        elif self._orphaned(index, before, words):
            return None
        if run.first > floor:
            previous, own = self.row[run.first - 1], self.row[run.first]
            beside = previous.part.segment == own.part.segment
            if beside and self._usable(previous) and self.rules.objects.match(previous.text):
                run.first -= 1
        return run if self._conditioned(run, floor) else None

    def _conditioned(self, run: _Run, floor: int) -> bool:
        """Takes in the condition that a clause hangs on (达产后，); False if it cannot."""
        if not run.first:
            return True
        previous, own = self.row[run.first - 1], self.row[run.first]
        beside = previous.part.segment == own.part.segment
        if not beside or not self.rules.conditions.fullmatch(previous.text):
            return True
        run.first -= 1
        return run.first >= floor and previous.printable and not previous.figures

    def _shared_out(self, run: _Run, index: int) -> _Run | None:
        """The clause with all that its last part shares out: 分别 growth rates need as many names.

        What stands before it is taken in, if need be from the clauses before; None if that is not
        enough: then the clause ends before the part.
        """
        needed = self._shares(index)
        while self._things(run.first, index) < needed:
            before = self.done[-1] if self.done else run
            alike = before.status is run.status and before.last == run.first - 1
            if not alike or self._length(before.first, index) > self.rules.longest:
                run.last = index - 1
                self.done.append(run)
                return None
            run.first = self.done.pop().first
        return run

    def _shares(self, index: int) -> int:
        """How many things a part speaks of that shares out its values (分别) and names none."""
        piece = self.row[index]
        match = self.rules.shared.match(piece.text)
        if not match or not piece.figures:
            return 0
        between = piece.text[match.end() : piece.figures[0].at - piece.part.start]
        return 0 if self.rules.joints.search(between) else len(piece.figures)

    def _things(self, first: int, index: int) -> int:
        """How many things the parts from `first` to before `index` speak of."""
        row = self.row[first:index]
        stated = sum(len(piece.figures) for piece in row)
        return max(stated, *(len(self.rules.joints.findall(piece.text)) + 1 for piece in row))

    def _orphaned(self, index: int, before: _Run | None, words: str) -> bool:
        """Whether a part cannot stand alone, and what it leans on is not to be had."""
        rules = self.rules
        if rules.connectives.match(words):
            return False
        other = before is not None and before.last == index - 1 and index > 0
        foreign = other and before is not None and before.status is not self.row[index].status
        return bool(rules.dependent.match(words) or (foreign and rules.leaning.match(words)))

    def _usable(self, piece: Piece) -> bool:
        """Whether a part without figures may stand in a clause."""
        short = len(piece.text) <= self.rules.anchor
        return piece.printable and not piece.figures and short and not piece.period

    def _anchor(self, index: int, floor: int, words: str) -> int | None:
        """The part, not before `floor`, that the part at `index` cannot do without."""
        piece = self.row[index]
        for back in range(index - 1, max(floor, index - LOOK_BACK) - 1, -1):
            previous = self.row[back]
            hangs = self.rules.dependent.match(previous.text.lstrip(EDGES))
            loose = hangs or self.rules.connectives.fullmatch(previous.text)
            if loose or not self._usable(previous):
                break
            near = back == index - 1 and previous.part.segment == piece.part.segment
            leans = self.rules.dependent.match(words) or self.rules.leaning.match(words)
            if near and leans and not self.rules.connectives.match(words):
                return back
            if borrows(piece, previous.text):
                return back
        return None

    def _reaches_on(self, piece: Piece) -> bool:
        """Whether a part cannot end a clause: 对…企业, 32个行业中."""
        short = len(piece.text) <= self.rules.longest
        return short and bool(self.rules.forward.fullmatch(piece.text))

    def _dangles(self, piece: Piece, run: _Run) -> bool:
        """Whether a part without figures at the end of a clause only leads to what comes next."""
        leads = self._reaches_on(piece) or self.rules.conditions.fullmatch(piece.text)
        following = self.row[run.last + 1 : run.last + 2]
        stated = not following or following[0].figures or not following[0].printable
        return bool(leads) and not piece.figures and bool(stated)

    def _completed(self, run: _Run) -> bool:
        """Whether the clause ends on a part that can end it; the next is taken in if need be."""
        while run.last > run.first and self._dangles(self.row[run.last], run):
            run.last -= 1
        last = self.row[run.last]
        if not self._reaches_on(last):
            return True
        if run.last + 1 == len(self.row):
            return False
        following = self.row[run.last + 1]
        same = following.part.segment == last.part.segment
        run.last += 1
        said = not self.rules.connectives.fullmatch(following.text.strip(EDGES))
        return same and said and following.printable and not following.figures

    def _finished(self, run: _Run, text: str) -> Iterator[Clause]:
        if not self._completed(run):
            return
        lead = self.leads[run.first]
        first, last = self.row[run.first].part, self.row[run.last].part
        start, beside = first.start, lead == run.first - 1 and lead is not None
        figures = tuple(f for piece in self.row[run.first : run.last + 1] for f in piece.figures)
        start = trimmed_start(text, start, figures[0].at)
        end = trimmed_end(text, start, last.end)
        said = end - start - sum(len(figure.mention) for figure in figures)
        if said < self.rules.least or end - start > self.rules.longest:
            return
        if not balanced(text[start:end]):
            return
        if not stands_alone(text, start, end) or not named(figures[0], text[start:end]):
            return
        when: tuple[int, int] | None = None
        if lead is not None and self.row[lead].printable:
            part = self.row[lead].part
            start = part.start if beside and start == first.start else start
            own = self.rules.own_periods.search(text, start, figures[0].at)
            when = (part.start, part.end) if start > part.start and not own else None
        yield Clause(start, end, figures, run.status, first.sentence, when)


def clauses(text: str, row: Iterable[Piece]) -> Iterator[Clause]:
    """The clauses of a passage that carry figures, in order of the source."""
    for _, sentence in groupby(row, key=lambda piece: piece.part.sentence):
        yield from _Trimmer(list(sentence)).clauses(text)
