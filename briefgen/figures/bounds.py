"""Words that bound a number: 约, 近, 超过 before it, 以上, 左右 behind it (data/bounds.toml)."""

from __future__ import annotations

import re
from functools import cache

from briefgen.lexicon import load_toml
from briefgen.model import Bound


@cache
def _bounds() -> tuple[tuple[re.Pattern[str], Bound], ...]:
    before = load_toml("bounds")["before"]
    return tuple(
        (re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})$"), Bound(name))
        for name, words in before.items()
    )


@cache
def _closers() -> tuple[tuple[re.Pattern[str], Bound], ...]:
    after = load_toml("bounds")["after"]
    return tuple(
        (re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})"), Bound(name))
        for name, words in after.items()
    )


@cache
def _any_before() -> re.Pattern[str]:
    before = load_toml("bounds")["before"].values()
    return re.compile(rf"(?:{'|'.join(word for words in before for word in words)})+$")


@cache
def _last_signs() -> frozenset[str]:
    """With which the words before a number end; hardly any text does, so it is asked first."""
    return frozenset(word[-1] for words in load_toml("bounds")["before"].values() for word in words)


@cache
def _first_signs() -> frozenset[str]:
    """With which the words behind a number begin."""
    return frozenset(word[0] for words in load_toml("bounds")["after"].values() for word in words)


def bound_before(text: str, start: int) -> Bound | None:
    """The bound that stands right before `start` of the text."""
    window = text[max(0, start - 8) : start]
    if window[-1:] not in _last_signs():
        return None
    return next((bound for pattern, bound in _bounds() if pattern.search(window)), None)


def without_bounds(text: str) -> str:
    """`text` less the words of bounding at its end: 超过, 约."""
    return _any_before().sub("", text) if text[-1:] in _last_signs() else text


def bound_behind(text: str, closed: int) -> tuple[Bound | None, int]:
    """The bound that stands at `closed` of the text, and where its words end."""
    told: Bound | None = None
    if text[closed : closed + 1] not in _first_signs():
        return told, closed
    for pattern, bound in _closers():
        match = pattern.match(text, closed)
        if match:
            closed, told = match.end(), bound
    return told, closed
