"""The arithmetic of the page: even columns, and bars drawn to scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.model import OVERALL, Bilingual, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from briefgen.model import Gap, Row, TrendPoint

Item = TypeVar("Item")

COLUMNS = 3
LINE = {1: 54, 2: 26, 3: 16}  # characters of a line, by the number of columns, about


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a trend, drawn to scale from zero."""

    period: Bilingual = field(
        metadata={"help": "its period, `.zh` and `.en`; in the drawing of a gap, whose value it is"}
    )
    text: str = field(metadata={"help": "its value as printed; empty in the drawing of a gap"})
    start: float = field(
        metadata={"help": "where the bar begins, as a share of the drawing's length"}
    )
    length: float = field(metadata={"help": "how long it is, as a share of the drawing's length"})


def bars(points: tuple[TrendPoint, ...]) -> tuple[Bar, ...]:
    """The bars of a trend, to scale from zero; none for fewer than two points."""
    if len(points) < 2:  # noqa: PLR2004 (one point is no trend)
        return ()
    return _to_scale([(point.period, point.text, point.value) for point in points])


def gap_bars(gap: Gap, place: Bilingual) -> tuple[Bar, ...]:
    """Two bars to scale from zero: what the benchmark has, and the place.

    They say no value: that of the benchmark follows from the gap, and stands in no source.
    """
    return _to_scale(
        [(Bilingual(gap.benchmark, ""), "", gap.value - gap.delta), (place, "", gap.value)]
    )


def _to_scale(points: Sequence[tuple[Bilingual, str, Decimal]]) -> tuple[Bar, ...]:
    values = [float(value) for _, _, value in points]
    highest, lowest = max(*values, 0.0), min(*values, 0.0)
    extent = highest - lowest or 1.0
    return tuple(
        Bar(
            name,
            text,
            round((min(value, 0.0) - lowest) / extent, 4),
            round(abs(value) / extent, 4),
        )
        for (name, text, _), value in zip(points, values, strict=True)
    )


def balanced(
    items: Sequence[Item], weights: Sequence[int], wanted: int = 0
) -> tuple[tuple[Item, ...], ...]:
    """The items in one, two or three columns, in order, as even as their weights allow.

    Weights are in characters. One item stands alone, three stand side by side where that takes
    fewer lines, and all else goes into two columns; unless a number of columns is `wanted`.
    """
    if not items:
        return ()
    total = len(items)
    counts = [2, COLUMNS] if total == COLUMNS else [min(total, 2)]
    if wanted:
        counts = [min(total, wanted, COLUMNS)]
    cuts = [
        (0, *inner, total) for count in counts for inner in combinations(range(1, total), count - 1)
    ]
    best = min(cuts, key=lambda cut: _lines(weights, cut))
    return tuple(tuple(items[a:b]) for a, b in pairwise(best))


def height(columns: Sequence[Sequence[int]]) -> int:
    """How many lines the tallest column has, of items with these weights."""
    line = LINE[len(columns)]
    return max(sum(-(-weight // line) for weight in column) for column in columns)


def _lines(weights: Sequence[int], cut: tuple[int, ...]) -> tuple[int, int]:
    """How many lines the tallest column has, and all together."""
    line = LINE[len(cut) - 1]
    columns = [sum(-(-weight // line) for weight in weights[a:b]) for a, b in pairwise(cut)]
    return max(columns), sum(weight * weight for weight in columns)


def with_filled_columns(knobs: Mapping[str, Any], rows: Sequence[Row]) -> Mapping[str, Any]:
    """The settings of a template, less the columns of the table that would say nothing."""
    table = knobs.get("table")
    if not table:
        return knobs
    filled = {
        "theme": any({row.theme, row.theme_zh} - {""} and row.theme_zh != OVERALL for row in rows),
        "period": any(row.period for row in rows),
        "compared": any(row.compared or row.status is not Status.ACTUAL for row in rows),
    }
    columns = [name for name in table["columns"] if filled.get(name, True)]
    return {**knobs, "table": {**table, "columns": columns}}
