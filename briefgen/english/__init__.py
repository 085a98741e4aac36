"""Step 5: say it in English. Numbers by rule, terms by glossary, the unknown marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.areas import of_area
from briefgen.english.dictionary import in_words, meanings
from briefgen.english.faults import doubtful_text
from briefgen.english.glossary import KINDS, Glossary, Term, load_glossary, tidy
from briefgen.english.inflect import capital, singular
from briefgen.english.numbers import check, check_cell, check_compared, value_en
from briefgen.english.owned import told_apart
from briefgen.english.patterns import mismatched
from briefgen.english.recalled import Recalled
from briefgen.english.sounds import pinyin
from briefgen.english.terms import Rendering, known_terms, translate_label
from briefgen.english.titles import CLAUSES, render_theme, translate_theme
from briefgen.model import Figure, Problem, Reading, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[..., Rendering]

__all__ = [
    "CLAUSES",
    "KINDS",
    "Glossary",
    "Recalled",
    "Rendering",
    "Term",
    "check_cell",
    "check_compared",
    "doubtful_text",
    "in_words",
    "known_terms",
    "load_glossary",
    "meanings",
    "pinyin",
    "render_english",
    "render_theme",
    "singular",
    "tidy",
    "told_apart",
    "translate_label",
    "translate_theme",
]


def render_english(
    reading: Reading, glossary: Glossary, recalled: Recalled | None = None
) -> Reading:
    """The reading with its themes, indicators and values in English; `recalled` knows labels.

    Adds problems of kind `untranslated_term` (a word no glossary holds; the figure is then not
    `covered`) and `value_mismatch` (an English value that does not read back as the Chinese).
    """
    said = recalled.said if recalled else _said
    problems: list[Problem] = []
    labels: dict[tuple[str, str], Rendering] = {}
    themes = tuple(_theme(theme, glossary, problems, said) for theme in reading.themes)
    figures = []
    for figure in reading.figures:
        label = labels.get((figure.indicator, figure.unit))
        if label is None:
            label = said(translate_label, figure.indicator, glossary, figure.unit)
            if mismatched(tidy(figure.indicator), figure.unit):
                label = replace(label, covered=False)
                problems.append(_senseless(figure))
            labels[figure.indicator, figure.unit] = label
            problems.extend(_missing(label, figure.indicator, figure.start, figure.end))
        proposed = "" if label.covered else glossary.proposed.get(tidy(figure.indicator), "")
        text = capital(proposed) or of_area(label.text, figure.indicator, figure)
        done = replace(figure, indicator_en=text, value_en=value_en(figure), covered=label.covered)
        wrong = check(done)
        problems.extend([wrong] if wrong else [])
        figures.append(done)
    return replace(
        reading,
        themes=themes,
        figures=tuple[Figure, ...](figures),
        problems=(*reading.problems, *problems),
    )


def _said(say: Say, text: str, glossary: Glossary, *more: str) -> Rendering:
    return say(text, glossary, *more)


def _theme(theme: Theme, glossary: Glossary, problems: list[Problem], said: Say) -> Theme:
    label, title = (said(render_theme, text, glossary) for text in (theme.label, theme.title))
    for rendering, text in ((label, theme.label), (title, theme.title)):
        problems.extend(_missing(rendering, text, theme.start, theme.end))
    label_en, title_en = (one.text if one.covered else "" for one in (label, title))
    return replace(theme, label_en=label_en, title_en=title_en)


def _senseless(figure: Figure) -> Problem:
    message = f"{figure.indicator} cannot be what is measured in {figure.unit}"
    return Problem("untranslated_term", figure.start, figure.end, message)


def _missing(rendering: Rendering, text: str, start: int, end: int) -> list[Problem]:
    return [
        Problem("untranslated_term", start, end, f"{word} (in {text}) is not in the glossary")
        for word in rendering.missing
    ]
