"""The JSON beside a page: what was printed, what was held back, where each figure stands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefgen.deliver.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Briefing, Figure, Reading

SCHEMA = "briefgen.page/1"
HEAD = ("place", "place_code", "title", "issuer", "issue", "week", "dates", "day")
STOPS = re.compile(r"[。！？；\n]")
LONGEST = 300  # characters of a quotation to either side: a text may have no stop at all


def sidecar(briefing: Briefing, readings: Sequence[Reading], made_with: Mapping[str, Any]) -> bytes:
    """The sidecar file of a page set from `readings`, in UTF-8; ids are "document index:id".

    `made_with` says which template and versions made the page. The same page gives the same bytes.
    """
    page = plain(briefing)
    used = {figure for figure, _ in briefing.printed_figures()}
    content = {
        "schema": SCHEMA,
        **{key: page[key] for key in HEAD},
        "fit": {**page["fit"], "held_back": len(briefing.held)},
        "sources": [_source(note, readings) for note in page["sources"]],
        "figures": list(_figures(briefing, readings)),
        "printed": {key: page[key] for key in ("key_figures", "documents", "rows")},
        "held_back": page["held"],
        "hand_edits": page["edits"],
        "not_printed": _left(readings, used),
        "problems": list(_problems(readings)),
        "made_with": dict(made_with),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return f"{text}\n".encode(errors="backslashreplace")


def _source(note: dict[str, Any], readings: Sequence[Reading]) -> dict[str, Any]:
    for reading in readings:
        source = reading.article.source
        if source.path == note["path"]:
            return {**note, "sha256": source.sha256, "encoding": source.encoding}
    return note


def _figures(briefing: Briefing, readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Each printed figure once, in the order of the page, with its place in its source."""
    places: dict[str, list[str]] = {}
    for identity, part in briefing.printed_figures():
        parts = places.setdefault(identity, [])
        if part not in parts:
            parts.append(part)
    known = {
        f"{number}:{figure.id}": (reading, figure)
        for number, reading in enumerate(readings)
        for figure in reading.figures
    }
    for identity, parts in places.items():
        reading, figure = known[identity]
        yield {"id": identity, "printed_in": parts, **trace(reading, figure)}


def trace(reading: Reading, figure: Figure) -> dict[str, Any]:
    """Where a figure comes from: file, digest, offsets, the words there, and how it was read."""
    source = reading.article.source
    start, end = sentence_span(source.text, figure.start, figure.end)
    return {
        "path": source.path,
        "sha256": source.sha256,
        "start": figure.start,
        "end": figure.end,
        "raw": source.text[figure.start : figure.end],
        "quote": source.text[start:end].strip(),
        "indicator": figure.indicator,
        "area": figure.area,
        "basis": plain(figure.basis),
        "measure": plain(figure.measure),
        "direction": plain(figure.direction),
        "value": plain(figure.value),
        "unit": figure.unit,
        "period": figure.period,
        "status": plain(figure.status),
        "rule": figure.rule,
        "confidence": figure.confidence,
    }


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence round a span, cut where it is longer than a quotation should be."""
    low, high = max(0, start - LONGEST), min(len(text), end + LONGEST)
    before = [stop.end() for stop in STOPS.finditer(text, low, start)]
    after = STOPS.search(text, end, high)
    return before[-1] if before else low, after.end() if after else high


def _left(readings: Sequence[Reading], used: set[str]) -> list[dict[str, Any]]:
    """The figures understood but not printed, in short: an editor may miss one."""
    return [
        {"id": f"{number}:{figure.id}", "indicator": figure.indicator, "mention": figure.mention}
        for number, reading in enumerate(readings)
        for figure in reading.figures
        if f"{number}:{figure.id}" not in used
    ]


def _problems(readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    for reading in readings:
        for problem in reading.problems:
            yield {"path": reading.article.source.path, **plain(problem)}
