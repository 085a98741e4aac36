"""Gaps to a benchmark, ranks and multiples in words: what a clause says beside its figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from briefgen.figures.mentions import Mention
from briefgen.figures.numerals import read_numeral
from briefgen.figures.phrases import alternation, phrases
from briefgen.lexicon import load_toml
from briefgen.model import Comparison, Rank


@dataclass(frozen=True, slots=True)
class RankFound:
    """A rank in a clause: `left` is what stands before it, `start:end` where the position is."""

    rank: Rank
    left: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Multiple:
    """翻番, 翻两番, 倍增: `value` times; `left` is what stands before."""

    value: Decimal
    left: str
    start: int
    end: int


def read_gap(left: str, mentions: tuple[Mention, ...], own: str) -> tuple[Comparison, ...] | None:
    """The comparisons that `left` makes with the points in `mentions`; None if it makes none.

    分别高于全省、全国平均 with 1.9 and 4.4 gives two. `own` is the name of the document's own
    province, whose mean is called 全省.
    """
    match = phrases().patterns["gap"].match(left) or phrases().patterns["gap_than"].match(left)
    if not match or not match["benchmark"]:
        return None
    words = phrases().lists
    bases = alternation(words["base"])
    if re.match(rf"(?:{bases})?(?:{alternation(words['against'])})", match["benchmark"]):
        return None
    sign = -1 if match["comparator"] in {*words["below"], *load_toml("comparisons")["lower"]} else 1
    names = [_benchmark(name, own) for name in re.split("[、和与及]", match["benchmark"])]
    if len(names) != len(mentions):
        names = [_benchmark(match["benchmark"], own)] * len(mentions)
    return tuple(
        Comparison(name, sign * mention.value)
        for name, mention in zip(names, mentions, strict=True)
        if name
    )


def _benchmark(text: str, own: str) -> str:
    name = text
    for word in phrases().lists["mean"]:
        name = name.removesuffix(word)
    name = name.removesuffix("的")
    data = load_toml("comparisons")
    return data["own_province"] if own and name.removesuffix(data["province"]) == own else name


def find_ranks(clause: str, own: str) -> list[RankFound]:
    """The ranks that `clause` states: 居全省第2位, 稳居第一; 居前列 is none."""
    if not any(mark in clause for mark in load_toml("comparisons")["rank_marks"]):
        return []
    out = []
    data = load_toml("comparisons")
    for match in phrases().patterns["rank"].finditer(clause):
        numeral = read_numeral(match["n"]) if match["n"] else None
        position = int(numeral.value) if numeral else 1
        scope = match["scope"] or match["bare"] or _scope_before(clause[: match.start()])
        if not scope:
            continue
        if own and scope.removesuffix(data["province"]) == own:
            scope = data["own_province"]
        start = match.start("n") if match["n"] else match.start("first")
        end = match.start("tail")
        left = clause[: match.start()]
        out.append(RankFound(Rank(scope, position), left, start, end))
    return out


def _scope_before(text: str) -> str:
    """The scope named earlier in the clause: 从全球第11位跃升至第7位."""
    found = re.findall(alternation(tuple(load_toml("comparisons")["bare_scopes"])), text)
    return found[-1] if found else ""


def find_multiples(clause: str) -> list[Multiple]:
    """翻番 and its kin in `clause`: 翻一番 and 翻番 are 2 times, 翻两番 4."""
    out = []
    for match in phrases().patterns["double"].finditer(clause):
        numeral = read_numeral(match["times"]) if match["times"] else None
        times = int(numeral.value) if numeral else 1
        out.append(Multiple(Decimal(2) ** times, clause[: match.start()], *match.span()))
    return out
