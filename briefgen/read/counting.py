"""The numbers that Word counts itself and does not write into the text: 一、 （一） 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEN = 10


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted: format, text around the number, first number."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Counting:
    """The lists of a document and how far each is counted; `mark` goes through it in order."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Self:
        """The lists of the document; none if it has no part for them."""
        found = cls()
        part = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if rel.reltype.endswith("/numbering") and not rel.is_external
            ),
            None,
        )
        element: Any = getattr(part, "element", None)
        if element is None:
            return found
        for abstract in element.findall(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId", "")
            for each in abstract.findall(f"{_W}lvl"):
                level = int(each.get(f"{_W}ilvl", "0"))
                found.levels[name, level] = Level(
                    _value(each, "numFmt", "decimal"),
                    _value(each, "lvlText", ""),
                    int(_value(each, "start", "1")),
                )
        for each in element.findall(f"{_W}num"):
            found.lists[each.get(f"{_W}numId", "")] = _value(each, "abstractNumId", "")
        return found

    def mark(self, paragraph: Paragraph) -> str:
        """What Word shows before the paragraph; "" if it stands in no list."""
        name, depth = self._place(paragraph)
        level = self.levels.get((name, depth))
        if level is None:
            return ""
        if level.form in ("bullet", "none"):
            return "- " if level.form == "bullet" else ""
        self.counted[name, depth] = self.counted.get((name, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counted.pop((name, deeper), None)
        return re.sub("%([1-9])", lambda match: self._number(name, int(match[1]) - 1), level.text)

    def _place(self, paragraph: Paragraph) -> tuple[str, int]:
        """The list the paragraph (or its style) stands in, and its level there."""
        style: Any = paragraph.style
        for holder in (paragraph._p.pPr, style.element.pPr if style is not None else None):  # noqa: SLF001 - see word.py
            numbered = holder.find(f"{_W}numPr") if holder is not None else None
            if numbered is not None:
                name = self.lists.get(_value(numbered, "numId", "0"), "")
                return name, int(_value(numbered, "ilvl", "0"))
        return "", 0

    def _number(self, name: str, depth: int) -> str:
        level = self.levels.get((name, depth))
        number = self.counted.get((name, depth), level.start if level else 1)
        return written(number, level.form if level else "decimal")


def written(number: int, form: str) -> str:
    """The number as Word writes it; digits for a format that no list of points uses."""
    rules = _rules()
    if form == "decimalEnclosedCircle" and 0 < number <= len(rules["circled"]):
        return str(rules["circled"][number - 1])
    if form in rules["chinese"] and 0 < number < _TEN * _TEN:
        digits = rules["digits"]
        tens, ones = divmod(number, _TEN)
        head = (digits[tens - 1] if tens > 1 else "") + digits[-1] if tens else ""
        return head + (digits[ones - 1] if ones else "")
    return str(number)


def _value(node: Any, name: str, default: str) -> str:  # noqa: ANN401 - an lxml element
    child = node.find(f"{_W}{name}")
    return str(child.get(f"{_W}val", default)) if child is not None else default


@cache
def _rules() -> dict[str, Any]:
    return dict(load_toml("formats")["numbering"])
