"""One indicator across documents, periods and places, its definitions kept apart."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen import pipeline
from briefgen.deliver.plain import json_number
from briefgen.errors import BriefgenError
from briefgen.export.columns import aligned
from briefgen.export.flat import COLUMNS as CELLS
from briefgen.export.flat import cells, rows_of, signed
from briefgen.export.sheet import csv_bytes, csv_cell
from briefgen.figures.definitions import definition
from briefgen.figures.spans import months, plain_value, unit_of
from briefgen.gather import place_named, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from briefgen.export.flat import Row
    from briefgen.model import Measure, Reading
    from briefgen.workspace import Workspace

SCHEMA = "briefgen.compare/1"
HEADER = ("period", "place", "value", "unit", "basis", "status", "compared", "document", "")
BAR = 24  # columns of the longest bar
NEAREST = 3  # indicators named when the one asked for is unknown
ALIKE = 55.0  # rapidfuzz score from which an indicator is worth naming
UNDATED = (10**6, 10**6)  # figures of no period come last


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one definition, measure, basis and kind of unit, oldest first."""

    indicator: str
    measure: str
    basis: str
    unit: str
    rows: tuple[Row, ...]


def understood(
    workspace: Workspace, city: str | None, progress: Callable[[str], None]
) -> tuple[list[Reading], tuple[str, ...]]:
    """What was understood of the workspace's documents, of one place if it is named, and warnings.

    Raises WorkspaceError if there are none, or none of that place.
    """
    found = survey(workspace, progress)
    documents = found.of(place_named(city, found)) if city else found.documents
    glossary = pipeline.glossary_of(workspace.settings)
    readings = []
    for number, document in enumerate(documents, 1):
        progress(f"understanding document {number} of {len(documents)}")
        readings.append(pipeline.understand(document.opened(), glossary))
    return readings, found.warnings


def compare(
    readings: Iterable[Reading], asked: str, measure: Measure | None = None
) -> tuple[Group, ...]:
    """The groups of the indicator asked for: its own first, then those whose name contains it.

    Raises BriefgenError, with names like it, if the documents have none.
    """
    wanted = definition(asked)
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    names: set[str] = set()
    for row in rows_of(readings):
        figure = row.figure
        name = definition(figure.indicator, figure.measure, figure.area)
        names.add(name)
        if wanted and wanted in name and measure in {None, figure.measure}:
            basis = figure.basis.value if figure.basis else ""
            groups[(name, figure.measure.value, basis, unit_of(figure))].append(row)
    if not groups:
        raise _unknown(asked, wanted, names, measure)
    keys = sorted(groups, key=lambda key: (key[0] != wanted, len(key[0]), key))
    return tuple(
        Group(name, kind, basis, unit, tuple(sorted(groups[(name, kind, basis, unit)], key=_order)))
        for name, kind, basis, unit in keys
    )


def _order(row: Row) -> tuple[int, int, str, str]:
    first, last = months(row.figure.period) or UNDATED
    return last, first, _place(row), row.reading.article.source.path


def _place(row: Row) -> str:
    place = row.reading.article.place
    return row.figure.area or (place.full if place else "")


def _unknown(asked: str, wanted: str, names: set[str], measure: Measure | None) -> BriefgenError:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed when something is wrong

    if measure and any(wanted in name for name in names):
        message = f"no figure of “{asked}” has the measure {measure.value}"
        return BriefgenError(message, hint="leave --measure out")
    found = process.extract(wanted, sorted(names), scorer=fuzz.WRatio, limit=NEAREST)
    near = [name for name, score, _ in found if score >= ALIKE]
    hint = f"did you mean {', '.join(near)}?" if near else "briefgen extract FILE --format table"
    return BriefgenError(f"no document has the indicator “{asked}”", hint=hint)


# --- for people ---------------------------------------------------------------------------------


def as_text(groups: Sequence[Group]) -> str:
    """One table for each group, with a bar for each value of at least two."""
    return "\n\n".join(f"{_heading(group)}\n{aligned(list(_lines(group)))}" for group in groups)


def _heading(group: Group) -> str:
    kind = ", ".join(filter(None, (group.measure, group.basis, group.unit)))
    return f"— {group.indicator}  ({kind})"


def _lines(group: Group) -> Iterator[tuple[str, ...]]:
    largest = max(abs(plain_value(row.figure)) for row in group.rows)
    yield HEADER
    for row in group.rows:
        figure = row.figure
        bar = _bar(plain_value(figure), largest) if len(group.rows) > 1 else ""
        yield (
            figure.period or "-",
            _place(row),
            _written(row),
            figure.unit,
            figure.basis.value if figure.basis else "",
            figure.status.value,
            _compared(row),
            f"{row.reading.article.source.id} {figure.id}",
            bar,
        )


def _written(row: Row) -> str:
    """The value with its sign and its bound: +7.9, -1.2, over 100, 5 to 5.5."""
    figure = row.figure
    change = figure.direction is not None
    value = f"{signed(figure, figure.value):{'+' if change else ''}f}"
    top = f" to {signed(figure, figure.value_max):f}" if figure.value_max is not None else ""
    bound = f"{figure.bound.value.replace('_', ' ')} " if figure.bound else ""
    return f"{bound}{value}{top}"


def _compared(row: Row) -> str:
    figure = row.figure
    gaps = [f"{gap.benchmark}{gap.delta:+f} {gap.unit}" for gap in figure.versus]
    rank = [f"{figure.rank.scope} #{figure.rank.position}"] if figure.rank else []
    return ", ".join([*gaps, *rank])


def _bar(value: Decimal, largest: Decimal) -> str:
    """A bar as long as the value is against the largest; hollow below zero."""
    if not largest:
        return ""
    length = round(float(abs(value) / largest) * BAR)
    return ("░" if value < 0 else "█") * max(length, 1 if value else 0)


# --- for programs -------------------------------------------------------------------------------


def as_json(groups: Sequence[Group]) -> str:
    """The groups, each with its figures; values are signed."""
    content = {"schema": SCHEMA, "groups": [_group(group) for group in groups]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _group(group: Group) -> dict[str, Any]:
    return {
        "indicator": group.indicator,
        "measure": group.measure,
        "basis": group.basis or None,
        "unit": group.unit,
        "figures": [_figure(row) for row in group.rows],
    }


def _figure(row: Row) -> dict[str, Any]:
    figure = row.figure
    return {
        "document": row.reading.article.source.id,
        "id": figure.id,
        "indicator": figure.indicator,
        "place": _place(row) or None,
        "period": figure.period,
        "value": json_number(signed(figure, figure.value)),
        "unit": figure.unit,
        "bound": figure.bound.value if figure.bound else None,
        "basis": figure.basis.value if figure.basis else None,
        "status": figure.status.value,
        "compared": _compared(row) or None,
    }


def as_csv(groups: Sequence[Group]) -> bytes:
    """The figures as CSV for spreadsheets: the definition, and the columns of `extract`."""
    rows = (
        [csv_cell(group.indicator), *map(csv_cell, cells(row))]
        for group in groups
        for row in group.rows
    )
    return csv_bytes(("definition", *CELLS), rows, "utf-8-sig")
