"""Numbered and bulleted markers (一、 （一） 1. ① —— 一是 首先 【…】), and which are a series."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.themes.mark import BODY, INLINE_RANK, Mark, head, label_and_title, measured
from briefgen.themes.words import Marker, numeral, words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.model import Paragraph

_NAME = 2  # no name is one character long here: 一是一
_ITEM = 40  # an item with a body of its own is longer
_DEEPEST = 12  # levels that one document nests; keeps the search for a run short
_LONE_KINDS = frozenset({"arabic", "ordinal.is", "dash"})
_REST = 3  # so many items show a list that has lost its beginning
_LONE = 20  # a first item alone is believed if it is headed as shortly as this


@dataclass(slots=True)
class _Run:
    """Marks of one kind that count on from each other."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def last(self) -> Mark:
        return self.marks[-1]


def numbered(paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """The marks of all numbered and bulleted series, in source order."""
    by_kind: dict[str, list[Mark]] = {}
    lone: list[Mark] = []
    for index, paragraph in enumerate(paragraphs):
        for mark in _candidates(index, paragraph):
            by_kind.setdefault(mark.kind, []).append(mark)
    kept: list[Mark] = []
    for marker in words().markers:
        for run in _runs(by_kind.get(marker.kind, [])):
            kept += _accepted(run, marker, paragraphs)
            lone += run.marks if len(run.marks) == 1 else []
    kept += _broken_off(paragraphs, lone, kept)
    named = [mark if mark.line else replace(mark, label=measured(mark.label)) for mark in kept]
    return sorted(named, key=lambda mark: (mark.paragraph, mark.at))


def _broken_off(
    paragraphs: Sequence[Paragraph], lone: Iterable[Mark], kept: Sequence[Mark]
) -> list[Mark]:
    """The first items (1．收入预算执行情况。) of lists in the midst of which the text ends.

    It is believed if the document has another list of the kind, or if it is headed by a sentence
    or a line.
    """
    last = max((mark.paragraph for mark in kept if mark.at == 0), default=-1)
    listed = {mark.kind for mark in kept if mark.at == 0}
    return [
        mark
        for mark in lone
        if mark.kind in _LONE_KINDS
        and mark.at == 0
        and mark.number <= 1
        and mark.paragraph > last
        and not words().fact.search(mark.label)
        and (
            mark.kind in listed
            or _headed(paragraphs[mark.paragraph], mark)
            or _over(paragraphs, mark)
        )
    ]


def _over(paragraphs: Sequence[Paragraph], mark: Mark) -> bool:
    """Whether a mark is a short line (1、项目建设成效显著) right above a paragraph of text."""
    below = paragraphs[mark.paragraph + 1 : mark.paragraph + 2]
    text = any(not one.line and not one.markup and len(one.text) > _ITEM for one in below)
    return mark.line and len(mark.label) + len(mark.title) <= _LONE and text


def _headed(paragraph: Paragraph, mark: Mark, body: int = _ITEM) -> bool:
    """Whether a short sentence that is nothing but a name, or a name and a colon, opens a text."""
    text = paragraph.text.text
    end = text.find(mark.label) + len(mark.label)
    if mark.title and text[end : end + 1] == "，":
        end = text.find(mark.title, end) + len(mark.title)
    ends = text[end : end + 1] in ("。", "：")
    return len(mark.label) <= _LONE and ends and len(text) - end > body


def _candidates(index: int, paragraph: Paragraph) -> Iterator[Mark]:
    """Every place in the paragraph that looks like a marker."""
    text = paragraph.text.text
    for place in _places(text, inline=not paragraph.line and not paragraph.markup):
        for marker in words().markers:
            if place and not marker.inline:
                continue
            match = marker.pattern.match(text, place, place + 40)
            if match and (mark := _mark(index, paragraph, match, marker)):
                yield mark
                break


def _places(text: str, *, inline: bool) -> list[int]:
    """Where a marker may stand: at the beginning, and `inline` behind the signs in a paragraph."""
    places, end = [0], 0
    for match in words().inline.finditer(text) if inline else ():
        if match.end() >= end:
            places.append(match.end())
            end = match.end("marker")
    return places


def _mark(index: int, paragraph: Paragraph, match: re.Match[str], marker: Marker) -> Mark | None:
    """The mark that `marker` makes where it matches, if a name follows."""
    text, place = paragraph.text.text, match.start()
    groups = match.groupdict()
    line = not place and (paragraph.line or paragraph.markup > 0)
    begin = match.end()
    while begin < len(text) and text[begin] in " \u3000，、：":
        begin += 1
    if groups.get("label"):
        named: tuple[str, str] | None = (groups["label"], "")
    else:
        named = label_and_title(head(text, begin, line=line))
    if not named or len(named[0]) < _NAME:
        return None
    if not place and words().not_heading.search(named[0]):
        return None
    number = numeral(groups["n"]) if groups.get("n") else 0
    if not number and words().no_name.match(named[0]):
        return None
    rank, rule = marker.rank, f"numbered.{marker.kind}"
    return Mark(index, place, marker.kind, rank, rule, *named, number=number, line=line)


def _runs(marks: Iterable[Mark]) -> list[_Run]:
    """The marks of one kind as runs that count on; a 1 begins a run, inner runs close on return."""
    runs: list[_Run] = []
    open_runs: list[_Run] = []
    for mark in marks:
        run = _continued(open_runs, mark)
        if run is None:
            run = _Run()
            runs.append(run)
            open_runs.append(run)
        else:
            del open_runs[open_runs.index(run) + 1 :]
        counted = run.marks and run.last.number  # bullets have no number, 最后 has the next one
        number = mark.number or (run.last.number + 1 if counted else 0)
        first = run.marks[0] if run.marks else mark
        series = f"{mark.kind} {first.paragraph} {first.at}"
        run.marks.append(replace(mark, number=number, series=series))
        del open_runs[:-_DEEPEST]
    return runs


def _continued(open_runs: list[_Run], mark: Mark) -> _Run | None:
    """The open run that `mark` counts on from; the innermost that stands alike comes first."""
    if mark.number == 1:
        return None
    ready = [run for run in reversed(open_runs) if _follows(run.last, mark)]
    alike = [run for run in ready if (run.last.at > 0) == (mark.at > 0)]
    return next(iter(alike or ready), None)


def _follows(last: Mark, mark: Mark) -> bool:
    """Whether `mark` is the next of the run that ends in `last`; one lost item is forgiven."""
    if not mark.number:  # a bullet, or 最后
        return True
    return 0 < mark.number - last.number <= 2  # noqa: PLR2004


def _accepted(run: _Run, marker: Marker, paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """The marks of a run that are themes: all, or none if it is no series or a list of facts."""
    marks, counted = run.marks, run.marks[0].number > 0
    inline = sum(mark.at > 0 for mark in marks) * 2 > len(marks)
    if marker.series or inline:
        if len(marks) < 2:  # noqa: PLR2004
            return []
        if counted and marks[0].number != 1 and not _excerpt(marks, paragraphs):
            return []
        if sum(map(_is_fact, marks)) * 2 > len(marks):
            return []
    if not counted and not _near(marks):
        return []
    if (inline and _enumeration(marks)) or _lacks(marks[0], paragraphs):
        return []
    return [replace(mark, rank=INLINE_RANK) for mark in marks] if inline else marks


def _lacks(first: Mark, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a list is of what is still lacking, by the sentence over its `first` item."""
    over = first.paragraph if first.at else first.paragraph - 1
    if over < 0 or (not first.at and paragraphs[over].line):
        return False
    text = paragraphs[over].text.text[: first.at or None]
    return words().lacking.search(text) is not None


def _is_fact(mark: Mark) -> bool:
    """Whether an item states a figure or tells what happened, so that it names no subject."""
    return bool(words().fact.search(mark.label) or words().told.match(mark.label))


def _excerpt(marks: list[Mark], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether items are the rest of a list whose beginning is lost (3、卫生工作。… 4、文化工作。…).

    They are believed by their make: names that open their paragraphs, counted without a gap.
    """
    counted = all(after.number - before.number == 1 for before, after in pairwise(marks))
    headed = all(
        mark.at == 0
        and (_headed(paragraphs[mark.paragraph], mark, BODY) or _alone(paragraphs, mark))
        for mark in marks
    )
    known = words()
    told = all(known.state.search(mark.label) or known.act.match(mark.label) for mark in marks)
    return (len(marks) >= _REST or told) and counted and headed


def _alone(paragraphs: Sequence[Paragraph], mark: Mark) -> bool:
    """Whether a paragraph is nothing but the name of an item, and text follows it."""
    text = paragraphs[mark.paragraph].text.text
    named = text.rstrip("。").endswith(mark.title or mark.label)
    return named and any(len(one.text) >= BODY for one in paragraphs[mark.paragraph + 1 :][:1])


def _enumeration(marks: list[Mark]) -> bool:
    """Whether items inside a paragraph are a mere list: short, and no acts (一是…落户；二是…)."""
    lengths = sorted(
        after.at - before.at
        for before, after in pairwise(marks)
        if before.paragraph == after.paragraph
    )
    acts = sum(bool(words().act.match(mark.label)) for mark in marks)
    return bool(lengths) and lengths[len(lengths) // 2] < _ITEM and acts * 2 < len(marks)


def _near(marks: list[Mark]) -> bool:
    """Whether any two bullets follow each other closely enough to be one list."""
    reach = 6
    return any(after.paragraph - before.paragraph <= reach for before, after in pairwise(marks))
