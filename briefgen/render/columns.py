"""The arithmetic of the page: even columns, and bars drawn to scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Bilingual, TrendPoint

Item = TypeVar("Item")

SMALL = 75  # characters: three themes shorter than this stand side by side
COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a trend, drawn to scale from zero."""

    period: Bilingual = field(metadata={"help": "its period, `.zh` and `.en`"})
    text: str = field(metadata={"help": "its value as printed"})
    start: float = field(
        metadata={"help": "where the bar begins, as a share of the drawing's length"}
    )
    length: float = field(metadata={"help": "how long it is, as a share of the drawing's length"})


def bars(points: tuple[TrendPoint, ...]) -> tuple[Bar, ...]:
    """The bars of a trend, to scale from zero; none for fewer than two points."""
    if len(points) < 2:  # noqa: PLR2004 (one point is no trend)
        return ()
    values = [float(point.value) for point in points]
    highest, lowest = max(*values, 0.0), min(*values, 0.0)
    extent = highest - lowest or 1.0
    return tuple(
        Bar(
            point.period,
            point.text,
            round((min(value, 0.0) - lowest) / extent, 4),
            round(abs(value) / extent, 4),
        )
        for point, value in zip(points, values, strict=True)
    )


def balanced(items: Sequence[Item], weights: Sequence[int]) -> tuple[tuple[Item, ...], ...]:
    """The items in one, two or three columns, in order, as even as their weights allow.

    Three short items stand side by side; one stands alone; all else goes into two columns.
    """
    if not items:
        return ()
    three = len(items) == COLUMNS and max(weights) <= SMALL
    count = min(len(items), COLUMNS if three else 2)
    cuts = [(0, *inner, len(items)) for inner in combinations(range(1, len(items)), count - 1)]
    best = min(cuts, key=lambda cut: _tallest(weights, cut))
    return tuple(tuple(items[a:b]) for a, b in pairwise(best))


def _tallest(weights: Sequence[int], cut: tuple[int, ...]) -> int:
    return max(sum(weights[a:b]) for a, b in pairwise(cut))
