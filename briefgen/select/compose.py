"""Sets a page: the first lines of a draft, the rows that go with them, and what is held back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.model import Briefing, DocumentBlock, Held, Line, Status, ThemeBlock
from briefgen.select.issue import dates, issue, week_name
from briefgen.select.rows import rows
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from briefgen.model import Edit, Run
    from briefgen.select.draft import Candidate, Draft, DraftDocument

NO_ROOM = "no room on the page"


@dataclass(frozen=True, slots=True)
class Content:
    """How much of a draft stands on the page: its first `lines` lines, at most `rows` rows.

    `more` are the indexes of further lines that stand where a column has room left.
    """

    lines: int
    rows: int
    more: tuple[int, ...] = ()


def compose(draft: Draft, content: Content) -> Briefing:
    """The page that holds so much of the draft, in the standard setting."""
    rest = range(content.lines, len(draft.candidates))
    put = draft.candidates[: content.lines] + tuple(draft.candidates[n] for n in content.more)
    left = [draft.candidates[n] for n in rest if n not in content.more]
    of: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(put, key=lambda each: each.place):
        of[candidate.block].append(candidate)
    heads = [key.figure for key in draft.key_figures]
    trends = [point.figure for key in draft.key_figures for point in key.trend]
    in_lines = [figure for each in put for figure in each.figures]
    documents = [_document(each, of) for each in draft.documents]
    printed = {*heads, *in_lines}
    numbers = {each.document + 1 for each in put}
    numbers |= {int(name.partition(":")[0]) + 1 for name in (*heads, *trends)}
    options = draft.options
    held = tuple(
        Held(each.id, each.text, NO_ROOM, each.score, each.reasons, each.key) for each in left
    )
    return Briefing(
        place=options.place,
        place_code=options.place_code,
        title=options.title,
        issuer=options.issuer,
        issue=issue(options.day),
        week=week_name(options.day),
        dates=dates(options.day),
        day=options.day,
        key_figures=draft.key_figures,
        documents=tuple(each for each in documents if each.themes or each.targets),
        rows=rows(draft, printed, content.rows),
        sources=tuple(note for note in draft.sources if note.number in numbers),
        held=tuple(sorted((*draft.held, *held), key=lambda each: -each.score)),
        edits=_edits(draft.edits, {each.key for each in left}),
    )


def _edits(edits: tuple[Edit, ...], left: set[str]) -> tuple[Edit, ...]:
    """The hand edits, with a problem for each line that was pinned and found no room."""
    return tuple(
        replace(each, problem=NO_ROOM)
        if each.did == "pin" and each.key in left and not each.problem
        else each
        for each in edits
    )


def _document(document: DraftDocument, of: dict[str, list[Candidate]]) -> DocumentBlock:
    themes = tuple(
        ThemeBlock(
            each.id, each.label, each.title, _lines(of[each.id]), each.parent, each.key, each.was
        )
        for each in document.blocks
        if each.id in of
    )
    return DocumentBlock(
        source=document.source,
        title=document.title,
        origin=document.origin,
        day=document.day,
        themes=themes,
        targets=_lines(of.get(document.targets, [])),
        targets_for=document.targets_for,
    )


def _lines(candidates: list[Candidate]) -> tuple[Line, ...]:
    """The lines as printed; one that does not follow its sentence is led by its period.

    A forecast that goes on with the sentence of one is led by nothing, as in the source.
    """
    made: list[Line] = []
    before: tuple[int, int] | None = None
    said: tuple[Run, ...] = ()
    for each in candidates:
        goes_on = before == each.sentence
        forecast = each.status is Status.FORECAST
        follows = goes_on and forecast and made[-1].told
        led = goes_on and (said == each.lead or follows)
        runs = each.runs if led or not each.lead else (*each.lead, *each.runs)
        was = "".join(run.text for run in each.lead if not led) + each.was if each.was else ""
        source = each.document + 1
        words = "".join(run.text for run in runs)
        told = forecast and (follows or bool(trimming().forecast_words.search(words)))
        made.append(
            Line(each.id, runs, each.status, source, each.score, each.reasons, each.key, was, told)
        )
        before = each.sentence
        said = each.lead or _opening(each)
    return tuple(made)


def _opening(candidate: Candidate) -> tuple[Run, ...]:
    """The period that a line itself begins with, in the form of a lead."""
    first = candidate.runs[0].text
    cut = first.find("，")
    return (type(candidate.runs[0])(first[: cut + 1]),) if cut >= 0 else ()
