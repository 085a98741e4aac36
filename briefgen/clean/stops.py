"""Commas that careless copying left before another stop (收入100亿元，，增长5%)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.clean.edits import Edit, edited
from briefgen.lexicon import compiled, load_toml
from briefgen.model import Repair

if TYPE_CHECKING:
    from briefgen.model import Traced


def undoubled(text: Traced) -> tuple[Traced, list[Repair]]:
    """The text without commas that stand before another stop, and what was taken out."""
    rule = load_toml("repairs")["doubled"]
    spans = [found.span() for found in compiled(rule["pattern"], "repairs").finditer(text.text)]
    repairs = []
    for start, end in spans:
        place = text.span(start, end)
        repairs.append(Repair(place.start, place.end, text.text[start:end], "", rule["reason"]))
    return (edited(text, [Edit(*span, "") for span in spans]) if spans else text), repairs
