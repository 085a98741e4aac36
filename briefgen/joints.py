"""What one step borrows: `select` its wording from `english`, its measure from `render`.

Steps never import each other; pipeline.py hands these over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.comparisons import compared_en, compared_zh
from briefgen.english.periods import period_en, period_zh
from briefgen.english.printed import printed_value
from briefgen.model import Bilingual, Held
from briefgen.render.glyphs import check_glyphs
from briefgen.render.pdf import lay_out
from briefgen.render.word import estimate_height, write_docx
from briefgen.select import PageMeasure, PageOptions, Phrasing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from briefgen.english import Glossary
    from briefgen.model import Briefing, Figure, Place, Reading
    from briefgen.render import TemplateFolder
    from briefgen.render.pdf import Layout
    from briefgen.select.draft import Draft
    from briefgen.settings import Settings

NOT_PRINTED = "the template prints no targets"


class Printer:
    """Lays briefings out by one template, and makes each format of the one that is chosen."""

    def __init__(self, template: TemplateFolder, progress: Callable[[str], None]) -> None:
        """Print by `template`, and say so at every trial."""
        self._template = template
        self._progress = progress
        self._fitting: list[tuple[Briefing, Layout]] = []

    def count(self, briefing: Briefing, *, exact: bool = False) -> float:
        """The share of its budget that the Word page takes."""
        return estimate_height(briefing, self._template, exact=exact)

    def lay_out(self, briefing: Briefing) -> PageMeasure:
        """How the PDF comes out."""
        self._progress(f"fitting the page of {briefing.place.zh}")
        layout = lay_out(briefing, self._template)
        if layout.pages == 1:  # one of these is printed: no need to lay it out again
            self._fitting.append((briefing, layout))
        return PageMeasure(layout.pages, layout.fill)

    def formats(self, briefing: Briefing, wanted: Sequence[str]) -> dict[str, bytes]:
        """Every format wanted, as bytes; raises FontError for a character no font can show."""
        check_glyphs(briefing)
        writers: dict[str, Callable[[], bytes]] = {
            "pdf": lambda: self._layout(briefing).write(),
            "docx": lambda: write_docx(briefing, self._template),
        }
        return {suffix: writers[suffix]() for suffix in wanted}

    def _layout(self, briefing: Briefing) -> Layout:
        known = (
            layout
            for page, layout in self._fitting
            if replace(page, fit_word=briefing.fit_word) == briefing
        )
        return next(known, None) or lay_out(briefing, self._template)


def phrasing(readings: Sequence[Reading], glossary: Glossary) -> Phrasing:
    """The wording of figures and themes that `english` lends to `select`."""
    texts = {
        figure: reading.passages[figure.passage].text.text
        for reading in readings
        for figure in reading.figures
        if figure.passage >= 0
    }

    def value_en(figure: Figure) -> str:
        return printed_value(figure, texts.get(figure, ""))

    return Phrasing(
        value_en=value_en,
        period_en=lambda figure: period_en(figure.period),
        period_zh=lambda figure: period_zh(figure.period),
        compared_en=lambda figure: compared_en(figure, glossary),
        compared_zh=compared_zh,
        theme_en=lambda theme: theme.label_en,
        title_en=lambda theme: theme.title_en,
    )


def printed_by(template: TemplateFolder, draft: Draft) -> Draft:
    """The draft without what the template does not print; its lines are then held back, and say so.

    Blocks are `key_figures`, `trend`, `targets` and `table`, under `[knobs.blocks]`.
    """
    shown = template.blocks()
    cards = draft.key_figures if shown.get("key_figures", True) else ()
    if not shown.get("trend", True):
        cards = tuple(replace(card, trend=()) for card in cards)
    draft = replace(draft, key_figures=cards)
    if not shown.get("table", True):
        draft = replace(draft, stated={})
    if shown.get("targets", True):
        return draft
    lists = {document.targets for document in draft.documents}
    put = [one.block not in lists for one in draft.candidates]
    held = (
        Held(one.id, one.text, NOT_PRINTED, one.score)
        for one in draft.candidates
        if one.block in lists
    )
    return replace(
        draft,
        candidates=tuple(one for one, stays in zip(draft.candidates, put, strict=True) if stays),
        themes=sum(put[: draft.themes]),
        held=(*draft.held, *held),
    )


def options(place: Place, day: date, settings: Settings) -> PageOptions:
    """What the masthead says: the texts of the settings, with the name of the place put in."""

    def named(text: Bilingual) -> Bilingual:
        zh, en = text.zh.replace("{place}", place.zh), text.en.replace("{place}", place.en)
        return Bilingual(zh, en)

    return PageOptions(
        place=Bilingual(place.zh, place.en),
        title=named(settings.title),
        issuer=named(settings.issuer),
        day=day,
    )
