"""Makes previews with the code of `build`; remembers what documents say, so that it is quick."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from briefgen import joints, pipeline
from briefgen.editing import Desk
from briefgen.editing.desk import overrides_of, targets_of
from briefgen.english import Recalled
from briefgen.errors import BriefgenError, EditError
from briefgen.gather import survey
from briefgen.lexicon import load_toml
from briefgen.press import Wish, take_orders
from briefgen.preview.pictures import MOST as MOST_PICTURES
from briefgen.preview.pictures import pictures, png
from briefgen.preview.report import report
from briefgen.render.drawings import drawing_states
from briefgen.render.folder import find_template, template_names
from briefgen.render.manifest import SETTINGS
from briefgen.render.word import FILE as WORD
from briefgen.templating.check import check
from briefgen.templating.contract import groups
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefgen.gather import Document, Survey
    from briefgen.model import Article, Briefing, Reading
    from briefgen.overrides import Override
    from briefgen.press import Order
    from briefgen.preview.choice import Choice
    from briefgen.render import TemplateFolder
    from briefgen.workspace import Workspace

MOST = 500  # documents, readings and checks remembered
COLOUR = re.compile("#[0-9A-Fa-f]{6}")
COUNTED = 3000  # heights remembered of one Word template
State = tuple[int, int]


class Maker:
    """Makes pages of a workspace, again and again."""

    def __init__(self, root: Path) -> None:
        """Work in the workspace `root`."""
        self._root = root
        self._articles: dict[str, tuple[State, Article]] = {}
        self._figured: dict[tuple[object, ...], Reading] = {}
        self._readings: dict[tuple[object, ...], Reading] = {}
        self._recalled = Recalled()
        self._survey: tuple[object, Survey] | None = None
        self._counts: tuple[object, joints.Counts] = ((), {})
        self._styles: tuple[int, ...] = ()
        self._pages: dict[Choice, tuple[Briefing, TemplateFolder]] = {}
        self._last: tuple[Choice, joints.Printer] | None = None
        self._faults: dict[tuple[object, ...], list[dict[str, Any]]] = {}

    # --- what it is asked for ---------------------------------------------------------------------

    def choices(self) -> dict[str, Any]:
        """The cities and templates there are, and those that a build would take.

        `empty` is, without documents, where they are to be put and of which kinds.
        """
        workspace = open_workspace(self._root)
        seeds = workspace.settings.seeds
        empty = None
        if not pipeline.list_sources(seeds):
            empty = {"folder": str(seeds), "kinds": ", ".join(pipeline.formats())}
        found = {} if empty else self._looked_through(workspace).cities()
        cities = [
            {"name": place.code, "zh": place.zh, "en": place.en, "documents": len(documents)}
            for place, documents in found.items()
        ]
        meant = [one for one in cities if workspace.settings.city in {one["zh"], one["en"]}]
        meant = meant or sorted(cities, key=lambda one: -int(str(one["documents"])))
        return {
            "cities": cities,
            "templates": list(_templates(workspace.settings.templates)),
            "city": meant[0]["name"] if meant else "",
            "template": workspace.settings.template,
            "empty": empty,
            "day": str(date.today()),  # noqa: DTZ011 - the day where the user is
        }

    def page(self, choice: Choice) -> dict[str, Any]:
        """A page: its pictures, and what is told about it beside them; its files are made later."""
        order, names, warnings = self._order(choice)
        found = pipeline.template_of(order.settings)
        readings = [self._reading(each, order.workspace) for each in order.documents]
        printer = joints.Printer(found, lambda _: None, self._known_counts(found))
        settings = replace(order.settings, formats=())
        page = pipeline.page_of(readings, order.place, order.day, settings, printer)
        shown = [png(each, soon=True) for each in printer.pictures(page.briefing, MOST_PICTURES)]
        _remember(self._pages, choice, (page.briefing, found))
        self._last = (choice, printer)
        told = report(page, printer.fills(page.briefing), warnings)
        return {
            **told,
            "wordings": {one.key: _wordings(one) for one in overrides_of(order.workspace)},
            "name": order.name,
            "names": names,
            "pictures": shown,
        }

    def pdf(self, choice: Choice) -> bytes:
        """The PDF of the page last made of this choice: made later, nobody waits for it."""
        return self._file(choice, "pdf")

    def word(self, choice: Choice) -> bytes:
        """Its Word file, made later too."""
        return self._file(choice, "docx")

    def _file(self, choice: Choice, suffix: str) -> bytes:
        if choice not in self._pages:  # it was another process that made the page
            self.page(choice)
        briefing, found = self._pages[choice]
        last, printer = self._last or (None, None)
        if printer is None or last != choice:  # which has laid it out
            printer = joints.Printer(found, lambda _: None)
        return printer.formats(briefing, (suffix,))[suffix]

    def check(self, template: str) -> list[dict[str, Any]]:
        """What `briefgen template check --quick` says; looked into again only after a change."""
        workspace = open_workspace(self._root)
        folder = workspace.settings.templates
        files = tuple((path, pipeline.state_of(path)) for path in sorted(folder.rglob("*")))
        if (template, files) not in self._faults:
            faults = check(template, folder, workspace.shown, trial=False)
            _remember(self._faults, (template, files), [fault.plain() for fault in faults])
        return self._faults[template, files]

    def edit(
        self, choice: Choice, key: str, wishes: dict[str, Any], seen: dict[str, str] | None = None
    ) -> dict[str, str] | None:
        """Write an edit by hand to the overrides; no wishes take it back.

        `order` are the keys of the lines of a theme, as they shall stand. `seen` are the wordings
        that the edit began from: where somebody wrote others meanwhile nothing is written, and
        theirs are the answer.
        """
        desk = Desk(open_workspace(self._root), lambda _: None)
        now = _wordings(desk.of(key))
        if seen is not None and any(now[name] != said for name, said in seen.items()):
            return now
        if not wishes:
            desk.undo(key)
            return None
        order, _, _ = self._order(choice)
        targets = [
            target
            for each in order.documents
            for target in targets_of(self._reading(each, order.workspace))
        ]
        if "order" in wishes:
            desk.save(desk.ordered(wishes["order"], key, targets))
            return None
        target = next((each for each in targets if each.key == key), None) or desk.find(key)
        desk.save([desk.proposed(target, desk.of(key), **wishes)])
        return None

    def pictures(self, pdf: bytes) -> list[bytes]:
        """The pages of a PDF as PNG."""
        return pictures(pdf)

    def words(self) -> list[dict[str, str]]:
        """Every variable of the contract, for completion."""
        return [
            {"name": one.name, "zh": one.zh, "en": one.en, "example": one.example, "kind": one.kind}
            for group in groups()
            for one in group.variables
        ]

    def marks(self) -> dict[str, list[str]]:
        """The filters and the tags that a template may use, for completion."""
        known = load_toml("template_contract")
        return {kind: list(known[kind]) for kind in ("filters", "tags")}

    # --- what is remembered -----------------------------------------------------------------------

    def _order(self, choice: Choice) -> tuple[Order, list[str], tuple[str, ...]]:
        """The order of a page, what the pages ordered with it are called, and warnings."""
        workspace = open_workspace(self._root)
        found = self._looked_through(workspace)
        orders, warnings = take_orders(workspace, _wish(choice), lambda _: None, found)
        part = choice.part if 0 <= choice.part < len(orders) else 0
        names = [each.documents[0].title if len(orders) > 1 else each.name for each in orders]
        return orders[part], names, warnings

    def _looked_through(self, workspace: Workspace) -> Survey:
        """The documents of the workspace; looked through again only if one has changed."""
        seeds = workspace.settings.seeds
        states = tuple((path, pipeline.state_of(path)) for path in pipeline.list_sources(seeds))
        if self._survey is None or self._survey[0] != states:
            made = survey(workspace, lambda _: None, opened=self._opened)
            self._survey = (states, made)
        return self._survey[1]

    def _opened(self, path: Path, shown: str) -> Article:
        """The document, cleaned; read again only if its file has changed."""
        state = pipeline.state_of(path)
        known = self._articles.get(shown)
        if known is None or known[0] != state:
            known = (state, pipeline.open_article(path, shown))
            _remember(self._articles, shown, known)
        return known[1]

    def _reading(self, document: Document, workspace: Workspace) -> Reading:
        """What a document says; understood again only if its text or the glossary has changed."""
        article = replace(self._opened(document.path, document.shown), also=document.also)
        terms = (workspace.settings.glossary, workspace.settings.proposals)
        states = tuple((path, pipeline.state_of(path)) for path in terms)
        text = (article.source.sha256, document.shown, document.also)
        if text not in self._figured:
            _remember(self._figured, text, pipeline.figured(article))
        key = (*text, states)
        if key not in self._readings:
            glossary = pipeline.glossary_of(workspace.settings)
            _remember(
                self._readings, key, pipeline.worded(self._figured[text], glossary, self._recalled)
            )
        return self._readings[key]

    def _known_counts(self, template: TemplateFolder) -> joints.Counts:
        """The heights counted with the same Word page and settings; none after they changed.

        Colours change no height. A style sheet or a macro may, by the drawings: one height that is
        known is then counted again, and if it is another, all are.
        """
        files = tuple((path, pipeline.state_of(path)) for path in template.all_files(WORD))
        key = (template.folders, files, COLOUR.sub("", repr(template.settings)))
        if self._counts[0] != key or len(self._counts[1]) > COUNTED:
            self._counts = (key, {})
        styles, counts = drawing_states(template), self._counts[1]
        if counts and styles != self._styles and not joints.still_so(counts, template):
            counts.clear()
        self._styles = styles
        return counts


def _wish(choice: Choice) -> Wish:
    """The choice as an order to the press; raises EditError for a day that is none."""
    try:
        day = date.fromisoformat(choice.day) if choice.day else None
    except ValueError as error:
        raise EditError("there is no such day", where=choice.day) from error
    return Wish(city=choice.city or None, day=day, template=choice.template or None)


def _wordings(edit: Override) -> dict[str, str]:
    """What an edit by hand says in other words."""
    return {"text": edit.text, "text_en": edit.text_en}


def _remember(known: dict[Any, Any], key: object, value: object) -> None:
    """Keep a value; of too many the oldest goes."""
    known.pop(key, None)
    known[key] = value
    while len(known) > MOST:
        del known[next(iter(known))]


def _templates(folder: Path) -> Iterable[dict[str, Any]]:
    for name in template_names(folder):
        own = (folder / name / SETTINGS).is_file()
        try:
            title = find_template(name, folder).title
        except BriefgenError:
            title = {"zh": name, "en": name}
        yield {"name": name, **title, "own": own}


ASKED: dict[str, Callable[..., Any]] = {
    "choices": Maker.choices,
    "page": Maker.page,
    "pdf": Maker.pdf,
    "word": Maker.word,
    "check": Maker.check,
    "edit": Maker.edit,
    "pictures": Maker.pictures,
    "words": Maker.words,
    "marks": Maker.marks,
}
