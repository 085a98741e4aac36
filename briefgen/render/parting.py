"""Where the lines of a paragraph best end: all of them weighed together, so that none is wide.

Each line that could be is given what is seen of it: how wide it is set, how close, or how short it
stays. Of all ways to part the paragraph into so many lines, the one with the least of that is taken
(as TeX does it: Knuth and Plass 1981).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from briefgen.render.gaps import LIMIT, SHRINK, UNSEEN, stretch_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RAGGED = LIMIT**2  # a line that stays short is worse than the widest that reaches the edge
FIVE = 5.0  # em: a line so much shorter is as bad as many wide ones
MOST = 10.0  # em: a line so much shorter is hardly a line
WORTH = 0.02  # what a line fewer must bring: as much as is seen of two with gaps of 0.1 em
OVER = 3.0  # em: more than stops can take in


class Way(NamedTuple):
    """How a paragraph may be parted down to some place: what is seen of it, where its lines end."""

    cost: float
    ends: tuple[int, ...]


class Whole(NamedTuple):
    """A paragraph as if it stood on one line; lengths in em, by the numbers of its characters."""

    lefts: Sequence[float]
    rights: Sequence[float]  # of what is seen up to there: spaces are nothing at the end of a line
    starts: Sequence[int]  # the characters that a line may begin with; the last is one too many
    shares: Sequence[float]  # of what comes into its gaps: the sum before each character
    seams: Sequence[float]  # the same of the gaps that may not be wide
    stops: Sequence[float]  # the same of the places where it may be drawn in

    def slack(self, first: int, end: int, width: float) -> float:
        """What a line lacks to the edge; the first one begins where the paragraph does."""
        return width - (self.rights[end] - (self.lefts[first] if first else 0.0))

    def seen(self, first: int, end: int, width: float, widest: float) -> float:
        """How much is seen of the room in a line that is not the last; none may be wider."""
        slack = self.slack(first, end, width)
        stops = self.stops[end] - self.stops[first + 1]
        shares = self.shares[end] - self.shares[first + 1]
        seams = self.seams[end] - self.seams[first + 1]
        stretch = stretch_of(slack, shares, seams)
        return seen(slack, stretch, stops) if stretch <= widest else math.inf


def summed(places: Mapping[int, float], count: int) -> list[float]:
    """The sum of what stands at the places before each number up to `count`."""
    return [0.0, *accumulate(places.get(at, 0.0) for at in range(count + 1))]


def seen(slack: float, stretch: float, stops: float) -> float:
    """How much is seen of a line, in em: how wide it is set, or how close, or how short it is."""
    if slack < 0:
        return (-slack / stops * LIMIT / SHRINK) ** 2 if -slack <= stops * SHRINK else math.inf
    if stretch <= LIMIT:
        return stretch**2
    short = slack * (1 - UNSEEN / stretch)
    return UNSEEN**2 + RAGGED + (short / FIVE) ** 2


def best_ends(whole: Whole, width: float, count: int, widest: float) -> tuple[int, ...]:
    """Where each of `count` lines best ends; nothing where there is no way.

    Or of one fewer, where that is much better: the height of a page is foretold by the count.
    `widest` is how far a line may be stretched, in em for each gap.
    """
    *starts, final = whole.starts
    ways: dict[int, Way] = {0: Way(0.0, ())}  # to where a line begins, the best of them
    found: list[Way] = []
    for number in range(1, count + 1):
        if number >= count - 1:
            lasts = (one for one in ways.items() if whole.slack(one[0], final, width) >= 0)
            worth = WORTH if number < count else 0.0
            found += [Way(way.cost + worth, (*way.ends, final)) for _, way in lasts]
        further: dict[int, Way] = {}
        for first, way in ways.items():
            for end, more in _lines(whole, starts, first, width, widest):
                cost = way.cost + more
                if end not in further or cost < further[end].cost:
                    further[end] = Way(cost, (*way.ends, end))
        ways = further
    return min(found).ends if found else ()


def _lines(
    whole: Whole, starts: Sequence[int], first: int, width: float, widest: float
) -> Iterator[tuple[int, float]]:
    """Where a line that begins with `first` may end, and how much is seen of its room then."""
    short = (whole.lefts[first] if first else 0.0) + width - MOST
    at = bisect_right(starts, first)
    for end in starts[bisect_left(starts, short, at, key=whole.rights.__getitem__) :]:
        if whole.slack(first, end, width) < -OVER:
            return
        if (more := whole.seen(first, end, width, widest)) < math.inf:
            yield end, more
