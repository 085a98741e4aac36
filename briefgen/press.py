"""Takes orders for pages and fulfils them, one after the other or several at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.errors import (
    BriefgenError,
    EnglishError,
    FitError,
    FontError,
    SourceError,
    TemplateError,
    WorkspaceError,
)
from briefgen.figures.contradictions import KIND as CONTRADICTION
from briefgen.gather import Window, file_name, named, place_named, survey, within
from briefgen.settings import name_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefgen.gather import Document, Survey
    from briefgen.model import Place
    from briefgen.render.beside import Beside
    from briefgen.settings import Settings
    from briefgen.workspace import Workspace

OF_ONE_PAGE = (EnglishError, FitError, FontError, SourceError)  # other pages may still succeed
LONGEST_NAME = 40  # characters of a document's name in that of its page: 255 bytes are the limit


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for; None and False leave it to the settings."""

    city: str | None = None
    every: bool = False
    template: str | None = None
    formats: tuple[str, ...] | None = None
    day: date | None = None
    since: date | None = None
    until: date | None = None
    per_document: bool | None = None
    out: Path | None = None
    proof: bool | None = None
    strict_english: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One page: of which place and documents, for which day, and how its files are called."""

    name: str
    place: Place
    documents: tuple[Document, ...]
    day: date
    workspace: Workspace

    @property
    def settings(self) -> Settings:
        """The settings of its workspace, with what the user asked for."""
        return self.workspace.settings


@dataclass(frozen=True, slots=True)
class Printed:
    """A page that is made: its files, the size of its text in points, and its counts.

    `documents` of those `given` have something on the page; `contradictions` says where figures
    cannot all be true, `undone` which hand edits of the `edits` could not be carried out.
    """

    files: tuple[Path, ...]
    body: float
    held: int
    figures: int
    documents: int
    given: int
    problems: int
    contradictions: tuple[str, ...] = ()
    edits: int = 0
    undone: tuple[str, ...] = ()


def look_through(
    workspace: Workspace, cities: Iterable[str], progress: Callable[[str], None]
) -> Survey:
    """The documents of the workspace, those of the cities with their cleaned text."""
    meant = [place for city in cities for place in named(city)]
    return survey(workspace, progress, lambda place: any(within(one, place) for one in meant))


def take_orders(
    workspace: Workspace,
    wish: Wish,
    progress: Callable[[str], None],
    known: Survey | None = None,
) -> tuple[list[Order], tuple[str, ...]]:
    """The pages to make, and warnings about documents that are on none of them.

    `known` is what looking through the documents for several wishes gave. Without a city or all of
    them wished for, it is that of the settings. Raises WorkspaceError if the place is unknown or
    has no documents in the days asked for.
    """
    workspace = replace(workspace, settings=_wished(workspace.settings, wish))
    pipeline.template_of(workspace.settings)
    city = wish.city or workspace.settings.city
    found = known or look_through(workspace, () if wish.every else (city,), progress)
    places = list(found.cities()) if wish.every else [place_named(city, found)]
    day = wish.day or date.today()  # noqa: DTZ011 - the day where the user is
    orders: list[Order] = []
    warnings = list(found.warnings)
    for place in places:
        documents, left_out = _window(wish, workspace.settings, day).split(found.of(place))
        warnings += left_out
        orders += _orders(place, documents, day, workspace, wish)
    if not orders:
        raise _nothing(places, found)
    return orders, tuple(warnings)


def _wished(settings: Settings, wish: Wish) -> Settings:
    if wish.template is not None and (fault := name_fault(wish.template)):
        raise TemplateError(
            f"the name of the template {fault}", where=f"--template {wish.template}"
        )
    return replace(
        settings,
        template=wish.template or settings.template,
        formats=wish.formats or settings.formats,
        proof=settings.proof if wish.proof is None else wish.proof,
        strict_english=wish.strict_english or settings.strict_english,
        output=wish.out.expanduser().absolute() if wish.out else settings.output,
    )


def _window(wish: Wish, settings: Settings, day: date) -> Window:
    """The days asked for; the window of the settings counts only if none are."""
    if wish.since or wish.until:
        return Window(wish.since, wish.until)
    return Window.back_from(day, settings.window)


def _orders(
    place: Place, documents: Sequence[Document], day: date, workspace: Workspace, wish: Wish
) -> Iterator[Order]:
    year, week, _ = day.isocalendar()
    name = f"{file_name(place)}-{year}-W{week:02}"
    alone = pipeline.template_of(workspace.settings).per_document
    if not (alone if wish.per_document is None else wish.per_document):
        sets = {name: tuple(documents)} if documents else {}
    else:
        sets = {f"{name}-{_short(one.id)}": (one,) for one in documents}
    for key, chosen in sets.items():
        yield Order(key, place, chosen, day, workspace)


def _short(identity: str) -> str:
    """A document's id, cut if long; a digest of the whole keeps two long ones apart."""
    if len(identity) <= LONGEST_NAME:
        return identity
    return f"{identity[:LONGEST_NAME]}-{sha256(identity.encode()).hexdigest()[:8]}"


def _nothing(places: Iterable[Place], found: Survey) -> WorkspaceError:
    names = ", ".join(place.zh for place in places)
    if not names:
        message = "no document says which place it is about"
        return WorkspaceError(message, hint="briefgen extract FILE shows what was understood")
    days = sorted(doc.day for place in places for doc in found.of(place) if doc.day)
    spread = f"they are of {days[0]} to {days[-1]}" if days else "none of them states a date"
    return WorkspaceError(
        f"there are no documents of {names} in the days asked for; {spread}",
        hint="change --since and --until, or `window` under [build] in briefgen.toml",
    )


def press(
    orders: Sequence[Order],
    jobs: int,
    progress: Callable[[str], None],
    beside: Beside | None = None,
) -> Iterator[Printed | BriefgenError]:
    """What became of each order, in their order: a page, or why there is none.

    With one job the process `beside`, if there is one, sets the PDF. Each process holds one page at
    a time, so memory grows with `jobs`, not with the orders. A failure that any other page would
    meet as well (a template, a glossary, a full disk) is raised at once.
    """
    for number, result in enumerate(_results(orders, jobs, progress, beside), 1):
        if isinstance(result, BriefgenError) and not isinstance(result, OF_ONE_PAGE):
            raise result
        yield result
        if number < len(orders):
            progress(f"page {number} of {len(orders)} is done")


def _results(
    orders: Sequence[Order], jobs: int, progress: Callable[[str], None], beside: Beside | None
) -> Iterator[Printed | BriefgenError]:
    workers = min(jobs, len(orders))
    if workers <= 1:
        yield from (fulfil(order, progress, beside) for order in orders)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - 20 ms, rarely needed

    from briefgen.offspring import belong  # noqa: PLC0415 - the same

    pool = ProcessPoolExecutor(workers, initializer=belong)
    try:
        yield from pool.map(fulfil, orders)
    finally:
        pool.shutdown(cancel_futures=True)


def fulfil(
    order: Order, progress: Callable[[str], None] = lambda _: None, beside: Beside | None = None
) -> Printed | BriefgenError:
    """The page made and written, or the failure that kept it from being made."""
    try:
        return _made(order, progress, beside)
    except BriefgenError as error:
        return error


def _made(order: Order, progress: Callable[[str], None], beside: Beside | None) -> Printed:
    articles = [document.opened() for document in order.documents]
    page = pipeline.make_page(articles, order.place, order.day, order.settings, progress, beside)
    files = pipeline.deliver_page(page, order.name, order.settings)
    return Printed(
        files=files,
        body=page.briefing.fit.body,
        held=len(page.briefing.held),
        figures=page.briefing.figure_count,
        documents=len(page.briefing.documents),
        given=len(page.readings),
        problems=sum(len(reading.problems) for reading in page.readings),
        contradictions=tuple(
            f"{reading.article.source.path}: {problem.message}"
            for reading in page.readings
            for problem in reading.problems
            if problem.kind == CONTRADICTION
        ),
        edits=len(page.briefing.edits),
        undone=tuple(
            f"hand edit {each.key} ({each.did}, {each.was}): {each.problem}"
            for each in page.briefing.edits
            if each.problem
        ),
    )
