"""Fits a draft to one page: one selection, set for each format by itself, with few layouts.

How high the Word page stands is counted, which is cheap; how high the PDF stands follows from that
count by a factor that each layout makes more exact. So the content is chosen by counting: all that
both formats hold in the smallest setting of what must stand on the page, then further lines as far
as the type stays a little larger. Then each format takes the largest setting that it holds: size,
leading, spacing, in this order down and in the reverse order up.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from briefgen.errors import FitError, SourceError
from briefgen.model import Fit
from briefgen.select.compose import NO_ROOM, Content, compose
from briefgen.select.importance import importance
from briefgen.select.options import Scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Briefing
    from briefgen.select.draft import Draft
    from briefgen.select.options import Measurer, PageMeasure

SHIPPED = Scale()
STEPS = 24  # of each way: a third for spacing, for leading, for size
SNUG = -16  # the setting down to which further lines are taken in
AIM = 0.972  # how full the PDF is hoped to be
CLOSE = 0.94  # a page filled so far is not worth another layout
FULL = 0.995  # how full the Word page may be, of its budget, which has a reserve
LAYOUTS = 4  # … beyond which only a page that runs over is laid out again
MOST_LAYOUTS = 8
STRICTER = 0.01  # by how much less full it is hoped to be after it ran over
FACTOR = 0.99  # of the PDF's share to that counted for Word, before any layout
MARGIN = 0.985  # what is kept free when the factor is not known from this very content
NEXT = 12  # further lines that are tried where a column has room left
HAIR = 0.0005  # of the page: no line
LINES_A_ROW = 3  # further lines that bring one more row
FEWEST_ROWS = 3  # for a page of one theme


def setting(step: int, scale: Scale = SHIPPED) -> Fit:
    """The setting `step` steps from the standard one: down to -24, the floor, up to 24."""
    end = scale.floor if step < 0 else scale.ceiling
    third = STEPS // 3
    done = [min(third, max(0, abs(step) - third * number)) / third for number in range(3)]

    def between(name: str, share: float) -> float:
        first = float(getattr(scale.standard, name))
        return round(first + (float(getattr(end, name)) - first) * share, 3)

    return Fit(
        body=between("body", done[2]),
        leading=between("leading", done[1]),
        table=between("table", done[2]),
        spacing=between("spacing", done[0]),
    )


def ladder(draft: Draft) -> tuple[tuple[Content, ...], int]:
    """All contents from the least to the most, and the index of that which has what it must.

    First a line for each theme and the targets, with the rows that go with them; then the rows of a
    table as it should be; then further lines, and a row with every third of them.
    """
    page = importance().page
    rows = (page.rows_least, page.rows_usual, page.rows_most)
    least, usual, most = draft.options.scale.rows or rows
    total = len(draft.candidates)
    first = min(draft.themes, total)
    start = [Content(n, min(least, FEWEST_ROWS + n)) for n in range(min(1, first), first + 1)]
    start += [Content(first, n) for n in range(start[-1].rows + 1, usual + 1)]
    must = len(start) - 1
    for n in range(first + 1, total + 1):
        more = (n - first) // LINES_A_ROW
        start.append(Content(n, min(most, usual + more)))
    start += [Content(total, n) for n in range(start[-1].rows + 1, most + 1)]
    return tuple(start), must


def largest(low: int, high: int, fits: Callable[[int], bool], near: int) -> int:
    """The largest number from `low` to `high` that fits; low - 1 if none does.

    It is sought from `near` on in strides that double, and by halving once it lies between two that
    were tried: of a good guess two or three numbers are tried, where halving alone tries six.
    """
    good, bad, stride, at = low - 1, high + 1, 1, near
    while bad - good > 1:
        at = min(max(at, good + 1), bad - 1)
        if fits(at):
            good, at = at, at + stride
        else:
            bad, at = at, at - stride
        stride *= 2
        if low <= good and bad <= high:
            at = (good + bad) // 2
    return good


@dataclass(slots=True)
class _Trials:
    """What was counted and laid out so far, by content and setting."""

    draft: Draft
    measure: Measurer
    factor: float = FACTOR
    composed: dict[Content, Briefing] = field(default_factory=dict)
    counted: dict[tuple[Content, int, bool], float] = field(default_factory=dict)
    made: dict[tuple[Content, int], PageMeasure] = field(default_factory=dict)

    def page(self, content: Content, step: int, word: int) -> Briefing:
        """A page, the PDF set by the one step and Word by the other."""
        if content not in self.composed:
            self.composed[content] = compose(self.draft, content)
        scale = self.draft.options.scale
        return self.composed[content].setting(setting(step, scale), setting(word, scale))

    def word(self, content: Content, step: int, *, exact: bool = False) -> float:
        """The share of its budget that the Word page takes; `exact`: if set as the PDF is."""
        key = (content, step, exact)
        if key not in self.counted:
            self.counted[key] = self.measure.count(self.page(content, step, step), exact=exact)
        return self.counted[key]

    def pdf(self, content: Content, step: int) -> float:
        """The share of the page that the PDF takes, about."""
        return self.word(content, step, exact=True) * self.factor

    def lay_out(self, content: Content, step: int) -> PageMeasure:
        """How the PDF comes out; the factor is set anew by it."""
        came = self.measure.lay_out(self.page(content, step, step))
        self.made[content, step] = came
        share = came.fill if came.fits or came.fill > 1 else 1 / MARGIN
        self.factor = share / max(self.word(content, step, exact=True), 0.01)
        return came

    def holds(self, content: Content, step: int) -> bool:
        """Whether both formats hold a content in a setting, as far as is known."""
        return self.word(content, step) <= 1 and self.pdf(content, step) <= MARGIN


def fit(draft: Draft, measure: Measurer) -> Briefing:
    """The draft on one page in both formats, as full as each gets; mostly two layouts.

    Raises FitError if even the least content in the smallest setting takes more than a page, and
    SourceError if there is nothing to print.
    """
    if not draft.candidates and not draft.key_figures:
        paths = ", ".join(note.path for note in draft.sources)
        message = "there is no sentence that could be printed"
        raise SourceError(message, where=paths, hint="briefgen extract FILE shows what was read")
    contents, must = ladder(draft)
    trials = _Trials(draft, measure)
    level = _content(trials, contents, must)
    while level >= 0:
        content = _with_more_rows(trials, _rounded_out(trials, contents[level]))
        step = _set(trials, content)
        if step is not None:
            word = largest(-STEPS, STEPS, partial(_fits_word, trials, content), step)
            return trials.page(content, step, max(word, -STEPS))
        level = min(level - 1, _content(trials, contents, must))
    raise FitError(
        "the page cannot hold even one line of each kind in the smallest type",
        where=draft.options.title.zh,
        hint="use fewer documents (--since, --until) or a template with more room",
    )


def _fits_word(trials: _Trials, content: Content, step: int) -> bool:
    return trials.word(content, step) <= FULL


def _fits_pdf(trials: _Trials, content: Content, aim: float, step: int) -> bool:
    return trials.pdf(content, step) <= aim


def _content(trials: _Trials, contents: tuple[Content, ...], must: int) -> int:
    """The largest content: what must stand there down to the floor, the rest in snug settings."""
    if trials.holds(contents[must], SNUG):
        room = 1 / trials.word(contents[must], SNUG) - 1  # of what stands there
        near = must + int(room * contents[must].lines)
        return largest(must + 1, len(contents) - 1, lambda n: trials.holds(contents[n], SNUG), near)
    if trials.holds(contents[must], -STEPS):
        return must
    return largest(0, must - 1, lambda n: trials.holds(contents[n], -STEPS), must - 1)


def _rounded_out(trials: _Trials, content: Content) -> Content:
    """The content with those of the next lines that cost no height, as in a shorter column."""
    height = trials.word(content, -STEPS) + HAIR
    for index in _next(trials.draft, content):
        wider = replace(content, more=(*content.more, index))
        if trials.word(wider, -STEPS) <= height:
            content = wider
    return content


def _with_more_rows(trials: _Trials, content: Content) -> Content:
    """The content, with the rows that fill the page where every line stands in the largest setting.

    Word, which sets Latin words wider, gets them in the standard one. A template that says how many
    rows its table has gets no more.
    """
    draft = trials.draft
    if content.lines < len(draft.candidates) or draft.options.scale.rows:
        return content

    def fits(rows: int) -> bool:
        longer = replace(content, rows=rows)
        return trials.word(longer, 0) <= 1 and trials.pdf(longer, STEPS) <= MARGIN

    rows = largest(content.rows, importance().page.rows_full, fits, content.rows)
    return replace(content, rows=max(content.rows, rows))


def _next(draft: Draft, content: Content) -> list[int]:
    """The indexes of the next line of each theme, foremost first, of those not put on yet.

    No theme's second line without a figure comes before all that state one.
    """
    found: dict[str, int] = {}
    served = {each.block for each in draft.candidates[: content.lines]}
    left = range(content.lines, len(draft.candidates))
    facts = any(draft.candidates[index].figures for index in left)
    for index in left:
        each = draft.candidates[index]
        if each.figures or not facts or each.block not in served:
            found.setdefault(each.block, index)
    return list(found.values())[:NEXT]


def _set(trials: _Trials, content: Content) -> int | None:
    """The setting in which the PDF is as full as it gets; None if it runs over in the smallest.

    The first settings are those that the count foretells; where one fits and a larger one does
    not, the next is half-way between.
    """
    best: int | None = None
    ceiling, aim = STEPS, AIM
    for number in range(MOST_LAYOUTS):
        if best is not None and number >= LAYOUTS:
            break
        if best is not None and ceiling < STEPS:
            step = (best + ceiling + 1) // 2
        else:
            holds, near = partial(_fits_pdf, trials, content, aim), _near(trials, content, aim)
            step = max(-STEPS, largest(-STEPS, ceiling, holds, near))
        if (content, step) in trials.made:
            break
        came = trials.lay_out(content, step)
        if came.fits:
            best = step
            if came.fill >= CLOSE or step == ceiling:
                break
        elif step == -STEPS:
            break
        else:
            ceiling, aim = step - 1, aim - STRICTER
    return best


def _near(trials: _Trials, content: Content, aim: float) -> int:
    """About the setting in which a page is as full as the aim: it grows as the pitch of its lines.

    How high it stands in the smallest one was counted before.
    """
    scale = trials.draft.options.scale
    most = aim / max(trials.word(content, -STEPS), HAIR) * _pitch(-STEPS, scale)
    steps = range(-STEPS, STEPS + 1)
    return max((step for step in steps if _pitch(step, scale) <= most), default=-STEPS)


def _pitch(step: int, scale: Scale) -> float:
    found = setting(step, scale)
    return found.body * found.leading


def fit_report(briefing: Briefing) -> str:
    """What the fit did, for the user: "fit: 9.4 pt, 6 highlights held back"."""
    back = sum(1 for each in briefing.held if each.reason == NO_ROOM)
    size = f"{briefing.fit.body:.1f}".removesuffix(".0")
    noun = "highlight" if back == 1 else "highlights"
    return f"fit: {size} pt, {back} {noun} held back"
