"""Text PDFs: the lines of their pages put together to paragraphs, without what frames a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.lexicon import load_toml
from briefgen.read.content import Content
from briefgen.read.unseen import left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pypdfium2

PAGES = 2000  # the longest statistical yearbook has 900
_BASIC = 0xFFFF  # the last character that is one unit in UTF-16
_EDGE = 2  # lines at the top and the bottom of a page that may frame it
_LARGE = 1.15  # a heading is so much larger than the text
_LARGEST = 1.5  # a title
_INDENT = 1.2  # characters; a paragraph is set in by two
_SHORT = 2.5  # characters that the last line of a paragraph leaves empty at least
_APART = 1.9  # lines; more space than that parts paragraphs
_NO_TEXT = 20  # characters; a scanned page may have so many, the stamp of a program
_DIGITS = re.compile("[0-9]+")
_PROSE = re.compile("[，。；！？]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line on a page: its edges and the size of its letters in points; y counts upwards."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def read_pdf(data: bytes, where: str) -> Content:
    """The text of a PDF; raises SourceError if it is scanned, locked or damaged."""
    import pypdfium2  # noqa: PLC0415 - 60 ms that only PDFs need

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error), where) from error
    try:
        if len(document) > PAGES:
            raise SourceError(
                f"the PDF has {len(document)} pages", where=where, hint="take out those that matter"
            )
        missed: list[str] = []
        pages = [_rows(document, index, missed) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error), where) from error
    finally:
        document.close()
    empty = [n for n, rows in enumerate(pages, 1) if sum(len(row.text) for row in rows) < _NO_TEXT]
    if len(empty) == len(pages):
        raise SourceError(
            "this PDF holds only pictures", where=where, hint="run OCR first, or save its text"
        )
    notes = tuple(f"page {number} holds no text" for number in empty) + left_out(missed)
    return Content("unicode", "\n\n".join(paragraphs(framed_out(pages))) + "\n", notes=notes)


def _refused(reason: str, where: str) -> SourceError:
    if "password" in reason.lower() or "security" in reason.lower():
        message, hint = "this PDF is locked with a password", "save a copy without one"
    else:
        message, hint = "this PDF is damaged", "open it and save it again, or save its text"
    return SourceError(message, where=where, hint=hint)


def _rows(document: pypdfium2.PdfDocument, index: int, missed: list[str]) -> list[Row]:
    """The lines of a page in the order in which they were written.

    What nobody can see is put aside: its pieces are added to those missed.
    """
    from briefgen.read.pale import unseen  # noqa: PLC0415 - with the library, for PDFs only

    page = document[index]
    text_page = page.get_textpage()
    try:
        whole = text_page.get_text_range()
        count = text_page.count_chars()
        units = _units(whole)
        covered = unseen(page, text_page)
        hidden = frozenset(n for n in range(len(whole)) if units[n] in covered)
        missed += _pieces(whole, hidden)
        rows: list[Row] = []
        at = 0
        # a page has a box for each UTF-16 unit of its text, line ends (\r\n) included
        for line in whole.split("\n"):
            shown = [n for n, sign in enumerate(line, at) if n not in hidden and sign.strip()]
            if shown and units[shown[-1]] < count:
                first, last = shown[0], shown[-1]
                words = (whole[n] for n in range(first, last + 1) if n not in hidden)
                rows.append(_row(text_page, "".join(words), units[first], units[last]))
            at += len(line) + 1
        return rows
    finally:
        text_page.close()
        page.close()


def _units(text: str) -> list[int]:
    """Where each character begins in UTF-16, by which the library counts: rare Han have two."""
    return list(accumulate((1 + (ord(sign) > _BASIC) for sign in text), initial=0))


def _pieces(whole: str, hidden: frozenset[int]) -> Iterator[str]:
    """What nobody can see, put together over line ends."""
    piece = ""
    for number, sign in enumerate(whole) if hidden else ():
        if number in hidden:
            piece += sign
        elif piece and sign.strip():
            yield piece
            piece = ""
    yield piece


def _row(page: pypdfium2.PdfTextPage, text: str, first: int, last: int) -> Row:
    left, bottom, _, top = page.get_charbox(first, loose=True)
    _, _, right, _ = page.get_charbox(last, loose=True)
    return Row(text, left, right, bottom, max(top - bottom, 1.0))


def framed_out(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The pages without page numbers, and without what two of three of them have at their edge.

    A sentence is never taken for a running head: losing text is worse than a line too many.
    """
    seen: Counter[str] = Counter()
    for rows in pages:
        seen.update({_pattern(row.text) for row in (*rows[:_EDGE], *rows[-_EDGE:])})
    often = max(2, len(pages) * 2 / 3)
    heads = {text for text, count in seen.items() if count >= often and not _PROSE.search(text)}
    return [_unframed(list(rows), heads) for rows in pages]


def _unframed(rows: list[Row], heads: set[str]) -> list[Row]:
    """The page without what frames it, from either edge inwards up to the first line of text."""
    for edge in (0, -1):
        for _ in range(_EDGE):
            if rows and (_number().match(rows[edge].text) or _pattern(rows[edge].text) in heads):
                rows.pop(edge)
    return rows


def _pattern(text: str) -> str:
    """The line with its numbers alike: a running head has another on every page."""
    return _DIGITS.sub("0", text)


def paragraphs(pages: Iterable[Sequence[Row]]) -> list[str]:
    """The lines put together; a paragraph goes on over the end of a page. Headings get # marks."""
    pages = list(pages)
    rows = [row for page in pages for row in page]
    if not rows:
        return []
    from statistics import median  # noqa: PLC0415 - 20 ms, for a PDF only

    body = median(size for row in rows for size in [row.size] * min(len(row.text), 40))
    found: list[str] = []
    before: Row | None = None
    for page in pages:
        left = _usual([row.left for row in page])
        right = max((row.right for row in page), default=0.0)
        for row in page:
            if before is not None and _goes_on(before, row, left, right):
                found[-1] += row.text
            else:
                found.append(_mark(row, body) + row.text)
            before = row
    return found


def _usual(edges: Sequence[float]) -> float:
    """The edge that most lines share, to three points."""
    counted = Counter(round(edge / 3) for edge in edges)
    return counted.most_common(1)[0][0] * 3.0 if counted else 0.0


def _goes_on(before: Row, row: Row, left: float, right: float) -> bool:
    """Whether the line belongs to the paragraph of the one before it."""
    size = row.size
    if abs(before.size - size) > size * 0.1:
        return False
    set_in = row.left - left > _INDENT * size * 0.75
    ends_early = right - before.right > _SHORT * size
    far = before.bottom - row.bottom > _APART * size * 1.2
    return not (set_in or ends_early or far)


def _mark(row: Row, body: float) -> str:
    if row.size >= _LARGEST * body:
        return "# "
    return "## " if row.size >= _LARGE * body else ""


@cache
def _number() -> re.Pattern[str]:
    return re.compile(load_toml("formats")["sheet"]["number"])
