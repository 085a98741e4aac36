"""Fits a draft to one page by measured layout, in a fixed order, with few layouts.

Overfull: spacing, then leading, then size down to the floor, then fewer lines, the least first.
Underfull: more lines, then spacing, leading and size up to the ceiling. What is kept is the page
that came out closest to the aim among those that fit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.errors import FitError
from briefgen.model import Fit
from briefgen.select.compose import NO_ROOM, Content, compose
from briefgen.select.importance import importance
from briefgen.select.rows import families

if TYPE_CHECKING:
    from briefgen.model import Briefing
    from briefgen.select.draft import Draft
    from briefgen.select.options import Measurer, PageMeasure

AIM = 0.97
CLOSE = (0.955, 1.0)  # a page filled so far is not worth another layout
LAYOUTS = 12
STANDARD = Fit()
FLOOR = Fit(body=9.0, leading=1.42, table=7.0, spacing=0.7)
CEILING = Fit(body=10.8, leading=1.75, table=8.2, spacing=1.3)
BELOW = -13  # below the floor
STEPS = 12  # of each way: a third for spacing, for leading, for size
SAFE = 0.98  # how full a page is hoped to be: it must not run over
COURSE = (0.80, 0.918, 0.955, 1.0, 1.04, 1.085, 1.2)  # measured fills at every third of the way
ROOMY = 1.06  # how full a page is begun with at the standard setting, to be set a little tighter
TIGHT = 1.22  # … where only so each theme has a line; the floor holds about so much more
LEAST_FILL = 0.05  # what an empty page is taken for
OVERFULL = 1.15  # what a page that overflows without saying by how much is taken for
FURNITURE = {"row": 50, "block": 24, "document": 10, "line": 2, "page": 350}  # in characters
LINES_A_ROW = 3  # further lines that bring one more row
FEWEST_ROWS = 3  # for a page of one theme


def setting(step: int) -> Fit:
    """The setting `step` steps from the standard one: down to -12, the floor, up to 12."""
    end = FLOOR if step < 0 else CEILING
    third = STEPS // 3
    done = [min(third, max(0, abs(step) - third * number)) / third for number in range(3)]

    def between(name: str, share: float) -> float:
        first = float(getattr(STANDARD, name))
        return round(first + (float(getattr(end, name)) - first) * share, 3)

    return Fit(
        body=between("body", done[2]),
        leading=between("leading", done[1]),
        table=between("table", done[2]),
        spacing=between("spacing", done[0]),
    )


def ladder(draft: Draft) -> tuple[Content, ...]:
    """All contents from the least to the most: themes, then rows, then further lines."""
    page = importance().page
    heads = [key.figure for key in draft.key_figures]
    total = len(draft.candidates)
    first = min(draft.themes, total)
    lined = [figure for each in draft.candidates[:first] for figure in each.figures]
    wanted = families(draft, (*heads, *lined)) + 1
    full = max(page.rows_usual, min(page.rows_most - 2, wanted))
    few = min(page.rows_least, FEWEST_ROWS + first)
    start = [Content(n, min(few, FEWEST_ROWS + n)) for n in range(min(1, total), first + 1)]
    start += [Content(first, count) for count in range(few + 1, page.rows_usual + 1)]
    for n in range(first + 1, total + 1):
        start.append(Content(n, min(full, page.rows_usual + (n - first) // LINES_A_ROW)))
    start += [Content(total, n) for n in range(start[-1].rows + 1, page.rows_most + 1)]
    return tuple(start)


def weight(draft: Draft, content: Content) -> int:
    """About how much room a content takes, in characters of body text."""
    put = draft.candidates[: content.lines]
    blocks = {each.block for each in put}
    documents = {each.document for each in put}
    total = sum(len(each.text) + FURNITURE["line"] for each in put)
    total += FURNITURE["block"] * len(blocks) + FURNITURE["document"] * len(documents)
    return total + FURNITURE["row"] * content.rows + FURNITURE["page"]


@dataclass(slots=True)
class _Trials:
    """The layouts made so far, by content and setting, and the best page among them."""

    draft: Draft
    measure: Measurer
    contents: tuple[Content, ...]
    made: dict[tuple[int, int], PageMeasure] = field(default_factory=dict)
    pages: dict[tuple[int, int], Briefing] = field(default_factory=dict)

    def at(self, level: int, step: int) -> PageMeasure:
        """How a page comes out; laid out once."""
        key = (level, step)
        if key not in self.made:
            page = compose(self.draft, self.contents[level], setting(step))
            self.made[key] = self.measure(page)
            self.pages[key] = page
        return self.made[key]

    @property
    def spent(self) -> bool:
        return len(self.made) >= LAYOUTS - 1

    def fill(self, level: int, step: int) -> float:
        """The share filled; more than 1 for any page that does not fit."""
        came = self.at(level, step)
        if came.fits:
            return max(came.fill, LEAST_FILL)
        return came.fill if came.fill > 1 else OVERFULL

    def best(self) -> tuple[int, int] | None:
        """The page that fits and is closest to the aim; None if none fits."""
        fitting = [key for key, came in self.made.items() if came.fits]
        order = sorted(fitting, key=lambda key: (-key[0], -key[1]))
        return min(order, key=lambda key: abs(self.made[key].fill - AIM), default=None)

    def close(self) -> bool:
        """Whether a page has come out as full as it need be."""
        best = self.best()
        return best is not None and CLOSE[0] <= self.made[best].fill <= CLOSE[1]


def fit(draft: Draft, measure: Measurer) -> Briefing:
    """The draft on one page in both formats, as full as it gets; at most 12 layouts.

    Raises FitError if even the least content in the smallest setting takes more than a page.
    """
    contents = ladder(draft)
    trials = _Trials(draft, measure, contents)
    weights = [weight(draft, content) for content in contents]
    top = len(contents) - 1
    start = _start(draft, contents, weights, importance().page.budget)
    trials.at(start, 0)
    if not trials.close() or contents[start].lines < draft.themes:
        start = _start(draft, contents, weights, weights[start] / trials.fill(start, 0))
    if trials.fill(start, 0) <= 1:
        level = _fullest(trials, weights, (start, top + 1), 0)
        _loosest(trials, level, (0, STEPS + 1))
    elif not _loosest(trials, start, (BELOW, 0)):
        level = _fullest(trials, weights, (-1, start), -STEPS)
        if level >= 0:
            _loosest(trials, level, (-STEPS, STEPS + 1))
    if trials.best() is None:
        trials.at(0, -STEPS)
    best = trials.best()
    if best is None:
        raise FitError(
            "the page cannot hold even one line of each kind in the smallest type",
            where=draft.options.title.zh,
            hint="use fewer documents (--since, --until) or a template with more room",
        )
    return trials.pages[best]


def _start(draft: Draft, contents: tuple[Content, ...], weights: list[int], room: float) -> int:
    """The content to begin with, if a page holds the weight `room` at the standard setting."""
    easy = max((n for n, each in enumerate(weights) if each <= room * ROOMY), default=0)
    least = importance().page.rows_least
    needed = (
        n
        for n, each in enumerate(contents)
        if each.lines <= draft.themes and each.rows <= least and weights[n] <= room * TIGHT
    )
    return max(easy, max(needed, default=0))


def _fullest(trials: _Trials, weights: list[int], between: tuple[int, int], step: int) -> int:
    """The largest content that fits; `between` has one that does and one that does not."""
    low, high = between
    known = low if low >= 0 else high
    while high - low > 1 and not trials.close() and len(trials.made) < LAYOUTS - 4:
        room = weights[known] * (AIM + 0.005) / trials.fill(known, step)
        guess = max((n for n in range(low + 1, high) if weights[n] <= room), default=low + 1)
        if trials.fill(guess, step) <= 1:
            low = guess
        else:
            high = guess
        known = guess
    return low


def _expected(step: int) -> float:
    """How full a page is at a step, compared with the standard setting, about."""
    third = STEPS // 3
    index, rest = divmod(step + STEPS, third)
    if not rest:
        return COURSE[index]
    return COURSE[index] + (COURSE[index + 1] - COURSE[index]) * rest / third


def _loosest(trials: _Trials, level: int, between: tuple[int, int]) -> bool:
    """Tries settings for a content until the page is full enough; whether one was found to fit.

    `between` has a setting that fits (BELOW: none is known to) and one that does not.
    """
    low, high = between
    known, failures = (low if low > BELOW else high), 0
    while high - low > 1 and not trials.close() and not trials.spent:
        room = SAFE * _expected(known) / trials.fill(level, known)
        fitting = (step for step in range(low + 1, high) if _expected(step) <= room)
        guess = max(fitting, default=low + 1)
        if low == BELOW and failures > 1:
            guess = -STEPS
        if trials.fill(level, guess) <= 1:
            low = guess
        else:
            high = guess
            failures += 1
        known = guess
    return low > BELOW


def fit_report(briefing: Briefing) -> str:
    """What the fit did, for the user: "fit: 9.4 pt, 6 highlights held back"."""
    back = sum(1 for each in briefing.held if each.reason == NO_ROOM)
    size = f"{briefing.fit.body:.1f}".removesuffix(".0")
    noun = "highlight" if back == 1 else "highlights"
    return f"fit: {size} pt, {back} {noun} held back"
