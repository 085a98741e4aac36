"""The steps by which a figure was read: each attribute with the words that it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.explain.times import period_source
from briefgen.explain.where import Step
from briefgen.figures.comparisons import find_ranks
from briefgen.figures.confidence import doubts_on
from briefgen.figures.openings import Section
from briefgen.figures.phrases import phrases
from briefgen.figures.statuses import status_of
from briefgen.lexicon import load_toml
from briefgen.model import OVERALL, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.explain.where import Spot
    from briefgen.model import Figure, Reading

NEAR = 12  # characters: bounds stand beside their number
NOT_STATED = "the text does not say"


def steps_of(reading: Reading, figure: Figure, spot: Spot) -> Iterator[Step]:
    """The attributes of a figure in the order they are read, each with where it comes from."""
    yield _indicator(figure, spot)
    yield _measure(figure, spot)
    yield Step("value", _value(figure), _bound_source(figure, spot))
    yield Step("period", figure.period or "-", period_source(reading, figure, spot))
    yield _status(figure, spot)
    yield _area(reading, figure, spot)
    yield from _beside(figure, spot)
    label = f"{figure.indicator_en}: {figure.value_en}"
    marked = "" if figure.covered else "a word of the label is not in the glossary"
    yield Step("English", label, marked)
    yield _theme(reading, figure)
    yield _page(reading, figure)
    yield _confidence(figure)


def _words(spot: Spot) -> str:
    clause = spot.clause
    return spot.sentence[clause.start : clause.end].strip() if clause else spot.sentence


def _quoted(kind: str, words: str) -> str:
    return f"{kind}: “{words}”"


def _indicator(figure: Figure, spot: Spot) -> Step:
    clause, label = _words(spot), figure.indicator
    if label in clause:
        return Step("indicator", label, _quoted("clause", clause))
    if label in spot.sentence[: spot.at]:
        return Step("indicator", label, "sentence: an earlier clause, carried on by this one")
    return Step("indicator", label, _quoted("restored from the clause and those before it", clause))


def _measure(figure: Figure, spot: Spot) -> Step:
    parts = (figure.measure, figure.basis, figure.direction)
    value = ", ".join(part.value for part in parts if part)
    clause = spot.clause
    before = spot.sentence[clause.start if clause else 0 : spot.at]
    source = f"rule {figure.rule}"
    return Step("measure", value, f"{source}, before the number “{before}”" if before else source)


def _value(figure: Figure) -> str:
    top = f" to {figure.value_max}" if figure.value_max is not None else ""
    bound = f" ({figure.bound.value})" if figure.bound else ""
    return f"{figure.value:f}{top} {figure.unit}{bound}".rstrip()


def _bound_source(figure: Figure, spot: Spot) -> str:
    """The word that bounds the number: behind it, in it, or before it."""
    if figure.bound is None:
        return ""
    data = load_toml("bounds")
    after = data["after"].get(figure.bound.value, [])
    before = data["before"].get(figure.bound.value, [])
    behind, left = spot.sentence[spot.end :][:NEAR], spot.sentence[: spot.at][-NEAR:]
    patterns = [rf"^(?:{word})" for word in after], [rf"(?:{word})$" for word in before]
    for words, text in zip(patterns, (behind, left), strict=True):
        found = (match[0] for word in words if (match := re.search(word, text)))
        if longest := max(found, key=len, default=""):
            return _quoted("bound", longest)
    return _quoted("bound, in the number", figure.mention)


def _status(figure: Figure, spot: Spot) -> Step:
    before, clause = spot.sentence[: spot.at], _words(spot)
    value = figure.status.value
    if figure.status is Status.ACTUAL:
        return Step("status", value, "no word of a plan or forecast governs it")
    if status_of(spot.sentence, spot.at, clause, Section(), past=False) is figure.status:
        found = phrases().patterns[value].search(before) or phrases().patterns[value].search(clause)
        if found:
            kind = "clause" if found[0] in clause else "sentence"
            return Step("status", value, _quoted(kind, found[0]))
    return Step("status", value, "section: it is part of a plan")


def _area(reading: Reading, figure: Figure, spot: Spot) -> Step:
    place = reading.article.place
    if place and figure.area == place.full:
        return Step("area", figure.area, "document: its place")
    if figure.area and figure.area in spot.sentence[: spot.at]:
        return Step("area", figure.area, "sentence: named before the number")
    return Step("area", figure.area or "-", "" if figure.area else NOT_STATED)


def _beside(figure: Figure, spot: Spot) -> Iterator[Step]:
    """Comparisons, rank and baseline, where there are any."""
    for gap in figure.versus:
        held = (
            spot.sentence[one.start : one.end]
            for one in spot.clauses
            if any(each.value == abs(gap.delta) for each in one.mentions)
        )
        clause = next(held, _words(spot))
        yield Step(
            "versus", f"{gap.benchmark} {gap.delta:+f} {gap.unit}", _quoted("clause", clause)
        )
    if figure.rank:
        value = f"{figure.rank.scope} #{figure.rank.position}"
        yield Step("rank", value, _quoted("clause", _rank_clause(figure, spot)))
    if figure.baseline:
        start = f"{figure.baseline.value:f} {figure.unit}, {figure.baseline.period or NOT_STATED}"
        yield Step("baseline", start, "sentence: the start of a from–to pair")


def _rank_clause(figure: Figure, spot: Spot) -> str:
    for one in spot.clauses:
        clause = spot.sentence[one.start : one.end]
        positions = {found.rank.position for found in find_ranks(clause, "")}
        if figure.rank and figure.rank.position in positions:
            return clause
    return _words(spot)


def _theme(reading: Reading, figure: Figure) -> Step:
    themes = {theme.id: theme for theme in reading.themes}
    theme = themes.get(figure.theme or "")
    if theme is None:
        return Step("theme", OVERALL, "before the first theme")
    path: list[str] = []
    above: str | None = theme.id
    while above in themes and len(path) <= len(themes):
        path.append(themes[above].label)
        above = themes[above].parent
    return Step("theme", " / ".join(reversed(path)), f"{theme.id}, found by {theme.rule}")


def _page(reading: Reading, figure: Figure) -> Step:
    for highlight in reading.highlights:
        if figure.id in highlight.figures:
            return Step("page", f"{highlight.id}, score {highlight.score:.2f}", highlight.text)
    return Step("page", "on no highlight")


def _confidence(figure: Figure) -> Step:
    table = load_toml("confidence")
    count = table.get("counts", {}).get(figure.rule)
    meaning = "the share of figures read so that are right in every attribute"
    known = f"{count[0]} of {count[1]} were, on annotated documents" if count else "rule not seen"
    less = "".join(f"; less: {doubt.reason}" for doubt in doubts_on(figure.indicator))
    return Step("confidence", f"{figure.confidence:.2f}", f"{meaning}; {known}{less}")
