"""One row for each figure: all that the contract says of it, and the sentence it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.deliver.sidecar import sentence_span
from briefgen.model import OVERALL, Direction, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Figure, Reading

Cell = str | int | Decimal | None

COLUMNS = (
    "document",
    "path",
    "title",
    "published",
    "event",
    "place",
    "place_code",
    "id",
    "theme",
    "highlight",
    "indicator",
    "indicator_en",
    "measure",
    "basis",
    "direction",
    "value",
    "value_max",
    "unit",
    "bound",
    "mention",
    "value_en",
    "area",
    "period",
    "status",
    "versus",
    "rank_scope",
    "rank_position",
    "baseline",
    "baseline_period",
    "rule",
    "confidence",
    "start",
    "end",
    "sentence",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with the document it comes from, and the path of its theme."""

    reading: Reading
    figure: Figure
    theme: str = OVERALL


def rows_of(readings: Iterable[Reading]) -> Iterator[Row]:
    """The figures of all documents, in order."""
    for reading in readings:
        paths = theme_paths(reading)
        for figure in reading.figures:
            yield Row(reading, figure, paths.get(figure.theme or "", OVERALL))


def cells(row: Row) -> tuple[Cell, ...]:
    """The cells of a row, one for each of COLUMNS; numbers are numbers, absent values None."""
    article, figure = row.reading.article, row.figure
    rank, baseline = figure.rank, figure.baseline
    return (
        article.source.id,
        article.source.path,
        article.title,
        article.published.isoformat() if article.published else None,
        article.event.isoformat() if article.event else None,
        article.place.full if article.place else None,
        article.place.code if article.place else None,
        figure.id,
        row.theme,
        figure.highlight,
        figure.indicator,
        figure.indicator_en or None,
        figure.measure.value,
        figure.basis.value if figure.basis else None,
        figure.direction.value if figure.direction else None,
        number(figure, figure.value),
        None if figure.value_max is None else number(figure, figure.value_max),
        figure.unit,
        figure.bound.value if figure.bound else None,
        figure.mention,
        figure.value_en or None,
        figure.area or None,
        figure.period,
        figure.status.value,
        "; ".join(f"{gap.benchmark} {gap.delta:+f} {gap.unit}" for gap in figure.versus) or None,
        rank.scope if rank else None,
        rank.position if rank else None,
        number(figure, baseline.value) if baseline else None,
        baseline.period if baseline else None,
        figure.rule,
        Decimal(str(figure.confidence)),
        figure.start,
        figure.end,
        sentence(row),
    )


def number(figure: Figure, value: Decimal) -> Decimal:
    """The value with the digits written; counts without the zeros that exact arithmetic carries."""
    whole = figure.measure in {Measure.COUNT, Measure.RANK} and value == value.to_integral_value()
    return value.to_integral_value() if whole else value


def signed(figure: Figure, value: Decimal) -> Decimal:
    """The value with the sign of its direction: a fall by 1.2 is -1.2."""
    return -number(figure, value) if figure.direction is Direction.DOWN else number(figure, value)


def theme_paths(reading: Reading) -> dict[str, str]:
    """For each theme the labels of those above it and its own: 质效提升 / 稳."""
    themes = {theme.id: theme for theme in reading.themes}
    out = {}
    for theme in reading.themes:
        path = [theme.label]
        step = themes.get(theme.parent or "")
        while step and len(path) < len(themes):
            path.append(step.label)
            step = themes.get(step.parent or "")
        out[theme.id] = " / ".join(reversed(path))
    return out


def sentence(row: Row) -> str:
    """The sentence of the figure as cleaned, in one line, cut where it is very long."""
    figure = row.figure
    if not 0 <= figure.passage < len(row.reading.passages):
        return figure.mention
    text = row.reading.passages[figure.passage].text.text
    start, end = sentence_span(text, figure.at, figure.at + len(figure.mention))
    return text[start:end].strip()
