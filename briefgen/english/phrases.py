"""A noun phrase under construction, and the small steps that all rules of composition share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from briefgen.english.glossary import PREPOSITIONS
from briefgen.english.inflect import parted, participle
from briefgen.english.pieces import Piece
from briefgen.lexicon import load_toml

Pieces = Sequence[Piece]
RELATIONS = ("above", "below", "per", "than", "among", "as")
PAIR, TRIPLE = 2, 3  # the fewest pieces, or parts of a list, that a rule is about
PAIRED = re.compile(r"[a-z]+ and [a-z]+")
# What one noun ends with and the next begins with is said once: rural road network.
TWICE = re.compile(r"\b([a-z]{4,}?)s? \1(s?)\b")
NOMINAL = ("term", "name", "quote", "code", "unknown", *PREPOSITIONS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: adjectives and nouns before the core, phrases after it, a closing adverb."""

    core: str
    pre: tuple[tuple[int, str], ...] = ()
    post: tuple[str, ...] = ()
    tail: str = ""

    def __str__(self) -> str:
        """The phrase in English word order, its article first."""
        article, core = parted(self.core)
        pre = list(self.pre)
        article = article or self._determiner()
        pre, core = _inside(pre, core)
        first, space, rest = core.partition(" ")
        if pre and space and first in wording()["front"]:
            pre, core = [*pre, (1, first)], rest
        before = [text for _, text in sorted(pre, key=lambda item: item[0])]
        if pre and article and not any(rank == 0 for rank, _ in pre):
            vowel = before[0][:1].lower() in "aeio"
            before.insert(0, "the" if article == "the " else "an" if vowel else "a")
        elif not pre:
            core = article + core
        named = TWICE.sub(r"\1\2", " ".join([*before, core]))
        text = " ".join(part for part in (named, *self.post) if part)
        return f"{text}, {self.tail}" if self.tail else text

    def _determiner(self) -> str:
        """`the ` or `a ` before a noun in the singular that cannot stand bare, else nothing."""
        words = determined()
        if " and the " in self.core:
            return ""  # resources and the environment
        head, of, _ = self.core.partition(" of ")
        said = [*(text for rank, text in self.pre for text in text.split()), *head.split()]
        if not said or said[-1] not in words["words"] or any(rank == 0 for rank, _ in self.pre):
            return ""
        if said[-1] in words["of"] and not of and not "".join(self.post).startswith("of "):
            return ""
        named = any(word.endswith(("'s", "s'")) or word in words["own"] for word in said)
        if named:
            return ""
        if "new" in said:
            return "" if said[-1] in words["of"] else "a "
        return "the "

    @property
    def bare(self) -> bool:
        """Whether it can stand before another noun: nothing follows its core."""
        return not self.post and not self.tail and not winding(self.core)


def _inside(pre: list[tuple[int, str]], core: str) -> tuple[list[tuple[int, str]], str]:
    """What describes the thing behind a deed's noun goes there: renovation of rural dry toilets."""
    deed, of, thing = core.partition(" of ")
    words = wording()
    if not of or deed not in words["deeds_of"] or thing.startswith(("the ", "a ", "an ")):
        return pre, core
    outside = [item for item in pre if item[1].split()[0].lower() in words["outside"]]
    moved = sorted((item for item in pre if item not in outside), key=lambda item: item[0])
    return outside, f"{deed} of {' '.join([*(text for _, text in moved), thing])}"


class Composer(Protocol):
    """What a rule needs of the composer: the phrase of some pieces, the word of one."""

    def phrase(self, pieces: Pieces, depth: int = 0) -> Phrase:
        """The English noun phrase of the pieces."""

    def word(self, piece: Piece) -> str:
        """The piece alone, as a noun phrase."""

    def doubt(self) -> None:
        """Note that what comes out may be wrong."""


def winding(noun: str) -> bool:
    """Whether the noun phrase has parts after its noun, so that it cannot stand before another."""
    return (
        any(f" {word} " in noun for word in (*PREPOSITIONS, *RELATIONS))
        or "(" in noun
        or "," in noun
    )


def sited(noun: str, place: Piece) -> bool:
    """Whether a noun of something "in" a field lies in a zone: investment in industry in a park."""
    return " in " in noun and place.has("term") and place.zh.endswith(tuple(wording()["zones"]))


def after(head: Phrase, note: str) -> Phrase:
    """The phrase with a note behind it."""
    return replace(head, post=(*head.post, note)) if note else head


def done_form(piece: Piece) -> str:
    """The participle of a verb piece."""
    return piece.forms.get("done") or participle(piece.forms["verb"])


def index_of(pieces: Pieces, kind: str) -> int | None:
    """Where the first piece of this kind stands, None if nowhere."""
    return next((index for index, piece in enumerate(pieces) if piece.has(kind)), None)


def joint(piece: Piece) -> str | None:
    """The preposition that joins what the head noun belongs to, if it is such a noun."""
    return next((kind for kind in PREPOSITIONS if piece.has(kind)), None)


def only_measures(piece: Piece) -> bool:
    """Whether the piece is nothing but a measure of something else: output, but no term."""
    return joint(piece) is not None and not piece.has("term")


def joined(parts: list[str]) -> str:
    """The parts as a list: A, B and C."""
    parts = [part for part in parts if part]
    if parts and parts[0].startswith("the "):  # the article of the first is that of all
        parts = [parts[0], *(part.removeprefix("the ") for part in parts[1:])]
    if len(parts) == PAIR and PAIRED.fullmatch(parts[1]) and " and " not in parts[0]:
        parts = [parts[0], *parts[1].split(" and ")]  # vegetables, melons and fruits
    if len(parts) < TRIPLE:
        return " and ".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def trimmed(pieces: Pieces) -> Pieces:
    """Without words at either end that say nothing."""
    start, end = 0, len(pieces)
    while start < end and idle(pieces[start]):
        start += 1
    while end > start and idle(pieces[end - 1]):
        end -= 1
    return pieces[start:end]


def idle(piece: Piece) -> bool:
    """Whether the piece says nothing at the edge of a phrase."""
    kinds = set(piece.forms)
    return bool(kinds) and kinds <= {"skip", "de", "join"}


@cache
def determined() -> dict[str, frozenset[str]]:
    """The words of english.toml that an article goes with."""
    table: dict[str, list[str]] = load_toml("english")["determined"]
    return {name: frozenset(words) for name, words in table.items()}


@cache
def wording() -> dict[str, Any]:
    """The set words of composition, from english.toml."""
    said: dict[str, Any] = load_toml("english")["said"]
    return said
