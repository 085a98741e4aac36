"""Chooses what could stand on the page: key figures, lines and targets, in order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import Held, SourceNote, Status
from briefgen.select.draft import Candidate, Draft, DraftDocument, Stated
from briefgen.select.headings import block, block_id, heading, levels
from briefgen.select.highlight import find
from briefgen.select.importance import figure_score, importance
from briefgen.select.keys import Stand, chosen, key_figure
from briefgen.select.lines import Choice, set_aside, unrepeated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefgen.model import Reading, Theme
    from briefgen.select.draft import DraftBlock
    from briefgen.select.options import PageOptions, Phrasing

PLAN_SHARE = 3  # a document with this many targets to a result is printed as a plan
TARGET_PENALTY = 0.1  # targets stand behind results of the same score
TARGETS = "targets"

PLAIN_PLAN = "a plan without a figure"
TOO_MANY = "beyond the list of targets"


def day_of(reading: Reading) -> date | None:
    """The day a document speaks for: its event, else its publication."""
    return reading.article.event or reading.article.published


def newest_first(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The documents in the order of the page: newest first, undated last, then by id."""

    def key(reading: Reading) -> tuple[int, str]:
        day = day_of(reading)
        return (-day.toordinal() if day else 0, reading.article.source.id)

    return tuple(sorted(readings, key=key))


def draft(readings: Sequence[Reading], phrasing: Phrasing, options: PageOptions) -> Draft:
    """All that could stand on the page of one place, in the order in which it is put on.

    `readings` come in any order; document index d of the result is the place newest first, so
    that "d:F1" is figure F1 of document d and source d + 1.
    """
    ordered = newest_first(readings)
    choices = [Choice(index, reading, find(reading)) for index, reading in enumerate(ordered)]
    stands = [stand for choice in choices for stand in _stands(choice)]
    heads = chosen(stands)
    keys = {stand.id for stand in heads}
    held: list[Held] = []
    candidates = unrepeated(choices, keys, held)
    candidates, documents = _placed(choices, candidates, phrasing, held)
    themes, ranked = _ordered(candidates)
    return Draft(
        options=options,
        phrasing=phrasing,
        key_figures=tuple(key_figure(stand, stands, phrasing) for stand in heads),
        documents=documents,
        sources=tuple(_note(choice) for choice in choices),
        candidates=ranked,
        themes=themes,
        stated=_stated(choices, ranked, keys, phrasing),
        held=tuple(held),
    )


def _stands(choice: Choice) -> list[Stand]:
    place = choice.reading.article.place
    return [
        Stand(f"{choice.index}:{figure.id}", figure, choice.index, place)
        for found in choice.found
        for figure in found.clause.figures
    ]


def _note(choice: Choice) -> SourceNote:
    article = choice.reading.article
    day = day_of(choice.reading)
    return SourceNote(
        number=choice.index + 1,
        title=heading(article.title),
        origin=article.origin,
        day=day.isoformat() if day else "",
        path=article.source.path,
    )


# --- documents and blocks ------------------------------------------------------------------------


def _placed(
    choices: list[Choice], candidates: list[Candidate], phrasing: Phrasing, held: list[Held]
) -> tuple[list[Candidate], tuple[DraftDocument, ...]]:
    """The lines under the blocks they are printed in, and the documents with these blocks."""
    placed: list[Candidate] = []
    documents: list[DraftDocument] = []
    for choice in choices:
        own = [each for each in candidates if each.document == choice.index]
        mine, blocks = _document(choice, own, phrasing, held)
        note = _note(choice)
        targets = block_id(choice.index, TARGETS)
        documents.append(
            DraftDocument(note.number, note.title, note.origin, note.day, blocks, targets)
        )
        placed += mine
    return placed, tuple(documents)


def _document(
    choice: Choice, own: list[Candidate], phrasing: Phrasing, held: list[Held]
) -> tuple[list[Candidate], tuple[DraftBlock, ...]]:
    aims = [each for each in own if each.status is Status.TARGET and each.figures]
    results = sum(1 for each in own if each.status is not Status.TARGET and each.figures)
    plan = len(aims) > PLAN_SHARE * results
    listed = [] if plan else _listed(choice.index, aims, held)
    held += [
        set_aside(each, PLAIN_PLAN)
        for each in own
        if each.status is Status.TARGET and not each.figures and not plan
    ]
    themed = own if plan else [each for each in own if each.status is not Status.TARGET]
    prefix = len(block_id(choice.index, None))
    used = {each.block[prefix:] or None for each in themed}
    level = levels(choice.reading, used)
    moved = [
        replace(each, block=block_id(choice.index, level[each.block[prefix:] or None]))
        for each in themed
    ]
    by_id = {theme.id: theme for theme in choice.reading.themes}
    shown = {each.block[prefix:] for each in moved}
    order = [None, *(theme.id for theme in choice.reading.themes)]
    blocks = [
        block(choice.index, by_id.get(name or ""), by_id.get(_above(by_id, name)), phrasing)
        for name in order
        if (name or "") in shown
    ]
    return moved + listed, tuple(blocks)


def _above(by_id: dict[str, Theme], name: str | None) -> str:
    theme = by_id.get(name or "")
    return (theme.parent or "") if theme else ""


def _listed(document: int, aims: list[Candidate], held: list[Held]) -> list[Candidate]:
    """The targets of a document as one list, the best of them, in source order."""
    best = sorted(aims, key=lambda each: (-each.score, each.place))
    most = importance().page.targets
    held += [set_aside(each, TOO_MANY) for each in best[most:]]
    name = block_id(document, TARGETS)
    return [
        replace(each, block=name, rank=each.rank - TARGET_PENALTY, lead=())
        for each in sorted(best[:most], key=lambda each: each.place)
    ]


# --- order ---------------------------------------------------------------------------------------


def _ordered(candidates: list[Candidate]) -> tuple[int, tuple[Candidate, ...]]:
    """How many themes there are, and the lines in the order in which they are put on the page."""
    of: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        of[candidate.block].append(candidate)
    first: list[Candidate] = []
    rest: list[Candidate] = []
    for name, lines in of.items():
        ranked = sorted(lines, key=lambda each: (-each.rank, each.place))
        skip = 0 if name.endswith(f":{TARGETS}") else 1
        first += ranked[:skip]
        crowd = importance().page.crowd
        rest += [
            replace(each, rank=round(each.rank - crowd * number, 4))
            for number, each in enumerate(ranked[skip:], skip)
        ]
    first.sort(key=lambda each: (each.document, -each.rank, each.place))
    rest.sort(key=lambda each: (-each.rank, each.document, each.place))
    return len(first), (*first, *rest)


def _stated(
    choices: list[Choice], draft_lines: tuple[Candidate, ...], keys: set[str], phrasing: Phrasing
) -> dict[str, Stated]:
    """Every figure that a line or key figure states, by page id, with what its row needs."""
    of = {figure: each.block for each in draft_lines for figure in each.figures}
    made: dict[str, Stated] = {}
    for choice in choices:
        place = choice.reading.article.place
        by_id = {theme.id: theme for theme in choice.reading.themes}
        level = levels(choice.reading, {found.highlight.theme for found in choice.found})
        for found in choice.found:
            theme = by_id.get(level[found.highlight.theme] or "")
            home = block(choice.index, theme, None, phrasing)
            for figure in found.clause.figures:
                name = f"{choice.index}:{figure.id}"
                if name in of or name in keys:
                    score = figure_score(figure, place)[0]
                    made[name] = Stated(
                        figure, choice.index, home.id, home.label, score, (found.passage, figure.at)
                    )
    return made
