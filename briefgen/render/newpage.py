"""Where a Word document begins a new page of its own accord: a briefing is one page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from briefgen.errors import TemplateError
from briefgen.render.styles import Q
from briefgen.word_styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE, SECTION, BEFORE = "page_break", "section_break", "break_before"
OFF = {"0", "false", "off"}
SHOWN = 20  # characters of a paragraph by which it is found again


def new_pages(document: Any, styles: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (lxml)
    """What begins a new page: its kind, and the paragraph it is in.

    A section break stands in the last paragraph before it, or what is before the page is empty.
    """
    book = WordStyles(styles)
    first = True
    for paragraph in document.iter(f"{Q}p"):
        if not first and _begins(paragraph, book):
            yield BEFORE, paragraph
        kept = (one for one in paragraph.iter(f"{Q}br") if not _within(one, "del"))
        if any(one.get(f"{Q}type") == "page" for one in kept):
            yield PAGE, paragraph
        first = first and "{%" in text_of(paragraph)  # a tag of its own leaves no paragraph
    sections = [one for one in document.iter(f"{Q}sectPr") if not _within(one, "sectPrChange")]
    for one, following in pairwise(sections):
        if _parts(one, following):
            yield SECTION, one.getparent().getparent()


def _within(element: Any, name: str) -> bool:  # noqa: ANN401
    """Whether an element is of a tracked change: what was taken out, or how it was before."""
    return next(element.iterancestors(f"{Q}{name}"), None) is not None


def check_one_page(document: Any, styles: Any, path: Path) -> None:  # noqa: ANN401
    """Raises TemplateError where a filled-in document begins a new page."""
    for kind, paragraph in new_pages(document, styles):
        words = text_of(paragraph).strip()[:SHOWN] or text_before(paragraph)[-SHOWN:]
        what = "a section that begins a new page" if kind == SECTION else "a page break"
        message = f"the Word page has {what}, and cannot be one page: at “{words}”"
        hint = "show the marks (¶) in Word and take it out; a section may be continuous"
        raise TemplateError(message, where=str(path), hint=hint)


def text_of(paragraph: Any) -> str:  # noqa: ANN401
    """The words of a paragraph."""
    return "".join(one.text or "" for one in paragraph.iter(f"{Q}t"))


def text_before(paragraph: Any) -> str:  # noqa: ANN401
    """The words of the nearest paragraph above that has any."""
    above = paragraph.itersiblings(preceding=True)
    return next((words for one in above if (words := text_of(one).strip())), "")


def _begins(paragraph: Any, styles: WordStyles) -> bool:  # noqa: ANN401
    """Whether a paragraph begins a page, by itself or by its style or one that is based on."""
    for one in (paragraph, *styles.chain(styles.of(paragraph))):
        own = one.find(f"{Q}pPr/{Q}pageBreakBefore")
        if own is not None:
            return own.get(f"{Q}val", "1") not in OFF
    return False


def _parts(one: Any, following: Any) -> bool:  # noqa: ANN401
    """Whether a section begins on a page of its own; one of another paper size always does."""
    kind = following.find(f"{Q}type")
    if kind is None or kind.get(f"{Q}val") != "continuous":
        return True
    before, after = one.find(f"{Q}pgSz"), following.find(f"{Q}pgSz")
    sizes = [
        None if each is None else (each.get(f"{Q}w"), each.get(f"{Q}h")) for each in (before, after)
    ]
    return None not in sizes and sizes[0] != sizes[1]
