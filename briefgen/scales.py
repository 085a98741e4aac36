"""Reads from template.toml between what settings a page may be fitted: its table [fit]."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from briefgen.errors import TemplateError
from briefgen.model import Fit
from briefgen.select.options import Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.render import TemplateFolder

LEVELS = ("floor", "standard", "ceiling")  # in rising order
KEYS = (*LEVELS, "rows", "widest")
ROWS = ("least", "usual", "most")


def scale_of(template: TemplateFolder) -> Scale:
    """The scale of a template; what its [fit] does not say is as in the flagship.

    Raises TemplateError for a key that is unknown, a size that is none, and levels that do not
    rise from floor to ceiling.
    """
    said = template.settings.get("fit", {})
    if fault := fit_fault(template):
        where = str(template.folders[0] / "template.toml")
        hint = f"[fit] has {', '.join(KEYS)}; floor = {{ body = 9.0, leading = 1.36 }}"
        raise TemplateError(f"[fit]: {fault}", where=where, hint=hint)
    usual = Scale()
    levels = {name: Fit(**_level(usual, said, name)) for name in LEVELS}
    rows = tuple(said["rows"]) if "rows" in said else None
    return Scale(**levels, rows=rows)


def fit_fault(template: TemplateFolder) -> str:
    """What is wrong with the table [fit] of a template; empty if nothing is."""
    return _fault(template.settings.get("fit", {}))


def _level(usual: Scale, said: Mapping[str, Any], name: str) -> dict[str, float]:
    return {**asdict(getattr(usual, name)), **said.get(name, {})}


def _fault(said: object) -> str:
    """What is wrong with a table [fit]; empty if nothing is."""
    if not isinstance(said, dict):
        return "it is no table"
    if wrong := said.keys() - set(KEYS):
        return f"{', '.join(sorted(wrong))} is unknown"
    if not _number(said.get("widest", 1)):
        return "widest is no number of points"
    return _levels_fault(said) or _rows_fault(said.get("rows", [0, 0, 0]))


def _levels_fault(said: Mapping[str, Any]) -> str:
    names = asdict(Fit())
    for name in LEVELS:
        level = said.get(name, {})
        if not isinstance(level, dict) or not level.keys() <= names.keys():
            return f"{name} is no table of {', '.join(names)}"
        if not all(_number(value) for value in level.values()):
            return f"a size of {name} is no number above 0"
    usual = Scale()
    rising = [_level(usual, said, name) for name in LEVELS]
    for low, high in pairwise(rising):
        if above := [key for key in names if low[key] > high[key]]:
            return f"{', '.join(above)} must not fall from floor to standard to ceiling"
    return ""


def _rows_fault(rows: object) -> str:
    whole = isinstance(rows, list) and all(isinstance(each, int) and each >= 0 for each in rows)
    if isinstance(rows, list) and whole and len(rows) == len(ROWS) and sorted(rows) == rows:
        return ""
    return f"rows are three whole numbers that do not fall: {', '.join(ROWS)}"


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
