"""Turns readings into a table for people, aligned for wide characters, grouped by theme."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.export.columns import line, widths
from briefgen.lexicon import load_toml
from briefgen.model import OVERALL, Direction, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Figure, Reading

HEADER = ("figure", "indicator", "written", "English", "period", "status", "compared", "area")


def as_table(readings: Iterable[Reading]) -> str:
    """The documents one after the other: heading, figures under their themes, problems."""
    return "\n\n".join("\n".join(_document(reading)) for reading in readings)


def _document(reading: Reading) -> Iterator[str]:
    article = reading.article
    place = article.place.full if article.place else "no place found"
    day = article.event or article.published
    yield f"{article.title or article.source.id}"
    yield f"{article.source.path}  {place}  {day or 'no date found'}  {article.origin}".rstrip()
    own = article.place.full if article.place else ""
    header, *rows = _filled([HEADER, *(_row(figure, own) for figure in reading.figures)])
    size = widths([header, *rows])
    yield ""
    yield line(header, size)
    for theme, numbered in groupby(enumerate(reading.figures), key=lambda pair: pair[1].theme):
        yield _heading(reading, theme)
        yield from (line(rows[index], size) for index, _ in numbered)
    yield ""
    yield f"{_count(len(reading.figures), 'figure')}, {_count(len(reading.themes), 'theme')}"
    yield from (
        f"problem at {problem.start}: {problem.message} ({problem.kind})"
        for problem in reading.problems
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _heading(reading: Reading, identity: str | None) -> str:
    """The theme's line: the themes above it, its label, its title."""
    themes = {theme.id: theme for theme in reading.themes}
    path = []
    step = themes.get(identity) if identity else None
    title = step.title if step else ""
    while step:
        path.append(step.label)
        step = themes.get(step.parent) if step.parent else None
    label = " / ".join(reversed(path)) or OVERALL
    return f"— {label}  {title if title != label else ''}".rstrip()


def _filled(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows without the columns that hold nothing below their heads."""
    kept = [index for index in range(len(HEADER)) if any(row[index] for row in rows[1:])]
    return [tuple(row[index] for index in kept) for row in rows]


def _row(figure: Figure, own: str) -> tuple[str, ...]:
    """The cells of a figure; its area only where it is not the document's `own`."""
    written = figure.mention[:1] in load_toml("numerals")["signs"]["minus"]
    sign = "-" if figure.direction is Direction.DOWN and not written else ""
    return (
        figure.id,
        figure.indicator or "?",
        f"{sign}{figure.mention}",
        figure.value_en,
        figure.period or "",
        "" if figure.status is Status.ACTUAL else figure.status.value,
        _compared(figure),
        "" if figure.area == own else figure.area,
    )


def _compared(figure: Figure) -> str:
    gaps = [f"{gap.benchmark}{gap.delta:+} {gap.unit}" for gap in figure.versus]
    rank = [f"{figure.rank.scope} #{figure.rank.position}"] if figure.rank else []
    return ", ".join([*gaps, *rank])
