"""The signs that every match of an expression begins with, read off by Python's own parser.

An expression that may begin in many ways is tried in all of them at every sign of a text; asked for
the sign first, it takes half the time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    Token = tuple[Any, Any]  # an operation and what it is of

MOST = 160  # signs: to ask for more tells little
WIDE = 64  # signs of a range: it stands for any
START = "^"  # among the signs: the beginning of the text, where anything may begin

Signs = frozenset[str]  # as a class of an expression has them: escaped, and \d


def begins_with(tokens: Sequence[Token]) -> str:
    """A class of signs, one of which every match begins with; "" if none is known.

    ^ stands beside it for matches that begin with the text. "" too for what Python itself asks
    first: a sign, a class of them, or words alone.
    """
    if _asked_first(tokens):
        return ""
    signs, may_be_empty = _signs(tokens)
    if signs is None or may_be_empty or len(signs) > MOST:
        return ""
    listed = "".join(sorted(signs - {START}))
    return "|".join([START] * (START in signs) + [f"[{listed}]"] * bool(listed))


def _asked_first(tokens: Sequence[Token]) -> bool:
    """Whether an expression begins with a sign, a class of signs, words alone, or the text."""
    first = str(opening(tokens)[0][0])
    return first in {"LITERAL", "IN", "AT"} or words_alone(tokens)


def opening(tokens: Sequence[Token]) -> Sequence[Token]:
    """What an expression begins with, out of the groups that begin with it."""
    while str(tokens[0][0]) == "SUBPATTERN":
        tokens = tokens[0][1][-1]
    return tokens


def words_alone(tokens: Sequence[Token]) -> bool:
    """Whether an expression begins with one of several words."""
    name, value = opening(tokens)[0]
    branches = value[1] if str(name) == "BRANCH" else [[]]
    return all(branch and str(branch[0][0]) == "LITERAL" for branch in branches)


def _signs(tokens: Sequence[Token]) -> tuple[Signs | None, bool]:
    """The signs that `tokens` begin with, and whether they may match nothing; None: any sign."""
    out: Signs = frozenset()
    for operation, value in tokens:
        signs, may_be_empty = _signs_of(str(operation), value)
        if signs is None:
            return None, False
        out |= signs
        if not may_be_empty:
            return out, False
    return out, True


def _signs_of(name: str, value: Any) -> tuple[Signs | None, bool]:  # noqa: ANN401 (of a parser)
    signs: Signs | None = None
    may_be_empty = False
    match name:
        case "LITERAL":
            signs = frozenset({re.escape(chr(value))})
        case "IN":
            signs = _of_class(value)
        case "SUBPATTERN" if not value[1]:  # no flags of its own
            signs, may_be_empty = _signs(value[-1])
        case "BRANCH":
            signs, may_be_empty = _of_any([_signs(branch) for branch in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT":
            signs, may_be_empty = _signs(value[-1])
            may_be_empty = may_be_empty or not value[0]
        case "ASSERT" | "ASSERT_NOT":
            signs, may_be_empty = frozenset(), True
        case "AT" if str(value) == "AT_BEGINNING":
            signs = frozenset({START})
    return signs, may_be_empty


def _of_any(branches: list[tuple[Signs | None, bool]]) -> tuple[Signs | None, bool]:
    out: Signs = frozenset()
    for signs, _ in branches:
        if signs is None:
            return None, False
        out |= signs
    return out, any(may_be_empty for _, may_be_empty in branches)


def _of_class(parts: Sequence[Token]) -> Signs | None:
    out: set[str] = set()
    for operation, value in parts:
        match str(operation):
            case "LITERAL":
                out.add(re.escape(chr(value)))
            case "RANGE" if value[1] - value[0] < WIDE:
                out |= {re.escape(chr(sign)) for sign in range(value[0], value[1] + 1)}
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                out.add(r"\d")
            case _:
                return None
    return frozenset(out)
