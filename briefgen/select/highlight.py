"""Finds the highlights of a document: for each theme the clauses that carry figures, scored."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.model import Highlight, Status
from briefgen.select.clauses import Clause, clauses
from briefgen.select.edges import stands_alone, trimmed_end, trimmed_start
from briefgen.select.identity import line_keys
from briefgen.select.importance import Reasons, clause_score, importance
from briefgen.select.pieces import bare, pieces, unbroken
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.model import Figure, Passage, Reading, Theme
    from briefgen.select.pieces import Piece

Scored = tuple[int, Clause, float, Reasons]
BARRING = ("damaged_text", "value_mismatch")  # kinds of problem that keep a stretch from print
TORN = "cut_off"  # the kind of problem of a paragraph that breaks off in mid-sentence
OVERALL_LINES = 3  # of a document that has neither figures nor themes


@dataclass(frozen=True, slots=True)
class Found:
    """A highlight with what the page needs of it beside: passage, clause and status."""

    highlight: Highlight
    passage: int
    clause: Clause


def headings(themes: tuple[Theme, ...]) -> dict[str | None, str]:
    """The wording of each theme and those above it, bare, by id."""
    by_id = {theme.id: theme for theme in themes}
    made: dict[str | None, str] = {None: ""}
    for theme in themes:
        words: list[str] = []
        above: str | None = theme.id
        seen: set[str] = set()
        while above in by_id and above not in seen:
            seen.add(above)
            words.append(bare(by_id[above].label + by_id[above].title))
            above = by_id[above].parent
        made[theme.id] = " ".join(words)
    return made


class _Barred:
    """Tells of a stretch of a passage whether it must not be printed: damaged, or in doubt."""

    def __init__(self, reading: Reading) -> None:
        spans = sorted((p.start, p.end) for p in reading.problems if p.kind in BARRING)
        self.starts = [start for start, _ in spans]
        reach = 0
        self.reaches = [reach := max(reach, end) for _, end in spans]

    def at(self, passage: Passage, figures: list[Figure]) -> Callable[[int, int], bool]:
        """The test for one passage."""
        floor = importance().floor
        doubtful = sorted(figure.at for figure in figures if figure.confidence < floor)

        def barred(start: int, end: int) -> bool:
            first = bisect_left(doubtful, start)
            if first < len(doubtful) and doubtful[first] < end:
                return True
            span = passage.text.span(start, end)
            before = bisect_left(self.starts, span.end)
            return before > 0 and self.reaches[before - 1] > span.start

        return barred


class _Body:
    """The passages of the body, cut to pieces where they are needed."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.of: dict[int, list[Figure]] = defaultdict(list)
        for figure in reading.figures:
            self.of[figure.passage].append(figure)
        self.said = headings(reading.themes)
        self.barred = _Barred(reading)
        self.torn = {each.end for each in reading.problems if each.kind == TORN}
        passages = enumerate(reading.passages)
        self.indexes = [n for n, each in passages if each.role == "body" and each.text.text]

    def pieces(self, index: int, *, stated: bool) -> list[Piece]:
        """The comma parts of a passage."""
        passage = self.reading.passages[index]
        own = self.of.get(index, [])
        words = self.said.get(passage.theme, "")
        barred = self.barred.at(passage, own)
        made = pieces(passage.text.text, own, words, barred, stated=stated)
        if made and passage.text.span(0, len(passage.text.text)).end in self.torn:
            made[-1] = unbroken(made[-1], len(passage.text.text))
        return made


def find(reading: Reading) -> tuple[Found, ...]:
    """The highlights of a document in source order, H1 …, with what the page needs beside."""
    body = _Body(reading)
    place = reading.article.place
    made: list[Scored] = []
    for index in body.indexes:
        if index not in body.of:
            continue
        text = reading.passages[index].text.text
        heading = body.said.get(reading.passages[index].theme, "")
        for clause in clauses(text, body.pieces(index, stated=True)):
            said = text[clause.start : clause.end]
            score, reasons = clause_score(said, clause.figures, place, heading)
            made.append((index, clause, score, reasons))
    made += _without_figures(body, {reading.passages[index].theme for index, *_ in made})
    made.sort(key=lambda one: (one[0], one[1].start))
    key = line_keys(reading)
    keys = [key(index, clause.start, clause.end) for index, clause, *_ in made]
    numbered = enumerate(zip(keys, made, strict=True), 1)
    return tuple(_numbered(reading, number, *each) for number, each in numbered)


def _numbered(reading: Reading, number: int, key: str, scored: Scored) -> Found:
    index, clause, score, reasons = scored
    passage = reading.passages[index]
    span = passage.text.span(clause.start, clause.end)
    highlight = Highlight(
        id=f"H{number}",
        theme=passage.theme,
        text=passage.text.text[clause.start : clause.end],
        figures=tuple(figure.id for figure in clause.figures),
        score=score,
        start=span.start,
        end=span.end,
        reasons=reasons,
        key=key,
        status=clause.status,
    )
    return Found(highlight, index, clause)


def highlights(reading: Reading) -> tuple[Highlight, ...]:
    """The highlights of a document in source order: clauses in its own words, scored 0 to 1.

    Every theme has one at least, if need be one without figures; none touches damaged text, and
    none states a figure that is in doubt.
    """
    return tuple(found.highlight for found in find(reading))


def with_highlights(reading: Reading) -> Reading:
    """The reading with its highlights, and each figure with the highlight that states it."""
    found = highlights(reading)
    of = {figure: highlight.id for highlight in found for figure in highlight.figures}
    figures = tuple(replace(figure, highlight=of.get(figure.id)) for figure in reading.figures)
    return replace(reading, highlights=found, figures=figures)


# --- themes without any figure ------------------------------------------------------------------


def _without_figures(body: _Body, served: set[str | None]) -> list[Scored]:
    """The best sentence without figures of each theme that has no other highlight."""
    reading = body.reading
    parents = {theme.id: theme.parent for theme in reading.themes}
    for theme in list(served):
        above = theme
        while above in parents and (above := parents[above]) not in served:
            served.add(above)
    plans = _plan_themes(reading)
    best: dict[str | None, list[Scored]] = defaultdict(list)
    alone = not served and not reading.themes
    for index in body.indexes:
        theme = reading.passages[index].theme
        if theme in served or (theme is None and not alone):
            continue
        text = reading.passages[index].text.text
        row = body.pieces(index, stated=False)
        for clause in _bare_clauses(text, row, plan=theme in plans):
            score, reasons = _bare_score(text[clause.start : clause.end])
            best[theme].append((index, clause, score, reasons))
    most = OVERALL_LINES if alone else 1
    made: list[Scored] = []
    for found in best.values():
        made += sorted(found, key=lambda one: (-one[2], one[0], one[1].start))[:most]
    return made


def _plan_themes(reading: Reading) -> set[str]:
    """The themes that speak of plans: their headings say so, or the figures around them do.

    Around a theme are its siblings, and all that stands under the same top theme.
    """
    parents = {theme.id: theme.parent for theme in reading.themes}
    around = {
        theme.id: ((theme.parent or "", theme.rule), _top(theme.id, parents))
        for theme in reading.themes
    }
    counts: dict[object, Counter[bool]] = defaultdict(Counter)
    for figure in reading.figures:
        for group in around.get(figure.theme or "", ()):
            counts[group][figure.status is Status.TARGET] += 1
    rules = trimming()
    said = headings(reading.themes)
    return {
        theme
        for theme, groups in around.items()
        if rules.plan_headings.search(said[theme])
        or any(counts[group][True] > counts[group][False] for group in groups)
    }


def _top(theme: str, parents: dict[str, str | None]) -> str:
    """The theme at the top above a theme."""
    seen = {theme}
    while (above := parents.get(theme)) and above not in seen:
        seen.add(above)
        theme = above
    return theme


def _bare_clauses(text: str, row: list[Piece], *, plan: bool) -> Iterator[Clause]:
    """Stretches of sentences without any figure that can be printed and stand alone."""
    rules = trimming()
    for _, segment in groupby(row, key=lambda piece: piece.part.segment):
        parts = list(segment)
        while parts and (not parts[0].printable or rules.adverbials.match(parts[0].text)):
            parts.pop(0)
        kept = 0
        for piece in parts:
            wide = piece.part.end - parts[0].part.start > rules.bare_most
            if not piece.printable or piece.figures or wide:
                break
            kept += 1
        while kept and _leads_on(parts[kept - 1].text):
            kept -= 1
        if not kept:
            continue
        first, last = parts[0].part, parts[kept - 1].part
        words = text[first.start : last.end]
        if plan and rules.facts.search(words):
            continue
        future = plan or bool(rules.plan_words.search(words))
        status = Status.TARGET if future else Status.ACTUAL
        start = trimmed_start(text, first.start, last.end)
        end = trimmed_end(text, start, last.end)
        if end - start >= rules.bare_least and stands_alone(text, start, end):
            yield Clause(start, end, (), status, first.sentence)


def _leads_on(words: str) -> bool:
    """Whether a part at the end of a line only leads to what comes next."""
    rules = trimming()
    return bool(rules.adverbials.match(words) or rules.introductions.search(words))


def _bare_score(text: str) -> tuple[float, Reasons]:
    rules = trimming()
    telling = sum(1 for rule in rules.telling if rule.search(text))
    bare = importance().factor["bare"]
    reasons = ("no_figures", round(bare * 0.5, 4)), ("telling", round(bare * 0.1 * telling, 4))
    return round(sum(part for _, part in reasons), 4), reasons
