"""Sets a Briefing as a Word file, and says how high it will stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import exceptions
from lxml import etree

from briefgen.errors import TemplateError
from briefgen.installed import version_of
from briefgen.model import Fit
from briefgen.render import budget
from briefgen.render.anchors import anchored
from briefgen.render.bound import NARROW, bound
from briefgen.render.compiled import compiled
from briefgen.render.context import page_context
from briefgen.render.drawings import MACROS, drawing_states, place_drawings, with_drawings
from briefgen.render.environment import RUNTIME, explained, filled, make_environment
from briefgen.render.form import Form, read_form
from briefgen.render.held import hold_rows
from briefgen.render.imprint import with_imprint
from briefgen.render.measure import Ruler
from briefgen.render.newpage import check_one_page
from briefgen.render.package import foreign, read_package, write_package
from briefgen.render.pieces import set_piece
from briefgen.render.printed import check_word
from briefgen.render.properties import properties, serialised
from briefgen.render.recolour import changed_colours, recoloured
from briefgen.render.styles import Q, looks_of, run_look, set_styles, stretch_of
from briefgen.render.widths import fit_columns, fit_grids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2 import Template

    from briefgen.model import Briefing
    from briefgen.render.drawings import Drawing
    from briefgen.render.folder import TemplateFolder
    from briefgen.render.pieces import PieceSetter
    from briefgen.render.sandbox import Sandbox

FILE = "page.docx"
# Of the type area: what another program's line breaks may take. Over 63 pages of three templates
# LibreOffice set 10 % less to 0.8 % more than counted, with the named faces and without.
RESERVE = 0.015
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_MARKUP = re.compile("<[^>]*>")
_ASKS_FIT = re.compile(r"\bfit\b")  # in a tag, or in plain words: then it is only slower
_NEEDS_HINT = re.compile("[“”‘’—…·]")
CORE = "docProps/core.xml"
DOCUMENT = "word/document.xml"
STANDARD = Fit()
STYLES = "word/styles.xml"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template read once: its plain parts, and those with tags, ready to be filled in."""

    parts: Mapping[str, bytes]
    filled: Mapping[str, Template]
    fixed: bool  # the words do not depend on the setting
    last: dict[str, tuple[object, Form]] = field(default_factory=dict)
    printing: set[str] = field(default_factory=set)  # the parts that are known to print something


def write_docx(
    briefing: Briefing, template: TemplateFolder, setter: PieceSetter = set_piece
) -> bytes:
    """The briefing as .docx, its drawings set by `setter`; the same input gives the same bytes."""
    prepared = _prepared(template)
    trees = _filled(briefing, template, prepared, setter)
    looks = looks_of(template.settings)
    document = trees[DOCUMENT]
    check_word("".join(each.text or "" for each in document.iter(f"{Q}t")), briefing, template)
    base = prepared.parts[STYLES]
    plain = etree.fromstring(set_styles(base, looks, briefing.fit_word))
    check_one_page(document, plain, template.file(FILE))
    ruler = Ruler(plain)
    fit_columns(document, ruler)
    form = read_form(document)
    budget = form.area * (1 - RESERVE)
    filled = ruler.content(form) / budget
    counts = _counts(document, plain)
    extra = stretch_of(filled, budget, counts, looks, template.widest)
    parts = dict(prepared.parts)
    anchored(document, briefing)
    body = document.find(f"{Q}body")
    bound(body, ruler, form.width)
    hold_rows(body, form, ruler, Ruler(plain, NARROW))
    context = page_context(briefing, template.knobs, briefing.fit_word)
    drawings = _drawn(document, template, context, setter)
    parts.update({name: serialised(tree) for name, tree in trees.items()})
    parts[STYLES] = set_styles(base, looks, briefing.fit_word, extra)
    parts[CORE] = properties(briefing)
    parts = with_drawings(parts, drawings)
    return write_package(with_imprint(parts, document, briefing))


def estimate_height(
    briefing: Briefing,
    template: TemplateFolder,
    *,
    exact: bool = False,
    setter: PieceSetter = set_piece,
) -> float:
    """The share of the Word page that the content takes, reserve included; above 1 it runs over.

    Counted from the finished document: exact line pitches, and line breaks by known widths (the
    wider of our faces and DejaVu, so that it holds where the named faces are absent). With `exact`
    as the PDF sets it: in its faces, sizes not rounded to the half points that Word knows. Raises
    TemplateError for a page that prints nothing: it holds whatever there is, and the PDF would be
    tried with all of it.
    """
    prepared = _prepared(template)
    form = _form(briefing, template, prepared, setter)
    if DOCUMENT not in prepared.printing:
        check_word(form.text, briefing, template)
        prepared.printing.add(DOCUMENT)
    ruler = _ruler(template, prepared.parts[STYLES], briefing.fit_word, exact=exact, own=exact)
    return round(ruler.content(form) / (form.area * (1 - RESERVE)), 4)


@lru_cache(maxsize=128)  # a few more than the settings that a page is tried in
def _ruler(
    template: TemplateFolder,
    styles: bytes,
    fit: Fit,
    *,
    exact: bool,
    own: bool = False,
) -> Ruler:
    """What measures by the styles of a template, set for this fit; `own` as in Ruler."""
    written = set_styles(styles, looks_of(template.settings), fit, exact=exact)
    return Ruler(etree.fromstring(written), own=own)


def _form(
    briefing: Briefing, template: TemplateFolder, prepared: Prepared, setter: PieceSetter
) -> Form:
    """The form of the page; read once for all settings, unless the template asks for them.

    Read anew when a drawing may have become higher.
    """
    if not prepared.fixed:
        return read_form(_tree(prepared, DOCUMENT, briefing, template, setter))
    known, form = prepared.last.get("form", (None, None))
    page = briefing.setting(STANDARD)
    wanted = (page, drawing_states(template))
    if form is None or known != wanted:
        form = read_form(_tree(prepared, DOCUMENT, page, template, setter))
        prepared.last["form"] = (wanted, form)
    return form


def _counts(document: Any, styles: Any) -> Counter[str]:  # noqa: ANN401 (lxml)
    """How many paragraphs of the document have each style, by the style's name."""
    names = {
        style.get(f"{Q}styleId"): style.find(f"{Q}name").get(f"{Q}val")
        for style in styles.iter(f"{Q}style")
        if style.find(f"{Q}name") is not None
    }
    used = (item.get(f"{Q}val") for item in document.iter(f"{Q}pStyle"))
    return Counter(names[item] for item in used if item in names)


def _prepared(template: TemplateFolder) -> Prepared:
    path = template.file(FILE)
    changed = path.stat().st_mtime_ns
    environment = _environment(template.folders, template.shipped)
    return _read(path, changed, environment, changed_colours(template))


@cache
def _environment(folders: tuple[Path, ...], ours: bool) -> Sandbox:  # noqa: FBT001 (for the cache)
    return make_environment(folders, ours=ours)


@lru_cache(maxsize=16)
def _read(
    path: Path, _changed: int, environment: Sandbox, colours: tuple[tuple[str, str], ...]
) -> Prepared:
    """The template, its tags made ready by docxtpl: {%p %}, {%tr %}, {%tc %}, {%r %}."""
    parts = recoloured(read_package(path), colours)
    docxtpl = f"docxtpl {version_of('docxtpl')}"
    if loaded := foreign(parts):
        message = f"the Word page would load something from elsewhere: {loaded[0]}"
        hint = "put the picture into the Word file itself: insert it, do not link it"
        raise TemplateError(message, where=str(path), hint=hint)
    made = {}
    fixed = True
    for name in parts:
        if not _FILLED.fullmatch(name):
            continue
        try:
            source = etree.tostring(etree.fromstring(parts[name]), encoding="unicode")
            made[name] = compiled(environment, (f"{path}/{name}", docxtpl), source, _patched)
        except etree.XMLSyntaxError as error:
            raise TemplateError(f"{name} is damaged: {error}", where=str(path)) from error
        except (exceptions.TemplateError, *RUNTIME) as error:
            raise explained(error, str(path)) from error
        fixed = fixed and not _ASKS_FIT.search(_MARKUP.sub("", source))
    return Prepared(parts, made, fixed)


def _patched(source: str) -> str:
    """The part with its tags as Jinja reads them."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - 100 ms, for a template not yet compiled

    return str(DocxTemplate("").patch_xml(source))


def _filled(
    briefing: Briefing, template: TemplateFolder, prepared: Prepared, setter: PieceSetter
) -> dict[str, Any]:
    """The parts with tags, filled in and made whole, as XML trees."""
    trees = {name: _tree(prepared, name, briefing, template, setter) for name in prepared.filled}
    for root in trees.values():
        _hint_east_asian(root)
    return trees


def _tree(
    prepared: Prepared, name: str, briefing: Briefing, template: TemplateFolder, setter: PieceSetter
) -> Any:  # noqa: ANN401 (lxml)
    """One part, filled in, with as many table columns as it came to."""
    where = str(template.file(FILE))
    try:
        context = page_context(briefing, template.knobs, briefing.fit_word)
        with budget.allowance():
            text = filled(prepared.filled[name], context)
    except (exceptions.TemplateError, *RUNTIME) as error:
        raise explained(error, where) from error
    try:
        root = etree.fromstring(text.encode("utf-8"))
    except etree.XMLSyntaxError as error:
        hint = "a tag such as {%p if … %} may open in one table cell and close in another"
        message = f"the filled-in page is not whole: {error}"
        raise TemplateError(message, where=where, hint=hint) from error
    fit_grids(root)
    fit_columns(root, _ruler(template, prepared.parts[STYLES], STANDARD, exact=True))
    _drawn(root, template, context, setter)
    return root


def _drawn(
    root: Any,  # noqa: ANN401
    template: TemplateFolder,
    context: Mapping[str, Any],
    setter: PieceSetter,
) -> dict[str, Drawing]:
    """The trends of a part, as large as they are drawn."""
    environment = _environment(template.folders, template.shipped)
    try:
        with budget.allowance():
            return place_drawings(root, template, environment, context, setter)
    except (exceptions.TemplateError, *RUNTIME) as error:
        raise explained(error, MACROS) from error


def _hint_east_asian(root: Any) -> None:  # noqa: ANN401
    """Marks the runs whose quotes and dashes are Chinese; else Word sets them in the Latin face."""
    for run in root.iter(f"{Q}r"):
        text = "".join(item.text or "" for item in run.iterfind(f"{Q}t"))
        if not _NEEDS_HINT.search(text) or not re.search("[\u3400-\u9fff]", text):
            continue
        look = run_look(run)
        fonts = look.find(f"{Q}rFonts")
        if fonts is None:
            fonts = etree.Element(f"{Q}rFonts")
            look.insert(1 if look.find(f"{Q}rStyle") is not None else 0, fonts)
        fonts.set(f"{Q}hint", "eastAsia")
