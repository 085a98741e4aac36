"""Proves the English of a page before it is delivered: every number read back, every term known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.english import check_cell, check_compared, tidy, translate_label
from briefgen.errors import EnglishError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.english import Glossary
    from briefgen.model import Briefing, Figure, Reading


def prove(
    briefing: Briefing, readings: Sequence[Reading], glossary: Glossary, *, strict: bool
) -> None:
    """Raise EnglishError for a cell whose number is not that of its source, always.

    If `strict`, for a printed label with words that no glossary holds as well. The message names
    each cell; for a term, with the command that adds it.
    """
    figures = {
        f"{index}:{figure.id}": figure
        for index, reading in enumerate(readings)
        for figure in reading.figures
    }
    texts = {
        f"{index}:{figure.id}": reading.passages[figure.passage].text.text
        for index, reading in enumerate(readings)
        for figure in reading.figures
        if figure.passage >= 0
    }
    wrong = list(_wrong(briefing, figures, texts))
    if wrong:
        raise EnglishError(
            "\n".join(["a number in the English table is not that of its source", *wrong]),
            where=briefing.place.zh,
            hint="this is a fault in briefgen: please report it with the documents",
        )
    marked = list(dict.fromkeys(_marked(briefing, figures, glossary))) if strict else []
    if marked:
        raise EnglishError(
            "\n".join(["English that is not in the glossary", *marked]),
            where=briefing.place.zh,
            hint="add the terms, or build without --strict-english and without `strict`",
        )


def _wrong(briefing: Briefing, figures: dict[str, Figure], texts: dict[str, str]) -> Iterator[str]:
    for number, row in enumerate(briefing.rows, 1):
        figure = figures[row.figure]
        if not check_cell(row.value, figure):
            yield (
                f"  row {number}, {row.indicator}: {row.value!r} is printed"
                f" for {figure.mention} ({figure.indicator})"
            )
        if not check_compared(row.compared, figure, texts.get(row.figure, "")):
            yield (
                f"  row {number}, {row.indicator}: {row.compared!r} is printed"
                f" beside {figure.mention} ({figure.indicator})"
            )


def _marked(briefing: Briefing, figures: dict[str, Figure], glossary: Glossary) -> Iterator[str]:
    printed = [
        *(row.figure for row in briefing.rows),
        *(key.figure for key in briefing.key_figures),
    ]
    for name in printed:
        figure = figures[name]
        if figure.covered:
            continue
        said = f"  {figure.indicator}: {figure.indicator_en}"
        if tidy(figure.indicator) in glossary.proposed:
            yield f'{said}\n    briefgen terms accept "{figure.indicator}"'
            continue
        missing = translate_label(figure.indicator, glossary, figure.unit).missing
        for word in missing:
            yield f"{said}\n    {command(word)}"
        if not missing:
            yield f"{said}\n    the label cannot be what is measured in {figure.unit}: write it out"


def command(zh: str, english: str = "ENGLISH") -> str:
    """The command that adds the term, to be copied."""
    return f'briefgen terms add "{zh}" "{english}"'
