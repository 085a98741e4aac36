"""Edits of a traced text: what is replaced or dropped keeps pointing at the source."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefgen.model import Traced

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`; an insertion must replace at least one character."""

    start: int
    end: int
    new: str


def edited(traced: Traced, edits: Iterable[Edit]) -> Traced:
    """The text after all edits, which must be in order and apart from one another.

    The characters of `new` point at those they replace, one by one; if there are more of them,
    the rest points at the last.
    """
    text, offsets = traced.text, traced.offsets
    words: list[str] = []
    places: list[tuple[int, ...]] = []
    at = 0
    for start, end, new in edits:
        words += (text[at:start], new)
        old = offsets[start:end]
        places += (offsets[at:start], (old + old[-1:] * (len(new) - len(old)))[: len(new)])
        at = end
    if not words:
        return traced
    words.append(text[at:])
    places.append(offsets[at:])
    return Traced("".join(words), tuple(chain.from_iterable(places)))


def without(traced: Traced, pattern: re.Pattern[str]) -> Traced:
    """The text without anything that `pattern` matches."""
    if pattern.search(traced.text) is None:
        return traced
    return edited(traced, (Edit(*m.span(), "") for m in pattern.finditer(traced.text) if m[0]))
