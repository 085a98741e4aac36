"""Chooses the three or four key figures, and the trend or gap that is drawn with each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model import (
    Basis,
    Bilingual,
    Direction,
    Figure,
    Gap,
    KeyFigure,
    Measure,
    Status,
    TrendPoint,
)
from briefgen.select.importance import (
    anecdotal,
    canonical,
    figure_score,
    headline,
    importance,
    qualified,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from briefgen.model import Place
    from briefgen.select.options import Phrasing

# What says little by itself: tons and kilometres, and points more, less or contributed.
ASIDES = (Measure.PHYSICAL, Measure.DELTA, Measure.CONTRIBUTION)
PLAIN = re.compile(r"(\d[\d,]*(?:\.\d+)?)(\D*)")
PERIOD = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:/(\d{4})-(\d{2}))?)?")
AWAY = 0.3  # taken off a figure of a county or city in the place of the page, whose own come first
UNPROVEN = 0.15  # taken off a figure whose English is not all in the glossary
PERCENT, POINT = "%", "pp"  # units of a rate, and of the gap between two
POINTS = 5  # of a trend at most
MANY_YEARS = 0.15  # taken off a figure of several years, which is older news than that of one
PARTIAL = 0.04  # taken off a headline indicator of a part: 民营企业进出口, behind 外贸进出口
WORTH = 0.5  # score below which a figure is no key figure unless there are too few


@dataclass(frozen=True, slots=True)
class Stand:
    """A figure that may stand at the head: with its document's index and place.

    `away` tells that this is not the place of the page.
    """

    id: str
    figure: Figure
    document: int
    place: Place | None
    away: bool = False


def _eligible(stand: Stand) -> bool:
    figure = stand.figure
    actual = figure.status is Status.ACTUAL and figure.bound is None and figure.value_max is None
    plain = bool(PLAIN.fullmatch(figure.mention)) and figure.measure not in ASIDES
    worded = bool(figure.indicator_en) and figure.when is not None
    return actual and plain and worded and not anecdotal(figure, stand.place)


def _worth(stand: Stand) -> float:
    score = figure_score(stand.figure, stand.place)[0]
    score -= importance().page.age * stand.document
    score -= AWAY if stand.away else 0
    score -= PARTIAL if qualified(stand.figure, stand.place) else 0
    score -= 0 if stand.figure.undated or span(stand.figure.period) else MANY_YEARS
    return score - (0 if stand.figure.covered else UNPROVEN)


def _year(figure: Figure) -> int:
    """The last year of its period; 0 if the text says none."""
    year = (figure.period or "").rpartition("/")[2][:4]
    return int(year) if year.isdigit() else 0


def chosen(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """The key figures: results of distinct indicators, four at most, the leading one first."""
    page = importance().page
    ranked = sorted(
        filter(_eligible, stands),
        key=lambda each: (-_worth(each), each.document, -_year(each.figure), each.figure.at),
    )
    picked: list[Stand] = []
    names: set[str] = set()
    for stand in ranked:
        name = canonical(stand.figure.indicator, stand.place)
        enough = len(picked) >= page.key_least and _worth(stand) < WORTH
        if name in names or enough:
            continue
        names.add(name)
        picked.append(stand)
        if len(picked) == page.key_most:
            break
    return tuple(sorted(picked, key=lambda one: (-headline(one.figure, one.place), -_worth(one))))


def key_figure(stand: Stand, stands: Sequence[Stand], phrasing: Phrasing) -> KeyFigure:
    """A key figure as printed."""
    figure = stand.figure
    number, unit = _number(figure)
    points = trend(stand, stands, phrasing)
    amount = figure.measure is Measure.AMOUNT
    basis = phrasing.basis(figure)
    return KeyFigure(
        figure=stand.id,
        value=number,
        unit=Bilingual(unit, phrasing.value_en(figure) if amount else unit if unit == "%" else ""),
        label=Bilingual(figure.indicator, figure.indicator_en),
        note=Bilingual(
            _joined("，", phrasing.period_zh(figure), basis.zh, phrasing.compared_zh(figure)),
            _joined("; ", phrasing.period_en(figure), basis.en, phrasing.compared_en(figure)),
        ),
        status=figure.status,
        source=stand.document + 1,
        trend=points,
        gap=None if points else gap(stand),
    )


def _joined(mark: str, *texts: str) -> str:
    return mark.join(text for text in texts if text)


def _number(figure: Figure) -> tuple[str, str]:
    """The number as set large, with its sign, and the unit that follows it."""
    match = PLAIN.fullmatch(figure.mention)
    number, unit = match.groups() if match else (figure.mention, "")
    return figure.sign + number, unit


def gap(stand: Stand) -> Gap | None:
    """How far a rate lies from the first benchmark that the text compares it with."""
    figure, place = stand.figure, stand.place
    rate = figure.measure in {Measure.GROWTH, Measure.SHARE} and figure.unit == PERCENT
    if not rate or not figure.versus or figure.versus[0].unit != POINT:
        return None
    first = figure.versus[0]
    name = Bilingual(place.zh, place.en) if place and stand.away else None
    return Gap(first.benchmark, first.delta, _signed(figure), name)


def _signed(figure: Figure) -> Decimal:
    return -figure.value if figure.direction is Direction.DOWN else figure.value


# --- trends -------------------------------------------------------------------------------------


def span(period: str | None) -> tuple[int, int, int] | None:
    """Year, last month and months of a period within one year; None for any other."""
    match = PERIOD.fullmatch(period or "")
    if not match:
        return None
    year, quarter, month, last_year, last = match.groups()
    if quarter:
        return int(year), 3 * int(quarter), 3
    if not month:
        return int(year), 12, 12
    if not last:
        return int(year), int(month), 1
    if last_year != year:
        return None
    return int(year), int(last), int(last) - int(month) + 1


def _comparable(one: Stand, other: Stand) -> bool:
    """Whether two figures are points of one line: same indicator, measure, basis, unit and area."""
    a, b = one.figure, other.figure
    same = (a.measure, a.basis, a.unit, a.direction is None) == (
        b.measure,
        b.basis,
        b.unit,
        b.direction is None,
    )
    kind = a.basis is Basis.YOY if a.measure is Measure.GROWTH else a.measure is Measure.SHARE
    exact = b.bound is None and b.value_max is None and bool(PLAIN.fullmatch(b.mention))
    names = canonical(a.indicator, one.place) == canonical(b.indicator, other.place)
    place = one.place == other.place and not anecdotal(b, other.place)
    return same and kind and names and place and exact and b.status is Status.ACTUAL


def trend(stand: Stand, stands: Sequence[Stand], phrasing: Phrasing) -> tuple[TrendPoint, ...]:
    """The points of an indicator, oldest first, one a year, the key figure last; () below two.

    Growth on a year earlier of part of a year and of a full year stand side by side, each under
    its period. Of two periods of one year the one that ends later counts, then the newer document.
    """
    last = span(stand.figure.period)
    if last is None:
        return ()
    best: dict[int, tuple[int, int, Stand]] = {last[0]: (99, 0, stand)}
    for other in stands:
        when = span(other.figure.period)
        if when is None or when[0] >= last[0] or not _comparable(stand, other):
            continue
        if when[0] not in best or (when[1], when[2]) > best[when[0]][:2]:
            best[when[0]] = (when[1], when[2], other)
    points = [best[year][2] for year in sorted(best)][-POINTS:]
    return tuple(_point(each, phrasing) for each in points) if len(points) > 1 else ()


def _point(stand: Stand, phrasing: Phrasing) -> TrendPoint:
    figure = stand.figure
    number, unit = _number(figure)
    period = Bilingual(phrasing.period_zh(figure), phrasing.period_en(figure))
    return TrendPoint(period, _signed(figure), number + unit, stand.id)
