"""Elements of a page that are not closed, and end tags that close nothing: file, line, name.

The page is filled in with samples, so that only what comes together is looked at together; every
tag carries where it was written. The rules of HTML are those of the parser that WeasyPrint reads
pages with: a paragraph ends by itself, a box does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import nodes
from tinyhtml5.parser import HTMLParser

from briefgen.errors import TemplateError
from briefgen.mailing.cover import MailView
from briefgen.render.context import page_context
from briefgen.render.environment import render_file
from briefgen.render.sandbox import Counted
from briefgen.scales import scale_of
from briefgen.templating.contract import mail_view
from briefgen.templating.faults import table
from briefgen.templating.sample import samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.render.folder import TemplateFolder

TAG = re.compile(r"<(/?[A-Za-z][\w:-]*)")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
AT = "data-at"
MARKED = re.compile(rf"<(/?)([A-Za-z][\w:-]*) {AT}=(\d+):(\d+) ")
HEADING = re.compile("h[1-6]")
MAIL = "email.html"


class Slip(NamedTuple):
    """A tag without its other half, and where it was written.

    `end` is the end tag that comes while the element is open; empty for an end tag that closes
    nothing. `upset` for one of the page beneath, told at the last tag of theirs above it.
    """

    path: Path
    line: int
    name: str
    end: str = ""
    upset: bool = False


def slips(template: TemplateFolder, own: Sequence[Path]) -> list[Slip]:
    """The tags without their other half in the page and the mail; `own` are the editor's folders.

    Of a page that cannot be filled in nothing is found.
    """
    if not any(True for folder in own for _ in folder.glob("*.html")):
        return []  # nothing of theirs has a tag
    environment = _Marking(template.folders)
    found: dict[Slip, None] = {}
    for name, context in _contexts(template):
        try:
            html = render_file(environment, name, context)
        except TemplateError:  # told by whoever makes the page
            continue
        mine = {at for at, path in enumerate(environment.paths) if path.parent in own}
        for tag in _Pairs(html, mine).lost():
            slip = Slip(environment.paths[tag.file], tag.line, tag.name, tag.end, tag.upset)
            found[slip] = None
    plain = [one for one in found if not one.upset]
    return sorted(plain or list(found)[:1])  # the first thing upset leads to all the others


def _contexts(template: TemplateFolder) -> Iterator[tuple[str, dict[str, Any]]]:
    for page in samples(scale_of(template)).values():
        yield "page.html", page_context(page, template.knobs, page.fit)
    if template.has(MAIL):
        for chinese, english in ((True, True), (True, False), (False, True)):
            view = replace(mail_view(), chinese=chinese, english=english)
            yield MAIL, {one.name: getattr(view, one.name) for one in fields(MailView)}


class _Marking(Counted):
    """Fills templates in, and writes into every tag in which file and line it stands."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders)
        self.paths: list[Path] = []  # of the files, by the number that their tags carry

    def prepared(self, tree: nodes.Template, name: str | None) -> nodes.Template:
        """The template with marked tags."""
        at = len(self.paths)
        _, path, _ = self.loader.get_source(self, name or "")  # type: ignore[union-attr] # Layers
        self.paths.append(Path(path or ""))
        for data in tree.find_all(nodes.TemplateData):
            data.data = _marked(data.data, at, data.lineno)
        return super().prepared(tree, name)


def _marked(text: str, at: int, first: int) -> str:
    def marked(match: re.Match[str]) -> str:
        line = first + text.count("\n", 0, match.start())
        return f"{match[0]} {AT}={at}:{line} "

    return TAG.sub(marked, text)


class _Tag(NamedTuple):
    """A tag of the page: its name, the number of its file, its line; `end`, `upset` as in Slip."""

    name: str
    file: int
    line: int
    end: str = ""
    upset: bool = False


class _Pairs(HTMLParser):  # type: ignore[misc] # tinyhtml5 has no types
    """Reads a page of marked tags; what the parser complains of is kept with its place."""

    def __init__(self, html: str, mine: set[int]) -> None:
        super().__init__()
        self._html = html.replace("\r\n", "\n").replace("\r", "\n")
        self._mine = mine
        self._lists = table()["lists"]
        self._lost: list[_Tag] = []
        self._marks = list(MARKED.finditer(self._html))
        self._starts = [0, *(one.end() for one in re.finditer("\n", self._html))]

    def lost(self) -> list[_Tag]:
        """The tags without their other half."""
        self.parse(self._html)
        return [self._culprit(tag) for tag in self._lost]

    def parse_error(self, errorcode: str, datavars: Mapping[str, str] | None = None) -> None:
        """Keep what is a matter of pairs; the parser calls it at the tag in question."""
        given = datavars or {}
        name = given.get("gotName") or given.get("name", "")
        if errorcode in self._lists["parser_at_end"]:
            self._open_above(0, "body")
        elif errorcode not in self._lists["parser_at_tag"]:
            return
        elif begun := self._begun(name):
            self._open_above(begun, name)
        elif mark := self._mark():
            self._stray(_Tag(name, int(mark[3]), int(mark[4])))

    def _begun(self, name: str) -> int:
        """How many elements there are up to the one that an end tag closes; 0 if it closes none."""
        names = [element.name.lower() for element in self.tree.open_elements]
        now = self.tree.open_elements[-1]
        if names[-1] == name:
            return 0  # the parser itself has just begun it, so as to have what to close
        if HEADING.fullmatch(name) and HEADING.fullmatch(names[-1]):
            return len(names) - 1  # each of them closes any other
        foreign = now.namespace != self.tree.default_namespace  # a drawing
        if name in names and (foreign or self.tree.element_in_scope(name)):
            return len(names) - names[::-1].index(name)
        return 0

    def _stray(self, tag: _Tag) -> None:
        """Keep an end tag, unless it is the one that an element told of already lacked."""
        if not any(one.end and one.name == tag.name for one in self._lost):
            self._lost.append(tag)

    def _open_above(self, first: int, end: str) -> None:
        """Keep the elements that are open within another one, when that ends."""
        for element in self.tree.open_elements[first:]:
            file, _, line = element.attributes.get(AT, "").partition(":")
            if line and element.name not in self._lists["end_by_themselves"]:
                self._lost.append(_Tag(element.name, int(file), int(line), end))

    def _mark(self) -> re.Match[str] | None:
        """The last marked tag up to where the parser is."""
        line, column = self.tokenizer.stream.position()
        here = self._starts[line - 1] + column
        at = bisect_left(self._marks, here, key=lambda one: one.start())
        return self._marks[at - 1] if at else None

    def _culprit(self, tag: _Tag) -> _Tag:
        """The tag itself; of one that is not the editor's, that of theirs which has taken its half.

        An end tag too many in a block ends what the page beneath has begun around it; then the end
        tag of that page is the one that is over, and nobody would find anything wrong there.
        """
        if tag.file in self._mine:
            return tag
        waiting: list[_Tag] = []
        for mark in MARKED.finditer(COMMENT.sub("", self._html)):
            one = _Tag(mark[2].lower(), int(mark[3]), int(mark[4]))
            if one.name != tag.name:
                continue
            if not mark[1]:
                waiting.append(one)
            elif waiting:
                begun = waiting.pop()
                if one.file in self._mine and begun.file not in self._mine:
                    return one
                if begun.file in self._mine and one.file not in self._mine:
                    return begun._replace(end=tag.end or tag.name)
        return self._upset(tag)

    def _upset(self, tag: _Tag) -> _Tag:
        """A tag of the page beneath, told at the last one of the editor's that stands above it."""
        above = tag
        for mark in self._marks:
            file, line = int(mark[3]), int(mark[4])
            if (mark[2].lower(), file, line) == tag[:3]:
                break
            if file in self._mine:
                above = tag._replace(file=file, line=line, upset=True)
        return above
