"""The text of a tree of HTML (or of what an extractor made of it) as lines of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# Tags of HTML and, after them, of trafilatura's own trees.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "head",
        "item",
        "list",
        "quote",
        "lb",
        "row",
        "cell",
        "graphic",
    ]
)
_ROWS = frozenset(("tr", "row"))
_ITEMS = frozenset(("li", "item"))
_BOLD = frozenset(("b", "strong", "hi"))
_HEADING = re.compile(r"h([1-6])$")
_SPACES = re.compile(r"\s+")
_PROSE = 40  # characters; a table with a longer cell is there for the layout
_STOPS = "。；！？"
_LINK = 0.8  # share of a line; a line that is a link leads to other texts


@dataclass(slots=True)
class Writer:
    """Takes the text of a tree in order and puts it into lines; linear in the size of the tree."""

    spaced: bool = False  # put a space between neighbouring elements of one line
    lines: list[str] = field(default_factory=list)
    row: list[str] | None = None
    _words: list[str] = field(default_factory=list)
    _bold: int = 0  # open bold elements
    _lead: int = -1  # how many of the words are its bold lead; -1 while none is closed
    _mark: str = ""
    _links: int = 0  # open links
    _linked: int = 0  # characters of the line that are links

    def write(self, tree: _Element) -> list[str]:
        """The lines of the whole tree."""
        from lxml import etree  # noqa: PLC0415 - 30 ms that only pages need

        for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._start(node)
                self._text(node.text)
            elif event == "end":
                self._end(node)
                self._text(node.tail if node is not tree else None)
            elif node is not tree:
                self._text(node.tail)
        self._flush()
        return self.lines

    def _text(self, text: str | None) -> None:
        if text:
            self._words.append(text)
            self._linked += len(text) if self._links else 0

    def _start(self, node: _Element) -> None:
        tag = node.tag
        self._links += tag == "a"
        if tag in _BOLD and node.get("rend", "#b") == "#b":
            if not self._bold and not "".join(self._words).strip():
                self._lead = -2  # a bold lead has begun
                self._words.clear()
            self._bold += 1
        elif self.spaced and tag not in _BLOCKS:
            self._words.append(" ")
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag in _ROWS:
            self.row = []
        heading = _HEADING.match(node.get("rend", "") if tag == "head" else tag)
        if heading:
            self._mark = "#" * int(heading[1]) + " "
        elif tag in _ITEMS:
            self._mark = "- "

    def _end(self, node: _Element) -> None:
        tag = node.tag
        self._links -= tag == "a"
        if tag in _BOLD and self._bold:
            self._bold -= 1
            if not self._bold and self._lead == -2:  # noqa: PLR2004 - see _start
                self._lead = len(self._words)
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag in _ROWS and self.row is not None:
            self.lines += table_row(self.row)
            self.row = None

    def _flush(self) -> None:
        """End the line."""
        words = self._words
        lead = self._lead if self._lead > 0 else len(words) if self._bold else 0
        bold = _SPACES.sub(" ", "".join(words[:lead])).strip()
        rest = _SPACES.sub(" ", "".join(words[lead:]))
        whole = f"**{bold}**{rest.rstrip()}" if bold else rest.strip()
        words.clear()
        self._lead = -2 if self._bold else -1
        link = self._linked >= _LINK * len(whole) and not any(stop in whole for stop in _STOPS)
        self._linked = 0
        if not whole or link:
            self._mark = "" if link else self._mark
            return
        if self.row is not None:
            self.row.append(whole)
        else:
            self.lines.append(self._mark + whole)
        self._mark = ""


def table_row(cells: list[str]) -> list[str]:
    """A row of a table as one line | a | b |; cells that hold prose stand as lines of their own."""
    if len(cells) < 2 or any(len(cell) > _PROSE or cell[-1] in _STOPS for cell in cells):  # noqa: PLR2004
        return cells
    return ["| " + " | ".join(cells) + " |"]
