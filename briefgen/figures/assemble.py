"""Joins what was read into figures: period, status, area, confidence, place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.figures.draft import Draft
from briefgen.figures.periods import Calendar, Time, find_times
from briefgen.figures.phrases import phrases
from briefgen.figures.read import Frame, read_sentence
from briefgen.figures.sections import CARRIED, Section, calendar_of, walk
from briefgen.figures.segments import sentences
from briefgen.figures.statuses import status_of
from briefgen.gazetteer import gazetteer
from briefgen.lexicon import load_toml
from briefgen.model import Article, Basis, Figure, Measure, Outline, Passage, Problem, Status

LEAD_IN = 6  # characters: a time further in is about one clause, not about the paragraph
PROVINCE = 1  # level of a province in the gazetteer


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph has said so far about time, for sentences that say nothing."""

    index: int = -1
    time: Time | None = None
    last: Time | None = None  # of the sentence before, for one that begins with 其中


def _carries(sentence: str, time: Time) -> bool:
    """Whether a time holds for the sentences after its own: it opens a clause, names no thing."""
    return time.start <= LEAD_IN and time.kind in {*CARRIED, "months", "quarter"}


def extract(
    article: Article, outline: Outline
) -> tuple[tuple[Figure, ...], tuple[Problem, ...]]:
    """The figures of `article` in the order of the text, and the numbers that could not be read."""
    calendar = calendar_of(article, outline)
    own = _own_province(article)
    figures: list[Figure] = []
    problems: list[Problem] = []
    paragraph = _Paragraph()
    frame = Frame(calendar, own)
    positions = {id(passage): index for index, passage in enumerate(outline.passages)}
    for passage, section in walk(article, outline, calendar):
        if passage.role != "body":
            continue
        if passage.paragraph != paragraph.index:
            paragraph = _Paragraph(passage.paragraph)
            frame = Frame(calendar, own)
        text = passage.text.text
        for start, end in sentences(text):
            drafts = read_sentence(text[start:end], frame)
            times = find_times(text[start:end], calendar)
            for draft in drafts:
                _settle(draft, text[start:end], times, paragraph, section, calendar)
                figure = _figure(draft, passage, start, positions[id(passage)], len(figures), article)
                if "no_indicator" in draft.doubts:
                    problems.append(_unread(figure))
                else:
                    figures.append(figure)
            carried = [time for time in times if _carries(text[start:end], time)]
            if carried:
                paragraph.time = carried[-1]
            paragraph.last = times[-1] if times else None
    return tuple(figures), tuple(problems)


def _own_province(article: Article) -> str:
    if article.place is None:
        return ""
    place = article.place
    while place.level > PROVINCE:
        above = gazetteer().parent(place)
        if above is None:
            return ""
        place = above
    return place.zh


def _settle(
    draft: Draft,
    sentence: str,
    times: list[Time],
    paragraph: _Paragraph,
    section: Section,
    calendar: Calendar,
) -> None:
    """Fills in period, status and area from the clause, the sentence, the paragraph, the section."""
    at = draft.mention.start
    time, stated = _time_of(draft, sentence, times, paragraph)
    before = sentence[:at]
    period = time.period if time else section.period
    kind = time.kind if time else section.kind
    if draft.basis is Basis.AVERAGE and section.kind == "years":
        period, kind = section.period, section.kind
    if kind == "whole" and section.kind == "year":
        period = section.period
    past = bool(period and calendar.year and int(period[:4]) < calendar.year)
    draft.status = status_of(before, draft.clause, section, past=past)
    draft.period = _adjusted(draft, sentence, period, kind, calendar)
    if draft.status is Status.FORECAST and re.search(load_toml("assemble")["project"], before):
        draft.period = time.period if time and stated and time.kind == "year" else None
    company = phrases().company.search(before)
    draft.area = company["name"] if company else ""


def _time_of(
    draft: Draft, sentence: str, times: list[Time], paragraph: _Paragraph
) -> tuple[Time | None, bool]:
    """The time that governs a number, and whether its own sentence states it."""
    at, closed = draft.mention.start, draft.mention.closed or draft.mention.end
    bracket = re.match(r"（[^）]*）", sentence[closed:])
    if bracket:
        inner = [t for t in times if closed <= t.start < closed + bracket.end()]
        if inner:
            return inner[0], True
    outside = [t for t in times if not _bracketed(sentence, t, at)]
    earlier = [t for t in outside if t.start <= at]
    if earlier:
        return earlier[-1], True
    if paragraph.last is not None and sentence.startswith(load_toml("assemble")["among"]):
        return paragraph.last, False
    if paragraph.time is not None:
        return paragraph.time, False
    return None, False


def _bracketed(sentence: str, time: Time, at: int) -> bool:
    """Whether a time stands in a bracket that closed before the number."""
    opening = sentence.rfind("（", 0, time.start)
    closing = sentence.find("）", time.end)
    shut = sentence.rfind("）", 0, time.start)
    return opening > shut and 0 <= closing < at


def _adjusted(
    draft: Draft, sentence: str, period: str | None, kind: str, calendar: Calendar
) -> str | None:
    """The period as the contract has it: stocks take the month they stand at, and so on."""
    if period is None:
        return None
    if kind == "month" and re.search(load_toml("assemble")["cumulative"], draft.clause):
        year, month = period.split("-")
        return f"{year}-01/{year}-{month}"
    if kind == "years":
        level = draft.measure not in {Measure.GROWTH, Measure.DELTA, Measure.CONTRIBUTION}
        share = draft.measure is Measure.SHARE
        flow = phrases().share_flow if share else phrases().flow
        reached = draft.rule == "from_to" or (share and draft.left.strip() != "")
        if level and (reached or not flow.search(sentence if share else draft.clause)):
            return period.split("/")[1]
        return period
    if kind == "to_date" and _stands(draft) and calendar.as_of:
        return f"{calendar.as_of[0]}-{calendar.as_of[1]:02d}"
    return period


def _stands(draft: Draft) -> bool:
    """Whether the figure is a stock, which stands at a date, rather than a flow over a period."""
    left = draft.left.rstrip("，、约近超")
    return bool(phrases().stock.search(left) or phrases().stock.search(draft.indicator))


def _figure(
    draft: Draft, passage: Passage, offset: int, index: int, number: int, article: Article
) -> Figure:
    mention = draft.mention
    start, end = offset + mention.start, offset + mention.end
    span = passage.text.span(start, end)
    place = article.place.full if article.place else ""
    return Figure(
        id=f"F{number + 1}",
        theme=passage.theme,
        indicator=draft.indicator,
        measure=draft.measure,
        value=mention.value,
        unit=mention.unit,
        mention=passage.text.text[start:end],
        start=span.start,
        end=span.end,
        rule=draft.rule,
        confidence=_confidence(draft),
        basis=draft.basis,
        direction=draft.direction,
        bound=mention.bound,
        value_max=mention.value_max,
        baseline=draft.baseline,
        area=draft.area or place,
        period=draft.period,
        status=draft.status,
        versus=tuple(draft.versus),
        rank=draft.rank,
        passage=index,
        at=start,
    )


def _confidence(draft: Draft) -> float:
    table = load_toml("confidence")["rules"]
    value: float = table.get(draft.rule, table["other"])
    return value


def _unread(figure: Figure) -> Problem:
    return Problem("no_indicator", figure.start, figure.end, figure.mention)
