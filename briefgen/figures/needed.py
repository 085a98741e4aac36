"""What a text must have for an expression to match in it, read off the expression itself.

It is read off what Python's own parser makes of it. Of what is not known here nothing is said, and
where Python has no such parser nothing is said of any: all are searched as ever.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.figures import beginnings
from briefgen.kept import KeptValues, is_ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Token = tuple[Any, Any]  # an operation and what it is of

MOST = 160  # words: to look for more takes as long as the expression
SPELLED = 48  # texts: a part of an expression that stands for more is not spelled out
# How likely a text has a word, by its length; and signs that nearly every text has.
LIKELY = {1: 1.0, 2: 0.15}
LONGER = 0.08
COMMON = frozenset("0123456789，。；、：")


class Needed(NamedTuple):
    """What every match of an expression needs, as plain expressions; "" if it is not known.

    `anywhere` matches in every text in which the expression does: words of which every match has
    one, or the signs that every match ends with at the end of the text. It is "" too for what is
    found as quickly without: what begins with rare signs, which are all that a text is scanned for,
    or with the text and a word. `first` is a class of signs with one of which a match begins.
    """

    anywhere: str = ""
    first: str = ""


def needed_by(pattern: str) -> Needed:
    """What every match of `pattern` needs."""
    kept = _kept()
    if kept and (known := kept.get(pattern)):
        return Needed(*known)
    needed = _read_off(pattern)
    if kept:
        kept.add(pattern, tuple(needed))
    return needed


@cache
def _kept() -> KeptValues | None:
    """What was read off before: to read all off takes 100 ms."""
    if not is_ours():
        return None
    ours = (Path(__file__), Path(beginnings.__file__))
    return KeptValues("needed", "".join(one.read_text(encoding="utf-8") for one in ours))


def _read_off(pattern: str) -> Needed:
    with suppress(Exception):  # another Python may parse in another way
        parser: Any = import_module("re._parser")
        parsed = parser.parse(pattern)
        if not parsed.state.flags & re.IGNORECASE:
            return Needed(_anywhere(parsed), beginnings.begins_with(parsed))
    return Needed()


def _anywhere(parsed: Sequence[Token]) -> str:
    if _begins_plainly(parsed):
        return ""
    if signs := _ends(parsed):
        return f"[{re.escape(''.join(sorted(signs)))}]$"
    starts = str(parsed[0][0]) == "AT"  # tried at one place only
    return "" if starts else "|".join(map(re.escape, sorted(_needed(parsed))))


def _begins_plainly(tokens: Sequence[Token]) -> bool:
    """Whether an expression begins with rare signs, with the text and a sign, or ends at once."""
    tokens = beginnings.opening(tokens)
    name = str(tokens[0][0])
    if name == "IN":
        signs = _texts_of(*tokens[0])
        return signs is not None and signs.isdisjoint(COMMON)
    if name == "AT":
        return len(tokens) == 1 or str(tokens[1][0]) in {"LITERAL", "IN"}
    return name == "LITERAL" or beginnings.words_alone(tokens)


def _ends(tokens: Sequence[Token]) -> frozenset[str]:
    """The signs that every match ends with, if it ends with the text; else none."""
    last = str(tokens[-1][1]) == "AT_END"
    return (last and _last_signs(tokens[:-1])) or frozenset()


def _last_signs(tokens: Sequence[Token]) -> frozenset[str] | None:
    """The signs that `tokens` end with; None if they are many, or there may be none."""
    out: frozenset[str] = frozenset()
    for operation, value in reversed(tokens):
        match str(operation):
            case "LITERAL" | "IN":
                signs = _texts_of(operation, value)
            case "BRANCH":
                signs = _any_of(map(_last_signs, value[1]))
            case "SUBPATTERN" if not _flagged(operation, value):
                signs = _last_signs(value[-1])
            case "MAX_REPEAT" | "MIN_REPEAT":
                signs = _last_signs(value[-1])
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case _:
                return None
        if signs is None:
            return None
        out |= signs
        if not str(operation).endswith("REPEAT") or value[0]:
            return out
    return None


def _needed(tokens: Iterable[Token]) -> frozenset[str]:
    """The words of which `tokens`, one after the other, need one: of several sets the rarest."""
    run = frozenset({""})  # the texts that the tokens just before can be
    found = []
    for token in tokens:
        texts = _texts_of(*token)
        longer = _joined(run, texts)
        run = longer or texts or frozenset({""})
        found += [run, _needed_within(*token)]
    return min(filter(_tell, map(_shortest, found)), key=_likely, default=frozenset())


def _needed_within(operation: object, value: Any) -> frozenset[str]:  # noqa: ANN401 (of a parser)
    """The words of which what a token holds needs one."""
    match str(operation):
        case "SUBPATTERN" | "ASSERT" if not _flagged(operation, value):
            return _needed(value[-1])
        case "BRANCH":
            each = [_needed(branch) for branch in value[1]]
            return frozenset().union(*each) if all(each) else frozenset()
        case "MAX_REPEAT" | "MIN_REPEAT" if value[0] > 0:
            return _needed(value[-1])
    return frozenset()


def _flagged(operation: object, value: Any) -> bool:  # noqa: ANN401
    """Whether a group has flags of its own, such as (?i:…), which would say other signs match."""
    return str(operation) == "SUBPATTERN" and bool(value[1])


def _texts(tokens: Iterable[Token]) -> frozenset[str] | None:
    """All texts that `tokens` match, one after the other; None if they are many."""
    texts: frozenset[str] | None = frozenset({""})
    for token in tokens:
        texts = _joined(texts, _texts_of(*token))
    return texts


def _texts_of(operation: object, value: Any) -> frozenset[str] | None:  # noqa: ANN401
    """All texts that a token matches; None if they are many."""
    match str(operation):
        case "LITERAL":
            return frozenset({chr(value)})
        case "SUBPATTERN" if not _flagged(operation, value):
            return _texts(value[-1])
        case "IN":
            return _any_of(_signs(*part) for part in value)
        case "BRANCH":
            return _any_of(map(_texts, value[1]))
        case "MAX_REPEAT" | "MIN_REPEAT" if value[:2] == (0, 1):
            return _any_of([frozenset({""}), _texts(value[-1])])
    return frozenset({""}) if str(operation) in {"AT", "ASSERT", "ASSERT_NOT"} else None


def _signs(operation: object, value: Any) -> frozenset[str] | None:  # noqa: ANN401
    """The signs of a part of a class; None if they are many."""
    match str(operation):
        case "LITERAL":
            return frozenset({chr(value)})
        case "RANGE" if value[1] - value[0] < SPELLED:
            return frozenset(map(chr, range(value[0], value[1] + 1)))
    return None


def _any_of(texts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    out: frozenset[str] = frozenset()
    for some in texts:
        if some is None or len(out) > MOST:
            return None
        out |= some
    return out


def _joined(first: frozenset[str] | None, then: frozenset[str] | None) -> frozenset[str] | None:
    """Each of the first texts with each of those that follow; None if that makes many."""
    if first is None or then is None or len(first) * len(then) > SPELLED:
        return None
    return frozenset(one + other for one in first for other in then)


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """The words that hold no other of them."""
    return frozenset(one for one in words if not any(two in one for two in words if two != one))


def _tell(words: frozenset[str]) -> bool:
    """Whether it tells something that a text has none of the words."""
    return 0 < len(words) <= MOST and "" not in words and words.isdisjoint(COMMON)


def _likely(words: frozenset[str]) -> float:
    """How likely a text has one of the words, roughly."""
    return sum(1.0 if COMMON.issuperset(w) else LIKELY.get(len(w), LONGER) for w in words)
