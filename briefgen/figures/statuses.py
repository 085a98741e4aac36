"""Whether a figure has happened: results, targets, forecasts."""

from __future__ import annotations

import re

from briefgen.figures.phrases import phrases
from briefgen.figures.sections import Section
from briefgen.lexicon import load_toml
from briefgen.model import Status


def status_of(before: str, clause: str, section: Section, *, past: bool) -> Status:
    """The status of a number: `before` is its sentence up to it, `clause` the whole of its clause.

    `past` tells that its period lies before this year. In a plan everything else is a target.
    """
    words = phrases().status
    scope = re.split("[；。]", before)[-1]
    if words["forecast"].search(scope) or words["forecast"].search(clause):
        return Status.FORECAST
    told = words["target"].search(scope)
    if told and not words["no_target"].search(scope):
        return Status.TARGET
    if section.plan and not past and not re.search(load_toml("statuses")["done"], scope):
        return Status.TARGET
    return Status.ACTUAL
