"""Goes through the passages of a text and joins what was read into figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.figures.agreement import (
    agree,
    date_starts,
    name_classes,
    note_scope,
    rename,
    sold_or_priced,
    tell_units,
)
from briefgen.figures.ahead import aim_ahead
from briefgen.figures.areas import Areas
from briefgen.figures.calendars import calendar_of
from briefgen.figures.confidence import confidence_of
from briefgen.figures.draft import DOUBTFUL_SIGN, NO_INDICATOR, WHOSE, Draft, Frame
from briefgen.figures.frames import Setting, settle
from briefgen.figures.of_part import give_to_part, give_to_unnamed
from briefgen.figures.openings import within
from briefgen.figures.periods import find_times
from briefgen.figures.phrases import phrases
from briefgen.figures.read import read_sentence
from briefgen.figures.said import TimeSaid
from briefgen.figures.sections import walk
from briefgen.figures.segments import sentences
from briefgen.figures.speakers import HEAD, speaker_of
from briefgen.figures.topics import topic_of
from briefgen.figures.undated import YEAR, part_of_year
from briefgen.gazetteer import gazetteer
from briefgen.model import Article, Figure, Outline, Passage, Problem, Status
from briefgen.place_words import PROVINCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.figures.periods import Calendar

UNREAD = {
    NO_INDICATOR: "the text does not say what this number counts",
    DOUBTFUL_SIGN: "it is not sure whether this number is a rise or a fall",
    WHOSE: "it is of a part of the place, and the text does not say of which",
}


def extract(article: Article, outline: Outline) -> tuple[tuple[Figure, ...], tuple[Problem, ...]]:
    """The figures of `article` in the order of the text, and the numbers that could not be read."""
    figures: list[Figure] = []
    problems: list[Problem] = []
    calendar = calendar_of(article, outline)
    parts = {} if calendar.year else _parts_of_year(article, outline, calendar)
    for draft, passage, index, offset in _drafts(article, outline, calendar):
        if draft.doubts:
            problems.append(_unread(draft, passage, offset))
        else:
            at = offset + draft.mention.start
            figure = _figure(draft, passage, (len(figures) + 1, index, at))
            part = None if figure.period else parts.get((index, at))
            figures.append(replace(figure, undated=part) if part else figure)
    return tuple(figures), tuple(problems)


def _parts_of_year(
    article: Article, outline: Outline, calendar: Calendar
) -> dict[tuple[int, int], str | None]:
    """What part of its year each figure is of, by its passage and place, in a text without one.

    A forecast behind results of such a part (上半年夏粮增产。预测秋粮面积…) may be of a later one.
    """
    read = _drafts(article, outline, calendar._replace(year=YEAR))
    return {
        (index, offset + draft.mention.start): part_of_year(draft.period)
        for draft, _, index, offset in read
        if draft.status is not Status.FORECAST
    }


def _zone(article: Article) -> str:
    said = [article.name, *(part.text.text for part in article.paragraphs)]
    head = "" if article.place else article.source.text[:HEAD]
    return speaker_of("\n".join([head, *said]), article.place)


def _drafts(
    article: Article, outline: Outline, calendar: Calendar
) -> Iterator[tuple[Draft, Passage, int, int]]:
    """Each figure read, with its passage, the passage's index and the offset of its sentence."""
    frame = Frame(calendar, _own_province(article), place=article.place)
    said, areas, theme = TimeSaid(), Areas(article.place, _zone(article)), None
    for index, (passage, sections) in enumerate(walk(article, outline, calendar)):
        text = passage.text.text
        if passage.role != "body":
            frame.topic = topic_of(text)
            continue
        if passage.theme != theme:
            areas.forget()
            theme = passage.theme
        if passage.paragraph != said.paragraph:
            said = TimeSaid(passage.paragraph, said.time if _speaks_on(text) else None)
            areas.turn(text)
            frame.owner, frame.added = frame.owner if _speaks_on(text) else "", ""
        told = sold_or_priced(text)
        for start, end in sentences(text):
            sentence, section = text[start:end], sections.at(start)
            areas.open(sentence)
            frame.calendar = within(calendar, section)
            times = find_times(sentence, frame.calendar)
            setting = Setting(sentence, times, said, section, frame.calendar)
            drafts = read_sentence(sentence, frame)
            for draft in drafts:
                settle(draft, setting)
                draft.area = areas.of(draft, sentence)
            if drafts:
                aim_ahead(drafts, sentence, section, calendar)
                agree(drafts)
                date_starts(drafts, sentence)
                rename(drafts)
                name_classes(drafts, told, sentence)
                tell_units(drafts)
                note_scope(drafts)
                give_to_part(drafts, areas)
                give_to_unnamed(drafts, areas, sentence)
            for draft in drafts:
                yield draft, passage, index, start
            said.note(sentence, times)
            said.status = drafts[0].status if drafts else said.status
            areas.note(sentence)


def _speaks_on(text: str) -> bool:
    """Whether a paragraph goes on with the period of the one before (从投资结构看)."""
    return phrases().patterns["speaks_on"].match(text) is not None


def _own_province(article: Article) -> str:
    """The short name of the province that the document's place is, or lies in."""
    place = article.place
    while place is not None and place.level > PROVINCE:
        place = gazetteer().parent(place)
    return place.zh if place else ""


def _figure(draft: Draft, passage: Passage, place: tuple[int, int, int]) -> Figure:
    """The figure of `draft`; `place` is its number, its passage's index and its offset there."""
    number, index, at = place
    mention = draft.mention
    end = at + mention.end - mention.start
    span = passage.text.span(at, end)
    return Figure(
        id=f"F{number}",
        theme=passage.theme,
        indicator=draft.indicator,
        measure=draft.measure,
        value=mention.value,
        unit=mention.unit,
        mention=passage.text.text[at:end],
        start=span.start,
        end=span.end,
        rule=draft.rule,
        confidence=confidence_of(draft.rule, draft.indicator),
        basis=draft.basis,
        direction=draft.direction,
        bound=mention.bound,
        value_max=mention.value_max,
        baseline=draft.baseline,
        area=draft.area,
        period=draft.period,
        status=draft.status,
        versus=tuple(draft.versus),
        rank=draft.rank,
        passage=index,
        at=at,
    )


def _unread(draft: Draft, passage: Passage, offset: int) -> Problem:
    start, end = offset + draft.mention.start, offset + draft.mention.end
    span = passage.text.span(start, end)
    number = passage.text.text[start:end]
    message = f"{number}: {UNREAD[draft.doubts[0]]}"
    return Problem(draft.doubts[0], span.start, span.end, message)
