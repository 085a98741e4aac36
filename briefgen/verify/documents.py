"""The documents a page comes from, read again: what they say now, and whether they changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.english.comparisons import compared_en, compared_zh
from briefgen.english.periods import period_en, period_zh
from briefgen.english.printed import basis_words, printed_value
from briefgen.errors import SourceError
from briefgen.model import Status
from briefgen.overrides import belongs, load_overrides
from briefgen.rewording import heading_fault, reworded
from briefgen.select.identity import theme_keys
from briefgen.verify.words import bare
from briefgen.whose import naming_areas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.english import Glossary
    from briefgen.model import Figure, Place, Reading
    from briefgen.workspace import Workspace


@dataclass(frozen=True)
class Witness:
    """A document as it is now, with the wording that its figures have on a page."""

    reading: Reading
    glossary: Glossary
    edited: Mapping[str, str] = field(default_factory=dict)  # an editor's words by key, as allowed

    @cached_property
    def text(self) -> str:
        """All its words, cleaned, bare of white space."""
        return bare("".join(each.text.text for each in self.reading.passages))

    @cached_property
    def names(self) -> str:
        """The same with its title, its origin, and its themes in both languages."""
        article = self.reading.article
        themes = (t for each in self.reading.themes for t in (each.label_en, each.title_en))
        return "\n".join((self.text, *map(bare, (article.name, article.origin, *themes))))

    @cached_property
    def promises(self) -> tuple[tuple[int, int], ...]:
        """Where its targets and forecasts stand in `text`."""
        starts, length = [], 0
        for passage in self.reading.passages:
            starts.append(length)
            length += len(bare(passage.text.text))
        found = []
        for each in self.reading.figures:
            if each.status is not Status.ACTUAL and each.passage >= 0:
                before = self.reading.passages[each.passage].text.text[: each.at]
                start = starts[each.passage] + len(bare(before))
                found.append((start, start + len(bare(each.mention))))
        return tuple(found)

    @cached_property
    def at(self) -> dict[tuple[int, int], Figure]:
        """Its figures by their offsets."""
        return {(each.start, each.end): each for each in self.reading.figures}

    def value_en(self, figure: Figure) -> str:
        """The figure as a cell of the English table."""
        return printed_value(figure, self._passage(figure))

    def compared(self, figure: Figure) -> tuple[str, str]:
        """What it is compared with, in Chinese and in English."""
        text = self._passage(figure)
        return compared_zh(figure, text), compared_en(figure, self.glossary, text)

    def _passage(self, figure: Figure) -> str:
        """The text that the figure stands in."""
        passages = self.reading.passages
        return passages[figure.passage].text.text if figure.passage >= 0 else ""

    def notes(self, figure: Figure) -> tuple[str, str]:
        """What stands under it as a key figure, in Chinese and in English."""
        period, compared, basis = self.periods(figure), self.compared(figure), basis_words(figure)
        zh = "，".join(filter(None, (period[0], basis.zh, compared[0])))
        return zh, "; ".join(filter(None, (period[1], basis.en, compared[1])))

    def periods(self, figure: Figure) -> tuple[str, str]:
        """Its period, in Chinese and in English."""
        return period_zh(figure.when), period_en(figure.when)


@dataclass
class Archive:
    """The documents of a workspace, each read when it is asked for."""

    workspace: Workspace
    progress: Callable[[str], None]
    page: Place | None = None  # whose page it is, if that is known
    known: dict[str, Witness | None] = field(default_factory=dict)

    def witness(self, shown: str) -> Witness | None:
        """The document of that path, or None if it cannot be read."""
        if shown not in self.known:
            self.progress(f"reading {Path(shown).name}")
            self.known[shown] = self._read(shown)
        return self.known[shown]

    def fault(self, shown: str, digest: str) -> str:
        """What is wrong with a document that had this digest; empty if it is as it was."""
        path = self._path(shown)
        try:
            now = sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            return f"the document is missing or cannot be read: {error.strerror}"
        return "" if now == digest else "the document has changed since the page was made"

    def everything(self) -> list[Witness]:
        """All readable documents of the workspace."""
        paths = pipeline.list_sources(self.workspace.settings.seeds)
        found = (self.witness(self.workspace.shown(path)) for path in paths)
        return [each for each in found if each]

    def _path(self, shown: str) -> Path:
        return self.workspace.root / shown

    def _read(self, shown: str) -> Witness | None:
        glossary = pipeline.glossary_of(self.workspace.settings)
        try:
            article = pipeline.open_article(self._path(shown), shown)
        except SourceError:
            return None
        reading = pipeline.understand(article, glossary)
        if self.page:
            (reading,) = naming_areas((reading,), self.page, glossary)
        return Witness(reading, glossary, self._edited(reading, shown))

    def _edited(self, reading: Reading, shown: str) -> dict[str, str]:
        """The words that editors gave to highlights and themes, those that keep their numbers."""
        wishes = load_overrides(self.workspace.settings.overrides)
        own = {each.key: each for each in wishes if each.text and belongs(each.key, shown)}
        if not own:
            return {}
        made = reworded(reading, {key: each.text for key, each in own.items()})
        lines = {key: own[key].text for key, each in made.items() if not each.fault}
        themes = {theme_keys(reading)[each.id]: each for each in reading.themes}
        heads = {
            key: own[key].text
            for key, each in themes.items()
            if key in own and not heading_fault(f"{each.label} {each.title}", own[key].text)
        }
        return lines | heads
