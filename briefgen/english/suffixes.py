"""Words made by one more character: 筛查率, 检查站, 刑事类; the glossary cannot hold them all."""

from __future__ import annotations

from functools import cache

from briefgen.english.inflect import gerund, parted, singular
from briefgen.english.phrases import winding, wording
from briefgen.english.pieces import Piece
from briefgen.lexicon import load_toml

NOUNS = ("term", "attr")
DEEDS = ("verb", "done")
# A name, a number or what is quoted makes no such word: 北京站 is a name, 3点 an hour.
OTHERS = ("place", "name", "count", "quote", "bracket", "join", "de", "skip", "of")


def suffixed(pieces: list[Piece]) -> list[Piece]:
    """The pieces, a lone unknown character joined to the known word it makes a longer one of."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = found[-1] if found else None
        longer = last and piece.has("unknown") and _longer(last, piece.zh, at == len(pieces) - 1)
        if last and longer:
            found[-1] = longer
        else:
            found.append(piece)
    return found


def _longer(word: Piece, char: str, ends: bool) -> Piece | None:  # noqa: FBT001 - where it stands
    """The word with one more character, None if that makes no word that is surely understood."""
    table = _suffixes()
    said = _deed(word) if char in table["deeds"] else _before(word)
    if not said or len(word.zh) == 1 or word.has(*OTHERS):
        return None
    forms: dict[str, str] = {}
    if char in table["things"]:
        forms = {"term": f"{said} {table['things'][char]}"}
    elif char in table["deeds"]:
        forms = {"of": f"{said} {table['deeds'][char]}"}
    elif char in table["persons"] and not word.has(*DEEDS):
        forms = {"term": f"{said} {table['persons'][char]}"}
    elif char in table["kinds"] and not ends:
        forms = {"attr": said}
    return Piece(word.zh + char, forms) if forms else None


def _before(word: Piece) -> str:
    """The word as it stands before a noun; empty if it cannot."""
    if not word.has(*NOUNS):
        return _deed(word)
    said = word.forms.get("attr") or singular(parted(word.forms.get("term", ""))[1])
    return "" if winding(said) else said


def _deed(word: Piece) -> str:
    """The noun of what is done: screening, reserve; empty if it is no deed of one word."""
    noun: str = wording()["nominals"].get(word.zh, "")
    if noun or not word.has(*DEEDS):
        return noun
    verb = word.forms.get("verb", "")
    return gerund(verb) if verb and " " not in verb else ""


@cache
def _suffixes() -> dict[str, dict[str, str]]:
    """The table of english.toml."""
    table: dict[str, dict[str, str]] = load_toml("english")["suffixes"]
    return table
