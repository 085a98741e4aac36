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


def bound_before(text: str, start: int) -> Bound | None:
    """The bound that stands right before `start` of the text."""
    window = text[max(0, start - 8) : start]
    return next((bound for pattern, bound in _bounds() if pattern.search(window)), None)


def bound_behind(text: str, closed: int) -> tuple[Bound | None, int]:
    """The bound that stands at `closed` of the text, and where its words end."""
    told: Bound | None = None
    for pattern, bound in _closers():
        match = pattern.match(text, closed)
        if match:
            closed, told = match.end(), bound
    return told, closed
