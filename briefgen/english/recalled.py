"""English that was made before, and holds as long as the glossary answers what was asked for it.

An editor who saves one term changes few labels. Which ones cannot be seen from their words alone: a
term is looked up in parts, with the head of another, as far as the longest one reaches. So each
label keeps what was asked of the glossary while it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from briefgen.english.glossary import Glossary
    from briefgen.english.terms import Rendering

MOST = 20_000  # labels and headings
Asked = set[tuple[str, str]]  # which table of the glossary, and the word
Say = Callable[..., "Rendering"]
TABLES = ("terms", "reach")
Value = TypeVar("Value")


class Recalled:
    """What was said by one glossary, and still holds by the next."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[tuple[str, ...], tuple[Rendering, Asked]] = {}
        self._glossary: Glossary | None = None

    def said(self, say: Say, text: str, glossary: Glossary, *more: str) -> Rendering:
        """What `say` makes of the text by the glossary; made anew only where that may be other."""
        self._follow(glossary)
        key = (say.__name__, text, *more)
        if key not in self._known:
            asked: Asked = set()
            self._known[key] = (say(text, _listening(glossary, asked), *more), asked)
        return self._known[key][0]

    def _follow(self, glossary: Glossary) -> None:
        """Forget what was made of words of which this glossary says something else."""
        if glossary is self._glossary:
            return
        other = _other(self._glossary, glossary) if self._glossary else set()
        if len(self._known) > MOST:
            self._known.clear()
        self._known = {key: made for key, made in self._known.items() if other.isdisjoint(made[1])}
        self._glossary = glossary


def _other(one: Glossary, two: Glossary) -> Asked:
    """What two glossaries answer otherwise."""
    found: Asked = {("extra", word) for word in one.extra ^ two.extra}
    for table in TABLES:
        old, new = getattr(one, table), getattr(two, table)
        words = {word for word in {*old, *new} if old.get(word) != new.get(word)}
        found |= {(table, word) for word in words}
    return found


def _listening(glossary: Glossary, asked: Asked) -> Glossary:
    """The same glossary, which notes what it is asked."""
    return replace(
        glossary,
        terms=_Heard(glossary.terms, "terms", asked),
        reach=_Heard(glossary.reach, "reach", asked),
        extra=_HeardSet(glossary.extra, asked),
    )


class _Heard(Mapping[str, Value]):
    """A table that notes for which words it is asked; it is not gone through."""

    def __init__(self, table: Mapping[str, Value], name: str, asked: Asked) -> None:
        self._table, self._name, self._asked = table, name, asked

    def __getitem__(self, word: str) -> Value:
        self._asked.add((self._name, word))
        return self._table[word]

    def __contains__(self, word: object) -> bool:
        self._asked.add((self._name, str(word)))
        return word in self._table

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self._table)


class _HeardSet(AbstractSet[str]):
    """The same of a set."""

    def __init__(self, words: Collection[str], asked: Asked) -> None:
        self._words, self._asked = words, asked

    def __contains__(self, word: object) -> bool:
        self._asked.add(("extra", str(word)))
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self._words)
