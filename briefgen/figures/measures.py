"""What kind of quantity a number states, from the words before it in its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from briefgen.figures.indicators import strip_lead, strip_level, without_times
from briefgen.figures.mentions import COUNT, MONEY, PERCENT, PHYSICAL, TIMES, Mention
from briefgen.figures.periods import Calendar
from briefgen.figures.phrases import alternation, phrases
from briefgen.lexicon import load_toml
from briefgen.model import Basis, Direction, Measure


@dataclass(frozen=True, slots=True)
class Reading:
    """How a number is to be read: its measure and the noun phrase it speaks of ("" if left out).

    `whole` is what a share is a share of, or what a contribution drives.
    """

    measure: Measure
    noun: str
    rule: str
    basis: Basis | None = None
    direction: Direction | None = None
    whole: str = ""
    against: bool = False


def read_measure(left: str, mention: Mention, calendar: Calendar) -> Reading:
    """The reading of `mention` after the words `left`; counts and amounts are the last resort."""
    text = strip_lead(without_times(left, calendar))
    if mention.kind == PERCENT:
        return _percent(text, mention)
    change = _change(text)
    if mention.kind == TIMES:
        return _times(text, change, left)
    if change and change.noun.endswith(_new()) and not change.against:
        change = None
    if change and (change.against or _plain_change(text)):
        return replace(change, measure=Measure.DELTA, rule="delta.quantity")
    plain = {MONEY: Measure.AMOUNT, COUNT: Measure.COUNT, PHYSICAL: Measure.PHYSICAL}
    measure = plain.get(mention.kind, Measure.PHYSICAL)
    if mention.kind == COUNT and re.search(load_toml("measures")["rate_of_flow"], text):
        measure = Measure.PHYSICAL
    return Reading(measure, text, f"{measure.value}.plain")


@cache
def _new() -> tuple[str, ...]:
    return tuple(load_toml("measures")["new"])


def _plain_change(text: str) -> bool:
    """Whether a change of a quantity is stated without its base: 增加65个, but not 新增65个."""
    words = load_toml("measures")
    pattern = rf"(?<![{''.join(words['new_marks'])}])(?:{alternation(words['changes'])})[了约近超过]*$"
    return re.search(pattern, text) is not None


def _change(text: str) -> Reading | None:
    """A rise or fall at the end of `text`, not one "to" a level (提高到)."""
    patterns = phrases().patterns
    bare = _without_bounds(text)
    if patterns["toward"].search(bare) and not patterns["rate"].match(bare):
        return None
    match = patterns["growth"].match(bare)
    if not match:
        return None
    words = phrases().lists
    fall = match["verb"] in words["fall"]
    return Reading(
        Measure.GROWTH,
        match["noun"],
        "growth.change",
        _basis(text),
        Direction.DOWN if fall else Direction.UP,
        against=bool(match["against"]),
    )


def _without_bounds(text: str) -> str:
    words = load_toml("bounds")["before"]
    joined = "|".join(word for group in words.values() for word in group)
    return re.sub(rf"(?:{joined})+$", "", text)


def _basis(text: str) -> Basis | None:
    for basis, pattern in load_toml("measures")["basis"].items():
        if re.search(pattern, text):
            return Basis(basis)
    return Basis.YOY


def _percent(text: str, mention: Mention) -> Reading:
    points = mention.unit == "pp"
    driven = phrases().patterns["points_of"].match(text)
    if driven and points:
        return Reading(
            Measure.CONTRIBUTION,
            driven["noun"],
            "contribution.points",
            Basis.YOY,
            Direction.UP,
            driven["whole"],
        )
    change = _change(text)
    if change:
        measure = Measure.DELTA if points else Measure.GROWTH
        rule = "delta.points" if points else "growth.rate"
        return replace(change, measure=measure, rule=rule)
    share = phrases().patterns["share"].match(_without_bounds(text))
    if share:
        return Reading(Measure.SHARE, share["owner"], "share.of", whole=share["whole"])
    return Reading(Measure.SHARE, strip_level(text), "share.rate")


def _times(text: str, change: Reading | None, left: str) -> Reading:
    if change:
        return replace(change, measure=Measure.MULTIPLE, rule="multiple.growth")
    match = phrases().patterns["times_of"].search(text)
    if match:
        past = re.search(load_toml("measures")["last_year"], left)
        basis = Basis.YOY if past else None
        return Reading(Measure.MULTIPLE, text[: match.start()], "multiple.of", basis, Direction.UP)
    return Reading(Measure.MULTIPLE, strip_level(text), "multiple.plain")
