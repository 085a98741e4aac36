"""What an open page looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 100  # characters of a name


@dataclass(frozen=True, slots=True)
class Choice:
    """City, day of the issue, template, and which of its pages; empty leaves it to the settings."""

    city: str = ""
    day: str = ""
    template: str = ""
    part: int = 0


def choice_of(given: Mapping[str, Any]) -> Choice:
    """The choice that a page sends."""
    city, day, template = (str(given.get(name, ""))[:LONGEST] for name in Choice.__slots__[:3])
    part = str(given.get("part", ""))
    return Choice(city, day, template, int(part) if part.isdecimal() else 0)
