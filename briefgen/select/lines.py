"""Makes the lines that could be printed, each said once, and sets aside what cannot be printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from briefgen.model import Held, Run, Status
from briefgen.select.draft import Candidate
from briefgen.select.edits import HIDDEN
from briefgen.select.headings import block_id
from briefgen.select.importance import anecdotal, importance
from briefgen.select.same import Said, fact
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Figure, Passage, Reading
    from briefgen.select.edits import Edits
    from briefgen.select.highlight import Found

WORTHY = 0.45  # score of another line from which a theme can do without one
AT_HEAD = "stands at the head of the page"
STOPS = "。！？"
UNMARKED = "a forecast that does not say so"
FOREIGN = "a target of one enterprise"
ASIDE = "a target that is only spoken of"


@dataclass(frozen=True, slots=True)
class Choice:
    """A document with what was found in it, at its place on the page."""

    index: int
    reading: Reading
    found: tuple[Found, ...]


def runs(
    passage: Passage, start: int, end: int, figures: Sequence[Figure], document: int
) -> tuple[Run, ...]:
    """The text from `start` to `end` split at the mentions of its figures."""
    text = passage.text.text
    made: list[Run] = []
    at = start
    for figure in sorted(figures, key=lambda each: each.at):
        stop = figure.at + len(figure.mention)
        if figure.at < at or stop > end:
            continue
        if figure.at > at:
            made.append(Run(text[at : figure.at]))
        made.append(Run(text[figure.at : stop], f"{document}:{figure.id}"))
        at = stop
    if end > at:
        made.append(Run(text[at:end]))
    return tuple(made)


def lead_of(found: Found, reading: Reading) -> str:
    """What says when, for a line that does not follow its sentence; empty if nothing does."""
    if not found.clause.lead:
        return ""
    text = reading.passages[found.passage].text.text
    start, end = found.clause.lead
    mark = text[end : end + 1]
    return text[start:end] + (mark if mark in "，：" else "，")


def _foretold(found: Found, reading: Reading) -> str:
    """The word of its sentence, or of the text above, that says a forecast is one; "" if none does.

    A clause that says so itself needs none.
    """
    clause, rules = found.clause, trimming()
    if clause.status is not Status.FORECAST or rules.forecast_words.search(found.highlight.text):
        return ""
    text = reading.passages[found.passage].text.text
    sentence = text[max(text.rfind(stop, 0, clause.start) for stop in STOPS) + 1 : clause.start]
    if said := rules.foretelling.search(sentence):
        return said[0]
    above = (reading.passages[at].text.text for at in range(found.passage))
    below = map(rules.foretold_below.search, (*above, text[: clause.start]))
    return next((said["word"] for said in below if said), "")


def _candidate(choice: Choice, found: Found) -> Candidate:
    passage = choice.reading.passages[found.passage]
    clause = found.clause
    word = _foretold(found, choice.reading)
    said = lead_of(found, choice.reading) + word
    score = found.highlight.score
    return Candidate(
        id=f"{choice.index}:{found.highlight.id}",
        block=block_id(choice.index, passage.theme),
        document=choice.index,
        status=clause.status,
        score=score,
        reasons=found.highlight.reasons,
        rank=round(score - importance().page.age * choice.index, 4),
        runs=runs(passage, clause.start, clause.end, clause.figures, choice.index),
        lead=(Run(said),) if said else (),
        sentence=(found.passage, clause.sentence),
        place=(found.passage, clause.start),
        key=found.highlight.key,
    )


def _unfit(choice: Choice, found: Found) -> str:
    """Why a highlight cannot be printed whatever the room; empty if it can."""
    clause = found.clause
    place = choice.reading.article.place
    if clause.status is Status.FORECAST:
        told = trimming().forecast_words.search(found.highlight.text)
        return "" if told or _foretold(found, choice.reading) else UNMARKED
    if clause.status is Status.TARGET and clause.figures:
        if trimming().asides.search(found.highlight.text):
            return ASIDE
        foreign = all(anecdotal(figure, place) for figure in clause.figures)
        return FOREIGN if foreign else ""
    return ""


def unrepeated(
    choices: list[Choice], keys: set[str], held: list[Held], edits: Edits
) -> list[Candidate]:
    """The lines that are not said in a newer document, nor by the key figures alone.

    Of two that say the same the one that an editor pinned stays. A line that is hidden has been
    said: its like in an older document does not come in its place.
    """
    said = Said()
    kept: list[tuple[int, Candidate]] = []
    own = [
        (choice, found, edits.worded(_candidate(choice, found)))
        for choice in choices
        for found in choice.found
    ]
    order = sorted(range(len(own)), key=lambda number: not own[number][2].pinned)
    for number in order:
        choice, found, candidate = own[number]
        facts = [fact(figure, choice.reading.article.place) for figure in found.clause.figures]
        reason = _unfit(choice, found)
        again = None if reason else said.again(candidate.text, facts)
        if again:
            reason = f"says the same as {again}"
        if not reason:
            said.put(candidate.id, candidate.text, facts)
            reason = HIDDEN if edits.hidden(candidate.id) else ""
        if reason:
            held.append(set_aside(candidate, reason))
        else:
            kept.append((number, candidate))
    return _without_heads([each for _, each in sorted(kept, key=itemgetter(0))], keys, held)


def set_aside(candidate: Candidate, reason: str) -> Held:
    """A line that does not go on the page, and why."""
    return Held(
        candidate.id, candidate.text, reason, candidate.score, candidate.reasons, candidate.key
    )


def _without_heads(kept: list[Candidate], keys: set[str], held: list[Held]) -> list[Candidate]:
    """Without the lines that say only key figures, as long as their document keeps another."""
    left: dict[int, int] = defaultdict(int)
    for candidate in kept:
        left[candidate.document] += 1
    overall = {candidate.document: block_id(candidate.document, None) for candidate in kept}
    of: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in kept:
        of[candidate.block].append(candidate)
    rest: list[Candidate] = []
    for candidate in kept:
        head = bool(candidate.figures) and set(candidate.figures) <= keys
        free = candidate.block == overall[candidate.document] or _worthy(candidate, of)
        if head and free and left[candidate.document] > 1 and not candidate.pinned:
            held.append(set_aside(candidate, AT_HEAD))
            left[candidate.document] -= 1
            of[candidate.block].remove(candidate)
        else:
            rest.append(candidate)
    return rest


def _worthy(candidate: Candidate, of: dict[str, list[Candidate]]) -> bool:
    """Whether the theme of a line has another one that can stand for it."""
    others = (each for each in of[candidate.block] if each.id != candidate.id)
    return any(each.score >= WORTHY for each in others)
