"""Fields of views with a text that says what they hold: the tables of variables are made of it."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def described(text: str) -> Any:  # noqa: ANN401 (dataclasses.field itself is typed so)
    """A field of a dataclass that says what it holds."""
    return field(metadata={"help": text})
