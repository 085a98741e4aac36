"""Headings that stand as lines of their own, marked by the file (Markdown, HTML) or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.themes.mark import BODY, Mark, head, label_and_title
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Article, Paragraph

_RANK_MARKUP = 11  # Markdown and HTML headings stand above 一、; level 1 to 6 is added
_SEVERAL = 3
_SPREAD = 3  # characters between the longest and the shortest heading
_SHORTEST = 2  # what the file marks as a heading may be 工业
_LEVELS = frozenset({"part", "han", "han.bracket"})
_RANK_LINE = 19  # unmarked headings too, unless numbered lines came before


def lines(article: Article, taken: Sequence[Mark]) -> list[Mark]:
    """The marks of heading lines that no other rule has taken."""
    paragraphs = article.paragraphs
    known = {mark.paragraph for mark in taken}
    marks = [
        mark
        for index in range(len(paragraphs))
        if index not in known and (mark := _mark(article, index, known))
    ]
    marked = [mark for mark in marks if mark.kind == "markup"]
    plain = [mark for mark in marks if mark.kind == "line"]
    return sorted(marked + _plain(paragraphs, plain, taken), key=lambda mark: mark.paragraph)


def _mark(article: Article, index: int, known: set[int]) -> Mark | None:
    """The mark of one line, if it may be a heading: it names something and text follows."""
    paragraph = article.paragraphs[index]
    text = paragraph.text.text.strip()
    if not (paragraph.line or paragraph.markup) or not _is_heading(text, paragraph.markup):
        return None
    if _same(text, article.name) or not _text_follows(article.paragraphs, index, known):
        return None
    named = label_and_title(head(text, line=True))
    if not named:
        return None
    if paragraph.markup:
        rank, kind = _RANK_MARKUP + paragraph.markup, "markup"
    else:
        rank, kind = _RANK_LINE, "line"
    return Mark(index, 0, kind, rank, f"heading.{kind}", *named, line=True)


def _is_heading(text: str, markup: int) -> bool:
    """Whether a line reads like a heading: short, no byline, date, menu or unfinished sentence."""
    known = words()
    shortest = _SHORTEST if markup else known.line_min
    right_length = shortest <= len(text) <= known.line_max
    return right_length and text[-1] not in "：，、；。" and not known.not_heading.search(text)


def _same(text: str, title: str) -> bool:
    """Whether a line repeats the document's title."""
    bare, name = (one.translate({32: None, 0x3000: None}) for one in (text, title))
    if not name:
        return False
    return name in bare or (bare in name and len(bare) * 3 >= len(name) * 2)


def _text_follows(paragraphs: Sequence[Paragraph], index: int, known: set[int]) -> bool:
    """Whether the next paragraph is text, or has a marker of its own."""
    if index + 1 >= len(paragraphs):
        return False
    after = paragraphs[index + 1]
    is_text = not after.line and not after.markup and len(after.text) >= BODY
    return is_text or index + 1 in known


def _plain(paragraphs: Sequence[Paragraph], marks: list[Mark], taken: Sequence[Mark]) -> list[Mark]:
    """The unmarked headings of a document: only several that look alike are believed."""
    marks = [mark for mark in marks if not words().fact.search(mark.label)]
    official = marks if _alike(marks) else [mark for mark in marks if _is_official(mark)]
    first_text = next(
        (at for at, one in enumerate(paragraphs) if not one.line and len(one.text) >= BODY), 0
    )
    within = [mark for mark in official if mark.paragraph > first_text]
    enough = 2
    if len(within) < enough:
        within = official if len(official) > enough else []
    elif len(official) > len(within):
        parts = {bool(mark.title) for mark in within}
        within = [mark for mark in official if {bool(mark.title)} == parts or mark in within]
    if not within:
        return []
    above = [
        mark.rank
        for mark in taken
        if mark.line and mark.kind in _LEVELS and mark.paragraph < within[0].paragraph
    ]
    rank = max([_RANK_LINE, *(one + 1 for one in above)])
    return [Mark(m.paragraph, 0, m.kind, rank, m.rule, m.label, m.title, line=True) for m in within]


def _alike(marks: list[Mark]) -> bool:
    """Whether lines are alike in length, as the headings of one document are, and captions not."""
    lengths = [len(mark.label) + len(mark.title) for mark in marks]
    return len(marks) >= _SEVERAL and max(lengths) - min(lengths) <= _SPREAD


def _is_official(mark: Mark) -> bool:
    """Whether an unmarked line says what was done, or what became of it, as headings do."""
    known = words()
    said = [mark.label, *([mark.title] if mark.title else [])]
    name_length = 4  # 王小明 李大力 are people
    if max(map(len, said)) < name_length:
        return False
    return bool(known.act.match(said[0]) or known.state.search(said[-1]))
