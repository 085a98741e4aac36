"""What of a returned page no longer stands in its place: lines, whole themes."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from briefgen.overrides import HEADING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.editing.returned import Returned


def strayed(back: Returned) -> dict[str, str]:
    """The lines that stand under another theme than they did, each with the heading above it now.

    It is empty above all headings. With the lines are the headings that stand elsewhere among the
    headings. Lines that have none of their own, as targets, follow those of the theme above them.
    """
    home = {key: at for at, block in enumerate(back.imprint.blocks) for key, _ in block}
    order = [key for key in back.texts if key in home]
    headings = [key for key in order if key.startswith(HEADING)]
    still = longest([home[key] for key in headings])
    found = {key: "" for key in headings if home[key] not in still}
    headed = {home[key] for key in headings}
    under = ""
    sections: dict[str, list[str]] = {"": []}
    for key in order:
        if key.startswith(HEADING):
            under = key
            sections[under] = []
        elif home[key] in headed and (not under or home[key] != home[under]):
            found[key] = under
        else:
            sections[under].append(key)
    for heading, keys in sections.items():
        found.update((key, heading) for key in _displaced(keys, home))
    return found


def _displaced(keys: list[str], home: dict[str, int]) -> list[str]:
    """The lines under one heading that stand among those of another theme without heading."""
    places = [home[key] * len(keys) + at for at, key in enumerate(keys)]
    still = longest(places)
    return [key for key, place in zip(keys, places, strict=True) if place not in still]


def longest(places: Iterable[int]) -> set[int]:
    """The members of a longest run in rising order: what need not be moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    kept: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
