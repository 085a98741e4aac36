"""Themes of a document that has no framework: the subjects of its paragraphs, nothing invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.themes.mark import BODY, LEAD_RANK, Mark, head
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph

_FEWEST = 3  # one or two paragraphs need no themes


def subjects(paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """One mark per body paragraph with a subject that can be named; none for short documents."""
    bodies = [
        index
        for index, one in enumerate(paragraphs)
        if not one.line and not one.markup and len(one.text) >= BODY
    ]
    if len(bodies) < _FEWEST:
        return []
    named = [(index, label) for index in bodies if (label := _subject(paragraphs[index].text.text))]
    if len(named) * 3 < len(bodies) * 2:
        return []  # where a few can be named, their names would cover text of other subjects
    return [
        Mark(index, 0, "subject", LEAD_RANK, "fallback.subject", label, "")
        for index, label in named
    ]


def _subject(text: str) -> str:
    """What the first sentence speaks of, in its own words; empty if that is not short."""
    known = words()
    before = known.subject_before.match(text)
    clause = head(text, before.end() if before else 0).clauses[0]
    verb = known.subject_verbs.search(clause, known.subject_min)
    if not verb or known.speech.fullmatch(verb[0]) or known.not_lead.match(clause):
        return ""  # no statement, or one of which only the speaker is named
    label = clause[: verb.start()]
    fits = known.subject_min <= len(label) <= known.subject_max
    cut = known.subject_cut.search(label) or known.fact.search(label)
    return label if fits and not cut else ""
