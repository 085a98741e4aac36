"""How the paragraphs, styles and tables of a Word file look, such that two files can be compared.

Looks are counted out along the styles. Programs write them down anew whenever they save: what a
style says already, names of styles, languages, numbers of revisions. That changes nothing to be
seen, and is not told.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.render.styles import Q
from briefgen.templating.change import words
from briefgen.word_styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.templating.paragraphs import Paragraph

    Looks = dict[str, dict[str, str]]  # what each element says, by its name

ON, OFF = {"1", "true", "on"}, {"0", "false", "off", "none", "nil", "auto", "left", "start"}
PAGE = {"pgSz": {"w", "h"}, "pgMar": {"top", "right", "bottom", "left"}, "cols": {"num"}}
UNSEEN = {"hint", "beforeAutospacing", "afterAutospacing", "lineRule"}
CELLS = ("tcBorders", "shd", "vAlign", "tcMar")
STEP = 20  # twips in a point: programs round what they save


class Looking:
    """The styles of a Word file, and what they make of what refers to them."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 (lxml)
        """The styles of the root of styles.xml."""
        self._styles = WordStyles(sheet)
        self._names = {one.get(f"{Q}styleId", ""): _named(one) for one in sheet.iter(f"{Q}style")}

    def styles(self) -> dict[str, Looks]:
        """How each style looks, with what it takes from those below; by its name for people."""
        return {name: self._of(key) for key, name in self._names.items()}

    def beneath(self, name: str) -> str:
        """The style that the style of this name is based on; empty if it is on none."""
        key = next((key for key, one in self._names.items() if one == name), None)
        below = next((each for each in [*self._styles.chain(key)][1:]), None)
        return "" if below is None else _named(below)

    def style_of(self, paragraph: Paragraph) -> str:
        """The name of the style of a paragraph."""
        return self._names.get(self._styles.of(paragraph.element) or "", "")

    def of(self, paragraph: Paragraph) -> dict[str, frozenset[str]]:
        """How a paragraph looks, and each sign of its text: signs of the same looks together."""
        said = paragraph.element.find(f"{Q}pPr")
        own = _sound(_merged([self._of(self._styles.of(paragraph.element)), _said(said)]))
        found: dict[str, set[str]] = defaultdict(set)
        for name, values in own.items():
            found[name].add(f"{sorted(values.items())}")
        for piece in (one for one in paragraph.pieces if one.text.strip()):
            properties = piece.run.find(f"{Q}rPr")
            style = properties.find(f"{Q}rStyle") if properties is not None else None
            chain = [self._said_by(each) for each in reversed([*self._styles.named(style)])]
            looks = _sound(_merged([own, *chain, _said(properties)]))
            for name, values in looks.items():
                found[name] |= {f"{sign}{sorted(values.items())}" for sign in piece.text.strip()}
        return {name: frozenset(values) for name, values in found.items()}

    def _of(self, key: str | None) -> Looks:
        chain = [*self._styles.chain(key)]
        plain = bool(chain) and chain[0].get(f"{Q}type") != "paragraph"
        below = {} if plain else _said(self._styles.default)  # that is what paragraphs begin with
        return _sound(_merged([below, *map(self._said_by, reversed(chain))]))

    @staticmethod
    def _said_by(style: Any) -> Looks:  # noqa: ANN401
        return _merged(_said(style.find(f"{Q}{part}")) for part in ("pPr", "rPr"))


def page_looks(body: Any) -> Looks:  # noqa: ANN401 (lxml)
    """What the last section says of paper, margins and columns."""
    found = _said(next(iter(reversed([*body.iter(f"{Q}sectPr")])), None))
    rounded = {
        name: {
            key: str(round(int(value) / STEP)) if value.isdecimal() and name != "cols" else value
            for key, value in found.get(name, {}).items()
            if key in keys and (name, value) != ("cols", "1")
        }
        for name, keys in PAGE.items()
    }
    return _sound(rounded)


def table_looks(table: Any) -> Looks:  # noqa: ANN401 (lxml)
    """How wide the columns of a table are, its borders, and those and the ground of its cells."""
    columns = [each.get(f"{Q}w", "0") for each in table.iterfind(f"{Q}tblGrid/{Q}gridCol")]
    found = _said(table.find(f"{Q}tblPr"))
    looks: Looks = {name: found[name] for name in ("tblBorders", "shd") if name in found}
    widths = [round(int(one) / STEP) if one.isdecimal() else 0 for one in columns]
    looks["gridCol"] = {f"{number}": f"{width}" for number, width in enumerate(widths)}
    for number, cell in enumerate(table.iterfind(f"{Q}tr/{Q}tc/{Q}tcPr")):
        for name, values in _said(cell).items():
            if name in CELLS:
                own = {f"{number} {key}": value for key, value in values.items()}
                looks[name] = {**looks.get(name, {}), **own}
    return _sound(looks)


def _said(holder: Any) -> Looks:  # noqa: ANN401 (lxml)
    """What the elements in this say, of those that are told of; nothing for None."""
    known = words()["properties"]
    return {
        etree.QName(child).localname: _values(child)
        for child in (() if holder is None else holder)
        if isinstance(child.tag, str) and etree.QName(child).localname in known
    }


def _values(element: Any) -> dict[str, str]:  # noqa: ANN401 (lxml)
    """All that stands in an element, by where; one without anything says that it is so."""
    found = {}
    for each in element.iter(etree.Element):
        for key, value in each.attrib.items():
            name = etree.QName(key).localname
            if name not in UNSEEN and not name.endswith("Theme") and "rsid" not in name:
                inner = "" if each is element else f"{etree.QName(each).localname} "
                found[inner + name] = "on" if value in ON else value
    return found or {"val": "on"}


def _merged(layers: Iterable[Looks]) -> Looks:
    """What comes of several that stand over each other, the last on top."""
    made: Looks = {}
    for layer in layers:
        for name, values in layer.items():
            made[name] = {**made.get(name, {}), **values}
    return made


def _sound(looks: Looks) -> Looks:
    """The same without what says that there is nothing, which is the same as not to say it."""
    told = {
        name: {key: value for key, value in values.items() if value not in OFF}
        for name, values in looks.items()
    }
    return {name: values for name, values in told.items() if values}


def _named(style: Any) -> str:  # noqa: ANN401 (lxml)
    name = style.find(f"{Q}name")
    return "" if name is None else name.get(f"{Q}val", "")
