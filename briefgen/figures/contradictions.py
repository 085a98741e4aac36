"""Figures that cannot all be true: two values for one thing, parts larger than their whole.

Figures are held against each other only if indicator, area, period, measure, basis, unit and
status agree; what may still mean two things (short labels, coordinated ones, clauses of one
sentence that share a label) is left alone. A false alarm costs more trust than a missed one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefgen.figures.definitions import definition
from briefgen.figures.segments import sentences
from briefgen.figures.spans import MONTHS, extent, months, plain_value, step, unit_of
from briefgen.lexicon import load_toml
from briefgen.model import Measure, Problem, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.model import Figure, Passage

KIND = "contradiction"
QUANTITIES = {Measure.COUNT, Measure.AMOUNT, Measure.PHYSICAL}
COMPARED = {Measure.GROWTH, Measure.SHARE, *QUANTITIES}
MOST = 50  # figures under one key that are held against each other: keeps it linear
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    part: re.Pattern[str]
    several: re.Pattern[str]
    general: frozenset[str]
    shortest: int
    roundings: Decimal
    sums: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def _rules() -> _Rules:
    data = load_toml("contradictions")
    return _Rules(
        re.compile(data["part"]),
        re.compile(data["several"]),
        frozenset(data["general"]),
        data["shortest"],
        Decimal(str(data["roundings"])),
        tuple((row["whole"], tuple(row["parts"])) for row in data["sum"]),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with the document it stands in, and where its sentence begins there."""

    figure: Figure
    document: int
    sentence: tuple[int, int]
    text: str = ""


def within(figures: Sequence[Figure], passages: Sequence[Passage]) -> tuple[Problem, ...]:
    """The contradictions of one document, at the later of the figures, in the order found."""
    said = _said(figures, passages, 0)
    pairs = [*_two_values(said), *_side_by_side(said)]
    found = [_pair_problem(one, other) for one, other in pairs]
    return tuple(dict.fromkeys([*found, *_sums(figures), *_larger_parts(said, passages)]))


def across(
    documents: Sequence[tuple[Sequence[Figure], Sequence[Passage], str]],
) -> tuple[tuple[int, Problem], ...]:
    """The contradictions between documents, each with the index of the document it is listed in.

    A document is its figures, its passages and its name. Of two documents the former one (the
    newer, as pages have them) gets the problem, which names the other.
    """
    said = [
        each
        for number, (figures, passages, _) in enumerate(documents)
        for each in _said(figures, passages, number)
    ]
    out = []
    for one, other in [*_two_values(said), *_side_by_side(said)]:
        if one.document != other.document:
            first, second = sorted((one, other), key=lambda each: each.document)
            name = documents[second.document][2]
            out.append((first.document, _pair_problem(second, first, f" in {name}")))
    return tuple(dict.fromkeys(out))


def _said(figures: Iterable[Figure], passages: Sequence[Passage], document: int) -> list[_Said]:
    spans: dict[int, tuple[tuple[int, int], ...]] = {}
    out = []
    for figure in figures:
        if not 0 <= figure.passage < len(passages):
            continue
        text = passages[figure.passage].text.text
        if figure.passage not in spans:
            spans[figure.passage] = sentences(text)
        begins = bisect_right(spans[figure.passage], (figure.at, len(text))) - 1
        start, end = spans[figure.passage][max(0, begins)]
        out.append(_Said(figure, document, (figure.passage, start), text[start:end]))
    return out


# --- two values for one thing -------------------------------------------------------------------


def _two_values(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs of figures of one thing whose values cannot be one."""
    groups: dict[Key, list[_Said]] = defaultdict(list)
    for each in said:
        key = _key(each.figure)
        if key is not None:
            groups[key].append(each)
    for group in groups.values():
        held = [(each, extent(each.figure)) for each in _distinct(group)]
        for (one, here), (other, there) in combinations(held, 2):
            if not here.meets(there) and _apart(one, other):
                yield one, other


def _distinct(group: Sequence[_Said]) -> list[_Said]:
    """The figures of a group without those that a document repeats, MOST at most."""
    found: dict[Key, _Said] = {}
    for each in group if len(group) > 1 else ():
        figure = each.figure
        key = (each.document, figure.mention, figure.direction, figure.bound, figure.period)
        found.setdefault(key, each)
    return list(found.values())[:MOST]


def _key(figure: Figure) -> Key | None:
    """What two figures of one thing have in common; None for one that may mean several things."""
    covered = months(figure.period)
    if covered is None or figure.measure not in COMPARED or not _sure(figure):
        return None
    return (covered, *_thing(figure))


def _thing(figure: Figure) -> Key:
    name = definition(figure.indicator, figure.measure, figure.area)
    return (name, figure.area, figure.measure, figure.basis, unit_of(figure), figure.status)


def _sure(figure: Figure) -> bool:
    """Whether the label names one thing, wherever it stands."""
    rules = _rules()
    name = definition(figure.indicator, figure.measure, figure.area)
    if rules.several.search(name) or name in rules.general:
        return False
    return figure.measure not in QUANTITIES or len(name) >= rules.shortest


def _apart(one: _Said, other: _Said) -> bool:
    """Whether the text speaks of the thing twice, not once with a list of numbers after it."""
    if one.document != other.document or one.sentence != other.sentence:
        return True
    same = one.figure.indicator == other.figure.indicator
    return same and one.text.count(one.figure.indicator) > 1


def _pair_problem(one: _Said, other: _Said, where: str = "") -> Problem:
    """The doubt at the place of `other`, which speaks of `one` too."""
    a, b = other.figure, one.figure
    label = definition(a.indicator, a.measure, a.area)
    if a.period != b.period and months(a.period) != months(b.period):
        what = f"{a.mention} is for {a.period}, {b.mention} for {b.period}: not one trend"
    else:
        what = f"{a.mention} here, {b.mention}{where or f' at {b.start}'}, both for {a.period}"
    message = f"{label} ({a.measure.value}, {a.status.value}): {what}"
    return Problem(KIND, a.start, a.end, message)


# --- periods that are not one trend -------------------------------------------------------------


def _side_by_side(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs that a reader may take for one trend: 1—4月 beside 1—5月 of the same year.

    They stand in one sentence or in two documents; a text that goes through its year sentence by
    sentence sets nothing side by side.
    """
    groups: dict[Key, list[_Said]] = defaultdict(list)
    for each in said:
        covered = _running(each.figure)
        if covered and each.figure.status is Status.ACTUAL and _sure(each.figure):
            groups[(covered[0], *_thing(each.figure))].append(each)
    for group in groups.values():
        for one, other in combinations(_distinct(group), 2):
            near = one.document != other.document or one.sentence == other.sentence
            if near and _running(one.figure) != _running(other.figure):
                yield one, other


def _running(figure: Figure) -> tuple[int, int] | None:
    """The months of a rate that runs up from January but does not cover the year."""
    covered = months(figure.period) if figure.measure is Measure.GROWTH else None
    if covered is None or covered[0] % MONTHS != 1:
        return None
    return covered if 1 <= covered[1] - covered[0] < MONTHS - 1 else None


# --- parts and their whole ----------------------------------------------------------------------


def _sums(figures: Sequence[Figure]) -> Iterator[Problem]:
    """The wholes that their parts do not sum to, where a definition says that they must."""
    held: dict[Key, dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        amount = figure.measure is Measure.AMOUNT and figure.bound is None
        if amount and figure.period and figure.value_max is None:
            name, *rest = _thing(figure)
            held[(figure.period, *rest)].setdefault(str(name), figure)
    for together in held.values():
        for whole, parts in _rules().sums:
            if whole in together and all(part in together for part in parts):
                yield from _wrong_sum(together[whole], [together[part] for part in parts])


def _wrong_sum(whole: Figure, parts: Sequence[Figure]) -> Iterator[Problem]:
    total = sum((plain_value(part) for part in parts), Decimal(0))
    room = sum((step(each) * _rules().roundings for each in (whole, *parts)), Decimal(0))
    if abs(total - plain_value(whole)) > room:
        listed = " + ".join(part.mention for part in parts)
        message = f"{whole.indicator} {whole.mention} is not {listed}, the sum of its parts"
        yield Problem(KIND, whole.start, whole.end, message)


def _larger_parts(said: Sequence[_Said], passages: Sequence[Passage]) -> Iterator[Problem]:
    """The parts (其中…) that are larger than the figure they are said to be part of."""
    for one, other in pairwise(said):
        whole, part = one.figure, other.figure
        if one.sentence != other.sentence or not _of_one_kind(whole, part):
            continue
        between = passages[whole.passage].text.text[whole.at : part.at]
        behind = between[len(whole.mention) :]
        if _rules().part.match(behind) and extent(part).low > extent(whole).high:
            message = f"{part.indicator} {part.mention} is part of {whole.mention}, but larger"
            yield Problem(KIND, part.start, part.end, message)


def _of_one_kind(whole: Figure, part: Figure) -> bool:
    alike = (whole.measure, unit_of(whole), whole.period, whole.status, whole.area)
    quantity = whole.measure in QUANTITIES and Status.ACTUAL is part.status
    return quantity and alike == (
        part.measure,
        unit_of(part),
        part.period,
        part.status,
        part.area,
    )
