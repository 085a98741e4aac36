"""Enterprises and institutions that a text names, whose figures are not those of its place."""

from __future__ import annotations

from briefgen.figures.indicators import strip_verbs
from briefgen.figures.phrases import phrases
from briefgen.gazetteer import gazetteer

SHORTEST = 3  # characters of a company's name: 该公司 is none


def institution_in(own: str) -> str:
    """The university, hospital or branch of a bank that opens a clause by its name, or ""."""
    named = phrases().patterns["institution_named"].match(own)
    if not named:
        return ""
    banked = phrases().patterns["bank"].match(named["name"])
    placed = any(gazetteer().find_all(named["name"][:length]) for length in (2, 3))
    return str(named["name"]) if banked or placed else ""


def companies_in(text: str) -> list[str]:
    """The enterprises that `text` names, without the verbs before their names."""
    patterns = phrases().patterns
    if not patterns["company_hint"].search(text):
        return []
    for passed in ("company_examples", "company_acted_on"):
        text = patterns[passed].sub("", text)
    found = (match["name"] for match in patterns["company"].finditer(text))
    names = [strip_verbs(patterns["before_company"].sub("", name)) for name in found]
    generic = patterns["generic_company"]
    return [name for name in names if len(name) > SHORTEST and not generic.search(name)]
