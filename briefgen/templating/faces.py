"""Checks how text is set in a Word template: faces for Chinese, and lines that cut it off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.render.form import twips
from briefgen.render.styles import TWIPS, Q
from briefgen.templating.faults import Fault, table, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.templating.paragraphs import Paragraph

HAN = re.compile("[\u3400-\u9fff]")
SLACK = 0.95  # of the type size: an exact line a little smaller cuts nothing


def check_faces(found: list[Paragraph], styles: Any, shown: str) -> Iterator[Fault]:  # noqa: ANN401 (lxml)
    """Paragraphs whose Chinese has no face of its own, and styles whose lines are too low."""
    book = _Book(styles)
    told: set[tuple[str, str]] = set()
    for one in found:
        named = one.element.find(f"{Q}pPr/{Q}pStyle")
        style = named.get(f"{Q}val") if named is not None else book.normal
        for piece in one.pieces:
            if not HAN.search(piece.text) and "{{" not in piece.text:
                continue
            face = book.face(piece.run, style)
            kind = "latin_font_for_chinese" if face in table()["lists"]["latin_faces"] else ""
            kind = kind if face else "no_east_asian_font"
            if kind and (kind, str(style)) not in told:
                told.add((kind, str(style)))
                words = words_of(one.text, piece.text)
                yield Fault(kind, shown, place=one.place, words=words, said={"name": face})
        if (low := book.low(style)) and ("cut_off", str(style)) not in told:
            told.add(("cut_off", str(style)))
            said = {"pitch": f"{low[0]:g}", "size": f"{low[1]:g}"}
            words = words_of(one.text)
            yield Fault("cut_off", shown, place=one.place, words=words, said=said)


def check_sizes(
    found: list[Paragraph],
    styles: Any,  # noqa: ANN401
    shown: str,
    looks: Collection[str],
) -> Iterator[Fault]:
    """Words whose size was set on themselves: where the line cuts them off, or in a style of ours.

    `looks` are the names of the styles whose sizes are set anew at each build.
    """
    book = _Book(styles)
    for one in found:
        named = one.element.find(f"{Q}pPr/{Q}pStyle")
        style = named.get(f"{Q}val") if named is not None else book.normal
        sized = [(each, _own_size(each.run)) for each in one.pieces if each.text.strip()]
        piece, size = max(sized, key=lambda each: each[1], default=(None, 0.0))
        pitch = book.pitch(one.element, style)
        by_hand = one.element.find(f"{Q}pPr/{Q}spacing") is not None
        if piece is None or not (size or (pitch and by_hand)):
            continue
        size = size or book.size(style)
        words = words_of(one.text, piece.text)
        said = {"pitch": f"{pitch:g}", "size": f"{size:g}", "style": book.name(style)}
        if pitch and pitch < size * SLACK:
            yield Fault("cut_off", shown, place=one.place, words=words, said=said)
        elif said["style"] in looks and _own_size(piece.run):
            yield Fault("own_size", shown, place=one.place, words=words, said=said)


def _own_size(run: Any) -> float:  # noqa: ANN401
    """The type size that a run says itself, in points; 0 if it says none."""
    said = run.find(f"{Q}rPr/{Q}sz")
    return twips(said, "val") / 2 if said is not None else 0.0


class _Book:
    """The styles of a Word file, and what each says itself or takes from the one below."""

    def __init__(self, styles: Any) -> None:  # noqa: ANN401
        self._styles = {one.get(f"{Q}styleId"): one for one in styles.iter(f"{Q}style")}
        self._default = styles.find(f"{Q}docDefaults/{Q}rPrDefault/{Q}rPr")
        self.normal = next(
            (
                key
                for key, one in self._styles.items()
                if one.get(f"{Q}type") == "paragraph" and one.get(f"{Q}default") in {"1", "true"}
            ),
            None,
        )

    def _chain(self, name: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while name is not None and name not in seen and name in self._styles:
            seen.add(name)
            yield self._styles[name]
            below = self._styles[name].find(f"{Q}basedOn")
            name = below.get(f"{Q}val") if below is not None else None

    def face(self, run: Any, style: str | None) -> str:  # noqa: ANN401
        """The face for Chinese of a run; empty if nobody names one (a theme is nobody)."""
        named = run.find(f"{Q}rPr/{Q}rStyle")
        own = named.get(f"{Q}val") if named is not None else None
        looks = [run.find(f"{Q}rPr")]
        looks += [one.find(f"{Q}rPr") for one in (*self._chain(own), *self._chain(style))]
        looks += [one.find(f"{Q}rPr") for one in self._chain(self.normal)]
        for look in (*looks, self._default):
            fonts = look.find(f"{Q}rFonts") if look is not None else None
            if fonts is not None and fonts.get(f"{Q}eastAsiaTheme"):
                return ""
            if fonts is not None and fonts.get(f"{Q}eastAsia"):
                return str(fonts.get(f"{Q}eastAsia"))
        return ""

    def name(self, style: str | None) -> str:
        """What a style is called."""
        known = self._styles.get(style)
        said = known.find(f"{Q}name") if known is not None else None
        return str(said.get(f"{Q}val")) if said is not None else ""

    def pitch(self, paragraph: Any, style: str | None) -> float:  # noqa: ANN401
        """The exact line pitch of a paragraph in points; 0 if its lines grow with their words."""
        for one in (paragraph, *self._chain(style)):
            spacing = one.find(f"{Q}pPr/{Q}spacing")
            if spacing is not None and spacing.get(f"{Q}line"):
                exact = spacing.get(f"{Q}lineRule") == "exact"
                return float(twips(spacing, "line")) / TWIPS if exact else 0.0
        return 0.0

    def size(self, style: str | None) -> float:
        """The type size of a style in points; 0 if none is said."""
        sizes = (one.find(f"{Q}rPr/{Q}sz") for one in self._chain(style))
        return next((float(twips(one, "val")) / 2 for one in sizes if one is not None), 0.0)

    def low(self, style: str | None) -> tuple[float, float] | None:
        """The exact line pitch and the type size of a style in points, if the line is too low."""
        pitch = size = None
        for one in self._chain(style):
            spacing, type_size = one.find(f"{Q}pPr/{Q}spacing"), one.find(f"{Q}rPr/{Q}sz")
            if pitch is None and spacing is not None and spacing.get(f"{Q}line"):
                exact = spacing.get(f"{Q}lineRule") == "exact"
                pitch = twips(spacing, "line") / TWIPS if exact else 0.0
            if size is None and type_size is not None:
                size = twips(type_size, "val") / 2
        return (pitch, size) if pitch and size and pitch < size * SLACK else None
