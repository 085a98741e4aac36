"""Finds a document's own themes and cuts its text at them: the step in the order of its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import Article, Outline, Passage, Theme
from briefgen.themes.closing import appendix, closes, names_subject
from briefgen.themes.columns import columns
from briefgen.themes.counts import miscounts
from briefgen.themes.fallback import subjects
from briefgen.themes.leads import leads
from briefgen.themes.lines import lines, parts
from briefgen.themes.numbered import numbered
from briefgen.themes.passages import Cutter
from briefgen.themes.quoted import quoted
from briefgen.themes.sentences import sentences
from briefgen.themes.tree import Node, grow, number
from briefgen.themes.views import plan, views
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.themes.mark import Mark


def outline(article: Article) -> Outline:
    """The themes of an article in source order, and all its text cut at them.

    Every character of the paragraphs is in exactly one passage. Text before, between and after
    the themes that speaks of the whole has the theme None (总体). A number of items that the text
    announces and that was not found is a problem "theme_count".
    """
    marks = _marks(article)
    reports = words().report.search(article.name) is not None
    nodes = grow(marks, _closings(article, marks), parts=reports)
    number(nodes)
    passages = tuple(Cutter(article.paragraphs, nodes, marks).cut())
    problems = tuple(miscounts(article.paragraphs, nodes))
    return Outline(tuple(_themes(article, nodes, passages)), passages, problems)


def _marks(article: Article) -> list[Mark]:
    """All marks in source order: the plain ones first, then what can only be seen between them."""
    paragraphs = article.paragraphs
    found = _merge(numbered(paragraphs), quoted(paragraphs))
    found = _merge(found, lines(article, found))
    found = _merge(found, columns(paragraphs))
    found = _merge(found, leads(paragraphs, found))
    found = _merge(found, views(paragraphs, found))
    found = _merge(found, plan(paragraphs, found))
    end = appendix(paragraphs)
    found = [mark for mark in found if mark.paragraph < end]
    found = found or sentences(paragraphs) or subjects(paragraphs)
    return _merge(found, [mark for mark in parts(article, found) if mark.paragraph < end])


def _closings(article: Article, marks: Sequence[Mark]) -> list[int]:
    """The paragraphs that speak of the whole again; those that open a theme do not."""
    opened = {mark.paragraph for mark in marks if mark.at == 0}
    opened |= {mark.paragraph + 1 for mark in marks if mark.line}
    above = {mark.paragraph: mark for mark in marks}
    closings, named = [], False
    for index, paragraph in enumerate(article.paragraphs):
        named = names_subject(above[index]) if index in above else named
        if index not in opened and closes(paragraph.text.text, after_item=True, named=named):
            closings.append(index)
    return closings


def _merge(known: Sequence[Mark], more: Sequence[Mark]) -> list[Mark]:
    """Both in source order; where two begin at one place, the one known first stays."""
    places = {(mark.paragraph, mark.at) for mark in known}
    fresh = [mark for mark in more if (mark.paragraph, mark.at) not in places]
    return sorted([*known, *fresh], key=lambda mark: (mark.paragraph, mark.at))


def _themes(article: Article, nodes: Sequence[Node], passages: Sequence[Passage]) -> list[Theme]:
    """The nodes as themes, each from its first character to the end of its last passage."""
    ends = _ends(nodes, passages)
    themes = []
    for node in nodes:
        mark = node.mark
        start = article.paragraphs[mark.paragraph].text.offsets[mark.at]
        parent = node.parent.id if node.parent else None
        theme = Theme(
            node.id, parent, mark.label, mark.title, mark.rule, start, ends.get(node.id, start)
        )
        themes.append(theme)
    return themes


def _ends(nodes: Sequence[Node], passages: Sequence[Passage]) -> dict[str, int]:
    """Where the text of each theme ends in the raw file, its children included."""
    above = {node.id: [one.id for one in node.ancestors()] for node in nodes}
    ends: dict[str, int] = {}
    for passage in passages:
        for theme in above.get(passage.theme or "", []):
            ends[theme] = max(ends.get(theme, 0), passage.text.span().end)
    return ends
