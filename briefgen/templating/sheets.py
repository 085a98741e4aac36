"""Checks style sheets, <style> and style="…": what WeasyPrint would pass over without effect."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import tinycss2
from weasyprint.css import PAGE_MARGIN_BOXES
from weasyprint.css.validation import preprocess_declarations
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES

from briefgen.templating.faults import nearest, table
from briefgen.templating.loaded import check_loaded
from briefgen.templating.statements import other_branches
from briefgen.templating.written import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.templating.faults import Fault
    from briefgen.templating.statements import Statement
    from briefgen.templating.textfile import TextFile

BRACES = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\n])*\"|'(?:\\.|[^'\n])*'|[{}]", re.DOTALL)
TOKENS = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\n])*\"|'(?:\\.|[^'\n])*'|url\([^)]*\)|//|<!--", re.DOTALL
)
# a comment within a comment is none: but where one line of it begins another, an end is missing
CLOSED = re.compile(r"/\*(?:(?!\n\s*/\*).)*\*/", re.DOTALL)
OWN_LINES = re.compile(rf"^[\s{MASK}]*$", re.MULTILINE)
NUMBER = re.compile(r"[-+]?\d*\.?\d+")
HERE = "file:///"  # what addresses are taken from while values are tried
PLAIN = {"skip_comments": True, "skip_whitespace": True}
BRACE_FAULTS = {"stray_brace", "unclosed_brace"}
HOLDS_RULES = {"media", "layer"}
HOLDS_DECLARATIONS = {"page"}
HAS_DESCRIPTORS = {"color-profile", "counter-style", "font-face"}
HAS_EFFECT = HOLDS_RULES | HOLDS_DECLARATIONS | HAS_DESCRIPTORS


def check_sheet(file: TextFile) -> Iterator[Fault]:
    """The faults of a style sheet."""
    yield from check_loaded(file)
    yield from check_styles(file, file.text, 0)


def check_styles(
    file: TextFile, text: str, at: int, tags: Sequence[Statement] = ()
) -> Iterator[Fault]:
    """The faults of rules that stand in a file from a place on, among the `tags` of Jinja.

    Where every way through the tags closes a brace of its own, the rules are read by the first way.
    """
    lines = "\n" * (file.line_of(at) - 1)
    sheet = _Sheet(file, lines + _plain(text))
    found = [*sheet.comments(), *sheet.braces()]
    if any(fault.kind in BRACE_FAULTS for fault in found):
        for begun, ended in other_branches(tags, at, at + len(text)):
            other = text[begun - at : ended - at]
            text = text[: begun - at] + re.sub(r"[^\n]", MASK, other) + text[ended - at :]
        sheet = _Sheet(file, lines + _plain(text))
        found = [*sheet.comments(), *sheet.braces()]
    yield from found
    if not found:
        yield from sheet.rules(tinycss2.parse_stylesheet(sheet.text, **PLAIN))


def _plain(text: str) -> str:
    """The text without the masks of tags that have lines of their own."""
    return OWN_LINES.sub(lambda match: match[0].replace(MASK, " "), text)


def check_declarations(file: TextFile, text: str, at: int) -> Iterator[Fault]:
    """The faults of a style="…" whose value begins at a place of a file."""
    sheet = _Sheet(file, "\n" * (file.line_of(at) - 1) + text)
    found = list(sheet.comments())
    yield from found or sheet.declarations(_declared(sheet.text))


class _Sheet:
    """Styles whose lines are those of the file that they stand in."""

    def __init__(self, file: TextFile, text: str) -> None:
        self._file = file
        self.text = text

    def _fault(self, kind: str, at: int, **said: str) -> Fault:
        return self._file.fault(kind, self.text.count("\n", 0, at) + 1, **said)

    def comments(self) -> Iterator[Fault]:
        """Comments that are not closed, or are none in a style sheet."""
        for match in TOKENS.finditer(self.text):
            sign = match[0]
            if sign in {"//", "<!--"}:
                yield self._fault("no_comment", match.start(), name=sign)
                return
            if sign.startswith("/*") and not CLOSED.fullmatch(sign):
                yield self._fault("open_comment", match.start(), name="/*")
                return

    def braces(self) -> Iterator[Fault]:
        """Braces that are not closed, or close nothing: all that follows would have no effect."""
        waiting: list[int] = []
        for match in BRACES.finditer(self.text):
            if match[0] == "{":
                waiting.append(match.start())
            elif match[0] == "}" and waiting:
                waiting.pop()
            elif match[0] == "}":
                yield self._fault("stray_brace", match.start())
        if waiting:
            yield self._fault("unclosed_brace", waiting[0])

    def rules(self, rules: list[Any]) -> Iterator[Fault]:
        """The faults of rules, and of those within them."""
        for rule in rules:
            if rule.type == "error":
                yield from self._unreadable(rule)
            elif rule.type == "qualified-rule":
                yield from self._selector(rule)
                yield from self._inside(rule)
            elif rule.type == "at-rule" and rule.content:
                if rule.lower_at_keyword not in HAS_EFFECT:
                    yield self._passed_over(rule)
                elif rule.lower_at_keyword in HOLDS_RULES:
                    made = tinycss2.parse_rule_list(rule.content, **PLAIN)
                    yield from self.rules(made)
                elif rule.lower_at_keyword in HOLDS_DECLARATIONS:
                    yield from self._inside(rule)

    def _inside(self, rule: Any) -> Iterator[Fault]:  # noqa: ANN401 (tinycss2 is untyped)
        yield from self.declarations(_declared(rule.content))

    def _passed_over(self, rule: Any) -> Fault:  # noqa: ANN401
        """A rule that WeasyPrint does not know, with all that is in it."""
        return self._file.fault("no_effect", rule.source_line, name=f"@{rule.at_keyword}")

    def _selector(self, rule: Any) -> Iterator[Fault]:  # noqa: ANN401
        try:
            said = tinycss2.serialize(rule.prelude).strip()
        except TypeError:  # a piece of it cannot be read
            yield from self._unreadable(rule)
            return
        try:
            list(preprocess_declarations(HERE, [], rule.prelude))
        except ValueError:  # what cssselect2 raises is one
            if MASK not in said:
                yield self._file.fault("bad_selector", rule.source_line, name=said)

    def _unreadable(self, one: Any) -> Iterator[Fault]:  # noqa: ANN401
        """The fault of what cannot be read; none beside a tag, which may fill it in."""
        line = one.source_line
        words = "".join(self.text.splitlines()[line - 1 :][:1])
        wide = next((sign for sign in words if sign in table()["lists"]["wide_style"]), "")
        if wide:
            yield self._file.fault("wide_style", line, name=wide)
        elif MASK not in "".join(self.text.splitlines()[max(0, line - 2) : line]):
            yield self._file.fault("style_error", line, said=getattr(one, "message", "invalid"))

    def declarations(self, made: list[Any]) -> Iterator[Fault]:
        """The faults of declarations, and of rules among them."""
        for one in made:
            if one.type == "error":
                yield from self._unreadable(one)
            elif one.type == "at-rule" and one.lower_at_keyword not in PAGE_MARGIN_BOXES:
                yield self._passed_over(one)
            elif one.type in {"qualified-rule", "at-rule"} and one.content:
                yield from self._inside(one)
            elif one.type == "declaration":
                yield from self._declaration(one)

    def _declaration(self, one: Any) -> Iterator[Fault]:  # noqa: ANN401
        value = tinycss2.serialize(one.value)
        if MASK in value or MASK in one.name:
            return
        line, name = one.source_line, one.name
        if not _known(one.lower_name):
            near = nearest(one.lower_name, (*PROPERTIES, *EXPANDERS))
            yield self._file.fault("unknown_property", line, near, name=name)
            return
        if following := _following(one.value):
            yield self._file.fault("no_semicolon", line, name=name, following=following)
        elif not name.startswith("-") and not list(preprocess_declarations(HERE, [one])):
            said = value.strip()
            if wide := next((sign for sign in said if sign in table()["lists"]["wide_style"]), ""):
                yield self._file.fault("wide_style", line, name=wide)
            else:
                yield self._file.fault(
                    "wrong_style", line, _meant(name, said), name=name, value=said
                )


def _declared(content: Any) -> list[Any]:  # noqa: ANN401
    """The declarations of a text or of the content of a rule, and the rules among them."""
    return list(tinycss2.parse_blocks_contents(content, **PLAIN))


def _following(tokens: list[Any]) -> str:
    """The property that begins within a value, as happens where a semicolon is missing."""
    plain = [one for one in tokens if one.type not in {"whitespace", "comment"}]
    for one, colon in pairwise(plain[1:]):
        if one.type == "ident" and colon == ":" and _known(one.lower_value):
            return str(one.value)
    return ""


def _meant(name: str, value: str) -> str:
    """What was probably meant by a value that has no effect."""
    if NUMBER.fullmatch(value):
        return f"{name}: {value}pt"
    if "color" in name or "background" in name:
        near = nearest(value, table()["lists"]["colours"])
        return f"{name}: {near}" if near else ""
    return ""


def _known(name: str) -> bool:
    return name.startswith("-") or name in PROPERTIES or name in EXPANDERS
