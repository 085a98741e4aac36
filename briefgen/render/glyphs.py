"""Makes sure that every character of the page can be shown, before anything is set."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefgen import fonts
from briefgen.errors import FontError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Bilingual, Briefing, DocumentBlock, KeyFigure, Row

SHOWN = 5  # places named in one message


def check_glyphs(briefing: Briefing) -> None:
    """Nothing, if every printed character has a glyph in the fonts of the package.

    Raises FontError that names the first characters without one, and where on the page they stand.
    """
    faults = []
    for place, text in printed(briefing):
        lacking = dict.fromkeys(fonts.missing(text))
        faults += [
            f"{_named(character)} in {place}: {_around(text, character)}" for character in lacking
        ]
        if len(faults) >= SHOWN:
            break
    if faults:
        message = f"no font of briefgen can show {'; '.join(faults[:SHOWN])}"
        hint = "mend the source or the setting, or add the character with scripts/make_fonts.py"
        raise FontError(message, where=briefing.week, hint=hint)


def printed(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Every text of the page with its place, in the order of the page."""
    for name in ("title", "issuer", "issue", "dates", "place"):
        yield from _both(f"the {name}", getattr(briefing, name))
    for number, card in enumerate(briefing.key_figures, 1):
        yield from _card(f"key figure {number}", card)
    for document in briefing.documents:
        yield from _document(f"document [{document.source}]", document)
    for number, row in enumerate(briefing.rows, 1):
        yield from _row(f"row {number} of the English table", row)
    for source in briefing.sources:
        yield f"source [{source.number}]", f"{source.title}{source.origin}{source.day}"


def _both(place: str, text: Bilingual) -> Iterator[tuple[str, str]]:
    yield place, text.zh
    yield f"{place} in English", text.en


def _card(place: str, card: KeyFigure) -> Iterator[tuple[str, str]]:
    yield place, card.value
    for part in (card.unit, card.label, card.note):
        yield from _both(place, part)
    for point in card.trend:
        yield f"the trend of {place}", f"{point.period.zh}{point.period.en}{point.text}"


def _document(place: str, document: DocumentBlock) -> Iterator[tuple[str, str]]:
    yield f"the heading of {place}", f"{document.title}{document.origin}{document.day}"
    for theme in document.themes:
        inside = f"{place}, theme {theme.label.zh}"
        for name in (theme.parent, theme.label, theme.title):
            if name:
                yield f"the heading of {inside}", name.zh
        for number, line in enumerate(theme.lines, 1):
            yield f"{inside}, line {number}", line.text
    for number, line in enumerate(document.targets, 1):
        yield f"{place}, target {number}", line.text


def _row(place: str, row: Row) -> Iterator[tuple[str, str]]:
    for text in (row.theme, row.theme_zh, row.indicator, row.period, row.value, row.compared):
        yield place, text


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"“{character}” (U+{ord(character):04X}{' ' + name if name else ''})"


def _around(text: str, character: str) -> str:
    """A few characters on either side, so that an editor can search for the place."""
    at = text.find(character)
    return f"“{text[max(0, at - 8) : at + 9]}”"
