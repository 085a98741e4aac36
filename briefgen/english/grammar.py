"""Chinese phrase order turned into English: pieces of a label become one noun phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.english.additions import added
from briefgen.english.clauses import (
    beneficiary,
    bracketed,
    cumulative,
    included,
    priced,
    pulled,
    shared,
    toward,
)
from briefgen.english.compounds import compound
from briefgen.english.deeds import acted, fresh
from briefgen.english.doubts import doubtful_head
from briefgen.english.glossary import PREPOSITIONS
from briefgen.english.inflect import capital, gerund, named, parted
from briefgen.english.lists import listed
from briefgen.english.phrases import Phrase, Pieces, trimmed
from briefgen.english.relatives import relative

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.english.pieces import Piece

DEEP = 40  # no label nests deeper; beyond that its words are only set side by side
# Tried in this order; the first that applies says the whole.
RULES = (
    bracketed,
    cumulative,
    shared,
    priced,
    pulled,
    relative,
    included,
    beneficiary,
    toward,
    added,
    fresh,
    acted,
    listed,
)
ALONE = (
    "term",
    "name",
    *PREPOSITIONS,
    "code",
    "count",
    "attr",
    "deed",
    "adj",
    "phrase",
    "post",
    "size",
    "rate",
    "company",
)


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes phrases; `inner` says the content of quotes and brackets, `sound` the unknown.

    `doubt` is called where the rules are known to be out of their depth.
    """

    inner: Callable[[str], str]
    sound: Callable[[str], str]
    doubt: Callable[[], None]

    def phrase(self, pieces: Pieces, depth: int = 0) -> Phrase:
        """The English noun phrase of the pieces."""
        pieces = [piece for piece in trimmed(pieces) if set(piece.forms) != {"skip"}]
        if not pieces:
            return Phrase("")
        if doubtful_head(pieces):
            self.doubt()
        if depth > DEEP:
            return Phrase(" ".join(self.word(piece) for piece in pieces))
        for rule in RULES:
            phrase = rule(self, pieces, depth + 1)
            if phrase is not None:
                return phrase
        return compound(self, pieces, depth + 1)

    def word(self, piece: Piece) -> str:
        """The piece alone, as a noun phrase."""
        forms = piece.forms
        if "quote" in forms:
            said = parted(self.inner(piece.inner).replace('"', ""))[1]
            return f'"{capital(said) if named(said) else said}"'
        if "bracket" in forms:
            return f"({self.inner(piece.inner)})"
        for kind in ALONE:
            if forms.get(kind):
                return forms[kind]
        if forms.get("done"):
            return forms["done"]
        if forms.get("verb"):
            return gerund(forms["verb"])
        if "adv" in forms:
            self.doubt()  # an adverb among nouns would be lost
        return self.sound(piece.zh) if piece.has("unknown") else forms.get("rel", "")
