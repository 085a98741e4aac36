"""What is new since the last issue: documents, and indicators with direction and size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.english.periods import period_en, period_zh
from briefgen.english.values import value_en
from briefgen.lexicon import load_toml
from briefgen.model import Figure, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST_LINES = 3
MOST_NAMES = 3  # titles in the line of documents
RATES = {"growth", "share"}
SIGNED = {"growth", "delta"}
MEASURES = {"growth", "delta", "share", "amount", "count", "physical"}


@dataclass(frozen=True, slots=True)
class Item:
    """One printed indicator, as two issues are compared by; `value` carries its sign."""

    key: tuple[str, ...]
    zh: str
    en: str
    value: Decimal
    unit: str
    said_en: str
    period: str
    rate: bool


def documents_in(content: Mapping[str, Any]) -> set[str]:
    """The digests of the documents of an issue."""
    return {one["sha256"] for one in content.get("documents", ())}


def news(
    now: Mapping[str, Any], then: Mapping[str, Any] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Up to three lines in Chinese and the same in English; `then` is the last issue, if any.

    Both are contents of issues, with `documents` and `sidecars`.
    """
    return _lines(now, then, "zh"), _lines(now, then, "en")


def _lines(
    now: Mapping[str, Any], then: Mapping[str, Any] | None, language: str
) -> tuple[str, ...]:
    words = load_toml("mail")["news"][language]
    if then is None:
        return (words["first"].format(count=len(now["documents"])),)
    known = documents_in(then)
    fresh = [one["title"] for one in now["documents"] if one["sha256"] not in known]
    old, new = items(then["sidecars"]), items(now["sidecars"])
    changes = [
        _change(new[key], old[key], language)
        for key in new
        if key in old and new[key].value != old[key].value
    ]
    added = len(new.keys() - old.keys())
    first = _documents(fresh, words)
    if not changes:
        return (first, words["new_indicators"].format(count=added) if added else words["no_change"])
    room = MOST_LINES - 1
    rest = len(changes) - room
    lines = [first, *changes[:room]]
    if rest > 0:
        lines[-1] += ("" if language == "zh" else " ") + words["more"].format(count=rest)
    return tuple(lines)


def _documents(titles: Sequence[str], words: Mapping[str, str]) -> str:
    if not titles:
        return str(words["no_documents"])
    names = words.get("join", "").join(
        words["name"].format(title=one) for one in titles[:MOST_NAMES]
    )
    more = words["more_names"] if len(titles) > MOST_NAMES else ""
    return words["documents"].format(count=len(titles), names=names + more)


def items(sidecars: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], Item]:
    """The results printed in both languages, each indicator with its newest period.

    An indicator that one page states twice for one period with two values is left out: which of
    them changed cannot be said.
    """
    found: dict[tuple[str, ...], Item] = {}
    doubtful: set[tuple[str, ...]] = set()
    for sidecar in sidecars:
        for item in _items(sidecar):
            other = found.get(item.key)
            if other and other.period == item.period and other.value != item.value:
                doubtful.add(item.key)
            if other is None or _end(item.period) > _end(other.period):
                found[item.key] = item
    return {key: item for key, item in found.items() if key not in doubtful}


def _items(sidecar: Mapping[str, Any]) -> Iterator[Item]:
    rows = {row["figure"]: row for row in sidecar["printed"]["rows"]}
    for figure in sidecar["figures"]:
        row = rows.get(figure["id"])
        fit = figure["measure"] in MEASURES and figure["status"] == "actual"
        if not row or not fit or figure["value"] is None:
            continue
        value = Decimal(str(figure["value"]))
        down = figure["direction"] == "down" and figure["measure"] in SIGNED
        kind = (
            figure["measure"],
            figure["unit"] or "",
            figure["area"] or "",
            figure["basis"] or "",
        )
        yield Item(
            key=(sidecar["place"]["zh"], figure["indicator"], *kind),
            zh=figure["indicator"],
            en=row["indicator"],
            value=-value if down else value,
            unit=figure["unit"] or "",
            said_en=row["value"],
            period=figure["period"] or "",
            rate=figure["measure"] in RATES,
        )


def _change(now: Item, then: Item, language: str) -> str:
    words = load_toml("mail")["news"][language]
    period = period_zh if language == "zh" else period_en
    return str(
        words["change"].format(
            label=now.zh if language == "zh" else now.en,
            now=_said(now, language),
            then=_said(then, language),
            period=period(now.period) or words["undated"],
            before=period(then.period) or words["undated"],
            move=_move(now, then, words, language),
        )
    )


def _move(now: Item, then: Item, words: Mapping[str, str], language: str) -> str:
    """Direction and size; nothing for amounts of spans of unequal length, which tell no change."""
    if not now.rate and _length(now.period) != _length(then.period):
        return ""
    size = abs(now.value - then.value)
    unit = words["points"] if now.rate else _unit(now.unit)
    said = f"{size:f}{unit}" if language == "zh" or now.rate else _in_english(now, size)
    return str(words["up" if now.value > then.value else "down"].format(size=said))


def _in_english(item: Item, size: Decimal) -> str:
    """The size of a change by the rule that says figures in English: RMB 2.47 billion."""
    measure = Measure(item.key[2]) if item.key[2] != "delta" else Measure.COUNT
    return value_en(Figure("", None, item.zh, measure, size, item.unit, "", 0, 0, "", 1.0))


def _said(item: Item, language: str) -> str:
    if language == "en":
        return item.said_en
    signed = item.key[2] in SIGNED
    return f"{item.value:+f}{_unit(item.unit)}" if signed else f"{item.value:f}{_unit(item.unit)}"


@cache
def _unit(unit: str) -> str:
    return str(load_toml("mail")["units"].get(unit, unit))


def _end(period: str) -> str:
    """The end of a period, so that later ones compare greater."""
    last = period.rpartition("/")[2]
    quarter = re.fullmatch(r"(\d{4})-Q(\d)", last)
    if quarter:
        return f"{quarter[1]}-{int(quarter[2]) * 3:02}"
    return f"{last}-12" if re.fullmatch(r"\d{4}", last) else last


def _length(period: str) -> str:
    """The form of a period without its year: two of one form are of one length."""
    return re.sub(r"\b\d{4}\b", "Y", period) if "/" in period else re.sub(r"\d", "9", period)
