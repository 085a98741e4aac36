"""The glossary: Chinese terms with their English, the shipped file and an editor's own on top."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, partial
from sys import intern
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from briefgen.english.inflect import lowered
from briefgen.errors import LexiconError
from briefgen.kept import kept_value
from briefgen.lexicon import DATA, read_tsv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

COLUMNS = ("zh", "en")  # the others may be left out: note, source, kind
HAN = re.compile(r"[\u3400-\u9fff]")
SUBSCRIPT = re.compile(r"(?<=[A-Za-z])_(?=\d)")  # of a page whose small digits were marked so
WIDE = str.maketrans({0xFF01 + i: 0x21 + i for i in range(94)} | {ord("，"): "，", ord("："): "："})
# Kinds of entries: what a term may do in a composed label; docs are at the head of glossary.tsv.
PREPOSITIONS = ("of", "in", "to", "by", "for", "on", "at", "from", "with", "under", "over")
KINDS = frozenset(
    {
        "term",
        "attr",
        "adj",
        "post",
        "done",
        "rel",
        "verb",
        "adv",
        "theme",
        "name",
        "phrase",
        "skip",
        "note",
        "cumulative",
        "sole",
        "place",
        "company",
        "whole",
    }
    | set(PREPOSITIONS)
)


class Term(NamedTuple):
    """One row: `kind` says what the term does in a phrase (see the head of glossary.tsv)."""

    zh: str
    en: str
    note: str
    source: str
    kind: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms by their Chinese, then by kind; `longest` is the length of the longest entry.

    `extra` holds the terms of the workspace; `reach` the longest entry by its first character;
    `proposed` the English that a machine made for whole labels, which stays marked.
    """

    terms: Mapping[str, Mapping[str, Term]]
    longest: int
    extra: AbstractSet[str] = field(default_factory=frozenset)
    reach: Mapping[str, int] = field(default_factory=dict)
    proposed: Mapping[str, str] = field(default_factory=dict)

    def forms(self, zh: str) -> dict[str, str]:
        """The English of `zh` by kind; empty if the glossary does not hold it."""
        found = {kind: term.en for kind, term in self.terms.get(zh, {}).items()}
        return {**found, "name": found["place"]} if "place" in found else found


def load_glossary(extra: Path | None = None) -> Glossary:
    """The shipped glossary, with the rows of the file `extra` in place of its own.

    Raises LexiconError, with file and row, for a row without Chinese or English, an unknown kind
    or a term given twice in one file.
    """
    own = _rows(extra) if extra else {}
    terms = {**_shipped(), **own}
    longest = max((len(zh) for zh in terms), default=0)
    reach: dict[str, int] = {}
    for zh in terms:
        reach[zh[0]] = max(len(zh), reach.get(zh[0], 0))
    return Glossary(MappingProxyType(terms), longest, frozenset(own), MappingProxyType(reach))


@cache
def _shipped() -> Mapping[str, Mapping[str, Term]]:
    """The rows of our own file; reading and checking them takes 80 ms."""
    path = DATA / "glossary.tsv"
    plain = kept_value((b"glossary",), lambda: _plain(_rows(path)))
    return {zh: {kind: Term._make(row) for kind, row in rows.items()} for zh, rows in plain.items()}


def _plain(rows: Mapping[str, Mapping[str, Term]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The rows as they are kept: what many of them say alike is written once."""
    return {
        zh: {kind: (term.zh, term.en, *map(intern, term[2:])) for kind, term in kinds.items()}
        for zh, kinds in rows.items()
    }


def tidy(text: str) -> str:
    """The Chinese with half-width letters, digits and brackets, without spaces: PM_2.5 is PM2.5."""
    text = text.translate(WIDE).replace(" ", "").replace("\u3000", "")
    return SUBSCRIPT.sub("", text)


def _place(path: Path, row: Mapping[str, str]) -> str:
    """The last line of a glossary with the words of a row: `glossary.tsv:7: 技改`."""
    lines = enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1)
    same = [at for at, line in lines if {row["zh"], row["en"]} <= {*line.split("\t"), ""}]
    return f"{path}:{same[-1] if same else 1}: {row['zh'] or row['en']}"


def _rows(path: Path) -> dict[str, dict[str, Term]]:
    found: dict[str, dict[str, Term]] = {}
    for row in read_tsv(path, COLUMNS):
        note, source = row.get("note", ""), row.get("source", "")
        zh, en, kind = tidy(row["zh"]), row["en"].strip(), row.get("kind", "").strip() or "term"
        where = partial(_place, path, row)
        if not zh or not en:
            hint = "write the Chinese, a tab, the English"
            raise LexiconError("a term lacks its Chinese or its English", where=where(), hint=hint)
        if kind not in KINDS:
            known = ", ".join(sorted(KINDS))
            raise LexiconError(f"unknown kind {kind!r}", where=where(), hint=f"kinds: {known}")
        if kind in found.get(zh, {}):
            raise LexiconError(f"the term stands twice (kind {kind})", where=where())
        if kind == "note":
            continue
        if HAN.search(en):
            hint = "write the Chinese, a tab, the English"
            message = f"the English of a term holds Chinese: {en}"
            raise LexiconError(message, where=where(), hint=hint)
        text = en if kind in ("name", "place", "company") else lowered(en)
        found.setdefault(zh, {})[kind] = Term(zh, text, note, source, kind)
    return found
