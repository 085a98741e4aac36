"""Chooses what could stand on the page: key figures, lines and targets, in order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import Bilingual, Held
from briefgen.select.draft import Candidate, Draft, Stated
from briefgen.select.edits import matched
from briefgen.select.headings import block_id
from briefgen.select.highlight import find
from briefgen.select.importance import anecdotal, figure_score, importance
from briefgen.select.keys import Stand, chosen, key_figure
from briefgen.select.lines import WORTHY, Choice, set_aside, unrepeated
from briefgen.select.place import TARGETS, Layout, day_of, placed, source_note
from briefgen.select.rows import misled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.model import Reading
    from briefgen.select.edits import Edits
    from briefgen.select.options import PageOptions, Phrasing

AFTER = 10.0  # taken off a theme's further lines without figures: after all that state one
ALONE = 0.2  # added to the only line of a theme without figures, so that it is not the very last
MOST = 400  # lines that are weighed for one page; keeps the fit quick on any input
BEYOND = "far beyond the room of a page"


def newest_first(readings: Sequence[Reading], page: str = "") -> tuple[Reading, ...]:
    """The documents in the order of the page: newest first, undated last, then by id.

    Those about the place of that code come before those about places within it.
    """

    def key(reading: Reading) -> tuple[bool, int, str]:
        day, place = day_of(reading), reading.article.place
        away = bool(page) and place is not None and place.code != page
        return (away, -day.toordinal() if day else 0, reading.article.source.id)

    return tuple(sorted(readings, key=key))


def draft(readings: Sequence[Reading], phrasing: Phrasing, options: PageOptions) -> Draft:
    """All that could stand on the page of one place, in the order in which it is put on.

    `readings` come in any order; document index d of the result is its place on the page, so
    that "d:F1" is figure F1 of document d and source d + 1.
    """
    ordered = newest_first(readings, options.place_code)
    choices = [Choice(index, reading, find(reading)) for index, reading in enumerate(ordered)]
    edits = matched(options.hands, choices)
    stands = [stand for choice in choices for stand in _stands(choice, edits, options)]
    heads = chosen(stands) if options.cards else ()
    keys = {stand.id for stand in heads}
    held: list[Held] = []
    candidates = unrepeated(choices, keys, held, edits)
    layout = edits.retitled(placed(choices, candidates, keys, phrasing, held))
    themes, ranked = _ordered(edits.moved(layout.candidates))
    held += [set_aside(each, BEYOND) for each in ranked[MOST:]]
    ranked, themes = ranked[:MOST], min(themes, MOST)
    edits.unpinned(held)
    stated = _stated(choices, layout, ranked, keys)
    return Draft(
        options=options,
        phrasing=phrasing,
        key_figures=tuple(key_figure(stand, stands, phrasing) for stand in heads),
        documents=layout.documents,
        sources=tuple(source_note(choice) for choice in choices),
        candidates=ranked,
        themes=themes,
        stated=stated,
        held=tuple(held),
        edits=edits.told(),
        misled=misled(stated),
    )


def _stands(choice: Choice, edits: Edits, options: PageOptions) -> list[Stand]:
    """The figures of a document, without those of lines that editors keep off the page."""
    place = choice.reading.article.place
    away = place is not None and place.zh != options.place.zh
    return [
        Stand(f"{choice.index}:{figure.id}", figure, choice.index, place, away)
        for found in choice.found
        if not edits.hidden(f"{choice.index}:{found.highlight.id}")
        for figure in found.clause.figures
    ]


# --- order ---------------------------------------------------------------------------------------


def _ordered(candidates: Sequence[Candidate]) -> tuple[int, tuple[Candidate, ...]]:
    """How many lines must stand there, and all in the order in which they are put on the page.

    Those that editors pinned come before all others.
    """
    of: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        of[candidate.block].append(candidate)
    page = importance().page
    beside = _beside(of)
    pins = sorted((each for each in candidates if each.pinned), key=_worth)
    first: list[Candidate] = []
    aims: list[Candidate] = []
    rest: list[Candidate] = []
    for name, lines in of.items():
        loose = [each for each in lines if not each.pinned]
        ranked = sorted(loose, key=lambda each: (not each.figures, -each.rank, each.place))
        if not ranked:
            continue
        if not ranked[0].figures:
            ranked[0] = replace(ranked[0], rank=round(ranked[0].rank + ALONE, 4))
        if name.endswith(f":{TARGETS}"):
            skip = min(len(ranked), max(0, page.targets_least - (len(lines) - len(loose))))
            aims += ranked[:skip]
        else:
            alone = len(loose) == len(lines)
            skip = 1 if alone and ranked[0].figures and name not in beside else 0
            first += ranked[:skip]
        rest += [
            replace(each, rank=round(each.rank - page.crowd * number - _plain(each, number), 4))
            for number, each in enumerate(ranked[skip:], skip)
        ]
    first.sort(key=lambda each: (each.document, -each.rank, each.place))
    first += sorted(aims, key=lambda each: (each.document, -each.rank, each.place))
    rest.sort(key=_worth)
    return len(pins) + len(first), (*pins, *first, *rest)


def _plain(candidate: Candidate, number: int) -> float:
    """What the line of that number in its theme loses if it states no figure."""
    return AFTER if number and not candidate.figures else 0.0


def _worth(candidate: Candidate) -> tuple[float, int, tuple[int, int]]:
    """What lines are ordered by that no theme needs; the smaller comes first."""
    return (-candidate.rank, candidate.document, candidate.place)


def _beside(of: Mapping[str, Sequence[Candidate]]) -> set[str]:
    """The blocks that no document needs: what an older one says outside its themes.

    Its themes are the document's own; the headline figures of its opening are old news. Of the
    newest document it is needed where it is worth it.
    """
    overall = {name for name in of if not name.partition(":")[2]}
    themed = {name.partition(":")[0] for name in of if name not in overall}
    worthy = max((each.score for each in of.get("0:", ())), default=0.0) >= WORTHY
    spared = {"0:"} if worthy else set()
    return {name for name in overall - spared if name.partition(":")[0] in themed}


def _stated(
    choices: list[Choice], layout: Layout, ranked: tuple[Candidate, ...], keys: set[str]
) -> dict[str, Stated]:
    """Every figure that a line or key figure states, by page id, with what its row needs."""
    printable = keys.union(*(each.figures for each in ranked))
    made: dict[str, Stated] = {}
    for choice in choices:
        place = choice.reading.article.place
        for found in choice.found:
            for figure in found.clause.figures:
                name = f"{choice.index}:{figure.id}"
                if name not in printable:
                    continue
                home = layout.homes.get((choice.index, found.highlight.theme))
                made[name] = Stated(
                    figure=figure,
                    document=choice.index,
                    block=home.id if home else block_id(choice.index, TARGETS),
                    theme=home.label if home else Bilingual("", ""),
                    score=figure_score(figure, place)[0],
                    place=(found.passage, figure.at),
                    elsewhere=anecdotal(figure, place) and figure.area not in figure.indicator,
                )
    return made
