"""The order of work: read → clean → themes → figures → english → select → render → deliver.

The only module that knows all the steps; what one borrows from another, joints.py hands over.
`open_article` and `understand` make a Reading, which `extract` shows. `make_page`, `deliver_page`
go on from there, for `build` as for whatever previews or sends. Steps that only a page needs are
imported late: `extract` loads no renderer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from briefgen import english, figures, read, select
from briefgen.cells import prove
from briefgen.errors import SourceError
from briefgen.figures.contradictions import across, within
from briefgen.installed import version_of
from briefgen.model import Reading
from briefgen.remembered import remembered, remembered_article
from briefgen.select.choose import newest_first
from briefgen.whose import naming_areas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from briefgen.english import Glossary
    from briefgen.joints import Printer
    from briefgen.model import Article, Briefing, Place
    from briefgen.render import TemplateFolder
    from briefgen.render.beside import Beside
    from briefgen.settings import Settings

list_sources = read.list_sources


def formats() -> tuple[str, ...]:
    """The kinds of files that are read, by the endings of their names."""
    return tuple(read.READERS)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what stands on it, its documents newest first, and what gives its formats."""

    briefing: Briefing
    readings: tuple[Reading, ...]
    made: Callable[[], dict[str, bytes]]

    @property
    def formats(self) -> dict[str, bytes]:
        """Its bytes in each format; waits for what is written in the process beside.

        Raises what cannot be written: TemplateError for a page that shows nothing of the briefing.
        """
        return self.made()


def open_article(path: Path, shown: str) -> Article:
    """The document read and cleaned; `shown` is the path that results name it by.

    Raises SourceError if it cannot be read, or if it holds nothing but menus and the like.
    """
    return remembered_article(path, shown, _opened)


def _opened(path: Path, shown: str) -> Article:
    from briefgen import clean  # noqa: PLC0415 - 60 ms, for a document not opened before

    article = clean_source(path, shown)
    if not clean.says_something(article):
        raise SourceError(
            "nothing is left after cleaning: the file holds no article",
            where=str(path),
            hint=f"see what was cut, and why: briefgen clean --show-cut {path}",
        )
    return article


def clean_source(path: Path, shown: str) -> Article:
    """The same, whatever is left of it."""
    from briefgen import clean  # noqa: PLC0415 - as above

    return clean.clean(replace(read.read_source(path), path=shown))


def understand(article: Article, glossary: Glossary) -> Reading:
    """The document's own themes, its figures, their English, and its highlights."""
    return worded(figured(article), glossary)


def figured(article: Article) -> Reading:
    """The document's own themes and its figures: what no glossary changes."""
    from briefgen import themes  # noqa: PLC0415 - for a document not understood before

    outline = themes.outline(article)
    found, doubts = figures.extract(article, outline)
    clashes = within(found, outline.passages)
    problems = (*article.problems, *outline.problems, *doubts, *clashes)
    return Reading(article, outline.themes, outline.passages, found, problems=problems)


def worded(
    reading: Reading, glossary: Glossary, recalled: english.Recalled | None = None
) -> Reading:
    """A document's themes and figures with their English, and its highlights.

    `recalled` is what was said before of the same labels by another state of the glossary.
    """
    return select.with_highlights(english.render_english(reading, glossary, recalled))


def make_page(  # noqa: PLR0913, PLR0917 - what a page is made of
    articles: Sequence[Article],
    place: Place,
    day: date,
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
    beside: Beside | None = None,
) -> Page:
    """The page of a place made from its documents, in every format wanted.

    The PDF is set in the process `beside`, if there is one. Raises FitError where one page cannot
    hold what must stand on it, TemplateError and FontError where it cannot be set, EnglishError for
    English that must not be printed.
    """
    from briefgen.joints import Printer  # noqa: PLC0415 - only a page needs it

    glossary = glossary_of(settings)
    terms = (settings.glossary, settings.proposals)
    understood = [
        remembered(each, terms, partial(understand, glossary=glossary)) for each in articles
    ]
    printer = Printer(template_of(settings), progress, beside=beside)
    return page_of(understood, place, day, settings, printer)


def page_of(
    understood: Sequence[Reading], place: Place, day: date, settings: Settings, printer: Printer
) -> Page:
    """The same from documents that are understood already; `printer` is of the same template."""
    from briefgen import joints  # noqa: PLC0415 - only a page needs it

    glossary = glossary_of(settings)
    readings = naming_areas(held_together(newest_first(understood, place.code)), place, glossary)
    wording = joints.phrasing(readings, glossary)
    hands = joints.hands(readings, settings, lambda: list_sources(settings.seeds))
    template = template_of(settings)
    options = joints.options(place, day, settings, template, hands)
    draft = select.draft(readings, wording, options)
    draft = joints.printed_by(template, draft)
    briefing = select.fit(draft, printer)
    prove(briefing, readings, glossary, strict=settings.strict_english)
    return Page(briefing, readings, printer.begin(briefing, settings.formats))


def held_together(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, each with the problems in which it contradicts one of those after it."""
    documents = [
        (reading.figures, reading.passages, reading.article.source.path) for reading in readings
    ]
    clashes = across(documents)
    return tuple(
        replace(
            reading,
            problems=(*reading.problems, *(each for at, each in clashes if at == number)),
        )
        for number, reading in enumerate(readings)
    )


def load_delivery() -> None:
    """Load what `deliver_page` needs, while there is nothing else to do."""
    from briefgen import deliver, proof  # noqa: F401, PLC0415 - this is the point
    from briefgen.render import archive  # noqa: F401, PLC0415 - the same


def deliver_page(page: Page, name: str, settings: Settings) -> tuple[Path, ...]:
    """The files written: each format, the sidecar, the proof sheet; all of them or none."""
    from briefgen import deliver, proof  # noqa: PLC0415 - only a page needs them
    from briefgen.render.archive import Attached, archival  # noqa: PLC0415 - the same

    made_with = {"template": settings.template, **versions()}
    data = deliver.sidecar(page.briefing, page.readings, made_with)  # while the PDF is written
    sheet = proof.proof_sheet(page.briefing, page.readings) if settings.proof else b""
    contents = {f"{name}.{suffix}": content for suffix, content in page.formats.items()}
    contents[f"{name}.json"] = data
    if pdf := page.formats.get("pdf"):
        inside = Attached(f"{name}.json", data)
        contents[f"{name}.pdf"] = archival(pdf, page.briefing.day, inside)
    if settings.proof:
        contents[f"{name}.html"] = sheet
    return deliver.write_files(settings.output, contents)


@lru_cache(maxsize=4)
def _glossary(extra: Path | None, _state: tuple[int, int]) -> Glossary:
    return english.load_glossary(extra)


def glossary_of(settings: Settings | None) -> Glossary:
    """The glossary of the workspace over that of briefgen; that of briefgen alone for None.

    What a translator proposed is with it, from the file of the workspace: nobody is asked here.
    """
    extra = settings.glossary if settings else None
    found = _glossary(extra, state_of(extra))
    if settings is None or settings.proposals is None or not settings.proposals.exists():
        return found
    from briefgen.translator.kept import load_proposals  # noqa: PLC0415 - rarely needed

    return replace(found, proposed={one.zh: one.en for one in load_proposals(settings.proposals)})


def state_of(path: Path | None) -> tuple[int, int]:
    """What changes when a file is written: its time and size; zeros where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        found = None
    return (found.st_mtime_ns, found.st_size) if found else (0, 0)


def template_of(settings: Settings) -> TemplateFolder:
    """The template of the settings; raises TemplateError, with those there are, if it is none."""
    from briefgen.render import find_template  # noqa: PLC0415 - only a page needs it

    return find_template(settings.template, settings.templates)


@cache
def versions() -> dict[str, str]:
    """What a page depends on besides its documents and its template."""
    names = ("briefgen", "weasyprint", "docxtpl", "python-docx")
    return {name: version_of(name) for name in names}
