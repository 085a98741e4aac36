"""Checks how text is set in a Word template: faces for Chinese, and lines that cut it off."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from briefgen.render.form import twips
from briefgen.render.styles import TWIPS, Q
from briefgen.templating.faults import Fault, table, words_of
from briefgen.word_styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefgen.templating.paragraphs import Paragraph

HAN = re.compile("[\u3400-\u9fff]")
SLACK = 0.95  # of the type size: an exact line a little smaller cuts nothing


def check_faces(found: list[Paragraph], styles: Any, shown: str) -> Iterator[Fault]:  # noqa: ANN401 (lxml)
    """Paragraphs whose Chinese has no face of its own."""
    book = _Book(styles)
    told: set[tuple[str, str]] = set()
    for one in found:
        style = book.of(one.element)
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


def check_sizes(
    found: list[Paragraph],
    styles: Any,  # noqa: ANN401
    shown: str,
    looks: Collection[str],
) -> Iterator[Fault]:
    """Lines that cut their words off, and words in a style of ours that have a size of their own.

    `looks` are the names of the styles whose sizes are set anew at each build. A style whose lines
    are too low is told once; what a paragraph sets itself is told of each.
    """
    book = _Book(styles)
    told: set[str | None] = set()
    for one in found:
        style = book.of(one.element)
        sized = [(_own_size(each.run), each) for each in one.pieces if each.text.strip()]
        if not sized:
            continue
        pitch, usual, name = book.pitch(one.element, style), book.size(style), book.name(style)
        size, piece = max(((own or usual, each) for own, each in sized), key=itemgetter(0))
        own, grown = max(sized, key=itemgetter(0))
        if pitch and pitch < size * SLACK:
            by_hand = _own_size(piece.run) or _own_pitch(one.element)
            words, said = (
                words_of(one.text, piece.text),
                {"pitch": f"{pitch:g}", "size": f"{size:g}"},
            )
            if by_hand or style not in told:
                yield Fault("cut_off", shown, place=one.place, words=words, said=said)
            told |= set() if by_hand else {style}
        elif own and name in looks:
            words, said = words_of(one.text, grown.text), {"size": f"{own:g}", "style": name}
            yield Fault("own_size", shown, place=one.place, words=words, said=said)


def _own_pitch(paragraph: Any) -> bool:  # noqa: ANN401
    """Whether a paragraph says its line pitch itself."""
    spacing = paragraph.find(f"{Q}pPr/{Q}spacing")
    return spacing is not None and spacing.get(f"{Q}line") is not None


def _own_size(run: Any) -> float:  # noqa: ANN401
    """The type size that a run says itself, in points; 0 if it says none."""
    said = run.find(f"{Q}rPr/{Q}sz")
    return twips(said, "val") / 2 if said is not None else 0.0


class _Book(WordStyles):
    """The styles of a Word file as text is set by them."""

    def face(self, run: Any, style: str | None) -> str:  # noqa: ANN401
        """The face for Chinese of a run; empty if nobody names one (a theme is nobody)."""
        own = self.named(run.find(f"{Q}rPr/{Q}rStyle"))
        around = (run, *own, *self.chain(style), *self.chain(self.normal))
        for look in (*(one.find(f"{Q}rPr") for one in around), self.default):
            fonts = look.find(f"{Q}rFonts") if look is not None else None
            if fonts is not None and fonts.get(f"{Q}eastAsiaTheme"):
                return ""
            if fonts is not None and fonts.get(f"{Q}eastAsia"):
                return str(fonts.get(f"{Q}eastAsia"))
        return ""

    def name(self, style: str | None) -> str:
        """What a style is called."""
        known = next(self.chain(style), None)
        said = known.find(f"{Q}name") if known is not None else None
        return str(said.get(f"{Q}val")) if said is not None else ""

    def pitch(self, paragraph: Any, style: str | None) -> float:  # noqa: ANN401
        """The exact line pitch of a paragraph in points; 0 if its lines grow with their words."""
        for one in (paragraph, *self.chain(style)):
            spacing = one.find(f"{Q}pPr/{Q}spacing")
            if spacing is not None and spacing.get(f"{Q}line"):
                exact = spacing.get(f"{Q}lineRule") == "exact"
                return float(twips(spacing, "line")) / TWIPS if exact else 0.0
        return 0.0

    def size(self, style: str | None) -> float:
        """The type size of a style in points; 0 if none is said."""
        sizes = (one.find(f"{Q}rPr/{Q}sz") for one in self.chain(style))
        return next((float(twips(one, "val")) / 2 for one in sizes if one is not None), 0.0)
