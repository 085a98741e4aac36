"""Gaps to a benchmark, ranks and multiples in words: what a clause says beside its figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.figures.numerals import read_numeral
from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import items
from briefgen.lexicon import load_toml
from briefgen.model import Comparison, Rank

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from briefgen.figures.mentions import Mention
    from briefgen.figures.periods import Time


@dataclass(frozen=True, slots=True)
class RankFound:
    """A rank in a clause: `left` is what stands before it, `start:end` where the position is.

    `others` are the further positions of a list, as they stand: 分别居全国第二、第七、第九.
    """

    rank: Rank
    left: str
    start: int
    end: int
    others: tuple[RankFound, ...] = ()

    @property
    def listed(self) -> tuple[RankFound, ...]:
        """The rank itself and the others of its list."""
        return (self, *self.others)


@dataclass(frozen=True, slots=True)
class Multiple:
    """A multiple in words (翻番, 倍增): `value` times or `more`, at `start:end` of the clause."""

    value: Decimal
    start: int
    end: int
    more: bool = False


def read_gap(left: str, mentions: tuple[Mention, ...], own: str) -> tuple[Comparison, ...] | None:
    """The comparisons that `left` makes with the points in `mentions`; None if it makes none.

    分别高于全省、全国平均 with 1.9 and 4.4 gives two. `own` is the name of the document's own
    province, whose mean is called 全省.
    """
    patterns, lists = phrases().patterns, phrases().lists
    left = patterns["bound_end"].sub("", patterns["bracketed"].sub("", left))
    match = patterns["gap"].match(left) or patterns["gap_than"].match(left)
    if not match or not match["benchmark"]:
        return None
    if patterns["base_of_change"].match(match["benchmark"]):
        return None
    sign = -1 if match["comparator"] in {*lists["below"], *lists["lower"]} else 1
    names = [_benchmark(name, own) for name in items(match["benchmark"])]
    if len(names) != len(mentions):
        names = [_benchmark(match["benchmark"], own)] * len(mentions)
    pairs = zip(names, mentions, strict=True)
    return tuple(Comparison(name, sign * mention.value) for name, mention in pairs if name)


def read_further_gap(
    left: str, mention: Mention, told: Sequence[Comparison]
) -> tuple[Comparison, ...] | None:
    """A further comparison of a list, which has the sign of the last one `told`, or None."""
    match = phrases().patterns["further_gap"].match(left)
    if not match or not told:
        return None
    sign = -1 if told[-1].delta < 0 else 1
    return (Comparison(match["benchmark"], sign * mention.value),)


def _benchmark(text: str, own: str) -> str:
    name, mean = text, phrases().lists["mean"]
    while name.endswith(mean):  # 全国平均水平分别: one after the other
        name = next(name.removesuffix(word) for word in mean if name.endswith(word))
    name = name.removesuffix(phrases().words["of"])
    same = phrases().words["same_time"]
    return _scope(name.removeprefix(same).removesuffix(same), own)


def _scope(name: str, own: str) -> str:
    words = phrases().words
    name = load_toml("clauses")["short_scopes"].get(name, name)
    own_one = own and name.removesuffix(words["province"]) == own
    return words["own_province"] if own_one else name


def may_rank(text: str) -> bool:
    """Whether `text` has a word that every rank has: 第, 首位."""
    return any(map(text.__contains__, phrases().lists["rank_marks"]))


def find_ranks(clause: str, own: str) -> list[RankFound]:
    """The ranks that `clause` states: 居全省第2位, 稳居第一; 居前列 is none."""
    if not may_rank(clause):
        return []
    out = []
    for match in phrases().patterns["rank"].finditer(clause):
        scope = match["scope"] or match["bare"] or _scope_before(clause[: match.start()])
        if not scope:
            continue
        left = clause[: match.start()]
        if phrases().patterns["so_many"].search(left):
            continue  # 实现三个全市第一
        if not match["scope"] and not match["bare"]:
            left = left.removesuffix(scope)  # 六县市排名第三
        known = next((s for s in phrases().lists["bare_scopes"] if scope.endswith(s)), scope)
        if known != scope:  # 由第七位提升至全国第六位: only the end of what was taken is a scope
            left = (
                phrases()
                .patterns["place_end"]
                .sub("", clause[: clause.index(known, match.start())])
            )
            scope = known
        scope = _scope(scope, own)
        numeral = read_numeral(match["n"]) if match["n"] else None
        rank = Rank(scope, int(numeral.value) if numeral else 1)
        start = match.start("n") if match["n"] else match.start("first")
        end = match.start("more") if match["more"] else match.start("tail")
        out.append(RankFound(rank, left, start, end, _others(match, scope, left)))
    return out


def _others(match: re.Match[str], scope: str, left: str) -> tuple[RankFound, ...]:
    """The positions after the first of a list: 第二、第七、第九, or 第3、4、6位."""
    if not match["more"]:
        return ()
    out = []
    for item in phrases().patterns["position"].finditer(match["more"]):
        numeral = read_numeral(item["n"])
        if numeral:
            at = match.start("more")
            rank = Rank(scope, int(numeral.value))
            out.append(RankFound(rank, left, at + item.start("n"), at + item.end()))
    return tuple(out)


def _scope_before(text: str) -> str:
    """The scope named earlier in the clause: 从全球第11位跃升至第7位."""
    found = phrases().patterns["bare_scope"].findall(text)
    return str(found[-1]) if found else ""


def find_multiples(clause: str) -> list[Multiple]:
    """The multiples that `clause` writes in words: 翻一番 and 翻番 are 2 times, 翻两番 4."""
    out = []
    for match in phrases().patterns["double"].finditer(clause):
        numeral = read_numeral(match["times"]) if match["times"] else None
        times = int(numeral.value) if numeral else 1
        more = match["more"] or ""
        end = match.end() - len(more)
        out.append(Multiple(Decimal(2) ** times, match.start(), end, bool(more)))
    return out


def names_base(text: str, time: Time) -> bool:
    """Whether a time is that of a base of comparison that `text` ends: 同2000年的595万人相比."""
    patterns = phrases().patterns
    told = patterns["base_told"].search(text[: time.start])
    return told is not None and patterns["against_it"].match(text, time.end) is not None
