"""Numbers as official prose writes them, read exactly: 1.11万, 2亿3000万, 一百二十, 近万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache, lru_cache

from briefgen.lexicon import load_toml

EXACT = Context(
    prec=5000
)  # digits: more than a sentence has, so no number is too long to write out
PLAIN = re.compile(r"\d+(?:\.\d+)?")
MYRIAD = 4  # the power of ten from which a unit word closes a group of digits: 万, 亿


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read: `value` is its full size, `scale` the power of ten of its largest unit word.

    1.11万 has value 11100 and scale 4; 7万亿 has scale 12; 500 has scale 0. `more` tells that an
    inner 余 or 多 says "and some" (3000余, 80多万).
    """

    value: Decimal
    scale: int
    more: bool = False

    @property
    def magnitude(self) -> Decimal:
        """The number as it stands before its unit word: 1.11 for 1.11万."""
        return plain(self.value.scaleb(-self.scale, context=EXACT))


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or digits that were not written."""
    whole = value == value.to_integral()
    return value.quantize(Decimal(1), context=EXACT) if whole else value.normalize()


@cache
def _words() -> tuple[dict[str, int], dict[str, int], str, str]:
    data = load_toml("numerals")
    more = "".join(data["words"]["more"])
    return data["digits"], data["powers"], data["words"]["decimal_point"], more


@cache
def written_out() -> frozenset[str]:
    """The signs of which a number that is written out has one, Han digits and 十; not 百万."""
    digits, powers, _, _ = _words()
    return frozenset((*digits, *(word for word, power in powers.items() if power == 1)))


@cache
def number_pattern(apart: str = "") -> str:
    """A regular expression (no groups) for one number, with its unit words and inner 余/多.

    `apart` is an assertion behind its first sign. That sign comes first and is then looked back at:
    so a text is only scanned for such signs, which takes half the time.
    """
    digits, powers, point, more = _words()
    han = "".join(digits)
    power = _power_pattern(powers)
    greater = {word: exponent for word, exponent in powers.items() if exponent > 1}
    great = _power_pattern(greater)
    ten = next(word for word, exponent in powers.items() if exponent == 1)
    first = rf"[\d{han}{''.join(powers)}]{apart}"
    arabic = r"(?<=\d)(?:\d{0,2}(?:,\d{3})+|\d*)(?:\.\d+)?"
    mixed = rf"{arabic}(?:[{more}]?{power}+(?:\d+(?:\.\d+)?{power}+)*)?[{more}]?"
    spelled = (
        rf"(?<=[{han}{ten}])(?:[{han}]|{power})*(?:{point}[{han}]+)?[{more}]?{great}*[{more}]?"
    )
    bare = rf"{_power_pattern(greater, behind=True)}{great}*[{more}]?"
    return rf"(?:{first}(?:{mixed}|{spelled}|{bare}))"


def _power_pattern(powers: dict[str, int], *, behind: bool = False) -> str:
    """Any of the powers, unless it begins a unit of its own (千瓦); `behind`: right behind it."""
    barred = load_toml("numerals")["not_before"]
    sign = "(?<={})" if behind else "{}"
    words = (
        sign.format(word) + (f"(?![{barred[word]}])" if word in barred else "") for word in powers
    )
    return f"(?:{'|'.join(words)})"


@cache
def _tokens() -> re.Pattern[str]:
    _, powers, _, _ = _words()
    return re.compile(rf"(?P<n>\d+(?:\.\d+)?)|(?P<p>[{''.join(powers)}])")


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Numeral | None:
    """The number that `text` writes, or None if it writes none: 3.07万亿, 一百二十, 万."""
    if PLAIN.fullmatch(text):  # most numbers
        return Numeral(Decimal(text) or Decimal(0), 0)
    _, powers, _, more = _words()
    written = text.replace(",", "")
    bare = written
    for word in more:
        bare = bare.replace(word, "")
    value = _value(bare.translate(_arabic()), powers)
    return None if value is None else Numeral(value, _scale(bare), more=len(bare) < len(written))


@cache
def _arabic() -> dict[int, str]:
    """For each Han digit the Arabic one, and the decimal point."""
    digits, _, point, _ = _words()
    return {ord(point): ".", **{ord(char): str(digit) for char, digit in digits.items()}}


def _value(text: str, powers: dict[str, int]) -> Decimal | None:
    """Sums a mixed numeral from the right end of each myriad group: 2亿3000万, 3万亿, 一百二十."""
    if not text:
        return None
    total = section = Decimal(0)
    number: Decimal | None = None
    at = 0
    for match in _tokens().finditer(text):
        if match.start() != at:
            return None
        at = match.end()
        if match["n"]:
            number = Decimal(match["n"])
            continue
        power = powers[match["p"]]
        if power < MYRIAD:
            section += (Decimal(1) if number is None else number).scaleb(power)
        else:
            base = section + (number or Decimal(0))
            if base == 0 and number is None:
                base = total if match.start() else Decimal(1)
                total = Decimal(0)
            elif power == max(powers.values()):
                base += total
                total = Decimal(0)
            total += base.scaleb(power)
            section = Decimal(0)
        number = None
    if at != len(text):
        return None
    return total + section + (number or Decimal(0))


@cache
def _great() -> re.Pattern[str]:
    _, powers, _, _ = _words()
    great = "".join(word for word, exponent in powers.items() if exponent >= MYRIAD)
    return re.compile(f"[{great}]+")


def _scale(text: str) -> int:
    """The power of ten of the unit words that money keeps: 亿 is 8, 万亿 12, 千 none."""
    _, powers, _, _ = _words()
    runs = _great().findall(text)
    return max((sum(powers[word] for word in run) for run in runs), default=0)
