"""What one step borrows: `select` its wording from `english`, its measure from `render`.

Steps never import each other; pipeline.py hands these over.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from briefgen.english.comparisons import compared_en, compared_zh
from briefgen.english.faults import doubtful_text, spells_a_word
from briefgen.english.periods import period_en, period_zh
from briefgen.english.printed import basis_words, printed_value
from briefgen.measured import KeptHeights, Known, with_kept_drawings, with_kept_pages
from briefgen.model import Bilingual, Held
from briefgen.overrides import belongs, load_overrides
from briefgen.render.beside import Distant, here
from briefgen.render.glyphs import check_glyphs
from briefgen.render.pieces import set_piece
from briefgen.render.word import estimate_height, write_docx
from briefgen.rewording import heading_fault, reworded
from briefgen.scales import scale_of
from briefgen.select import PageMeasure, PageOptions, Phrasing
from briefgen.select.options import Hands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from briefgen.english import Glossary
    from briefgen.model import Briefing, Figure, Place, Reading
    from briefgen.render import TemplateFolder
    from briefgen.render.beside import Beside
    from briefgen.render.pdf import Layout
    from briefgen.select.draft import Draft
    from briefgen.select.options import Rewording
    from briefgen.settings import Settings

Counts = dict[tuple["Briefing", bool], float]  # heights in Word, by page and whether exact
NOT_PRINTED = "the template prints no targets"


class Printer:
    """Lays briefings out by one template, and makes each format of the one that is chosen."""

    def __init__(
        self,
        template: TemplateFolder,
        progress: Callable[[str], None],
        counts: Counts | None = None,
        beside: Beside | None = None,
    ) -> None:
        """Print by `template`, and say so at every trial; `counts` are known heights in Word.

        The PDF and the drawings are set here, or in the process `beside`.
        """
        self._template = template
        self._progress = progress
        self._counts = counts
        self._kept = KeptHeights(template)
        self._set = with_kept_pages(beside.lay_out if beside else here)
        self._setter = with_kept_drawings(beside.set_piece if beside else set_piece)
        self._fitting: list[tuple[Briefing, Layout | Distant | Known]] = []

    def count(self, briefing: Briefing, *, exact: bool = False) -> float:
        """The share of its budget that the Word page takes."""
        known = None if self._counts is None else self._counts.get((briefing, exact))
        if known is None:
            known = self._kept.of(
                briefing, exact=exact, count=partial(self._count, briefing, exact)
            )
            if self._counts is not None:
                self._counts[briefing, exact] = known
        return known

    def _count(self, briefing: Briefing, exact: bool) -> float:  # noqa: FBT001
        return estimate_height(briefing, self._template, exact=exact, setter=self._setter)

    def lay_out(self, briefing: Briefing) -> PageMeasure:
        """How the PDF comes out."""
        self._progress(f"fitting the page of {briefing.place.zh}")
        layout = self._set(briefing, self._template)
        if layout.pages == 1:  # one of these is printed: no need to lay it out again
            self._fitting.append((briefing, layout))
        return PageMeasure(layout.pages, layout.fill)

    def formats(self, briefing: Briefing, wanted: Sequence[str]) -> dict[str, bytes]:
        """Every format wanted, as bytes; raises FontError for a character no font can show."""
        return self.begin(briefing, wanted)()

    def begin(self, briefing: Briefing, wanted: Sequence[str]) -> Callable[[], dict[str, bytes]]:
        """The same begun: the PDF may still be written in the process beside."""
        check_glyphs(briefing)
        pdf = self._layout(briefing).begin() if "pdf" in wanted else bytes
        docx = write_docx(briefing, self._template, self._setter) if "docx" in wanted else b""

        @cache
        def made() -> dict[str, bytes]:
            found = {"docx": docx, "pdf": pdf()}
            return {suffix: found[suffix] for suffix in wanted}

        return made

    def pictures(self, briefing: Briefing, most: int) -> list[Any]:
        """The first pages as they look, set here, without their file; raises the same."""
        check_glyphs(briefing)
        found = self._layout(briefing)
        layout = found.made if isinstance(found, Known) else found
        if layout is None or isinstance(layout, Distant):
            layout = here(briefing, self._template)
        return layout.pictures(most)

    def fills(self, briefing: Briefing) -> dict[str, float]:
        """The share of the type area that the page takes, by format."""
        return {"pdf": self._layout(briefing).fill, "docx": self.count(briefing)}

    def _layout(self, briefing: Briefing) -> Layout | Distant | Known:
        known = (
            layout
            for page, layout in self._fitting
            if replace(page, fit_word=briefing.fit_word) == briefing
        )
        return next(known, None) or self._set(briefing, self._template)


def still_so(counts: Counts, template: TemplateFolder) -> bool:
    """Whether the height counted last comes out the same by the template as it is now."""
    (briefing, exact), known = next(reversed(counts.items()))
    return estimate_height(briefing, template, exact=exact) == known


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
        period_en=lambda figure: period_en(figure.when),
        period_zh=lambda figure: period_zh(figure.when),
        compared_en=lambda figure: compared_en(figure, glossary, texts.get(figure, "")),
        compared_zh=lambda figure: compared_zh(figure, texts.get(figure, "")),
        theme_en=lambda theme: theme.label_en,
        title_en=lambda theme: theme.title_en,
        basis=basis_words,
        garbled=lambda figure: not figure.covered and _garbled(figure.indicator_en),
    )


def _garbled(text: str) -> bool:
    """Whether the English of a label that is not wholly covered is not to be printed."""
    return doubtful_text(text) or spells_a_word(text)


def printed_by(template: TemplateFolder, draft: Draft) -> Draft:
    """The draft without what the template does not print; its lines are then held back, and say so.

    Blocks are `key_figures`, `trend`, `targets` and `table`, under `[knobs.blocks]`.
    """
    shown = template.blocks()
    cards = draft.key_figures if shown.get("key_figures", True) else ()
    if not shown.get("trend", True):
        cards = tuple(replace(card, trend=(), gap=None) for card in cards)
    draft = replace(draft, key_figures=cards)
    if not shown.get("table", True):
        draft = replace(draft, stated={})
    if shown.get("targets", True):
        return draft
    lists = {document.targets for document in draft.documents}
    put = [one.block not in lists for one in draft.candidates]
    held = (
        Held(one.id, one.text, NOT_PRINTED, one.score, one.reasons, one.key)
        for one in draft.candidates
        if one.block in lists
    )
    return replace(
        draft,
        candidates=tuple(one for one, stays in zip(draft.candidates, put, strict=True) if stays),
        themes=sum(put[: draft.themes]),
        held=(*draft.held, *held),
    )


def options(
    place: Place, day: date, settings: Settings, template: TemplateFolder, hands: Hands
) -> PageOptions:
    """What the masthead says: the texts of the settings, with the name of the place put in."""

    def named(text: Bilingual) -> Bilingual:
        zh, en = text.zh.replace("{place}", place.zh), text.en.replace("{place}", place.en)
        return Bilingual(zh, en)

    return PageOptions(
        place=Bilingual(place.zh, place.en),
        place_code=place.code,
        title=named(settings.title),
        issuer=named(settings.issuer),
        day=day,
        hands=hands,
        scale=scale_of(template),
        cards=template.blocks().get("key_figures", True),
    )


def hands(
    readings: Sequence[Reading], settings: Settings, files: Callable[[], Sequence[Path]]
) -> Hands:
    """The hand edits of the workspace, their words held against these documents.

    `files` gives all documents there are: an edit of any other has lost its document.
    """
    overrides = load_overrides(settings.overrides)
    if not overrides:
        return Hands()
    texts = {each.key: each.text for each in overrides if each.text}
    rewordings: dict[str, Rewording] = {}
    for reading in readings:
        path = reading.article.source.path
        own = {key: text for key, text in texts.items() if belongs(key, path)}
        if own:
            rewordings |= reworded(reading, own)
    names = [path.name for path in files()]
    gone = (each.key for each in overrides if not any(belongs(each.key, name) for name in names))
    return Hands(overrides, rewordings, heading_fault, frozenset(gone))
