"""Turns readings into the JSON of `briefgen extract`: schema briefgen.extract/1.

Field names and values are fixed: other programs rely on them. Absent values are null, never
missing. `start` and `end` are offsets into the decoded file as it is on disk.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.deliver.plain import json_number
from briefgen.export.flat import number
from briefgen.model import OVERALL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from briefgen.model import Figure, Highlight, Noise, Place, Problem, Reading, Theme

SCHEMA = "briefgen.extract/1"
OVERALL_ID = "T0"
OVERALL_EN = "Overall"

Json = dict[str, Any]


def as_json(readings: Iterable[Reading]) -> str:
    """The whole answer: the schema's name and one object for each document, in order."""
    content = {"schema": SCHEMA, "documents": [document_json(reading) for reading in readings]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def document_json(reading: Reading) -> Json:
    """One document: where it comes from, what it says, its own themes, figures and doubts."""
    article = reading.article
    source = article.source
    subjects = [_theme(theme) for theme in reading.themes if theme.stands_in]
    reading = _own(reading)
    return {
        "id": source.id,
        "path": source.path,
        "sha256": source.sha256,
        "title": article.title or None,
        "published": article.published.isoformat() if article.published else None,
        "event": article.event.isoformat() if article.event else None,
        "source": article.origin or None,
        "place": _place(article.place) if article.place else None,
        "script": article.script,
        "encoding": source.encoding,
        "noise": [_noise(noise) for noise in article.noise],
        "themes": [*_overall(reading), *(_theme(theme) for theme in reading.themes)],
        "highlights": [_highlight(highlight) for highlight in reading.highlights],
        "figures": [figure_json(figure) for figure in reading.figures],
        "problems": [problem_json(problem) for problem in reading.problems],
        "subjects": subjects,
    }


def _own(reading: Reading) -> Reading:
    """The reading with the document's own themes only.

    Subjects that stand in where a document has no framework are listed apart: what stands under
    them is 总体 in the contract.
    """
    stand_ins = {theme.id for theme in reading.themes if theme.stands_in}
    if not stand_ins:
        return reading

    def under(theme: str | None) -> str | None:
        return None if theme in stand_ins else theme

    return replace(
        reading,
        themes=tuple(theme for theme in reading.themes if not theme.stands_in),
        passages=tuple(replace(part, theme=under(part.theme)) for part in reading.passages),
        figures=tuple(replace(figure, theme=under(figure.theme)) for figure in reading.figures),
        highlights=tuple(replace(each, theme=under(each.theme)) for each in reading.highlights),
    )


def _place(place: Place) -> Json:
    return {"zh": place.zh, "en": place.en, "code": place.code}


def _noise(noise: Noise) -> Json:
    return {"start": noise.start, "end": noise.end, "kind": noise.kind}


def problem_json(problem: Problem) -> Json:
    """A doubt: its kind, where it arose, and what it says to the editor."""
    return {
        "kind": problem.kind,
        "start": problem.start,
        "end": problem.end,
        "message": problem.message,
    }


def _overall(reading: Reading) -> list[Json]:
    """The theme of what stands before the first theme: there if anything stands there."""
    spans = [part.text.span() for part in reading.passages if part.theme is None and part.text]
    marks = [figure for figure in reading.figures if figure.theme is None]
    if not spans and not marks:
        return []
    starts = [*(span.start for span in spans), *(figure.start for figure in marks)]
    ends = [*(span.end for span in spans), *(figure.end for figure in marks)]
    return [
        {
            "id": OVERALL_ID,
            "parent": None,
            "label": OVERALL,
            "title": "",
            "label_en": OVERALL_EN,
            "title_en": "",
            "start": min(starts),
            "end": max(ends),
        }
    ]


def _theme(theme: Theme) -> Json:
    return {
        "id": theme.id,
        "parent": theme.parent,
        "label": theme.label,
        "title": theme.title,
        "label_en": theme.label_en,
        "title_en": theme.title_en,
        "start": theme.start,
        "end": theme.end,
    }


def _highlight(highlight: Highlight) -> Json:
    return {
        "id": highlight.id,
        "theme": highlight.theme or OVERALL_ID,
        "text": highlight.text,
        "status": highlight.status.value,
        "figures": list(highlight.figures),
        "score": round(highlight.score, 4),
        "start": highlight.start,
        "end": highlight.end,
    }


def figure_json(figure: Figure) -> Json:
    """One figure with every attribute of the contract."""
    return {
        "id": figure.id,
        "theme": figure.theme or OVERALL_ID,
        "highlight": figure.highlight,
        "indicator": figure.indicator,
        "indicator_en": figure.indicator_en,
        "measure": figure.measure.value,
        "basis": figure.basis.value if figure.basis else None,
        "direction": figure.direction.value if figure.direction else None,
        "value": _number(figure, figure.value),
        "value_max": None if figure.value_max is None else _number(figure, figure.value_max),
        "unit": figure.unit,
        "bound": figure.bound.value if figure.bound else None,
        "mention": figure.mention,
        "value_en": figure.value_en,
        "area": figure.area or None,
        "period": figure.period,
        "status": figure.status.value,
        "versus": [
            {"benchmark": gap.benchmark, "delta": json_number(gap.delta), "unit": gap.unit}
            for gap in figure.versus
        ],
        "rank": _rank(figure),
        "baseline": _baseline(figure),
        "rule": figure.rule,
        "confidence": figure.confidence,
        "start": figure.start,
        "end": figure.end,
    }


def _number(figure: Figure, value: Decimal) -> int | float:
    return json_number(number(figure, value))


def _rank(figure: Figure) -> Json | None:
    if figure.rank is None:
        return None
    return {"scope": figure.rank.scope, "position": figure.rank.position}


def _baseline(figure: Figure) -> Json | None:
    if figure.baseline is None:
        return None
    return {"value": _number(figure, figure.baseline.value), "period": figure.baseline.period}
