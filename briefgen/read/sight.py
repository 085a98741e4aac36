"""Which words of a Word document nobody can see: hidden, tiny, or in the colour of the page.

The nearest statement counts: of the run, its style, the style of its paragraph, the defaults. Where
the ground is not known, behind a table's own style or a drawing, words count as seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from briefgen.contrast import LEAST
from briefgen.word_styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LOOKS = f"{_W}rPr"
# What may have a ground of its own, from the run outwards.
_HOLDERS = {f"{_W}{name}": f"{_W}{name}Pr" for name in ("p", "tc", "tr", "tbl")}
_HEX = re.compile("[0-9A-Fa-f]{6}")
_OFF, _ON = ("0", "false", "off"), ("1", "true", "on")
_WHITE = "FFFFFF"
_TINY = 8  # half points: type below 4 pt is no type to be read; footnotes have 7 pt and more
# The names of ST_HighlightColor, as far as they are pale or dark enough for words to vanish in.
_HIGHLIGHTS = {"white": _WHITE, "black": "000000"}


@dataclass(slots=True)
class Sight:
    """What a document says of how its words look; `missed` gathers those that nobody can see."""

    styles: WordStyles
    default: list[Any]  # the properties of paragraphs that name no style
    ground: str | None  # the colour of the page; None where something lies behind the text
    missed: list[str] = field(default_factory=list)
    possible: bool = True  # whether anything in the document may be unseen at all

    @classmethod
    def of(cls, document: Document) -> Self:
        """The looks that a document states by its styles, and the colour of its page."""
        root, body = document.styles.element, document.element
        styles = WordStyles(root)
        default = [looks for one in styles.chain(styles.normal) for looks in one.iterfind(_LOOKS)]
        default += [] if styles.default is None else [styles.default]
        page = body.find(f"{_W}background")
        ground = _WHITE if page is None else _colour(page.get(f"{_W}color", ""))
        if any(one.get("behindDoc") in _ON for each in body.iter(f"{_W}drawing") for one in each):
            ground = None
        return cls(styles, default, ground, possible=_possible((root, body)))

    def misses(self, run: Any) -> bool:  # noqa: ANN401 - an lxml element of python-docx
        """Whether nobody can see the words of a run."""
        if not self.possible:
            return False
        looks = list(self._looks(run))
        vanish = next(_found(looks, "vanish"), None)
        if vanish is not None and vanish.get(f"{_W}val", "1") not in _OFF:
            return True
        size = next(_found(looks, "sz"), None)
        if size is not None and _tiny(size):
            return True
        colour = next(_found(looks, "color"), None)
        ink = _colour(colour.get(f"{_W}val", "")) if colour is not None else None
        ground = self._ground(run, looks) if ink else None
        return ink is not None and ground is not None and _alike(ink, ground)

    def _looks(self, run: Any) -> Iterator[Any]:  # noqa: ANN401
        """The properties that hold for a run, the nearest first."""
        own = run.find(f"{_W}rPr")
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        named = [] if own is None else [own.find(f"{_W}rStyle")]
        named += [] if paragraph is None else [paragraph.find(f"{_W}pPr/{_W}pStyle")]
        if own is not None:
            yield own
        for each in named:
            for style in self.styles.named(each):
                yield from style.iterfind(_LOOKS)
        yield from self.default

    def _ground(self, run: Any, looks: list[Any]) -> str | None:  # noqa: ANN401
        """The colour behind a run; None where it is not known."""
        for one in _found(looks[:1], "highlight"):
            return _HIGHLIGHTS.get(one.get(f"{_W}val", ""))
        around = (one.find(_HOLDERS[one.tag]) for one in run.iterancestors(*_HOLDERS))
        for shade in _found([*looks, *(one for one in around if one is not None)], "shd"):
            fill = shade.get(f"{_W}fill", "auto")
            pattern = shade.get(f"{_W}val", "clear")
            if pattern not in {"clear", "nil"} or shade.get(f"{_W}themeFill"):
                return None
            if fill != "auto":
                return _colour(fill)
        table = next(run.iterancestors(f"{_W}tbl"), None)
        if table is not None and table.find(f"{_W}tblPr/{_W}tblStyle") is not None:
            return None  # which of its cells a style shades is not looked up
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
        return None if self._shaded(style) else self.ground

    def _shaded(self, named: Any) -> bool:  # noqa: ANN401
        """Whether the style of a paragraph, or one it is based on, gives it a ground."""
        shades = (one.find(f"{_W}pPr/{_W}shd") for one in self.styles.named(named))
        return any(shade is not None for shade in shades)


def _possible(roots: Sequence[Any]) -> bool:
    """Whether anything is hidden, or any colour is that of a ground: mostly not, and soon told."""
    if any(True for root in roots for _ in root.iter(f"{_W}vanish")):
        return True
    if any(_tiny(one) for root in roots for one in root.iter(f"{_W}sz")):
        return True
    said = {
        name: {one.get(f"{_W}{part}", "") for root in roots for one in root.iter(f"{_W}{name}")}
        for name, part in (("color", "val"), ("shd", "fill"), ("background", "color"))
    }
    inks = filter(None, map(_colour, said["color"]))
    grounds = [*filter(None, map(_colour, said["shd"] | said["background"]))]
    return any(_alike(ink, each) for ink in inks for each in (*grounds, *_HIGHLIGHTS.values()))


def _tiny(size: Any) -> bool:  # noqa: ANN401
    """Whether a stated size is too small for anybody to read."""
    try:
        return float(size.get(f"{_W}val", "")) < _TINY
    except ValueError:
        return False


def _found(looks: list[Any], name: str) -> Iterator[Any]:
    """The statements of that name in properties, the nearest first."""
    for one in looks:
        yield from one.iterfind(f"{_W}{name}")


def _colour(value: str) -> str | None:
    """The colour if it is stated by its parts; None for `auto`, which is always seen."""
    return value.upper() if _HEX.fullmatch(value) else None


def _alike(ink: str, ground: str) -> bool:
    parts = [(int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (0, 2, 4)]
    return all(abs(one - other) < LEAST for one, other in parts)
