"""Turns the project's values into what JSON can hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """The value in dicts, lists, strings and numbers; fields keep their names and order.

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


def json_number(value: Decimal) -> int | float:
    """The number as JSON prints it: 9.0 stays 9.0, 11100 has no point, 95.30 is 95.3.

    A float prints the shortest digits that read back the same, so up to 15 digits are exact;
    no statistic has more.
    """
    whole = value == value.to_integral_value()
    exponent = value.as_tuple().exponent
    pointed = isinstance(exponent, int) and exponent < 0
    return int(value) if whole and not pointed else float(value)


def _single(value: object) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    message = f"a {type(value).__name__} has no place in JSON"
    raise TypeError(message)
