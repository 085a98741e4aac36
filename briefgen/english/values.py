"""Numbers in English: 223.5亿元 becomes RMB 22.35 billion, digits exact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from briefgen.english import units
from briefgen.english.fractions import fraction_en
from briefgen.english.patterns import of_homes
from briefgen.english.units import EXACT, Form, form, scale
from briefgen.lexicon import load_toml
from briefgen.model import Direction, Figure, Measure, Status

LARGE = (("trillion", 12), ("billion", 9), ("million", 6))
# Most decimals of a count in millions: 16.55 million, but 1,234,567.
COUNT_DECIMALS = 3
WHOLE = Decimal(100)


def value_en(figure: Figure) -> str:
    """The bare value in English, its bound left out: `+9.0%`, `RMB 22.35 billion`, `2nd`.

    Growth and delta carry their sign (ASCII minus); digits are exact, never rounded.
    """
    shape = shape_of(figure)
    if shape.kind == units.RANK:
        return ordinal(int(figure.value))
    if shape.kind == units.TIMES:
        return _multiple(figure)
    sign = sign_of(figure)
    if fraction_en(figure.mention):
        return {"-": "down ", "+": "up "}.get(sign, "") + fraction_en(figure.mention)
    body = amount(figure.value, shape)
    if figure.value_max is not None and figure.value_max != figure.value:
        body = _range(figure.value, figure.value_max, shape)
    if shape.kind == units.DURATION:
        body = _duration(figure, shape)
    return sign + body


def sign_of(figure: Figure) -> str:
    """`+`, `-` or nothing: of a change as the text gives it, and of a level below zero."""
    if figure.direction is None or figure.value == 0:
        return ""
    if not figure.measure.signed:  # 自然增长率为-0.13‰, but not 占比降至5%
        return "-" if figure.mention[:1] in load_toml("numerals")["signs"]["minus"] else ""
    return "-" if figure.direction is Direction.DOWN else "+"


def amount(value: Decimal, shape: Form) -> str:
    """One number with its unit, unsigned."""
    if shape.kind in (units.PERCENT, units.POINTS):
        gap = " " if shape.kind == units.POINTS else ""
        text = f"{value:f}" if shape.factor == 1 else digits(scale(value, shape.factor))
        return f"{text}{gap}{shape.en}"
    number, unit = _stepped(value, shape)
    text = compact(number, exact_counts=shape.kind == units.PLAIN)
    if shape.kind == units.MONEY:
        return " ".join(part for part in (shape.en, text, shape.one) if part)
    return f"{text} {unit}".rstrip()


def _stepped(value: Decimal, shape: Form) -> tuple[Decimal, str]:
    if shape.small and scale(value, shape.power) < shape.start:
        return scale(value, shape.power), shape.small
    number = scale(value, shape.factor)
    for name, start in shape.ladder:
        if number >= start:
            return EXACT.divide(number, start), name
    return number, shape.one if number == 1 else shape.en


def compact(number: Decimal, *, exact_counts: bool = False) -> str:
    """Digits with thousands commas; from a million up with million, billion, trillion."""
    for name, power in LARGE:
        if abs(number) >= Decimal(10) ** power:
            scaled = EXACT.scaleb(number, -power)
            text = digits(scaled)
            if exact_counts and len(text.partition(".")[2]) > COUNT_DECIMALS:
                break
            return f"{text} {name}"
    return digits(number)


def digits(number: Decimal) -> str:
    """All digits, thousands commas, no closing zeros after the point."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ordinal(position: int) -> str:
    """The position as 1st, 2nd, 3rd, 11th."""
    tens, last = divmod(position, 10)
    ending = "th" if tens % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return f"{position:,}{ending}"


def shape_of(figure: Figure) -> Form:
    """The form of the unit; growth by 1.5倍 is 150%, since "times more" is ambiguous.

    So many households are said where the label names none: 城中村改造2.6万户.
    """
    if figure.measure is Measure.RANK:
        return Form(units.RANK)
    shape = form(figure.unit)
    if figure.measure is Measure.COUNT and of_homes(figure.indicator, figure.unit):
        words = _table()["households"]
        return replace(shape, en=words["en"], one=words["one"])
    if shape.kind == units.TIMES and figure.measure is Measure.GROWTH:
        return Form(units.PERCENT, "%", factor=WHOLE)
    if shape.kind == units.RANK:  # 200名 of people is a count, 第2名 a rank
        return Form(units.PLAIN)
    return shape


def _range(low: Decimal, high: Decimal, shape: Form) -> str:
    """Both ends in one unit, which is said once; percentages carry their sign twice."""
    if shape.kind == units.PERCENT:
        return f"{amount(low, shape)}–{amount(high, shape)}"
    plain = shape.kind == units.PLAIN
    ends = [compact(scale(end, shape.factor), exact_counts=plain) for end in (low, high)]
    if shape.kind == units.MONEY:
        return f"{shape.en} {'–'.join(ends)} {shape.one}".rstrip()
    return f"{'–'.join(ends)} {shape.en}".rstrip()


def _multiple(figure: Figure) -> str:
    for row in _table()["multiple"]:
        if figure.direction is Direction.DOWN or figure.value_max is not None:
            break
        if figure.value == row["value"] and any(word in figure.mention for word in row["words"]):
            done = figure.status is Status.ACTUAL
            return str(row["done"] if done else row["aim"])
    text = digits(figure.value)
    if figure.value_max is not None and figure.value_max != figure.value:
        text = f"{text}–{digits(figure.value_max)}"
    return f"{sign_of(figure)}{text} {_table()['times']['en']}"


def _duration(figure: Figure, shape: Form) -> str:
    """Years and months; 连续 in the label makes them consecutive, small ones then in words."""
    if figure.value_max is not None and figure.value_max != figure.value:
        return _range(figure.value, figure.value_max, shape)
    words = _table()["numerals"]["words"]
    value = scale(figure.value, shape.factor)
    text = digits(value)
    row = _table()["run"]
    run = f"{row['en']} " if row["word"] in figure.indicator else ""
    if run and text.isdigit() and value < len(words) and not sign_of(figure):
        text = words[int(value)]
    return f"{text} {run}{shape.one if value == 1 else shape.en}"


def _table() -> dict[str, Any]:
    return load_toml("english")
