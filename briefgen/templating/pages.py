"""Checks the pages and mails of a template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import exceptions, nodes

from briefgen.render.environment import RUNTIME
from briefgen.render.remarks import blanked, without_remarks
from briefgen.render.rewrite import RefusedError, checked
from briefgen.templating.blocks import lost_blocks
from briefgen.templating.elements import HTML, check_markup
from briefgen.templating.faults import nearest, of_jinja, table
from briefgen.templating.loaded import check_loaded
from briefgen.templating.nodes import exported
from briefgen.templating.scopes import Reader
from briefgen.templating.statements import opened_at
from briefgen.templating.written import Raw, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.templating.faults import Fault
    from briefgen.templating.textfile import TextFile

TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
STRAIGHT = re.compile(r"\"[^\"]*\"|'[^']*'")
OPENED = re.compile(r"\{[{%]")
ALMOST = re.compile(
    r"｛[｛{%％]|\{[｛％]|\{ +[{%]|[}%] +\}|[％%]｝|｝｝|[{%]｝|(?<!\{)\{(?!\{)[^{}%\n]*[}%]\}"
)
SINGLE = re.compile(r"(?<![{$\w])\{ ?([a-z_]+)((?:\.\w+)*) ?\}(?!\})")


def check_text(file: TextFile, known: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of a page or a mail; `known` are its variables with their types."""
    signs = list(_signs(file))
    yield from signs
    try:
        tree = file.environment.parse(file.text, file.path.name, str(file.path))
    except exceptions.TemplateSyntaxError as error:
        if not any(fault.kind in {"curly_quotes", "wide_signs", "unclosed_tag"} for fault in signs):
            yield _syntax(file, error)
        return
    except RUNTIME as error:
        yield file.fault("syntax", None, said=str(error) or type(error).__name__)
        return
    try:
        checked(tree, file.path.name)
    except RefusedError as error:
        yield file.fault("refused", error.lineno, said=str(error.message))
    reader = Reader(known, lambda name: macros_of(file, name))
    for found in reader.read(tree, inherited(file, tree)):
        yield file.fault(found.kind, found.line, found.near, **found.said)
    yield from _blocks(file, tree)
    yield from check_loaded(file)
    yield from check_markup(file, tree)


def _blocks(file: TextFile, tree: nodes.Template) -> Iterator[Fault]:
    """Blocks that nothing shows, which Jinja passes over without a word, and those made twice."""
    seen: set[str] = set()
    twice: set[str] = set()
    for block in sorted(tree.find_all(nodes.Block), key=lambda one: one.lineno):
        if block.name in seen:
            yield file.fault("block_twice", block.lineno, name=block.name)
            twice.add(block.name)
        seen.add(block.name)
    lost = (one for one in lost_blocks(_lineage(file, tree)) if one.block.name not in twice)
    for one in lost:
        kind = "unused_block" if one.known else "unknown_block"
        name, parts = one.block.name, ", ".join(one.there)
        yield file.fault(kind, one.block.lineno, nearest(name, one.there), name=name, parts=parts)


def _lineage(file: TextFile, tree: nodes.Template) -> list[nodes.Template]:
    """The page, the one it extends, the one that this extends; itself alone if one is bad."""
    found, name = [tree], _own_name(file)
    names = {name}
    while parent := next(_extended(found[-1]), None):
        name = file.environment.join_path(parent, name)
        try:
            found.append(_parsed(file, name))
        except (exceptions.TemplateError, *RUNTIME):
            return [tree]
        if name in names:  # one that extends itself
            return [tree]
        names.add(name)
    return found


def _syntax(file: TextFile, error: exceptions.TemplateSyntaxError) -> Fault:
    kind, said = of_jinja(str(error.message))
    line = error.lineno
    if kind == "unclosed_block":
        line = opened_at(file.environment, file.text, said["name"]) or line
    return file.fault(kind, line, **{**said, "said": str(error.message)})


def _signs(file: TextFile) -> Iterator[Fault]:
    """Signs that Chinese keyboards and autocorrect put into tags, and braces that make no tag."""
    lists = table()["lists"]
    bare = without_remarks(file.text)
    for match in TAG.finditer(bare):
        code = STRAIGHT.sub("", match[0])
        line = file.line_of(match.start())
        if OPENED.search(code, 2):  # what follows it up to the end of the next tag is no code
            yield file.fault("unclosed_tag", line)
        elif curly := next((sign for sign in code if sign in lists["curly"]), ""):
            yield file.fault("curly_quotes", line, name=curly)
        elif wide := next((sign for sign in code if sign in lists["wide"]), ""):
            yield file.fault("wide_signs", line, name=wide)
    outside = TAG.sub(blanked, bare)
    styles = list(_styles(file))
    for match in ALMOST.finditer(outside):
        if match[0].isascii() and any(at <= match.start() < end for at, end in styles):
            continue  # braces of style sheets stand one beside the other
        line = file.line_of(match.start())
        end = outside.find("\n", match.start())
        words = outside[match.start() : end if end >= 0 else None][:30].strip()
        yield file.fault("wide_braces", line, name=words)
        break
    names = file.environment.globals
    for match in SINGLE.finditer(outside):
        if match[1] not in names and match[2] and file.path.suffix != ".css":
            yield file.fault("wide_braces", file.line_of(match.start()), name=match[0])


def _styles(file: TextFile) -> Iterator[tuple[int, int]]:
    """Where the style sheets of a page begin and end."""
    for one in written(file.text) if file.path.suffix == HTML else ():
        if isinstance(one, Raw) and one.name == "style":
            yield one.at, one.at + len(one.text)


def macros_of(file: TextFile, name: str) -> set[str] | None:
    """What a file of the template exports; None if there is no such file."""
    if file.environment.loader is None:
        return None
    try:
        tree = _parsed(file, file.environment.join_path(name, _own_name(file)))
    except exceptions.TemplateNotFound:
        return None
    except (exceptions.TemplateSyntaxError, *RUNTIME):
        return set()
    names = exported(tree)
    for parent in _extended(tree):
        names |= macros_of(file, parent) or set()
    return names


def _parsed(file: TextFile, name: str) -> nodes.Template:
    """A file of the template as Jinja reads it; raises what Jinja raises."""
    environment = file.environment
    text, path, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr] # Layers
    return environment.parse(text, name, path)


def inherited(file: TextFile, tree: nodes.Template) -> set[str]:
    """The names that the page has from those it extends."""
    return {name for parent in _extended(tree) for name in macros_of(file, parent) or ()}


def _own_name(file: TextFile) -> str:
    at = file.template.folders.index(file.path.parent)
    return f"{at}:{file.path.name}"


def _extended(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            yield node.template.value
