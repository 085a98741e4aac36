"""What the proof sheet tells of a figure: all that was read, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.model import Briefing, Figure, Reading


def details(
    briefing: Briefing, readings: Sequence[Reading], shown: Mapping[int, set[str]]
) -> dict[str, dict[str, Any]]:
    """By page-wide id, the figures that the sheet shows: those of the page, and others near."""
    parts: dict[str, list[str]] = {}
    for identity, part in briefing.printed_figures():
        if part not in parts.setdefault(identity, []):
            parts[identity].append(part)
    return {
        f"{number}:{figure.id}": _detail(
            number, reading, figure, parts.get(f"{number}:{figure.id}", [])
        )
        for number, reading in enumerate(readings)
        for figure in reading.figures
        if f"{number}:{figure.id}" in shown.get(number, ())
    }


def _detail(number: int, reading: Reading, figure: Figure, parts: list[str]) -> dict[str, Any]:
    source = reading.article.source
    return {
        "mention": figure.mention,
        "english": figure.value_en,
        "zh": figure.indicator,
        "en": figure.indicator_en,
        "known": figure.covered,
        "printed": parts,
        "document": number,
        "value": _value(figure),
        "measure": figure.measure.value,
        "basis": figure.basis.value if figure.basis else "",
        "direction": figure.direction.value if figure.direction else "",
        "bound": figure.bound.value if figure.bound else "",
        "area": figure.area,
        "period": figure.period or "",
        "status": figure.status.value,
        "versus": [f"{each.benchmark} {each.delta:+f} {each.unit}" for each in figure.versus],
        "rank": f"{figure.rank.scope} {figure.rank.position}" if figure.rank else "",
        "baseline": _baseline(figure),
        "rule": figure.rule,
        "confidence": figure.confidence,
        "start": figure.start,
        "end": figure.end,
        "raw": source.text[figure.start : figure.end],
        "path": source.path,
        "sha256": source.sha256,
    }


def _value(figure: Figure) -> str:
    high = f"–{figure.value_max:f}" if figure.value_max is not None else ""
    return f"{figure.value:f}{high} {figure.unit}".strip()


def _baseline(figure: Figure) -> str:
    start = figure.baseline
    return f"{start.value:f} {figure.unit} {start.period or ''}".strip() if start else ""
