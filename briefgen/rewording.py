"""Holds an editor's words against the source: every number must stay what it was.

The rewording is put into the document in place of the source's words, and the whole is read again.
What is read there must be what was read before: the same numbers, each of the same indicator, with
its unit, bound, direction, basis, period, area, status, gaps and rank.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen import figures
from briefgen.figures.mentions import find_mentions
from briefgen.lexicon import load_toml
from briefgen.model import Outline, Traced
from briefgen.overrides import text_fault
from briefgen.select.highlight import find
from briefgen.select.importance import canonical
from briefgen.select.options import Rewording
from briefgen.select.parts import balanced
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model import Figure, Reading
    from briefgen.select.highlight import Found

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
EDGES = " 　，,；;：:、。.！？"
SAID = {  # what of a figure must stay, and how a message calls it
    "value": "value",
    "value_max": "upper end",
    "unit": "unit",
    "bound": "bound",
    "direction": "direction",
    "measure": "kind",
    "basis": "basis",
    "status": "status",
    "period": "period",
    "area": "area",
    "rank": "rank",
    "versus": "comparison",
    "baseline": "start",
}


def reworded(reading: Reading, texts: Mapping[str, str]) -> dict[str, Rewording]:
    """Each highlight named by its key in the words given, or why these must not be printed.

    Keys that the document does not have are left out.
    """
    found = {each.highlight.key: each for each in find(reading) if each.highlight.key in texts}
    plain = {key: texts[key].strip(EDGES) for key in found}
    faults = {key: _wording_fault(found[key].highlight.text, plain[key]) for key in found}
    fine = {key: each for key, each in found.items() if not faults[key]}
    read = _read_with(reading, fine, plain)
    made = {key: Rewording((), fault) for key, fault in faults.items() if fault}
    for key, each in fine.items():
        # one wrong rewording may change how the next is read: then each is read by itself
        trial = _compared(reading, each, plain[key], read[key])
        if trial.fault and len(fine) > 1:
            alone = _read_with(reading, {key: each}, plain)
            trial = _compared(reading, each, plain[key], alone[key])
        made[key] = trial
    return made


def heading_fault(was: str, text: str, english: str = "") -> str:
    """Why a heading must not stand in place of what it was; empty if it may."""
    if fault := _numbers_fault(was, text):
        return fault
    if added := _digits(english) - _digits(was):
        return f"its English adds {_listed(added)}"
    return "" if balanced(text) else "a bracket is not closed"


def _wording_fault(was: str, text: str) -> str:
    if fault := text_fault(text):
        return f"the text {fault}"
    if not balanced(text):
        return "a bracket or a quotation mark is not closed"
    rules = trimming()
    plans = (rules.plan_words, rules.intentions, rules.plan_headings)
    for name, words in (*(("plan", words) for words in plans), ("forecast", rules.forecast_words)):
        if bool(words.search(was)) != bool(words.search(text)):
            return f"it says otherwise than the source whether this is a {name}: “{was}”"
    return _numbers_fault(was, text)


def _numbers_fault(was: str, text: str) -> str:
    """Which numbers were added or lost, as digits or in words; empty if none."""
    for numbers in (_digits, _amounts):
        before, after = numbers(was), numbers(text)
        lost, added = before - after, after - before
        told = [f"it loses {_listed(lost)}"] if lost else []
        told += [f"it adds {_listed(added)}"] if added else []
        if told:
            return f"{' and '.join(told)}; the source says “{was}”"
    return ""


def _digits(text: str) -> Counter[str]:
    return Counter(DIGITS.findall(text))


def _amounts(text: str) -> Counter[str]:
    """The numbers with unit and bound, however they are written."""
    return Counter(
        " ".join(
            str(part)
            for part in (each.bound and each.bound.value, each.value, each.value_max, each.unit)
            if part is not None and part != ""
        )
        for each in find_mentions(text)
    )


def _listed(counts: Counter[str]) -> str:
    return ", ".join(sorted(counts.elements()))


Read = tuple[tuple["Figure", int], ...]  # the figures of a stretch, and where it begins


def _read_with(
    reading: Reading, found: Mapping[str, Found], texts: Mapping[str, str]
) -> dict[str, Read]:
    """What is read in each rewording, when all of them stand in the document."""
    passages = list(reading.passages)
    places: dict[str, tuple[int, int, int]] = {}
    shifts: Counter[int] = Counter()
    for key, each in sorted(found.items(), key=lambda one: (one[1].passage, one[1].clause.start)):
        index, clause, new = each.passage, each.clause, texts[key]
        text = passages[index].text
        start, end = clause.start + shifts[index], clause.end + shifts[index]
        put = Traced(new, (text.offsets[start],) * len(new))
        whole = text.cut(0, start) + put + text.cut(end, len(text))
        passages[index] = replace(passages[index], text=whole)
        places[key] = (index, start, start + len(new))
        shifts[index] += len(new) - (clause.end - clause.start)
    if not places:
        return {}
    outline = Outline(reading.themes, tuple(passages))
    of: dict[int, list[Figure]] = {}
    for figure in figures.extract(reading.article, outline)[0]:
        of.setdefault(figure.passage, []).append(figure)
    return {
        key: tuple((each, start) for each in of.get(index, ()) if start <= each.at < end)
        for key, (index, start, end) in places.items()
    }


def _compared(reading: Reading, found: Found, text: str, read: Read) -> Rewording:
    """The rewording with its figures marked, if they are those of the highlight."""
    place = reading.article.place
    waiting = list(found.clause.figures)
    runs: list[tuple[str, str]] = []
    at = 0
    for figure, start in read:
        name = _plain(canonical(figure.indicator, place))
        alike = (each for each in waiting if _plain(canonical(each.indicator, place)) == name)
        same = [each for each in alike if not _differing(each, figure)]
        if not same:
            return Rewording((), _told(waiting, figure))
        waiting.remove(same[0])
        if same[0].mention != figure.mention:
            return Rewording((), f"write the number as the source does: {same[0].mention}")
        begin = figure.at - start
        runs += [(text[at:begin], "")] if begin > at else []
        runs.append((figure.mention, same[0].id))
        at = begin + len(figure.mention)
    if waiting:
        return Rewording((), f"it does not say any more what {_mentions(waiting)} counts")
    runs += [(text[at:], "")] if at < len(text) else []
    return Rewording(tuple(runs))


def _plain(indicator: str) -> str:
    """What a number counts, without words that change nothing about it."""
    neutral = load_toml("edits")["neutral"]
    return "".join(sign for sign in indicator if sign not in neutral)


def _differing(was: Figure, now: Figure) -> list[str]:
    return [word for name, word in SAID.items() if getattr(was, name) != getattr(now, name)]


def _told(waiting: Iterable[Figure], figure: Figure) -> str:
    """Why a figure of a rewording is none of the highlight's."""
    near = [each for each in waiting if each.value == figure.value]
    if not near:
        return f"it states {figure.mention} otherwise than the source"
    was = near[0]
    if differing := _differing(was, figure):
        first = next(name for name, word in SAID.items() if word == differing[0])
        before, now = _shown(getattr(was, first)), _shown(getattr(figure, first))
        return f"the {differing[0]} of {was.mention} changes: {before} becomes {now}"
    return f"{was.mention} would be that of {figure.indicator}, not of {was.indicator}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(each) for each in value) or "none"
    for names in (("benchmark", "delta"), ("scope", "position"), ("value", "period")):
        if all(hasattr(value, name) for name in names):
            return " ".join(str(getattr(value, name)) for name in names)
    return "none" if value is None or value == "" else str(value)


def _mentions(waiting: Iterable[Figure]) -> str:
    return ", ".join(each.mention for each in waiting)
