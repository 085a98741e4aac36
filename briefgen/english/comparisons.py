"""Gaps, ranks and starting values in words: what a figure is compared with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.english import beside
from briefgen.english.areas import of_area
from briefgen.english.glossary import Glossary, load_glossary
from briefgen.english.names import places
from briefgen.english.periods import period_en, period_zh
from briefgen.english.terms import translate_label
from briefgen.english.units import form
from briefgen.english.values import amount, digits, ordinal
from briefgen.lexicon import load_toml
from briefgen.model import Comparison, Figure, Measure, Rank

if TYPE_CHECKING:
    from decimal import Decimal

AVERAGE = " average"


def compared_en(figure: Figure, glossary: Glossary | None = None, text: str = "") -> str:
    """The comparison cell: `7.7 pp above the provincial average; 2nd in the province`.

    Gaps first, then the rank, then the start of a from–to pair or the base that the passage `text`
    names; empty if there is none. A benchmark or a scope that no glossary holds is left out.
    """
    parts = [_gaps_en(figure, glossary or _shipped())] if figure.versus else []
    if figure.rank:
        said = _rank_en(figure, figure.rank, glossary or _shipped())
        parts.append(of_area(said, figure.rank.scope, figure))
    if figure.baseline:
        parts.append(_baseline_en(figure))
    parts.append(beside.base_en(figure, text))
    return "; ".join(part for part in parts if part)


def compared_zh(figure: Figure, text: str = "") -> str:
    """The same in Chinese: 高于全省平均7.7个百分点，居全省第2位."""
    words = _words()
    parts = _gaps_zh(figure.versus) if figure.versus else []
    if figure.rank:
        parts.append(
            words["rank_zh"].format(scope=figure.rank.scope, position=figure.rank.position)
        )
    if figure.baseline:
        value = f"{digits(figure.baseline.value)}{figure.unit}"
        period = period_zh(figure.baseline.period)
        parts.append(words["from_zh"].format(period=period or words["before_zh"], value=value))
    return "，".join(part for part in (*parts, beside.base_zh(figure, text)) if part)


def _gaps_en(figure: Figure, glossary: Glossary) -> str:
    gaps = []
    for one in figure.versus:
        side = "above" if one.delta >= 0 else "below"
        name = of_area(_benchmark_en(one.benchmark, glossary), one.benchmark, figure)
        if name:
            gaps.append((f"{_points(one.delta)} pp {side} ", name))
    if not gaps:
        return ""
    shared = len(gaps) > 1 and all(name.endswith(AVERAGE) for _, name in gaps)
    texts = [
        gap + (name.removesuffix(AVERAGE) if shared and index < len(gaps) - 1 else name)
        for index, (gap, name) in enumerate(gaps)
    ]
    if len(texts) == 1:
        return texts[0]
    return ", ".join(texts[:-1]) + " and " + texts[-1]


def _points(delta: Decimal) -> str:
    return f"{abs(delta):f}"


def _benchmark_en(zh: str, glossary: Glossary) -> str:
    words = load_toml("english")["benchmarks"]
    bare = zh
    for ending in _words()["average_words"]:
        bare = bare.removesuffix(ending)
    for name in (zh, bare):
        if name in words:
            return str(words[name])
    said = translate_label(bare, glossary)
    if not said.covered:
        return ""
    text = said.inside
    return f"the {text}{AVERAGE}" if bare != zh else text


def _rank_en(figure: Figure, rank: Rank, glossary: Glossary) -> str:
    scopes = load_toml("english")["scopes"]
    where = scopes.get(rank.scope)
    if where is None:
        said = translate_label(rank.scope, glossary)
        place = places().get(rank.scope) or (said.inside if said.covered else "")
        where = f"in {place}" if place else ""
    if figure.measure is Measure.RANK and figure.value == rank.position:
        return str(where)
    return f"{ordinal(rank.position)} {where}".strip()


def _baseline_en(figure: Figure) -> str:
    words = _words()
    start = figure.baseline
    if start is None:
        return ""
    key = "up_en" if figure.value > start.value else "down_en"
    if figure.value == start.value:
        key = "from_en"
    if figure.measure is Measure.RANK:
        text, key = ordinal(int(start.value)), "from_en"
    else:
        text = amount(start.value, form(figure.unit))
    when = f" in {period_en(start.period)}" if start.period else ""
    return f"{words[key]} {text}{when}"


def _gaps_zh(versus: tuple[Comparison, ...]) -> list[str]:
    words = _words()
    above = [one.delta >= 0 for one in versus]
    own = [one.benchmark in words["own_words"] for one in versus]
    if len(versus) > 1 and len(set(above)) == 1 and all(own):
        side = words["above_zh"] if above[0] else words["below_zh"]
        names = "、".join(one.benchmark for one in versus) + words["average_zh"]
        points = [_points(one.delta) for one in versus]
        joined = "、".join(points[:-1]) + words["and_zh"] + points[-1]
        return [f"{words['each_zh']}{side}{names}{joined}{words['points_zh']}"]
    return [
        (words["above_zh"] if one.delta >= 0 else words["below_zh"])
        + one.benchmark
        + (words["average_zh"] if one.benchmark in words["own_words"] else "")
        + _points(one.delta)
        + words["points_zh"]
        for one in versus
    ]


@cache
def _shipped() -> Glossary:
    return load_glossary()


def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_toml("english")["compared"]
    return words
