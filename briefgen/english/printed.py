"""The value cell of the English table: value, bound and basis in house style."""

from __future__ import annotations

import re
from typing import Any

from briefgen.english import beside
from briefgen.english.values import value_en
from briefgen.lexicon import load_toml
from briefgen.model import Basis, Bilingual, Bound, Direction, Figure, Measure, Status

MINUS = "\N{MINUS SIGN}"
# A bound word stands right at the number: 不超过5%, 最高不超过 200万元, 10%左右, 7%以上.
REACH = 6
SIGN = re.compile(r"-(?=\d|[A-Z]{3} )")  # that of a number, not the hyphen of passenger-kilometers


def printed_value(figure: Figure, text: str = "") -> str:
    """The value as the page prints it: `over 1,200`, `+7% or more`, `−1.2% y/y`, `nearly 30%`.

    `text` is the passage that `figure.at` points into, if at hand: it tells 近30% (nearly) from
    30%左右 (around), and 以上 (or more) from 超 (over). A typographic minus is used.
    """
    value = SIGN.sub(MINUS, figure.value_en or value_en(figure))
    value = _bounded(figure, value, _near(figure, text))
    basis = beside.average(figure, text) or _basis(figure) or _each(figure, text)
    parts = (value, basis, beside.prices(figure, text), beside.note(figure, text))
    return " ".join(part for part in parts if part)


def _each(figure: Figure, text: str) -> str:
    """`a year` for what its clause says of every year: 每年城镇新增就业40万人以上."""
    words: dict[str, Any] = load_toml("english")["basis"]
    if figure.measure not in {Measure.AMOUNT, Measure.COUNT, Measure.PHYSICAL}:
        return ""
    clause = beside.clause_before(figure, text)
    return str(words["each"]) if any(word in clause for word in words["each_words"]) else ""


def _near(figure: Figure, text: str) -> tuple[str, str]:
    """The words right before and right after the number."""
    if not text or figure.at < 0:
        return "", ""
    end = figure.at + len(figure.mention)
    return text[max(0, figure.at - REACH) : figure.at], text[end : end + REACH]


def _bounded(figure: Figure, value: str, near: tuple[str, str]) -> str:
    words: dict[str, Any] = load_toml("english")["bounds"]
    before, after = near
    if figure.bound is None:
        return value
    fallen = figure.measure.signed and value.startswith(MINUS)
    if fallen:
        value = "down " + value.removeprefix(MINUS)
    if figure.bound is Bound.ABOUT:
        close = (before + figure.mention).endswith(
            tuple(words["nearly"])
        ) or figure.mention.startswith(tuple(words["nearly"]))
        close = close or before.endswith(tuple(words["nearly"]))
        return _put("nearly" if close else "around", value, fallen=fallen)
    if figure.bound is Bound.UP_TO:
        cap = before.endswith(tuple(words["no_more"])) or after.startswith(tuple(words["no_more"]))
        cap = cap or (figure.measure is Measure.SHARE and figure.status is Status.TARGET)
        return _put("no more than" if cap else "up to", value, fallen=fallen)
    least = after.startswith(tuple(words["at_least"])) if after else _aim(figure)
    return f"{value} or more" if least and not fallen else _put("over", value, fallen=fallen)


def _aim(figure: Figure) -> bool:
    """Targets for growth are floors (增长7%以上): at the goal is reached."""
    return figure.status is Status.TARGET and figure.direction is Direction.UP


def _put(word: str, value: str, *, fallen: bool) -> str:
    """The bound word before the number: `around +6%`, `down around 6%`."""
    return f"down {word} {value.removeprefix('down ')}" if fallen else f"{word} {value}"


def _years(period: str | None) -> bool:
    """Whether the period runs over more than one year: 2021/2025."""
    first, slash, last = (period or "").partition("/")
    return bool(slash) and first[:4] != last[:4]


def basis_words(figure: Figure) -> Bilingual:
    """What a change is measured against, for a number set alone; nothing for the year before."""
    told = _basis(figure)
    if not told or figure.basis is None or figure.basis is Basis.YOY:
        return Bilingual("", "")
    words: dict[str, Any] = load_toml("english")["basis"]
    return Bilingual(str(words[f"{figure.basis.value}_zh"]), told)


def _basis(figure: Figure) -> str:
    """`y/y` for growth and change that happened; a target's basis goes without saying."""
    if figure.basis is None or (
        figure.status is Status.TARGET and figure.basis is not Basis.AVERAGE
    ):
        return ""
    if not figure.measure.signed or figure.direction is None:
        return ""
    if figure.basis is Basis.YOY and _years(figure.period):
        return ""  # growth over a plan of five years is not on a year earlier
    words: dict[str, Any] = load_toml("english")["basis"]
    if figure.basis is Basis.AVERAGE and any(
        word in figure.indicator for word in words["of_indicator"]
    ):
        return ""
    return str(words[figure.basis.value])
