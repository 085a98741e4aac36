"""What the clause of a number says beside it: of each, over two years, from which quarter.

The words are patterns of beside.toml; they are looked for in the text before the number,
back to the mark that parts its clause from the one before.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.english import units
from briefgen.english.names import places
from briefgen.english.units import form
from briefgen.lexicon import compiled, load_toml
from briefgen.model import Basis, Bound, Figure, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAUSE_END = re.compile("[，。；！？]")
SENTENCE_END = re.compile("[。！？]")


def note(figure: Figure, text: str) -> str:
    """What follows the value in its cell: `each`, `in three years`; empty for most figures."""
    before = clause_before(figure, text)
    if before and _of_each(figure, before):
        return str(_words()["each_en"])
    times = figure.measure is Measure.MULTIPLE and form(figure.unit).kind == units.TIMES
    return _years("within", before) if times else ""


def average(figure: Figure, text: str) -> str:
    """`(two-year average)` for a rate that is the average of so many years: 两年平均增长6.0%."""
    named = figure.basis is Basis.AVERAGE
    return _years("average", clause_before(figure, text)) if named else ""


def prices(figure: Figure, text: str) -> str:
    """`in real terms` for growth at the prices of the base, `in nominal terms` if so told."""
    if figure.measure is not Measure.GROWTH or not text or figure.at < 0:
        return ""
    before = SENTENCE_END.split(text[: figure.at])[-1]
    kinds = (kind for kind in ("real", "nominal") if _pattern(_words()[kind]).search(before))
    return next((str(_words()[f"{kind}_en"]) for kind in kinds), "")


def base_en(figure: Figure, text: str) -> str:
    """What a change without a basis starts from, or what a multiple is a multiple of.

    `from Q1` for 比一季度回落, `the 2020 figure` for 是2020年的1.4倍; empty if it is not said.
    """
    plans: dict[str, str] = _words()["plans"]
    for english, match in _bases(figure, text):
        return english.format(*(plans.get(part, part) for part in match.groups()[1:]))
    return ""


def base_zh(figure: Figure, text: str) -> str:
    """The same in Chinese: 较一季度, 与2020年相比."""
    for _, match in _bases(figure, text):
        return str(_words()[f"{_kind(figure)}_zh"].format(match[1]))
    return ""


def clause_before(figure: Figure, text: str) -> str:
    """The text of the number's clause before it; empty if the text is not at hand."""
    return CLAUSE_END.split(text[: figure.at])[-1] if text and figure.at >= 0 else ""


def _of_each(figure: Figure, before: str) -> bool:
    """Whether the number is that of each of several: 均居第2位, 庆阳、酒泉总量突破千亿元."""
    words = _words()
    if not any(mark in figure.indicator for mark in words["several"]):
        return False
    if _pattern(words["each"]).search(before):
        return True
    round_mark = not any(map(str.isdigit, figure.mention))  # 超过6万亿元 is the sum of two
    return round_mark and figure.bound is Bound.OVER and _of_places(figure.indicator)


def _of_places(indicator: str) -> bool:
    """Whether the label begins with a list of places and is of no sum of them."""
    *names, last = indicator.split(_words()["several"][0])
    if not names or any(word in indicator for word in _words()["summed"]):
        return False
    known = places()
    return all(name in known for name in names) and any(
        last[:length] in known for length in range(2, len(last))
    )


def _years(key: str, before: str) -> str:
    """The English of a number of years before the value, in words."""
    words = _words()
    match = _pattern(words[key]).search(before) if before else None
    if not match:
        return ""
    number = next(english for english, zh in words["years"].items() if match[1] in zh)
    return str(words[f"{key}_en"].format(number))


def _kind(figure: Figure) -> str:
    """Which table of bases the figure has: that of multiples, that of changes, or none."""
    if figure.measure is Measure.MULTIPLE:
        if form(figure.unit).kind != units.TIMES:
            return ""
        return "change" if figure.mention.startswith(_words()["doubled"]) else "multiple"
    said = figure.basis or figure.baseline or not figure.direction
    return "change" if figure.measure.signed and not said else ""


def _bases(figure: Figure, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The English of what stands right before the number as its base, and the words found.

    If its clause names none, that of the words which open its sentence: 与2019年相比，A增长5%.
    """
    kind, before = _kind(figure), clause_before(figure, text)
    if not kind or not before:
        return
    before = _pattern(_words()["listed"]).sub(r"\1", before)
    yield from _found(f"{kind}_after", kind, before)
    if kind == "change" and not _pattern(_words()["own_base"]).search(before):
        sentence = SENTENCE_END.split(text[: figure.at])[-1]
        yield from _found("change_with", kind, sentence)


def _found(place: str, kind: str, before: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The bases of that kind which stand in that place before the number."""
    for row in _words()[kind]:
        match = _pattern(_words()[place].format(row["zh"])).search(before)
        if match:
            yield str(row["en"]), match


@cache
def _pattern(zh: str) -> re.Pattern[str]:
    return compiled(zh, "data/beside.toml")


def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_toml("beside")
    return words
