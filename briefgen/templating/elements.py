"""Checks the HTML that an editor wrote: what is not closed takes what follows off the page."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import nodes

from briefgen.render.remarks import without_remarks
from briefgen.templating.faults import table
from briefgen.templating.sheets import check_declarations, check_styles
from briefgen.templating.statements import around, statements
from briefgen.templating.written import Comment, Raw, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.templating.faults import Fault
    from briefgen.templating.statements import Statement
    from briefgen.templating.textfile import TextFile
    from briefgen.templating.written import Attribute, Tag

HTML = ".html"
MAIL = "email."


def check_markup(file: TextFile, tree: nodes.Template) -> Iterator[Fault]:
    """The faults of a page as HTML, and words that stand where nothing is printed."""
    if file.path.suffix != HTML:
        return
    tags = statements(file.environment, file.text)
    found = list(_elements(file, tags))
    yield from found
    extends = next(tree.find_all(nodes.Extends), None)
    if extends is None:
        yield from _without_base(file, tree)
    elif not any(fault.level == "error" for fault in found):
        yield from _outside(file, tags)


def _elements(file: TextFile, tags: list[Statement]) -> Iterator[Fault]:
    for one in written(file.text):
        line = file.line_of(one.at)
        if isinstance(one, Comment):
            crossed = around(tags, one.at) != around(tags, one.end)
            if crossed or not one.closed:
                yield file.fault("unclosed_comment", line, name="<!--")
        elif isinstance(one, Raw):
            if not one.closed:
                yield file.fault("open_raw", line, name=f"<{one.name}", element=one.name)
            elif one.name == "style" and not file.path.name.startswith(MAIL):
                yield from check_styles(file, one.text, one.at, tags)
        else:
            yield from _tag(file, one)


def _tag(file: TextFile, tag: Tag) -> Iterator[Fault]:
    if not tag.closed:
        yield file.fault("unfinished_tag", file.line_of(tag.at), name=f"<{tag.name}")
    for one in tag.attributes:
        if fault := _attribute(file, one):
            yield fault
        elif one.name.lower() == "style" and not file.path.name.startswith(MAIL):
            yield from check_declarations(file, unescape(one.value), one.at)


def _attribute(file: TextFile, one: Attribute) -> Fault | None:
    """What is wrong with how an attribute is written."""
    lists = table()["lists"]
    line = file.line_of(one.at)
    if one.runs_on:
        return file.fault("open_quote", line, name=f"{one.name}={one.quote}")
    if not one.quote and one.value[:1] in lists["curly"]:
        return file.fault("curly_quotes", line, name=one.value[0])
    if wide := next((sign for sign in one.name if sign in lists["wide"]), ""):
        return file.fault("wide_signs", line, name=wide)
    return None


def _outside(file: TextFile, tags: list[Statement]) -> Iterator[Fault]:
    """Words of a page that extends another one, outside its blocks: the first of them."""
    begun = next((one.at for one in tags if one.name == "extends"), 0)
    unseen = [(one.at, one.end) for one in tags]
    unseen += [(one.at, one.end) for one in written(file.text) if isinstance(one, Comment)]
    text = file.text
    for start, end in unseen:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    for match in re.finditer(r"\S+", without_remarks(text)):
        if not around(tags, match.start()):
            kind = "before_extends" if match.start() < begun else "outside_blocks"
            yield file.fault(kind, file.line_of(match.start()), name=match[0])
            return


def _without_base(file: TextFile, tree: nodes.Template) -> Iterator[Fault]:
    """A page that extends nothing, and whose blocks ask for what stands beneath."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "super":
            yield file.fault("no_extends", call.lineno, name="super", file=file.path.name)
            return
