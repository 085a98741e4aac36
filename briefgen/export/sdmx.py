"""Figures as SDMX-CSV 2.0: the columns, codes and periods of the statistical exchange standard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.export.flat import rows_of, sentence, signed
from briefgen.export.sheet import csv_bytes, harmless
from briefgen.lexicon import load_toml
from briefgen.model import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from briefgen.export.flat import Row
    from briefgen.model import Figure, Reading

COLUMNS = (
    # the structure
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    # dimensions
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "MEASURE",
    "BASIS",
    "BRIEFGEN_STATUS",
    "BRIEFGEN_FIGURE",
    "TIME_PERIOD",
    # measure
    "OBS_VALUE",
    # attributes
    "UNIT_MEASURE",
    "UNIT_MULT",
    "DECIMALS",
    "OBS_STATUS",
    "COMMENT_OBS",
    # columns of our own
    "BRIEFGEN_AREA",
    "BRIEFGEN_UNIT",
    "BRIEFGEN_BOUND",
    "BRIEFGEN_VALUE_MAX",
    "BRIEFGEN_INDICATOR_EN",
    "BRIEFGEN_CONFIDENCE",
    "BRIEFGEN_SOURCE",
)
MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR = re.compile(r"\d{4}")
QUARTER = re.compile(r"\d{4}-Q[1-4]")
MONTHS = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
YEARS = re.compile(r"(\d{4})/(\d{4})")
OTHER = "O"  # CL_FREQ: a period of irregular length


def as_sdmx(readings: Iterable[Reading]) -> tuple[bytes, int]:
    """The figures as SDMX-CSV 2.0 in UTF-8, and how many state no period.

    Those are left out: an observation without TIME_PERIOD has no key and no system takes it in.
    """
    rows = list(rows_of(readings))
    timed = [(row, time) for row in rows if (time := time_period(row.figure.period))]
    content = csv_bytes(COLUMNS, (_row(row, *time) for row, time in timed), "utf-8")
    return content, len(rows) - len(timed)


def _row(row: Row, freq: str, time: str) -> list[str]:
    figure, names = row.figure, load_toml("sdmx")
    unit, multiplier = unit_codes(figure)
    value = signed(figure, figure.value)
    article = row.reading.article
    texts = dict.fromkeys(COLUMNS, "") | {
        "STRUCTURE": names["structure"],
        "STRUCTURE_ID": names["structure_id"],
        "ACTION": names["action"],
        "FREQ": freq,
        "REF_AREA": _area(row, names),
        "INDICATOR": harmless(figure.indicator),
        "MEASURE": figure.measure.value,
        "BASIS": figure.basis.value if figure.basis else "_Z",
        "BRIEFGEN_STATUS": figure.status.value,
        "BRIEFGEN_FIGURE": harmless(f"{article.source.id}:{figure.id}"),
        "TIME_PERIOD": time,
        "OBS_VALUE": f"{value:f}",
        "UNIT_MEASURE": unit,
        "UNIT_MULT": str(multiplier),
        "DECIMALS": str(_decimals(value)),
        "OBS_STATUS": names["status"][figure.status.value],
        "COMMENT_OBS": harmless(sentence(row)),
        "BRIEFGEN_AREA": harmless(figure.area),
        "BRIEFGEN_UNIT": harmless(figure.unit),
        "BRIEFGEN_BOUND": figure.bound.value if figure.bound else "",
        "BRIEFGEN_VALUE_MAX": _most(figure),
        "BRIEFGEN_INDICATOR_EN": harmless(figure.indicator_en),
        "BRIEFGEN_CONFIDENCE": str(figure.confidence),
        "BRIEFGEN_SOURCE": harmless(f"{article.source.path}#{figure.start}-{figure.end}"),
    }
    return [texts[name] for name in COLUMNS]


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _most(figure: Figure) -> str:
    return "" if figure.value_max is None else f"{signed(figure, figure.value_max):f}"


def _area(row: Row, names: dict[str, Any]) -> str:
    """The GB/T 2260 code of the document's place; that of no place for an enterprise's figure."""
    place = row.reading.article.place
    if place is None:
        return str(names["area"]["unknown"])
    return place.code if row.figure.area in {"", place.full} else str(names["area"]["other"])


def unit_codes(figure: Figure) -> tuple[str, int]:
    """UNIT_MEASURE and UNIT_MULT, the power of ten: 亿元 is CNY and 8."""
    names, money = load_toml("sdmx")["units"], load_toml("units")["money"]
    scales = sorted(money["scales"].items(), key=lambda item: -len(item[1]))
    for power, word in (*scales, ("0", "")):
        currency = figure.unit.removeprefix(word)
        if figure.unit.startswith(word) and currency in money["units"]:
            return str(names.get(currency, currency)), int(power)
    counted = names["counted"] if figure.measure is Measure.COUNT else figure.unit
    return str(names.get(figure.unit, counted)), 0


def time_period(period: str | None) -> tuple[str, str] | None:
    """FREQ and TIME_PERIOD of a period: a range is its start and its length (2024-01-01/P4M).

    None for no period.
    """
    text = period or ""
    for pattern, freq in ((YEAR, "A"), (QUARTER, "Q"), (MONTH, "M")):
        if pattern.fullmatch(text):
            return freq, text
    if match := MONTHS.fullmatch(text):
        year, month, last_year, last = map(int, match.groups())
        length = (last_year - year) * 12 + last - month + 1
        return (OTHER, f"{year}-{month:02d}-01/P{length}M") if length > 0 else None
    if match := YEARS.fullmatch(text):
        length = int(match[2]) - int(match[1]) + 1
        return (OTHER, f"{match[1]}-01-01/P{length}Y") if length > 0 else None
    return None
