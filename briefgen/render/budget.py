"""What one rendering may use: steps, characters, and the size of any single value.

Counted, not timed: a template that goes too far stops at the same place on every machine. The
shipped page takes some 3,000 steps, so the limits are far beyond what a page can need.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from jinja2.exceptions import SecurityError

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = 400_000  # turns of a loop, calls, filters, outputs
CHARACTERS = 20_000_000  # of all texts that are made on the way
TEXT = 1_000_000  # characters of one text
ITEMS = 20_000  # of one list, those of lists in it included
OUTPUT = 4_000_000  # characters of the finished page
WHOLE = 256  # bits of a whole number
A_STEP = 64  # characters that are handled in about the time of a step


class Budget:
    """What is left of a rendering's allowance."""

    __slots__ = ("characters", "steps")

    def __init__(self) -> None:
        """The whole allowance."""
        self.steps = STEPS
        self.characters = CHARACTERS

    def spend(self, steps: int, characters: int = 0) -> None:
        """Take off so much; raises SecurityError when nothing is left."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0 or self.characters < 0:
            raise SecurityError("it goes on and on: too many turns, or too much text")


_BUDGET: ContextVar[Budget] = ContextVar("budget")


@contextmanager
def allowance() -> Iterator[Budget]:
    """A new budget for what is rendered in the `with` block."""
    budget = Budget()
    token = _BUDGET.set(budget)
    try:
        yield budget
    finally:
        _BUDGET.reset(token)


def spend(steps: int, characters: int = 0) -> None:
    """Take off so much from the budget of this rendering; while compiling there is none."""
    budget = _BUDGET.get(None)
    if budget is not None:
        budget.spend(steps, characters)


def checked(value: object) -> object:
    """The value, if it is not too large; raises SecurityError if it is.

    What a template makes of lists and numbers is checked as soon as it is made, so that nothing
    can double its size again and again.
    """
    if isinstance(value, str):
        if len(value) > TEXT:
            raise SecurityError(f"it makes a text of more than {TEXT} characters")
        spend(1 + len(value) // A_STEP, len(value))
    elif isinstance(value, list | tuple | dict | set):
        spend(1 + _weight(value, ITEMS))
    elif isinstance(value, int) and value.bit_length() > WHOLE:
        raise SecurityError("it makes a number that is far too large")
    return value


def _weight(value: object, room: int) -> int:
    """How many items there are in lists within lists; raises SecurityError beyond `room`."""
    waiting = [value]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += len(one)  # type: ignore[arg-type] # only lists and the like get here
        if seen > room:
            raise SecurityError(f"it makes a list of more than {room} items")
        inner = one.values() if isinstance(one, dict) else one
        waiting += [each for each in inner if isinstance(each, list | tuple | dict)]  # type: ignore[attr-defined]
    return seen


def repeated(left: object, right: object) -> object:
    """`left * right`; refused if that would be a huge text, list or number."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | list | tuple) and isinstance(other, int):
            limit = TEXT if isinstance(one, str) else ITEMS
            if len(one) * other > limit:
                raise SecurityError("it repeats something far too often")
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() + right.bit_length()
        if bits > WHOLE:
            raise SecurityError("it makes a number that is far too large")
    return checked(left * right)  # type: ignore[operator]


def raised(left: object, right: object) -> object:
    """`left ** right`; refused if that would be a huge number."""
    if isinstance(left, int) and isinstance(right, int):
        if right < 0 or left.bit_length() * right > WHOLE:
            raise SecurityError("it makes a number that is far too large")
        return left**right
    return float(left) ** float(right)  # type: ignore[arg-type]


def added(left: object, right: object) -> object:
    """`left + right`; refused if that would be a huge text or list."""
    sizes = [len(one) for one in (left, right) if isinstance(one, str | list | tuple)]
    if sum(sizes) > TEXT:
        raise SecurityError(f"it makes a text of more than {TEXT} characters")
    return checked(left + right)  # type: ignore[operator]


def remainder(left: object, right: object) -> object:
    """`left % right` for numbers; a text with gaps to be filled is refused."""
    if isinstance(left, str | bytes):
        raise SecurityError("it fills a text with %; join texts with ~ instead")
    return left % right  # type: ignore[operator]


OPERATORS = {"*": repeated, "**": raised, "+": added, "%": remainder}
