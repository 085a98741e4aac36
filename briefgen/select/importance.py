"""Scores a figure and a clause from 0 to 1 by `data/importance.toml`, and says why."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.errors import LexiconError
from briefgen.lexicon import DATA, compiled, load_toml
from briefgen.model import Measure, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Figure, Place

WHERE = str(DATA / "importance.toml")

ABBREVIATION = re.compile("（[A-Za-z.]+）")  # 生产总值（GDP）

Reasons = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What an amount is worth: `base` at `least` yuan, `step` more for each power of ten."""

    base: float
    step: float
    least: float
    most: float
    units: dict[str, float]


@dataclass(frozen=True, slots=True)
class Limits:
    """From where, or how far, something counts; see the comments in the file."""

    long: int
    further: int
    mean: float
    top: int
    headline: float
    heading: int


@dataclass(frozen=True, slots=True)
class PageRules:
    """How the page is shared out; see the comments in the file."""

    key_least: int
    key_most: int
    targets: int
    targets_least: int
    rows_least: int
    rows_usual: int
    rows_most: int
    rows_full: int
    age: float
    crowd: float
    title: int


@dataclass(frozen=True, slots=True)
class Importance:
    """The content of `data/importance.toml`, compiled."""

    floor: float
    headline: tuple[tuple[re.Pattern[str], float], ...]
    measure: dict[str, float]
    money: Money
    counted: tuple[tuple[re.Pattern[str], float], ...]
    bonus: dict[str, float]
    factor: dict[str, float]
    limits: Limits
    words: dict[str, tuple[str, ...]]
    alias: tuple[tuple[str, str], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    page: PageRules


def _tables(rows: list[dict[str, Any]], ending: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    made = []
    for row in rows:
        joined = "|".join(f"(?:{name})" for name in row["names"])
        made.append((compiled(f"(?:{joined}){ending}", WHERE), float(row["weight"])))
    return tuple(made)


@cache
def importance() -> Importance:
    """The rules of `data/importance.toml`; raises LexiconError if the file is not as it must be."""
    content = load_toml("importance")
    try:
        return Importance(
            floor=float(content["floor"]),
            headline=_tables(content["headline"], "$"),
            measure={str(Measure(name)): float(v) for name, v in content["measure"].items()},
            money=Money(**content["money"]),
            counted=_tables(content["counted"], ""),
            bonus=content["bonus"],
            factor=content["factor"],
            limits=Limits(**content["limits"]),
            words={name: tuple(words) for name, words in content["words"].items()},
            alias=tuple(content["alias"].items()),
            before=tuple(content["strip"]["before"]),
            after=tuple(content["strip"]["after"]),
            page=PageRules(**content["page"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"a key is missing, unknown or wrong: {error}", where=WHERE) from error


def canonical(indicator: str, place: Place | None) -> str:
    """The name of an indicator to compare by: without place, quotes, filler; aliases resolved."""
    rules = importance()
    name = re.sub(r"[\W_]", "", ABBREVIATION.sub("", indicator))
    places = (place.full, place.zh) if place else ()
    for prefix in (*places, *rules.before):
        name = name.removeprefix(prefix) or name
    for suffix in rules.after:
        name = name.removesuffix(suffix) or name
    for alias, proper in rules.alias:
        if proper not in name:
            name = name.replace(alias, proper)
    return name


def headline(figure: Figure, place: Place | None) -> float:
    """The weight of the headline indicator a figure states; 0 if it is none."""
    name = canonical(figure.indicator, place)
    found = (weight for rule, weight in importance().headline if rule.search(name))
    return max(found, default=0.0)


def qualified(figure: Figure, place: Place | None) -> bool:
    """Whether a headline indicator is only of a part: 民营企业进出口, not 外贸进出口."""
    name = canonical(figure.indicator, place)
    found = [rule for rule, _ in importance().headline if rule.search(name)]
    return bool(found) and not any(rule.fullmatch(name) for rule in found)


def _amount(figure: Figure) -> float:
    money = importance().money
    yuan = float(figure.value) * money.units.get(figure.unit, 0.0)
    if yuan < money.least:
        return money.base - money.step
    return min(money.most, money.base + money.step * math.log10(yuan / money.least))


def _kind(figure: Figure, clause: str) -> float:
    """What a figure is worth by its measure alone."""
    rules = importance()
    if figure.measure is Measure.AMOUNT:
        return _amount(figure)
    if figure.measure is Measure.COUNT:
        for text in (figure.indicator, clause):
            for rule, weight in rules.counted:
                if rule.search(text):
                    return weight
    return rules.measure[figure.measure]


def area_factor(figure: Figure, place: Place | None) -> tuple[str, float]:
    """By what a figure is discounted that is not about the place itself, and why."""
    rules = importance()
    area = figure.area
    if not place or not area or area.endswith((place.zh, place.full)):
        return ("", 1.0)
    if area in rules.words[f"own{place.level}"]:
        return ("", 1.0)
    if area in rules.words["whole"] or area.endswith(rules.words["wholes"]):
        return ("whole", rules.factor["whole"])
    if area.endswith(rules.words["admin"]) or re.search(r"\d", area):
        return ("part", rules.factor["part"])
    return ("anecdote", rules.factor["anecdote"])


def anecdotal(figure: Figure, place: Place | None) -> bool:
    """Whether a figure is about one enterprise, or another place, and not about `place`."""
    return area_factor(figure, place)[0] != ""


def figure_score(figure: Figure, place: Place | None, clause: str = "") -> tuple[float, Reasons]:
    """The score of one figure, 0 to 1, and its parts; `clause` is the text around it.

    The parts are added one after the other; those that begin with × are factors on the sum so far.
    """
    rules = importance()
    top = headline(figure, place)
    kind, leading = _kind(figure, clause), top * rules.limits.headline
    reasons = [("headline", leading)] if leading > kind else [(str(figure.measure), kind)]
    score = max(kind, leading)
    bonus = rules.bonus
    extras = [
        ("versus", bonus["versus"] if figure.versus else 0.0),
        ("rank", bonus["rank"] if figure.rank else 0.0),
        ("leading", bonus["leading"] if top and figure.measure is Measure.GROWTH else 0.0),
        ("top", bonus["top"] if figure.rank and figure.rank.position <= rules.limits.top else 0.0),
        ("no_period", bonus["no_period"] if figure.period is None else 0.0),
        ("doubtful_english", 0.0 if figure.covered else bonus["doubtful_english"]),
    ]
    reasons += [(name, value) for name, value in extras if value]
    score += sum(value for _, value in extras)
    why, factor = area_factor(figure, place)
    if why:
        reasons.append((f"× {why}", factor))
    if any(map(figure.indicator.__contains__, rules.words["minor"])):
        factor *= rules.factor["minor"]
        reasons.append(("× minor", rules.factor["minor"]))
    if figure.status is Status.FORECAST:
        factor *= rules.factor["forecast"]
        reasons.append(("× forecast", rules.factor["forecast"]))
    return _bounded(score * factor, reasons)


def _bounded(score: float, reasons: list[tuple[str, float]]) -> tuple[float, Reasons]:
    """The score, 0 to 1, and its parts; what is cut off to keep within these is one of them."""
    within = min(1.0, max(0.0, score))
    parts = [*reasons, ("limit", within - score)]
    return round(within, 4), tuple((why, round(part, 4)) for why, part in parts if round(part, 4))


def in_heading(figure: Figure, heading: str, place: Place | None) -> bool:
    """Whether the words of a heading are those of an indicator: 民营企业唱主角, 民营企业进出口."""
    name, size = canonical(figure.indicator, place), importance().limits.heading
    return any(name[at : at + size] in heading for at in range(len(name) - size + 1))


def clause_score(
    text: str, figures: Sequence[Figure], place: Place | None, heading: str = ""
) -> tuple[float, Reasons]:
    """The score of a clause, 0 to 1: its best figure, more for what else it says; and the parts.

    `heading` is that of its theme, with those above it.
    """
    rules = importance()
    scored = [figure_score(figure, place, text) for figure in figures]
    best, why = max(scored, key=lambda pair: pair[0])
    mean = sum(score for score, _ in scored) / len(scored)
    limits = rules.limits
    named = any(in_heading(figure, heading, place) for figure in figures)
    best = (1 - limits.mean) * best + limits.mean * mean
    extras = [
        ("further", rules.bonus["further"] * min(limits.further, len(figures) - 1)),
        ("national", rules.bonus["national"] if has_words(text, "national") else 0.0),
        ("heading", rules.bonus["heading"] if named else 0.0),
        ("long", rules.bonus["long"] if len(text) > limits.long else 0.0),
    ]
    score = best + sum(value for _, value in extras)
    shared = best - max(score for score, _ in scored)  # what the clause's lesser figures take off
    reasons = [*why, ("lesser figures", shared), *extras]
    if text.startswith(rules.words["ceremony"]):
        score *= rules.factor["ceremony"]
        reasons.append(("× ceremony", rules.factor["ceremony"]))
    return _bounded(score, reasons)


def has_words(text: str, words: str) -> bool:
    """Whether a text has one of the words under that name in the file."""
    return any(word in text for word in importance().words[words])
