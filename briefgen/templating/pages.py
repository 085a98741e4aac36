"""Checks the files of a template that are text: pages, mails, style sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import tinycss2
from jinja2 import exceptions, nodes
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES

from briefgen.render.environment import RUNTIME
from briefgen.render.folder import inside
from briefgen.render.rewrite import RefusedError, checked
from briefgen.templating.blocks import lost_blocks
from briefgen.templating.faults import Fault, nearest, of_jinja, opened_at, table, words_of
from briefgen.templating.nodes import exported
from briefgen.templating.scopes import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefgen.render.folder import TemplateFolder
    from briefgen.render.sandbox import Sandbox

TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
STRAIGHT = re.compile(r"\"[^\"]*\"|'[^']*'")
ALMOST = re.compile(r"｛[｛%％]|\{[｛％]|\{ +[{%]|[}%] +\}|[％%]｝|｝｝|[{%]｝")
SINGLE = re.compile(r"(?<![{$\w])\{ ?([a-z_]+)((?:\.\w+)*) ?\}(?!\})")
LOADED = re.compile(
    r"""(?:\b(?:src|data)\s*=\s*["']([^"'{}]+)["'])|(?:url\(\s*["']?([^"'(){}]+)["']?\s*\))"""
    r"""|(?:<(?:link|image|use)\b[^<>]*?\bhref\s*=\s*["']([^"'{}]+)["'])""",
)
BRACES = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\n])*\"|'(?:\\.|[^'\n])*'|[{}]", re.DOTALL)
IMPORTED = re.compile(r"@import\s+[\"']([^\"']+)[\"']")
WITHIN = ("data:", "cid:", "#")


class TextFile:
    """One file of a template with what is asked of it again and again."""

    def __init__(
        self, template: TemplateFolder, environment: Sandbox, path: Path, shown: str
    ) -> None:
        """The file at `path`, called `shown` in what is told."""
        self.template = template
        self.environment = environment
        self.path = path
        self.shown = shown
        self.text = path.read_text(encoding="utf-8-sig")
        self.lines = self.text.splitlines() or [""]

    def fault(self, kind: str, line: int | None, near: str = "", **said: str) -> Fault:
        """A fault at that line, with its words."""
        words = self.lines[line - 1] if line and line <= len(self.lines) else ""
        around = next((str(said[key]) for key in ("name", "owner") if key in said), "")
        return Fault(kind, self.shown, line, words=words_of(words, around), said=said, near=near)

    def line_of(self, at: int) -> int:
        """The line of the character at that offset."""
        return self.text.count("\n", 0, at) + 1


def check_text(file: TextFile, known: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of a page or a mail; `known` are its variables with their types."""
    signs = list(_signs(file))
    yield from signs
    try:
        tree = file.environment.parse(file.text, file.path.name, str(file.path))
    except exceptions.TemplateSyntaxError as error:
        if not any(fault.kind in {"curly_quotes", "wide_signs"} for fault in signs):
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
    yield from _loaded(file)


def _blocks(file: TextFile, tree: nodes.Template) -> Iterator[Fault]:
    """Blocks that nothing shows: Jinja passes over them without a word."""
    for one in lost_blocks(_lineage(file, tree)):
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
        line = opened_at(COMMENT.sub(_blank, file.text), said["name"]) or line
    return file.fault(kind, line, **{**said, "said": str(error.message)})


def _blank(match: re.Match[str]) -> str:
    """Spaces in place of what matched, so that lines and columns stay."""
    return re.sub(r"[^\n]", " ", match[0])


def _signs(file: TextFile) -> Iterator[Fault]:
    """Signs that Chinese keyboards and autocorrect put into tags, and braces that make no tag."""
    lists = table()["lists"]
    bare = COMMENT.sub(_blank, file.text)
    for match in TAG.finditer(bare):
        code = STRAIGHT.sub("", match[0])
        line = file.line_of(match.start())
        if curly := next((sign for sign in code if sign in lists["curly"]), ""):
            yield file.fault("curly_quotes", line, name=curly)
        elif wide := next((sign for sign in code if sign in lists["wide"]), ""):
            yield file.fault("wide_signs", line, name=wide)
    outside = TAG.sub(_blank, bare)
    for match in ALMOST.finditer(outside):
        line = file.line_of(match.start())
        end = outside.find("\n", match.start())
        words = outside[match.start() : end if end >= 0 else None][:30].strip()
        yield file.fault("wide_braces", line, name=words)
        break
    names = file.environment.globals
    for match in SINGLE.finditer(outside):
        if match[1] not in names and match[2] and file.path.suffix != ".css":
            yield file.fault("wide_braces", file.line_of(match.start()), name=match[0])


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


def _loaded(file: TextFile) -> Iterator[Fault]:
    """Pictures and other files that are not there, or lie outside."""
    for match in (*LOADED.finditer(file.text), *IMPORTED.finditer(file.text)):
        url = next(one for one in match.groups() if one).strip()
        line = file.line_of(match.start())
        if url.startswith(WITHIN):
            continue
        path = unquote(urlsplit(url).path)
        if urlsplit(url).scheme or url.startswith(("/", "\\")) or ".." in path.split("/"):
            yield file.fault("outside", line, name=url)
        elif not any(inside(folder, path) for folder in file.template.folders):
            there = [one.name for folder in file.template.folders for one in folder.iterdir()]
            yield file.fault("missing_image", line, nearest(path, there), name=url)


def check_sheet(file: TextFile) -> Iterator[Fault]:
    """The faults of a style sheet."""
    yield from _loaded(file)
    yield from _braces(file)
    rules = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
    yield from _rules(file, rules)


def _braces(file: TextFile) -> Iterator[Fault]:
    """Braces that are not closed, or close nothing: all that follows would have no effect."""
    waiting: list[int] = []
    for match in BRACES.finditer(file.text):
        if match[0] == "{":
            waiting.append(file.line_of(match.start()))
        elif match[0] == "}" and waiting:
            waiting.pop()
        elif match[0] == "}":
            yield file.fault("stray_brace", file.line_of(match.start()))
    if waiting:
        yield file.fault("unclosed_brace", waiting[0])


def _rules(file: TextFile, rules: list[Any]) -> Iterator[Fault]:
    for rule in rules:
        if rule.type == "error":
            yield file.fault("style_error", rule.source_line, said=rule.message)
        elif rule.type == "qualified-rule":
            yield from _declarations(file, rule.content)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            yield from _rules(file, tinycss2.parse_rule_list(rule.content, skip_whitespace=True))


def _declarations(file: TextFile, content: list[Any]) -> Iterator[Fault]:
    made = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for one in made:
        if one.type == "error":
            yield file.fault("style_error", one.source_line, said=one.message)
        elif one.type == "declaration" and not _known(one.lower_name):
            near = nearest(one.lower_name, (*PROPERTIES, *EXPANDERS))
            yield file.fault("unknown_property", one.source_line, near, name=one.name)


def _known(name: str) -> bool:
    return name.startswith("-") or name in PROPERTIES or name in EXPANDERS
