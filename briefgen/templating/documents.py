"""Checks the Word page of a template: its tags as Word has kept them, faces, pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import exceptions
from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.environment import RUNTIME
from briefgen.render.newpage import new_pages, text_before
from briefgen.render.package import read_package
from briefgen.render.rewrite import RefusedError, checked
from briefgen.render.styles import Q, looks_of
from briefgen.templating.faces import check_faces, check_sizes
from briefgen.templating.faults import Fault, of_jinja, table, words_of
from briefgen.templating.pages import ALMOST, STRAIGHT
from briefgen.templating.paragraphs import PART, TAG, Paragraph, paragraphs
from briefgen.templating.pictures import check_pictures
from briefgen.templating.scopes import Reader
from briefgen.templating.statements import opened_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefgen.render.folder import TemplateFolder
    from briefgen.render.sandbox import Sandbox

TAKING = {"p", "tr", "tc"}  # letters of tags that take away what holds them
PAIRED = re.compile(r"\{%(p|tr|tc|r)?[-+]?\s*(end)?(for|if)\b")
KIND = re.compile(r"\{[{%#](p|tr|tc|r)(?=\s)")
CLOSE = re.compile(r"^(?:(?!\{[{%#]).)*?[}%]\}", re.DOTALL)


def check_word(
    template: TemplateFolder,
    environment: Sandbox,
    path: Path,
    shown: str,
    known: Mapping[str, Any],
) -> Iterator[Fault]:
    """The faults of a .docx; `known` are its variables with their types."""
    try:
        parts = read_package(path)
        trees = {name: etree.fromstring(parts[name]) for name in parts if PART.fullmatch(name)}
        styles = etree.fromstring(parts["word/styles.xml"])
    except TemplateError as error:
        yield Fault("not_word", shown, said={"said": error.message})
        return
    except etree.XMLSyntaxError as error:
        yield Fault("not_word", shown, said={"said": str(error)})
        return
    document = trees["word/document.xml"]
    if document.find(f"{Q}body/{Q}sectPr/{Q}pgSz") is None:
        yield Fault("no_section", shown)
    for name in sorted(trees, key=lambda one: (one != "word/document.xml", one)):
        found = paragraphs(name, trees[name])
        faults = [fault for one in found for fault in _tags(one, shown)]
        faults += _broken(found, shown)
        yield from faults
        if not any(fault.level == "error" for fault in faults):
            yield from _uneven(found, shown)
            yield from _read(environment, found, shown, known)
        yield from check_faces(found, styles, shown)
    yield from _one_page(paragraphs("word/document.xml", document), document, styles, shown)
    yield from check_pictures(parts, shown)
    try:
        looks = looks_of(template.settings)
    except TemplateError as error:
        yield Fault("fails", error.where, said={"said": error.message, "sample": "real"})
        return
    for name in sorted(trees):
        yield from check_sizes(paragraphs(name, trees[name]), styles, shown, looks)


def _one_page(found: list[Paragraph], document: Any, styles: Any, shown: str) -> Iterator[Fault]:  # noqa: ANN401
    """What would begin a second page."""
    places = {one.element: one for one in found}
    for kind, element in new_pages(document, styles):
        one = places.get(element)
        words = (one.text.strip() if one else "") or text_before(element)
        yield Fault(kind, shown, place=one.place if one else {}, words=words_of(words))


def _fault(kind: str, shown: str, one: Paragraph, around: str = "", **said: str) -> Fault:
    return Fault(kind, shown, place=one.place, words=words_of(one.text, around), said=said)


def _tags(one: Paragraph, shown: str) -> Iterator[Fault]:
    """What is wrong with the tags of a paragraph as Word keeps them."""
    lists = table()["lists"]
    for tag in one.tags():
        text = tag[0]
        code = STRAIGHT.sub("", text)
        pieces = one.pieces_of(tag)
        if any(piece.wrapper != pieces[0].wrapper for piece in pieces):
            yield _fault("split_wrapped", shown, one, text)
        elif any(piece.looks != pieces[0].looks for piece in pieces):
            yield _fault("split_looks", shown, one, text)
        if any(sign in lists["curly"] for sign in code):
            yield _fault("curly_quotes_word", shown, one, text)
        elif wide := next((sign for sign in code if sign in lists["wide"]), ""):
            yield _fault("wide_signs", shown, one, text, name=wide)
        yield from _alone(one, tag, shown)
    if deleted := "".join(each.text or "" for each in one.element.iter(f"{Q}delText")).strip():
        yield Fault("deleted_with_track", shown, place=one.place, words=words_of(deleted))
    left = TAG.sub("", one.text)
    if match := ALMOST.search(left):
        yield _fault("wide_braces", shown, one, name=left[match.start() :][:30].strip())


def _alone(one: Paragraph, tag: re.Match[str], shown: str) -> Iterator[Fault]:
    """What stands beside a tag that takes away its paragraph, row or cell."""
    match = KIND.match(tag[0])
    if match is None or match[1] == "r":
        return
    holder = {"p": one.element, "tr": one.row, "tc": one.cell}[match[1]]
    if holder is None:
        yield _fault("not_in_table", shown, one, tag[0], tag=tag[0])
        return
    text = "".join(item.text or "" for item in holder.iter(f"{Q}t"))
    beside = text.replace(tag[0], "", 1).strip()
    if beside:
        unit = table()["units"][match[1]]
        said = {"tag": tag[0], "unit_zh": unit["zh"], "unit_en": unit["en"]}
        yield Fault("swallowed", shown, place=one.place, words=words_of(beside), said=said)


def _broken(found: list[Paragraph], shown: str) -> Iterator[Fault]:
    """Tags that begin in one paragraph and end in another, or nowhere."""
    for number, one in enumerate(found):
        left = re.sub(
            r"\{[{%#].*?[}%#]\}", lambda match: " " * len(match[0]), one.text, flags=re.DOTALL
        )
        opened = re.search(r"\{[{%#]", left)
        if not opened:
            continue
        after = found[number + 1].text if number + 1 < len(found) else ""
        kind = "split_paragraph" if CLOSE.match(after) else "unclosed_tag"
        yield _fault(kind, shown, one, left[opened.start() :])


def _uneven(found: list[Paragraph], shown: str) -> Iterator[Fault]:
    """Tags that take away a row, say, and are closed by one that takes away a cell, or nothing."""
    opened: list[tuple[str, str, str]] = []
    for one in found:
        for tag in one.tags():
            match = PAIRED.match(tag[0])
            if match is None:
                continue
            letters = match[1] or ""
            if not match[2]:
                opened.append((letters, tag[0], match[3]))
                continue
            if not opened or opened[-1][2] != match[3]:
                return  # one of them is missing: told otherwise
            before, first, _ = opened.pop()
            if before != letters and {before, letters} & TAKING:
                yield _fault("uneven_tags", shown, one, tag[0], tag=tag[0], first=first)


def _read(
    environment: Sandbox, found: list[Paragraph], shown: str, known: Mapping[str, Any]
) -> Iterator[Fault]:
    """What Jinja says of the tags: each paragraph is a line of a page that holds nothing else."""
    lines = [" ".join(_plain(tag[0]) for tag in one.tags()) for one in found]

    def told(kind: str, line: int | None, near: str = "", **said: str) -> Fault:
        at = min(max(line or 1, 1), len(found)) - 1
        around = next((str(said[key]) for key in ("name", "owner") if key in said), "")
        return replace(_fault(kind, shown, found[at], around, **said), near=near)

    try:
        tree = environment.parse("\n".join(lines))
        checked(tree, None)
    except RefusedError as error:
        yield told("refused", error.lineno, said=str(error.message))
        return
    except exceptions.TemplateSyntaxError as error:
        kind, said = of_jinja(str(error.message))
        line: int | None = error.lineno
        if kind == "unclosed_block":
            line = opened_at(environment, "\n".join(lines), said["name"]) or line
        yield told(kind, line, **{**said, "said": str(error.message)})
        return
    except RUNTIME as error:
        yield told("syntax", None, said=str(error) or type(error).__name__)
        return
    for one in Reader(known, lambda _: None).read(tree):
        yield told(one.kind, one.line, one.near, **one.said)


def _plain(tag: str) -> str:
    """The tag as Jinja gets it: on one line, without docxtpl's letters, with straight quotes."""
    made = KIND.sub(lambda match: match[0][:2], re.sub(r"\s+", " ", tag))
    for sign in table()["lists"]["curly"]:
        straight = '"' if sign in table()["lists"]["curly"][:2] else "'"
        made = made.replace(sign, straight)
    return made
