"""Tells whether two lines say the same thing, so that the page says it once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from briefgen.select.importance import area_factor, canonical
from briefgen.select.pieces import bare

if TYPE_CHECKING:
    from decimal import Decimal

    from briefgen.model import Figure, Place

ALIKE = 85.0  # rapidfuzz ratio from which texts with equal numbers count as one
NEAREST = 50  # lines with the same numbers that a line is compared with; keeps it linear
Fact = tuple[str, str | None, str, str, str, "Decimal", str]


def fact(figure: Figure, place: Place | None) -> Fact:
    """What a figure states, to compare by: name, period, area, measure, status, value, unit."""
    area = place.full if place and area_factor(figure, place)[1] == 1 else figure.area
    name = canonical(figure.indicator, place)
    kind, status = str(figure.measure), str(figure.status)
    return (name, figure.when, area, kind, status, figure.value.normalize(), figure.unit)


@dataclass(slots=True)
class Said:
    """What the page says already; grows as lines are put in, newest document first."""

    facts: dict[Fact, str] = field(default_factory=dict)
    texts: dict[tuple[str, ...], list[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def again(self, text: str, facts: list[Fact]) -> str | None:
        """The id of the line that says the same already; None if it is news."""
        if facts and all(each in self.facts for each in facts):
            return self.facts[facts[0]]
        plain = bare(text)
        for other, known in self.texts[_numbers(text)][-NEAREST:]:
            if fuzz.ratio(plain, known) >= ALIKE:
                return other
        return None

    def put(self, line: str, text: str, facts: list[Fact]) -> None:
        """Notes a line as said."""
        for each in facts:
            self.facts.setdefault(each, line)
        self.texts[_numbers(text)].append((line, bare(text)))


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\d+(?:\.\d+)?", text)))
