"""What a Chinese unit is in English: its exact factor, what stands before and after the number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache
from typing import Any

from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml

# Wide enough for any number a text can write out, so that no product is ever rounded.
EXACT = Context(prec=400)
TEN_THOUSAND = Decimal(10000)

PLAIN, MONEY, PERCENT, POINTS, PHYSICAL, DURATION, RANK, TIMES = (
    "plain",
    "money",
    "percent",
    "points",
    "physical",
    "duration",
    "rank",
    "times",
)


@dataclass(frozen=True, slots=True)
class Form:
    """How a unit is said: English value = Chinese value × `factor`, in the unit `en`.

    `ladder` lists larger English units with the value from which they are used (kW, MW, GW);
    `small` is the unit for values below `start`, whose factor is `power` (斤 below a metric ton).
    """

    kind: str
    en: str = ""
    one: str = ""
    factor: Decimal = Decimal(1)
    ladder: tuple[tuple[str, Decimal], ...] = ()
    small: str = ""
    start: Decimal = Decimal(0)
    power: Decimal = Decimal(1)


def scale(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product of the two."""
    return EXACT.multiply(value, factor)


@cache
def form(unit: str) -> Form:
    """How `unit` is said in English; an unknown unit is a measure word and vanishes."""
    known = _known(unit)
    if known:
        return known
    if "/" in unit:
        above, _, below = unit.partition("/")
        return _rate(form(above), below)
    powers = powers_of_ten()
    for word in sorted(powers, key=len, reverse=True):
        if unit.startswith(word):
            rest = form(unit.removeprefix(word))
            ten = Decimal(10) ** powers[word]
            return replace(rest, factor=scale(rest.factor, ten), power=scale(rest.power, ten))
    return Form(PLAIN)


@cache
def powers_of_ten() -> dict[str, int]:
    """The powers of ten before a unit, which must be those that the figures were read by."""
    powers: dict[str, int] = _table()["powers"]
    read: dict[str, int] = load_toml("numerals")["powers"]
    for word, power in powers.items():
        if power != sum(read.get(char, 0) for char in word):
            raise LexiconError(
                f"{word} is 10 to the power of {power} here, but not in numerals.toml",
                where="english.toml, powers",
            )
    return powers


def _known(unit: str) -> Form | None:
    table = _table()
    if unit in table["units"]:
        return _physical(unit, table["units"][unit])
    if unit in table["money"]:
        return Form(MONEY, table["money"][unit])
    if unit in table["durations"]:
        one, many = table["durations"][unit]
        return Form(DURATION, many, one)
    percent = table["percent"]
    forms = {
        **{word: Form(PERCENT, "%") for word in percent["units"]},
        **{word: Form(PERCENT, "‰") for word in percent["permille"]},
        **{word: Form(PERCENT, "%", factor=Decimal(10)) for word in percent["tenths"]},
        **{word: Form(POINTS, "pp") for word in percent["points"]},
        **{word: Form(RANK) for word in table["ranks"]["units"]},
        **{word: Form(TIMES, table["times"]["en"]) for word in table["times"]["unit"]},
    }
    return forms.get(unit)


def _physical(unit: str, row: dict[str, Any]) -> Form:
    try:
        return Form(
            PHYSICAL,
            row["en"],
            row.get("one", row["en"]),
            Decimal(row.get("times", "1")),
            tuple((name, Decimal(start)) for name, start in row.get("ladder", [])),
            row.get("small", ""),
            Decimal(row.get("from", 0)),
        )
    except (KeyError, ValueError, ArithmeticError) as error:
        raise LexiconError(
            f"unit {unit} is not as it must be: {error}", where="english.toml"
        ) from error


def _rate(above: Form, below: str) -> Form:
    per = _table()["per"].get(below)
    if per is None:
        return above
    tail = f"per {per}"
    if above.kind == MONEY:
        return replace(above, one=tail)
    if not above.en:
        return replace(above, kind=PHYSICAL, en=tail, one=tail)
    return replace(above, kind=PHYSICAL, en=f"{above.en} {tail}", one=f"{above.one} {tail}")


@cache
def bases() -> dict[str, tuple[str, Decimal]]:
    """For each English unit that is a multiple or singular of another: that unit and the factor."""
    found: dict[str, tuple[str, Decimal]] = {}
    table = _table()
    for unit, row in table["units"].items():
        shape = _physical(unit, row)
        found.update({name: (shape.en, start) for name, start in shape.ladder})
        if shape.one != shape.en:
            found[shape.one] = (shape.en, Decimal(1))
    for one, many in (*table["durations"].values(), _homes()):
        found[one] = (many, Decimal(1))
    return found


def _table() -> dict[str, Any]:
    return load_toml("english")


def _homes() -> tuple[str, str]:
    words: dict[str, str] = _table()["households"]
    return words["one"], words["en"]
