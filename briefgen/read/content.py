"""What a reader makes of the bytes of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file and how it was encoded; the rest is as in `model.Source`."""

    encoding: str
    text: str
    published: date | None = None
    origin: str = ""
    notes: tuple[str, ...] = ()
