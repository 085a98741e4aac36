"""What a page may state where its JSON is missing: every figure of every document."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from briefgen.english.periods import period_zh
from briefgen.model import Figure, Status
from briefgen.overrides import HEADING
from briefgen.verify.furniture import masthead
from briefgen.verify.statement import Proof, Statement, statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.verify.documents import Witness

WEEK = re.compile(r"(\d{4})-W(\d{2})")
STOPS = re.compile(r"[。！？]")
LEAD = re.compile(r"[^，。；]{0,24}\d[^，。；]{0,12}，")  # 1—4月份，
YEAR = 4  # characters of a year


def guesses(witnesses: Sequence[Witness], name: str) -> Iterator[Statement]:
    """The statements that any page of these documents may make; `name` is that of the file."""
    points = _points(witnesses)
    for witness in witnesses:
        for figure in witness.reading.figures:
            yield from _figure(figure, witness, _trend(figure, points))
        yield from _sentences(witness)
        yield from _names(witness)
    if match := WEEK.search(name):
        yield from masthead(date.fromisocalendar(int(match[1]), int(match[2]), 1))


def _points(witnesses: Sequence[Witness]) -> dict[str, list[str]]:
    """The values of each indicator under their periods, as a trend shows them."""
    points: dict[str, list[str]] = {}
    for witness in witnesses:
        for figure in witness.reading.figures:
            if zh := witness.periods(figure)[0]:
                points.setdefault(figure.indicator, []).append(zh + figure.signed_mention)
    return points


def _trend(figure: Figure, points: dict[str, list[str]]) -> list[str]:
    """The points of an indicator under any of its names: 技改投资 is 工业技改投资."""
    name = figure.indicator
    alike = (each for each in points if each.endswith(name) or name.endswith(each))
    return [point for each in alike for point in points[each]]


def _sentences(witness: Witness) -> Iterator[Statement]:
    """The highlights of a document, each also led by the period its sentence begins with."""
    figures = {each.id: each for each in witness.reading.figures}
    for each in witness.reading.highlights:
        stated = [figures[one] for one in each.figures if one in figures]
        status = next((f.status for f in stated if f.status is not Status.ACTUAL), Status.ACTUAL)
        proofs = tuple(_proof(one, witness) for one in stated)
        lead = _lead(each.text, witness)
        said = (each.text, witness.edited.get(each.key, each.text))
        for text in dict.fromkeys(text for own in said for text in (lead + own, own)):
            yield statement("sentence", (text,), status=status.value, listed=True, proofs=proofs)


def _lead(text: str, witness: Witness) -> str:
    for passage in witness.reading.passages:
        words = passage.text.text
        at = words.find(text)
        if at > 0:
            start = max((stop.end() for stop in STOPS.finditer(words, 0, at)), default=0)
            lead = LEAD.match(words, start)
            return lead.group() if lead and lead.end() <= at else ""
    return ""


def promised_years(witnesses: Sequence[Witness]) -> set[str]:
    """The years that targets are set for, as a page heads them."""
    periods = (
        each.period
        for witness in witnesses
        for each in witness.reading.figures
        if each.status is not Status.ACTUAL and each.period
    )
    return {period_zh(period[:YEAR]) for period in periods}


def _names(witness: Witness) -> Iterator[Statement]:
    article = witness.reading.article
    for text in (article.name, article.origin):
        yield statement("heading", (text,))
    for day in (article.event, article.published):
        yield statement("source", (str(day or ""),))
    for key, text in witness.edited.items():
        if key.startswith(HEADING):
            yield statement("theme", (text,))
    for theme in witness.reading.themes:
        for text in (theme.label, theme.title, theme.label_en, theme.title_en):
            yield statement("theme", (text,))


def _figure(figure: Figure, witness: Witness, points: Sequence[str]) -> Iterator[Statement]:
    zh, en = witness.periods(figure)
    compared = witness.compared(figure)
    more: dict[str, Any] = {"status": figure.status.value, "proofs": (_proof(figure, witness),)}
    english = (figure.indicator_en, en, witness.value_en(figure), compared[1])
    if figure.indicator_en:
        yield statement("row", (english[0], english[2]), (en, compared[1]), order=english, **more)
    notes = witness.notes(figure)
    value = figure.signed_mention
    yield statement(
        "key figure",
        (figure.indicator, value),
        (notes[0], figure.indicator_en, notes[1], *points),
        order=(value, figure.indicator, notes[0], figure.indicator_en, notes[1]),
        **more,
    )
    if zh:
        yield statement("trend", (zh + value,), **more)


def _proof(figure: Figure, witness: Witness) -> Proof:
    source = witness.reading.article.source
    raw = source.text[figure.start : figure.end]
    return Proof(figure.id, source.path, figure.start, figure.end, raw)
