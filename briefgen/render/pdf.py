"""Sets a Briefing as PDF: lay out as often as you like, write once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.fonts import FontConfiguration

from briefgen import fonts
from briefgen.errors import BriefgenError, FontError, TemplateError
from briefgen.render.balance import balanced
from briefgen.render.context import page_context
from briefgen.render.ends import keep_ends
from briefgen.render.environment import make_environment, render_file
from briefgen.render.fetcher import Fetcher, RefusedError, font_faces
from briefgen.render.glyphs import check_glyphs
from briefgen.render.justify import justified
from briefgen.render.limits import limited
from briefgen.render.loads import named_at
from briefgen.render.printed import check_page, check_seen
from briefgen.render.quick import quick
from briefgen.render.sheets import style_files
from briefgen.render.stretch import stretched
from briefgen.render.tables import fit_tables
from briefgen.render.tagged import plain, tagged
from briefgen.render.unseen import Drawn, pieces
from briefgen.utf8 import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weasyprint import Document

    from briefgen.model import Briefing
    from briefgen.render.folder import TemplateFolder
    from briefgen.render.sandbox import Sandbox

PIECE = 400  # points: the height of the sheet that a single piece is set on
PIXELS = 96 / 72  # to a point


@dataclass(slots=True)
class Layout:
    """A page laid out but not written.

    `fill` is the share of the type area's height that the content takes: above 1 it runs over, and
    then the pages' heights are added up.
    """

    document: Document
    pages: int
    fill: float
    html: str
    briefing: Briefing
    template: TemplateFolder
    fetcher: Fetcher
    finished: bool = False  # its lines and blocks are spread out: done once, when first written

    def begin(self) -> Callable[[], bytes]:
        """What gives the PDF when called."""
        return self.write

    def write(self) -> bytes:
        """The PDF; the same input gives the same bytes.

        Raises TemplateError for a page that shows nothing of the briefing.
        """
        made = self._printed(tagged)
        if not self.template.shipped:
            with Drawn(made) as drawn:
                self._check_seen(drawn)
        return made

    def pictures(self, most: int) -> list[Any]:
        """Its first pages as they look when written, in half the time. Raises the same."""
        with Drawn(self._printed(plain)) as drawn:
            if not self.template.shipped:
                self._check_seen(drawn)
            return [drawn.sheet(number)[1] for number in range(min(len(drawn), most))]

    def _printed(self, written: Callable[[Document], bytes]) -> bytes:
        """The PDF as `written`, its lines and blocks spread out before."""
        if not self.finished:
            check_page("".join(texts_of(self.document)), self.html, self.briefing, self.template)
        where, ours = str(self.template.file("page.html")), self.template.shipped
        # attachments are fetched only now
        with limited(where, ours=ours), _refusals(self.fetcher, where), _faults(where, ours=ours):
            if not self.finished:
                justified(self.document)
                stretched(self.document, self.template.widest)
                self.finished = True
            return written(self.document)

    def _check_seen(self, drawn: Drawn) -> None:
        check_seen(pieces(drawn), self.briefing, self.template)


@contextmanager
def _refusals(fetcher: Fetcher, where: str) -> Iterator[None]:
    """Makes a failure of the template of what the page was refused to load."""
    cause: RefusedError | None = None
    try:
        yield
    except RefusedError as error:
        cause = error
    if cause or fetcher.refused:
        url = str(cause or fetcher.refused[0])
        if path := fetcher.path_of(url):
            message = f"the page asks for a file that is not there: {path.name}"
            hint = "put the file into the template's folder, or mend its name"
        else:
            message = f"the page may not load {url}"
            hint = "a page may use only files of its template's folder; put the file there"
        place = named_at(url, fetcher.folders, Path(where))
        raise TemplateError(message, where=place, hint=hint) from cause


@contextmanager
def _faults(where: str, *, ours: bool) -> Iterator[None]:
    """Makes of what the layout trips over in an editor's template a failure of that template.

    Whatever is written into a style sheet reaches it: it has failed by assertion, too.
    """
    try:
        yield
    except (BriefgenError, MemoryError, RefusedError):
        raise
    except Exception as error:
        if ours:
            raise
        told = f"{type(error).__name__}: {error}".removesuffix(": ")
        message = f"the page cannot be set: {told}"
        hint = "look at what was changed last: a value of a style, a setting, an element"
        raise TemplateError(message, where=where, hint=hint) from error


def lay_out(briefing: Briefing, template: TemplateFolder) -> Layout:
    """The briefing laid out by the template's page.html and page.css, at the briefing's fit."""
    html = page_html(briefing, template)
    _check(html, briefing, template)
    fetcher = Fetcher(template.folders)
    path = template.file("page.html")
    where = str(path)
    page = HTML(string=html, base_url=path.as_uri(), url_fetcher=fetcher)
    keep_ends(page.etree_element)
    fit_tables(page.etree_element)
    ours = template.shipped
    with limited(where, ours=ours), _refusals(fetcher, where), _faults(where, ours=ours):
        sheets = [_faces(), *_sheets(template)]
        with quick(), balanced():
            document = page.render(stylesheets=sheets, font_config=_fonts())
    fill = _fill(document)
    return Layout(document, len(document.pages), fill, html, briefing, template, fetcher)


def lay_out_piece(
    html: str, wide: float, template: TemplateFolder
) -> tuple[float, Callable[[], bytes]]:
    """The height in points of a piece that is `wide` points wide, and what gives a PDF with it.

    It is set in the template's faces and looks, without margins, at the top of its sheet.
    """
    sheet = f"@page {{ size: {wide}pt {PIECE}pt; margin: 0 }} html, body {{ margin: 0 }}"
    sheet += " svg { display: block } :root { --body: 10pt; --leading: 1; --ink: black }"
    fetcher = Fetcher(template.folders)
    where = str(template.file("page.html"))
    page = HTML(string=html, base_url=Path(where).as_uri(), url_fetcher=fetcher)
    ours = template.shipped
    with limited(where, ours=ours), _refusals(fetcher, where), _faults(where, ours=ours):
        sheets = [_faces(), *_sheets(template), CSS(string=sheet, font_config=_fonts())]
        document = page.render(stylesheets=sheets, font_config=_fonts())
        box: Any = document.pages[0]._page_box  # noqa: SLF001 - as in _fill
        high = min(box.children[0].margin_height() / PIXELS, PIECE)

    def write() -> bytes:
        with limited(where, ours=ours), _refusals(fetcher, where), _faults(where, ours=ours):
            return bytes(document.copy(document.pages[:1]).write_pdf())

    return high, write


def make_ready() -> None:
    """Loads what every page needs: the faces."""
    _faces()


def page_html(briefing: Briefing, template: TemplateFolder) -> str:
    """The page as HTML, without its style sheet."""
    context = page_context(briefing, template.knobs, briefing.fit)
    return render_file(_environment(template.folders, template.shipped), "page.html", context)


def _check(html: str, briefing: Briefing, template: TemplateFolder) -> None:
    """Raises FontError for a character that would be set in a font of the machine, or as a box."""
    lacking = fonts.missing(html)
    if not lacking:
        return
    check_glyphs(briefing)  # names the place if the character is in the content
    shown = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in lacking)
    message = f"the template “{template.name}” has characters that no font of briefgen can show"
    where = str(template.file("page.html"))
    raise FontError(f"{message}: {shown}", where=where, hint="use other characters there")


@cache
def _environment(folders: tuple[Path, ...], ours: bool) -> Sandbox:  # noqa: FBT001 (for the cache)
    return make_environment(folders, ours=ours)


@cache
def _fonts() -> FontConfiguration:
    """One configuration for the whole process: loading the faces costs more than a layout.

    It keeps copies of the faces, 16 MB, in a folder of its own, which go with it; but an object
    that lives as long as its process is not taken down by one that was split off from another.
    """
    configuration = FontConfiguration()
    Finalize(None, configuration.__del__, exitpriority=0)
    return configuration


@cache
def _faces() -> CSS:
    return CSS(string=font_faces(), font_config=_fonts(), url_fetcher=Fetcher(()))


def _sheets(template: TemplateFolder) -> list[CSS]:
    paths = style_files(template)
    return [_parsed(path, path.stat().st_mtime_ns, template.folders) for path in paths]


@lru_cache(maxsize=32)
def _parsed(path: Path, _changed: int, folders: tuple[Path, ...]) -> CSS:
    try:
        text = text_of(path, TemplateError)
    except OSError as error:
        raise TemplateError(f"cannot be read: {error}", where=str(path)) from error
    return CSS(
        string=text, font_config=_fonts(), url_fetcher=Fetcher(folders), base_url=path.as_uri()
    )


def texts_of(document: Document) -> Iterator[str]:
    """Every text that can be seen on the pages, in its order."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - as in _fill
            if isinstance(box, TextBox) and box.style["visibility"] == "visible":
                yield box.text


def _fill(document: Document) -> float:
    """The height of the content over the height of one page's type area."""
    total, area = 0.0, 1.0
    for page in document.pages:
        box: Any = page._page_box  # noqa: SLF001 (WeasyPrint is pinned; it has no public measure)
        area = box.height
        root = box.children[0]
        total += root.margin_height()
    return round(total / area, 4)
