"""The tags `{% … %}` of a text, read as Jinja reads them: notes and raw texts hold none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment

# What has an end tag; `set` only if it takes what follows: {% set a %}, {% set a | upper %}.
HOLDERS = {"autoescape", "block", "call", "filter", "for", "if", "macro", "set", "with"}
APART = {"block", "call", "filter", "macro", "set"}  # what is in them stands elsewhere, or nowhere
OTHERWISE = {"elif", "else"}
END = "end"
OPEN, CLOSE = {"(", "[", "{"}, {")", "]", "}"}


class Statement(NamedTuple):
    """A tag: where it begins and ends, its name, whether an end tag belongs to it."""

    at: int
    end: int
    name: str
    holds: bool


def statements(environment: Environment, text: str) -> list[Statement]:
    """The statements of a text that Jinja can read; raises TemplateSyntaxError for another one."""
    found: list[Statement] = []
    begun, inside = 0, list[str]()
    for at, kind, value in _tokens(environment, text):
        if kind == "block_begin":
            begun, inside = at, []
        elif kind == "block_end":
            end = at + len(value.rstrip())
            found.append(Statement(begun, end, inside[0] if inside else "", _holds(inside)))
        elif kind not in {"whitespace", "data"}:
            inside.append(value)
    return found


def _tokens(environment: Environment, text: str) -> Iterator[tuple[int, str, str]]:
    """The tokens of a text, each with its place; Jinja leaves out white space beside `-` only."""
    at = 0
    for _, kind, value in environment.lexer.tokeniter(text, None):
        at = max(text.find(value, at), at)
        yield at, kind, value
        at += len(value)


def _holds(inside: Sequence[str]) -> bool:
    if inside[:1] != ["set"]:
        return bool(inside) and inside[0] in HOLDERS
    deep = 0
    for sign in inside:
        deep += (sign in OPEN) - (sign in CLOSE)
        if sign == "=" and not deep:
            return False
    return True


def around(found: Iterable[Statement], at: int) -> list[Statement]:
    """The blocks, macros and the like that are open at a place, the outermost first."""
    waiting: list[Statement] = []
    for one in found:
        if one.at >= at:
            break
        if one.holds and one.name in APART:
            waiting.append(one)
        elif waiting and one.name.removeprefix(END) in APART and one.name.startswith(END):
            waiting.pop()
    return waiting


def opened_at(environment: Environment, text: str, name: str) -> int | None:
    """The line of the last tag of that name that is not closed; None if all are."""
    waiting: list[Statement] = []
    for one in statements(environment, text):
        if one.holds:
            waiting.append(one)
        elif one.name.startswith(END):
            while waiting and waiting.pop().name != one.name.removeprefix(END):
                pass
    at = next((one.at for one in reversed(waiting) if one.name == name), None)
    return text.count("\n", 0, at) + 1 if at is not None else None


def other_branches(found: Iterable[Statement], start: int, end: int) -> list[tuple[int, int]]:
    """Where what stands between two places has a second way, told by else: from where to where."""
    ways: list[tuple[int, int]] = []
    waiting: list[tuple[str, int | None]] = []
    for one in found:
        if not start <= one.at < end:
            continue
        if one.holds:
            waiting.append((one.name, None))
        elif waiting and one.name in OTHERWISE:
            name, begun = waiting.pop()
            waiting.append((name, one.end if begun is None else begun))
        elif waiting and one.name.startswith(END):
            begun = waiting.pop()[1]
            if begun is not None and not any(way for _, way in waiting):
                ways.append((begun, one.at))
    return ways
