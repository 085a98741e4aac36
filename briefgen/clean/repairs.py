"""Mends what scanning spoiled where the context leaves no doubt, and reports what stays damaged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.edits import Edit, edited
from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml
from briefgen.model import Problem, Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.model import Traced

DASH = "——"
_CLAUSE = 80  # characters; a longer clause is cut


@dataclass(frozen=True, slots=True)
class Rule:
    """The group `wrong` of the pattern is read as `now`; a text without any of `words` is none."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    now: str
    reason: str


def mended(text: Traced) -> tuple[Traced, list[Repair]]:
    """The text with its certain misreadings put right, and what was done."""
    repairs: list[Repair] = []
    if _any_wrong().search(text.text) is None:
        return text, repairs
    for rule in _rules():
        if not any(map(text.text.__contains__, rule.words)):
            continue
        found = list(rule.pattern.finditer(text.text))
        repairs += [_repair(text, *match.span("wrong"), rule.now, rule.reason) for match in found]
        text = edited(text, [Edit(*match.span("wrong"), rule.now) for match in found])
    return text, repairs


def dashed(texts: Sequence[Traced]) -> tuple[list[Traced], list[Repair]]:
    """The paragraphs with every dash before a point of a list written ——, and what was done.

    A lone 一 is read as a dash only if another paragraph has such a dash or such a 一.
    """
    double, single, short = (_dash(name) for name in ("double", "single", "short"))
    certain = sum(bool(double.match(text.text) or short.match(text.text)) for text in texts)
    lone = sum(bool(single.match(text.text)) for text in texts)
    patterns = (double, short, single) if certain + lone > 1 else (double, short)
    reason = load_toml("repairs")["dash"]["reason"]
    result: list[Traced] = []
    repairs: list[Repair] = []
    for text in texts:
        match = next((m for pattern in patterns if (m := pattern.match(text.text))), None)
        if match is None or match[0] == DASH:
            result.append(text)
            continue
        repairs.append(_repair(text, 0, match.end(), DASH, reason))
        result.append(edited(text, [Edit(0, match.end(), DASH)]))
    return result, repairs


def damages(text: Traced) -> list[Problem]:
    """Every clause of the paragraph that has lost characters, as a "damaged_text" problem."""
    rules = load_toml("repairs")["damage"]
    if _trigger().search(text.text) is None:
        return []
    spots = sorted(match.span() for pattern in _damage() for match in pattern.finditer(text.text))
    clauses: list[tuple[int, int]] = []
    for start, end in spots:
        if clauses and start < clauses[-1][1]:
            continue
        clauses.append(_clause(text.text, start, end, rules["clause"]))
    return [problem(text, start, end, "damaged_text", rules["message"]) for start, end in clauses]


def problem(text: Traced, start: int, end: int, kind: str, message: str) -> Problem:
    """A problem about `text[start:end]`, placed in the source."""
    span = text.span(start, end)
    return Problem(kind, span.start, span.end, message)


def _clause(text: str, start: int, end: int, stops: str) -> tuple[int, int]:
    """The clause around `text[start:end]`, at most _CLAUSE characters more at either side."""
    low, high = max(0, start - _CLAUSE), min(len(text), end + _CLAUSE)
    left = max(text.rfind(stop, low, start) for stop in stops) + 1
    ends = [at for stop in stops if (at := text.find(stop, end, high)) >= 0]
    return max(left, low), min(ends, default=high)


def _repair(text: Traced, start: int, end: int, now: str, reason: str) -> Repair:
    span = text.span(start, end)
    return Repair(span.start, span.end, text.text[start:end], now, reason)


def _words(pattern: str) -> tuple[str, ...]:
    """What the group `wrong` spells: 人选 of (?P<wrong>人选), both of (?P<wrong>[荏茬]平), ·."""
    wrong = re.search(r"\(\?P<wrong>(?=[^)])(?:\[([^\]]+)\])?(\w*)\)", pattern)
    if wrong is None:
        raise LexiconError(f"no plain group `wrong` in {pattern}", where="repairs.toml")
    return tuple(first + wrong[2] for first in wrong[1] or ("",))


@cache
def _rules() -> tuple[Rule, ...]:
    rows: Iterable[dict[str, str]] = load_toml("repairs")["rule"]
    return tuple(
        Rule(_words(row["pattern"]), re.compile(row["pattern"]), row["now"], row["reason"])
        for row in rows
    )


@cache
def _any_wrong() -> re.Pattern[str]:
    """The words of all rules: most texts have none, and are searched once."""
    return re.compile("|".join(re.escape(word) for rule in _rules() for word in rule.words))


@cache
def _dash(name: str) -> re.Pattern[str]:
    return re.compile(load_toml("repairs")["dash"][name])


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(load_toml("repairs")["damage"]["trigger"])


@cache
def _damage() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load_toml("repairs")["damage"]["patterns"]))
