"""Machine-made English of a workspace: asked for by hand, kept in a file, marked until accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.deliver.password import secret
from briefgen.english import CLAUSES, known_terms, render_theme, tidy, translate_label
from briefgen.errors import TranslatorError
from briefgen.lexicon import load_toml
from briefgen.translator.ask import ask
from briefgen.translator.judge import cleaned, fault
from briefgen.translator.kept import Proposal, load_proposals, write_proposals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from briefgen.endpoint import Endpoint
    from briefgen.english import Glossary
    from briefgen.model import Reading

VARIABLE = "BRIEFGEN_TRANSLATOR_KEY"
KEYRING_USER = "translator"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A label, or a clause of a heading, that is not wholly in the glossary, and its document."""

    zh: str
    path: str


def wanted(readings: Iterable[Reading], glossary: Glossary) -> list[Phrase]:
    """The labels of marked figures and the clauses of headings without English, each once."""
    found: dict[str, Phrase] = {}
    for reading in readings:
        for zh in _unsaid(reading, glossary):
            if not zh.isprintable() or len(zh) > load_toml("translator")["longest"]:
                continue
            found.setdefault(zh, Phrase(zh, reading.article.source.path))
    return list(found.values())


def _unsaid(reading: Reading, glossary: Glossary) -> Iterator[str]:
    for figure in reading.figures:
        if not figure.covered:
            yield tidy(figure.indicator)
    for theme in reading.themes:
        for heading in (theme.label, theme.title):
            clauses = [tidy(part) for part in CLAUSES.split(heading)]
            yield from (c for c in clauses if c and not render_theme(c, glossary).covered)


def propose(
    endpoint: Endpoint,
    phrases: Iterable[Phrase],
    glossary: Glossary,
    path: Path,
    progress: Callable[[str], None],
) -> tuple[list[Proposal], list[tuple[Phrase, str]]]:
    """What the translator says of the phrases not asked before, and what was refused and why.

    Good answers are in the file even if the translator fails later. Raises TranslatorError where
    it cannot be asked, DeliveryError where its key cannot be read, OutputError for the file.
    """
    key = secret(VARIABLE, endpoint.key_file, KEYRING_USER)
    if not key.isascii() or not key.isprintable():
        message = "the key of the translator holds signs that no key has"
        raise TranslatorError(message, where="[translator]")
    kept = {one.zh: one for one in load_proposals(path)}
    made: list[Proposal] = []
    refused: list[tuple[Phrase, str]] = []
    by = endpoint.model or endpoint.host
    try:
        for phrase in phrases:
            if phrase.zh in kept:
                continue
            progress(f"asking for {phrase.zh}")
            said = cleaned(ask(endpoint, key, phrase.zh, _terms(phrase.zh, glossary)))
            if reason := fault(phrase.zh, said, glossary):
                refused.append((phrase, reason))
            else:
                made.append(Proposal(phrase.zh, said, by))
    finally:
        if made:
            still = [one for one in kept.values() if not _learnt(one, glossary)]
            write_proposals(path, [*still, *made])
    return made, refused


def _terms(zh: str, glossary: Glossary) -> Mapping[str, str]:
    return {term: forms[0] for term, forms in known_terms(zh, glossary).items()}


def _learnt(proposal: Proposal, glossary: Glossary) -> bool:
    """Whether the glossary has the label meanwhile, as a label or as a heading."""
    covered = translate_label(proposal.zh, glossary).covered
    return covered or render_theme(proposal.zh, glossary).covered
