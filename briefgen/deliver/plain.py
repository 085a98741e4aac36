"""Turns the project's values into what JSON can hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """The value in dicts, lists, strings and numbers; fields keep their names and order.

    A decimal with a point becomes a float, whose shortest form has the same digits.
    Raises TypeError for a value that has no such form.
    """
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, Enum)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _single(value)


def _single(value: object) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Decimal):
        return (
            int(value)
            if value == value.to_integral_value() and "." not in str(value)
            else float(value)
        )
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    message = f"a {type(value).__name__} has no place in JSON"
    raise TypeError(message)
