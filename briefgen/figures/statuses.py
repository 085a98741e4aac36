"""Whether a figure has happened: results, targets, forecasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.model import Status

if TYPE_CHECKING:
    from briefgen.figures.sections import Section


def without_reached(text: str) -> str:
    """`text` less what it says of goals that were reached or are only compared with."""
    return phrases().patterns["goal_reached"].sub("", text)


def status_of(before: str, clause: str, section: Section, *, past: bool) -> Status:
    """The status of a number: `before` is its sentence up to it, `clause` the whole of its clause.

    `past` tells that its period lies before this year. In a plan everything else is a target.
    """
    words = phrases().patterns
    near = without_reached(re.split("[；。]", before)[-1])
    clause = without_reached(clause)
    if words["forecast"].search(near) or words["forecast"].search(clause):
        return Status.FORECAST
    if words["forecast_on"].search(re.split("。", before)[-1]):
        return Status.FORECAST
    told = words["target"].search(near)
    since = words["done"].search(near, told.end()) if told else None  # 计划…，目前已开工52所
    told = told or words["target"].search(clause)
    if told and not since and not words["no_target"].search(near):
        return Status.TARGET
    if not past and words["plan_on"].search(before):
        return Status.TARGET
    if section.plan and not past and not words["done"].search(near):
        return Status.TARGET
    return Status.ACTUAL
