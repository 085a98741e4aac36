"""Which documents a workspace has, of which places and days, and which of them make a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.duplicates import groups, sketch
from briefgen.errors import SourceError, WorkspaceError
from briefgen.export.columns import aligned
from briefgen.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from briefgen.duplicates import Sketch
    from briefgen.model import Article, Place, Reading
    from briefgen.workspace import Workspace

CITY = 2  # the level of prefectures in the gazetteer; provinces are 1, counties 3


@dataclass(frozen=True, slots=True)
class Document:
    """A readable document: `path` to open it, `shown` to name it; the day of its event or issue.

    `article` is what cleaning made of it, kept where it is soon wanted again; `also` names the
    outlets of other documents that bring the same news.
    """

    path: Path
    shown: str
    id: str
    title: str
    place: Place | None
    day: date | None
    origin: str = ""
    article: Article | None = field(default=None, repr=False, compare=False)
    also: tuple[str, ...] = ()

    def opened(self) -> Article:
        """Its cleaned text; raises SourceError if it can no longer be read."""
        article = self.article or pipeline.open_article(self.path, self.shown)
        return replace(article, also=self.also)


@dataclass(frozen=True, slots=True)
class Survey:
    """The readable documents of a workspace, newest first, and warnings about the others."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()

    def cities(self) -> dict[Place, list[Document]]:
        """The documents of each city, in the order of their codes; a county's are its city's."""
        found: dict[Place, list[Document]] = {}
        for document in self.documents:
            if document.place:
                found.setdefault(city_of(document.place), []).append(document)
        return dict(sorted(found.items(), key=lambda item: item[0].code))

    def of(self, place: Place) -> tuple[Document, ...]:
        """The documents of the place and of all places in it."""
        return tuple(doc for doc in self.documents if doc.place and within(place, doc.place))


@dataclass(frozen=True, slots=True)
class Window:
    """The days a page takes in, both ends included; None leaves an end open."""

    since: date | None = None
    until: date | None = None

    @classmethod
    def back_from(cls, day: date, days: int) -> Window:
        """The window of that many days that ends with `day`; all days if `days` is 0."""
        return cls(day - timedelta(days=days - 1), day) if days else cls()

    def split(self, documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
        """The documents of these days, and a warning for each that states no date.

        Such a document is left out of a page of limited days: it may be years old, and a reader
        would take its figures for this week's. A page of all days takes it in.
        """
        if self.since is None and self.until is None:
            return tuple(documents), ()
        kept, warnings = [], []
        for document in documents:
            if document.day is None:
                warnings.append(f"{document.shown}: states no date and is left out")
            elif (self.since or date.min) <= document.day <= (self.until or date.max):
                kept.append(document)
        return tuple(kept), tuple(warnings)


def within(outer: Place, inner: Place) -> bool:
    """Whether the one place is the other or lies in it."""
    return gazetteer().contains(outer, inner)


def city_of(place: Place) -> Place:
    """The city the place belongs to: itself, or for a county the city above it."""
    above = gazetteer().parent(place) if place.level > CITY else None
    return city_of(above) if above else place


def survey(
    workspace: Workspace,
    progress: Callable[[str], None],
    keep: Callable[[Place], bool] = lambda _: False,
    opened: Callable[[Path, str], Article] = pipeline.open_article,
) -> Survey:
    """All documents of the workspace, those of places to `keep` with their cleaned text.

    `opened` reads one, as pipeline.open_article does. One that cannot be read is left out with a
    warning. Raises WorkspaceError if there are none, SourceError if none of them can be read.
    """
    folder = workspace.settings.seeds
    paths = pipeline.list_sources(folder)
    if not paths:
        kinds = ", ".join(pipeline.formats())
        hint = f"put the source documents into it: {kinds}"
        raise WorkspaceError("the folder holds no documents", where=str(folder), hint=hint)
    found: dict[str, Document] = {}
    sketches: list[Sketch] = []
    refused: list[SourceError] = []
    warnings: list[str] = []
    for number, path in enumerate(paths, 1):
        progress(f"reading document {number} of {len(paths)}")
        try:
            article = opened(path, workspace.shown(path))
        except SourceError as error:
            refused.append(error)
            warnings.append(f"{workspace.shown(path)}: {error.message}; it is left out")
            continue
        document = _document(path, article, keep)
        first = found.setdefault(article.source.sha256, document)
        if first is not document:
            warnings.append(f"{document.shown}: the same as {first.shown}; it is left out")
        else:
            sketches.append(sketch(article))
    if not found:
        raise _all_refused(refused, folder)
    documents, repeats = _once(list(found.values()), sketches)
    warnings += repeats
    warnings += [
        f"{document.shown}: no place found in it; it is on no page; name it in a line at its head"
        for document in documents
        if document.place is None
    ]
    return Survey(tuple(sorted(documents, key=_newest_first)), tuple(warnings))


def _once(
    documents: Sequence[Document], sketches: Sequence[Sketch]
) -> tuple[list[Document], list[str]]:
    """Each news once, in its most complete document, and a warning for each left out.

    What that one does not say of itself, place or day, its repeats may say for it.
    """
    kept, warnings = [], []
    for group in groups(sketches):
        first, *others = (documents[index] for index in group)
        names = (each.origin or each.path.name for each in others)
        kept.append(
            replace(
                first,
                place=next((each.place for each in (first, *others) if each.place), None),
                day=next((each.day for each in (first, *others) if each.day), None),
                also=tuple(name for name in dict.fromkeys(names) if name != first.origin),
            )
        )
        warnings += [
            f"{each.shown} is the same news as {first.shown}; used once" for each in others
        ]
    return kept, warnings


def _document(path: Path, article: Article, keep: Callable[[Place], bool]) -> Document:
    wanted = article.place is not None and keep(article.place)
    return Document(
        path=path,
        shown=article.source.path,
        id=article.source.id,
        title=article.name,
        place=article.place,
        day=article.event or article.published,
        origin=article.origin,
        article=article if wanted else None,
    )


def _newest_first(document: Document) -> tuple[int, str]:
    return (-document.day.toordinal() if document.day else 0, document.shown)


def _all_refused(refused: list[SourceError], folder: Path) -> SourceError:
    listed = "\n".join(f"  {error.where}: {error.message}" for error in refused)
    hint = (
        refused[0].hint
        if len(refused) == 1
        else f"documents are of these kinds: {', '.join(pipeline.formats())}"
    )
    return SourceError(f"no document can be read\n{listed}", where=str(folder), hint=hint)


# --- names of places ----------------------------------------------------------------------------


def named(name: str) -> tuple[Place, ...]:
    """All places that the name or the six-digit code may mean; none if it is unknown."""
    coded = gazetteer().get(name.strip())
    return (coded,) if coded else gazetteer().find_all(name)


def file_name(place: Place) -> str:
    """What the files of a place are called: its short name, where that means no other place.

    吉林 is the province, so that the city's files are called 吉林市; one 鼓楼区 of several takes
    its code along.
    """
    for name in (place.zh, place.full):
        if gazetteer().find(name) == place:
            return name
    return f"{place.full}-{place.code}"


def place_named(name: str, found: Survey) -> Place:
    """The place that the user means; of several places of one name, the one with documents.

    Raises WorkspaceError for an unknown name or a place without documents, and says which cities
    have some.
    """
    meant = named(name)
    if not meant:
        message = f"no place is called “{name}”{_guess(name, found)}"
        raise WorkspaceError(message, hint=_listed(found))
    reached = [place for place in meant if found.of(place)]
    if not reached:
        full = meant[0].full
        raise WorkspaceError(f"there are no documents of {full}", hint=_listed(found))
    if len(reached) > 1 and len({place.level for place in reached}) == 1:
        names = ", ".join(_with_parent(place) for place in reached)
        message = f"several places with documents are called “{name}”: {names}"
        raise WorkspaceError(message, hint="give its six-digit code instead: --city CODE")
    return min(reached, key=lambda place: place.level)


def _with_parent(place: Place) -> str:
    above = gazetteer().parent(place)
    return f"{above.full if above else ''}{place.full} ({place.code})"


def _guess(name: str, found: Survey) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    names = [form for place in found.cities() for form in (place.zh, place.full, place.en)]
    near = get_close_matches(name.capitalize(), names, 1, 0.5)
    return f"; did you mean {near[0]}?" if near else ""


def _listed(found: Survey) -> str:
    held = [f"{place.zh} {place.en} ({len(docs)})" for place, docs in found.cities().items()]
    return f"there are documents of: {', '.join(held) or 'no place that is known'}"


# --- for people and for `extract` ---------------------------------------------------------------


def city_table(found: Survey, head: tuple[str, str, str, str]) -> str:
    """A head, then a line for each city: its names, its documents, and the days they are of."""
    rows = [head]
    for place, documents in found.cities().items():
        days = sorted(document.day for document in documents if document.day)
        dates = " to ".join(dict.fromkeys(str(day) for day in (days[0], days[-1]))) if days else "-"
        rows.append((place.zh, place.en, str(len(documents)), dates))
    return aligned(rows)


def read_all(
    files: Iterable[Path], workspace: Workspace | None, progress: Callable[[str], None]
) -> tuple[list[Reading], list[SourceError]]:
    """What was understood of each file, and why others could not be read; folders are opened.

    English comes from the glossary of the workspace, if there is one, and that of briefgen.
    """
    glossary = pipeline.glossary_of(workspace.settings if workspace else None)
    readings, refused = [], []
    for path in files:
        for each in pipeline.list_sources(path) if path.is_dir() else [path]:
            progress(f"reading {each.name}")
            try:
                article = pipeline.open_article(each, str(each))
                readings.append(pipeline.understand(article, glossary))
            except SourceError as error:
                refused.append(error)
    return readings, refused
