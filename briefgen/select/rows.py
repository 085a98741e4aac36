"""Chooses the rows of the English table among the figures that the page prints."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.model import Bound, Measure, Row, Status
from briefgen.select.importance import importance
from briefgen.select.issue import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model import Figure
    from briefgen.select.draft import Draft, Stated

UNPROVEN = 0.4  # taken off a figure whose English is not all in the glossary
TARGETS = 5  # one row in this many may be a target


def rows(draft: Draft, printed: Iterable[str], count: int) -> tuple[Row, ...]:
    """At most `count` rows in the order of the page, targets last; `printed` are page ids.

    Key figures come first, then the best figure of each theme, then the best of what is left. The
    room of a page that is not full is no reason for English that an editor has yet to see.
    """
    stated = {name: draft.stated[name] for name in sorted(set(printed)) if name in draft.stated}
    worded = {
        name: each
        for name, each in stated.items()
        if each.figure.indicator_en
        and not (each.elsewhere or name in draft.misled or draft.phrasing.garbled(each.figure))
    }
    heads = [key.figure for key in draft.key_figures]
    worded = _once(worded, heads)
    usual = importance().page.rows_most
    picked = _chosen(worded, heads, min(count, usual))
    if count > usual:
        sure = {n: each for n, each in worded.items() if each.figure.covered or n in picked}
        picked = _chosen(sure, heads, count)
    blocks = [block.id for document in draft.documents for block in document.blocks]
    order = {name: number for number, name in enumerate(blocks)}
    picked.sort(key=lambda name: _order(stated[name], order))
    return tuple(_row(draft, name) for name in picked)


def _chosen(worded: Mapping[str, Stated], heads: list[str], count: int) -> list[str]:
    """The ids of at most `count` figures, of which some may be targets."""
    results = {n: each for n, each in worded.items() if each.figure.status is not Status.TARGET}
    aims = {n: each for n, each in worded.items() if each.figure.status is Status.TARGET}
    room = min(len(aims), max(1, count // TARGETS)) if results else count
    picked = _picked(results, heads, count - room if results else 0)
    picked += _picked(aims, heads, min(room, count - len(picked)))
    left = {n: each for n, each in results.items() if n not in picked}
    return picked + _picked(left, [], count - len(picked))


def _once(stated: Mapping[str, Stated], heads: Iterable[str]) -> dict[str, Stated]:
    """Those that no other row of their document would contradict; the text tells them apart.

    Of figures that say the same thing in the same English (platforms of two kinds that connect 2392
    and 300 enterprises) the key figure has a row, or else that which the text says first.
    """
    first = set(heads)
    found: dict[tuple[object, ...], str] = {}
    for name in sorted(stated, key=lambda name: (name not in first, stated[name].place, name)):
        found.setdefault(_said(stated[name]), name)
    kept = set(found.values())
    return {name: each for name, each in stated.items() if name in kept}


def _said(stated: Stated) -> tuple[object, ...]:
    """What the row of a figure says but its value and what that is compared with."""
    one = stated.figure
    kind = (one.measure, one.basis, one.unit, one.status)
    return (stated.document, one.indicator_en, one.when, *kind)


def misled(stated: Mapping[str, Stated]) -> frozenset[str]:
    """The figures that a row of their own would say wrongly; the text says them rightly.

    Those that only tell which things another figure counts (14个行业增长10%以上), of two with
    one label in one passage and period the first, which stands before it (7个平台服务企业2719家),
    and a threshold beside the value that passed it (556.4亿元，首次突破500亿元).
    """
    of: dict[tuple[int, int], list[tuple[str, Figure]]] = defaultdict(list)
    for name, each in stated.items():
        of[each.document, each.place[0]].append((name, each.figure))
    wrong: set[str] = set()
    for group in of.values():
        group.sort(key=lambda pair: pair[1].at)
        for number, (name, one) in enumerate(group):
            if any(_twice(one, later) for _, later in group[number + 1 :]) or any(
                _threshold(one, other)
                or (other.measure is Measure.COUNT and one.mention in other.indicator)
                for _, other in group
            ):
                wrong.add(name)
    return frozenset(wrong)


def _threshold(one: Figure, other: Figure) -> bool:
    """Whether a figure only says what the exact value beside it has passed."""
    sums = one.measure is other.measure is Measure.AMOUNT and one.unit == other.unit
    alike = (one.indicator, one.when, one.area) == (other.indicator, other.when, other.area)
    passed = one.bound is Bound.OVER and other.bound is None and one.value < other.value
    return sums and alike and passed


def _twice(one: Figure, later: Figure) -> bool:
    """Whether a number and a later one, of another kind of thing, have one label and period."""
    same = (one.indicator, one.when, one.measure) == (
        later.indicator,
        later.when,
        later.measure,
    )
    return same and one.measure is Measure.COUNT and one.unit != later.unit


def _order(stated: Stated, order: Mapping[str, int]) -> tuple[bool, int, int, tuple[int, int]]:
    """Targets last, the others as their themes stand on the page, what has no theme first."""
    target = stated.figure.status is Status.TARGET
    themed = not target and bool(stated.block.partition(":")[2])
    theme = order.get(stated.block, len(order)) if themed else -1
    return (target, stated.document, theme, stated.place)


def _worth(name: str, stated: Stated) -> tuple[float, int, tuple[int, int], str]:
    score = stated.score - (0 if stated.figure.covered else UNPROVEN)
    return (-score, stated.document, stated.place, name)


def _picked(pool: dict[str, Stated], heads: list[str], count: int) -> list[str]:
    """The ids of `count` figures: `heads` first, then one of each theme, then the best."""
    ranked = sorted(pool, key=lambda name: _worth(name, pool[name]))
    picked = [name for name in heads if name in pool]
    themes = {pool[name].block for name in picked}
    documents = {pool[name].document for name in picked}
    for name in _spread(ranked, pool, documents):
        if pool[name].block not in themes and name not in picked:
            themes.add(pool[name].block)
            picked.append(name)
    picked += [name for name in ranked if name not in picked]
    return picked[: max(0, count)]


def _spread(ranked: list[str], pool: dict[str, Stated], served: set[int]) -> list[str]:
    """The ids so ordered that each document comes to a row, then those of the newest first."""
    first: list[str] = []
    seen = set(served)
    for name in ranked:
        if pool[name].document not in seen:
            seen.add(pool[name].document)
            first.append(name)
    return first + sorted(ranked, key=lambda name: pool[name].document)


def _row(draft: Draft, name: str) -> Row:
    stated = draft.stated[name]
    figure, phrasing = stated.figure, draft.phrasing
    said = words().words
    theme = stated.theme
    label_en, label_zh = theme.en, theme.zh
    if figure.status is Status.TARGET:
        label_en, label_zh = said["target_en"], ""
    return Row(
        figure=name,
        theme=label_en,
        theme_zh=label_zh,
        indicator=figure.indicator_en,
        period=phrasing.period_en(figure),
        value=phrasing.value_en(figure),
        compared=phrasing.compared_en(figure),
        status=figure.status,
        source=stated.document + 1,
        marked=not figure.covered,
    )
