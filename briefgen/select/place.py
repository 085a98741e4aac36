"""Puts the lines of each document under its themes, and its targets together in one list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.model import SourceNote, Status
from briefgen.select.draft import Candidate, DraftBlock, DraftDocument
from briefgen.select.headings import block, block_id, damaged, heading, levels
from briefgen.select.identity import theme_keys
from briefgen.select.importance import has_words, importance
from briefgen.select.lines import Choice, set_aside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefgen.model import Figure, Held, Reading, Theme
    from briefgen.select.options import Phrasing

PLAN_SHARE = 3  # a document with this many targets to a result is printed as a plan
TARGET_PENALTY = 0.1  # targets stand behind results of the same score
TARGETS = "targets"

BRIEF = 16  # characters of a source that has no origin to be named by

PLAIN_PLAN = "a plan without a figure"
OTHER_YEAR = "a target for another year than most"
TOO_MANY = "beyond the list of targets"


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines under their blocks, the documents, and for each theme the block it stands in."""

    candidates: tuple[Candidate, ...]
    documents: tuple[DraftDocument, ...]
    homes: dict[tuple[int, str | None], DraftBlock]


def day_of(reading: Reading) -> date | None:
    """The day a document speaks for: its event, else its publication."""
    return reading.article.event or reading.article.published


def source_note(choice: Choice) -> SourceNote:
    """The document as it stands among the sources."""
    article = choice.reading.article
    day = day_of(choice.reading)
    return SourceNote(
        number=choice.index + 1,
        title=heading(article.name),
        short=heading(article.name, BRIEF),
        origin=article.origin,
        day=day.isoformat() if day else "",
        path=article.source.path,
        also=article.also,
    )


def placed(
    choices: Sequence[Choice],
    candidates: Sequence[Candidate],
    keys: set[str],
    phrasing: Phrasing,
    held: list[Held],
) -> Layout:
    """The lines under the blocks they are printed in; what has no block is put to `held`."""
    lines: list[Candidate] = []
    documents: list[DraftDocument] = []
    homes: dict[tuple[int, str | None], DraftBlock] = {}
    for choice in choices:
        own = [each for each in candidates if each.document == choice.index]
        themed, listed = _parted(choice, own, held)
        listed, year = _of_one_year(choice, listed, phrasing, held)
        served = {_theme(each): None for each in themed} | dict.fromkeys(_heads(choice, keys))
        blocks = _blocks(choice, list(served), phrasing)
        homes |= {(choice.index, theme): home for theme, home in blocks.items()}
        themed = [replace(each, block=blocks[_theme(each)].id) for each in themed]
        shown = {each.block for each in themed}
        lines += [*themed, *listed]
        documents.append(replace(_document(choice, blocks, shown), targets_for=year))
    return Layout(tuple(lines), tuple(documents), homes)


def _theme(candidate: Candidate) -> str | None:
    """The theme of a line that is still under its innermost one."""
    return candidate.block.partition(":")[2] or None


def _heads(choice: Choice, keys: set[str]) -> Iterator[str | None]:
    """The themes that key figures come from."""
    for found in choice.found:
        if any(f"{choice.index}:{name}" in keys for name in found.highlight.figures):
            yield found.highlight.theme


def _parted(
    choice: Choice, own: list[Candidate], held: list[Held]
) -> tuple[list[Candidate], list[Candidate]]:
    """The lines that stand under themes, and the targets that stand in a list.

    A document of plans keeps its targets under its themes, each marked.
    """
    aims = [each for each in own if each.status is Status.TARGET and each.figures]
    results = sum(1 for each in own if each.status is not Status.TARGET and each.figures)
    if len(aims) > PLAN_SHARE * results:
        return own, []
    plain = (each for each in own if each.status is Status.TARGET and not each.figures)
    held += [set_aside(each, PLAIN_PLAN) for each in plain]
    themed = [each for each in own if each.status is not Status.TARGET]
    return themed, _listed(choice.index, aims, held)


def _listed(document: int, aims: list[Candidate], held: list[Held]) -> list[Candidate]:
    """The targets of a document as one list, the best of them, in source order."""
    best = sorted(aims, key=lambda each: (not each.pinned, -each.score, each.place))
    most = importance().page.targets
    held += [set_aside(each, TOO_MANY) for each in best[most:]]
    name = block_id(document, TARGETS)
    return [
        replace(each, block=name, rank=each.rank - TARGET_PENALTY, lead=())
        for each in sorted(best[:most], key=lambda each: each.place)
    ]


def _of_one_year(
    choice: Choice, listed: list[Candidate], phrasing: Phrasing, held: list[Held]
) -> tuple[list[Candidate], str]:
    """The targets that are set for one year, and that year in words; it is said once for all.

    One for another year, or for several years, stays if its own words say so.
    """
    of = {f"{choice.index}:{figure.id}": figure for figure in choice.reading.figures}
    years = {each.id: _year(each, of) for each in listed}
    counts = Counter(year for year in years.values() if year)
    if not counts:
        return listed, ""
    common = max(counts, key=lambda year: (counts[year], year))
    kept: list[Candidate] = []
    for each in listed:
        year = years[each.id]
        if year in {common, ""} or _said(year, each.text):
            kept.append(each)
        else:
            held.append(set_aside(each, OTHER_YEAR))
    figure = next(of[name] for each in listed if years[each.id] == common for name in each.figures)
    return kept, phrasing.period_zh(replace(figure, period=common))


def _year(candidate: Candidate, of: dict[str, Figure]) -> str:
    """The year, or the years, that the figures of a target are set for; empty if they differ."""
    periods = {_years(of[name].period or "") for name in candidate.figures}
    return periods.pop() if len(periods) == 1 else ""


def _years(period: str) -> str:
    """The year that a period lies in; for one of several years the period itself."""
    first, _, last = period.partition("/")
    return period if last and last[:4] != first[:4] else first[:4]


def _said(years: str, text: str) -> bool:
    """Whether a line says itself what year, or what plan of several years, it is for."""
    last = years.rpartition("/")[2][:4]
    return last in text or ("/" in years and has_words(text, "plans"))


def _blocks(
    choice: Choice, served: list[str | None], phrasing: Phrasing
) -> dict[str | None, DraftBlock]:
    """For each theme in use the block that its lines stand in."""
    by_id: dict[str | None, Theme] = {theme.id: theme for theme in choice.reading.themes}
    unwhole, names = damaged(choice.reading), theme_keys(choice.reading)
    made: dict[str | None, DraftBlock] = {}
    for theme, shown in levels(choice.reading, served).items():
        home = by_id.get(shown)
        above = by_id.get(home.parent) if home and home.parent else None
        own = block(choice.index, home, above, phrasing, whole=shown not in unwhole)
        made[theme] = replace(own, key=names.get(shown or "", ""))
    return made


def _document(
    choice: Choice, blocks: dict[str | None, DraftBlock], shown: set[str]
) -> DraftDocument:
    """A document with the blocks that have lines, in its own order, 总体 first."""
    order = {block_id(choice.index, None): -1}
    for number, theme in enumerate(choice.reading.themes):
        order[block_id(choice.index, theme.id)] = number
    distinct = {each.id: each for each in blocks.values() if each.id in shown}
    note = source_note(choice)
    return DraftDocument(
        source=note.number,
        title=note.title,
        origin=note.origin,
        day=note.day,
        blocks=tuple(sorted(distinct.values(), key=lambda each: order[each.id])),
        targets=block_id(choice.index, TARGETS),
    )
