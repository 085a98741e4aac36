"""Headings that stand as lines of their own, marked by the file (Markdown, HTML) or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.themes.mark import BODY, PART_LINE, Mark, head, label_and_title
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Article, Paragraph

_RANK_MARKUP = 11  # Markdown and HTML headings stand above 一、; level 1 to 6 is added
_PAIR = 2
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
    plain = [mark for mark in marks if mark.kind == "line" and paragraphs[mark.paragraph].line]
    stopped = [mark for mark in marks if mark.kind == "line" and mark not in plain]
    found = marked + _plain(paragraphs, plain, taken) + _stopped(paragraphs, stopped, taken)
    if not found:
        found = _headlines(paragraphs, plain)
    return sorted(found, key=lambda mark: mark.paragraph)


def parts(article: Article, taken: Sequence[Mark]) -> list[Mark]:
    """The marks of bare lines that only name the time of what follows: 2019年工作安排.

    They end every theme before them and are none themselves.
    """
    known = {mark.paragraph for mark in taken}
    found = []
    for index, paragraph in enumerate(article.paragraphs):
        text = paragraph.text.text.strip()
        alone = index not in known and (paragraph.line or text[-1:] == "：")
        if alone and words().part_line.search(text) and not _same(text, article.name):
            found.append(Mark(index, 0, PART_LINE, _RANK_LINE, "heading.part", text, "", line=True))
    return found


def _mark(article: Article, index: int, known: set[int]) -> Mark | None:
    """The mark of one line, if it may be a heading: it names something and text follows."""
    paragraphs = article.paragraphs
    paragraph = paragraphs[index]
    text = paragraph.text.text.strip()
    stopped = not paragraph.line and not paragraph.markup
    if stopped:  # 生态底色更加亮丽。 is a line, too
        text = text.removeprefix(_opening(paragraph)).removesuffix("。")
    if (stopped and not _is_sentence(paragraph)) or not _is_heading(text, paragraph.markup):
        return None
    if _same(text, article.name) or not _text_follows(paragraphs, index, known):
        return None
    named = label_and_title(head(text, line=True))
    if not named:
        return None
    if paragraph.markup:
        rank, kind = _RANK_MARKUP + paragraph.markup, "markup"
    else:
        rank, kind = _RANK_LINE, "line"
    mark = Mark(index, 0, kind, rank, f"heading.{kind}", *named, line=True)
    decked = index + 1 not in known and _states_figure(paragraphs[index + 1])
    return None if decked and not _is_official(mark) else mark


def _is_sentence(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one short sentence (这一年，我们敢闯敢试，改革开放步伐加快。)."""
    text = paragraph.text.text.strip()
    opening = _opening(paragraph)
    short = len(text) < BODY or (opening and len(text) - len(opening) <= BODY)
    return bool(short) and text.endswith("。") and not set(text[:-1]) & set("：；。！？")


def _opening(paragraph: Paragraph) -> str:
    """What stands before the name in a heading that siblings share: 这一年，我们; or ""."""
    found = words().frame_opening.match(paragraph.text.text.strip())
    return found[0] if found else ""


def _is_heading(text: str, markup: int) -> bool:
    """Whether a line reads like a heading: short, no byline, date, menu or unfinished sentence."""
    known = words()
    shortest = _SHORTEST if markup or known.section.search(text) else known.line_min
    right_length = shortest <= len(text) <= known.line_max
    return right_length and text[-1] not in "：，、；。" and not known.not_heading.search(text)


def _same(text: str, title: str) -> bool:
    """Whether a line repeats the document's title."""
    bare, name = (one.translate({32: None, 0x3000: None}) for one in (text, title))
    if not name:
        return False
    return name in bare or (bare in name and len(bare) * 3 >= len(name) * 2)


def _text_follows(paragraphs: Sequence[Paragraph], index: int, known: set[int]) -> bool:
    """Whether the next paragraph is text, or has a marker of its own.

    One line with a figure may stand between, as under the headings of a newspaper.
    """
    if index + 1 in known:
        return True
    deck = [at for at in (index + 1,) if at < len(paragraphs) and _states_figure(paragraphs[at])]
    if index + 1 + len(deck) >= len(paragraphs):
        return False
    after = paragraphs[index + 1 + len(deck)]
    return not after.line and not after.markup and _is_text(after.text.text)


def _is_text(text: str) -> bool:
    """Whether a paragraph is long enough to be text, or a short sentence of a figure or an act."""
    told = words().fact.search(text) or words().act.match(text.lstrip("▶●■◆· "))
    return len(text) >= BODY or (text.endswith("。") and told is not None)


def _states_figure(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line that states a figure: 紧急避险转移160.7万人次."""
    return paragraph.line and bool(words().fact.search(paragraph.text.text))


def _plain(paragraphs: Sequence[Paragraph], marks: list[Mark], taken: Sequence[Mark]) -> list[Mark]:
    """The unmarked headings of a document: several that look alike, or names of sections."""
    marks = [mark for mark in marks if not words().fact.search(mark.label)]
    first_text = next(
        (at for at, one in enumerate(paragraphs) if not one.line and len(one.text) >= BODY), 0
    )
    believed = _several(marks, first_text)
    believed += [
        mark
        for mark in marks
        if mark not in believed
        and (_is_section(paragraphs, mark, first_text) or _sibling(mark, believed))
    ]
    if not believed:
        return []
    rank = _rank(sorted(mark.paragraph for mark in believed), taken)
    return [replace(mark, rank=rank) for mark in believed]


def _headlines(paragraphs: Sequence[Paragraph], marks: list[Mark]) -> list[Mark]:
    """The lines that head a paragraph with the figure it tells: 地区生产总值增长6.7%."""
    told = [one for one in marks if _told_again(paragraphs, one)]
    return told if len(told) >= _PAIR else []


def _told_again(paragraphs: Sequence[Paragraph], mark: Mark) -> bool:
    """Whether a line states a figure that the paragraph below states, too."""
    fact = words().fact.search(mark.label)
    return fact is not None and fact[0] in paragraphs[mark.paragraph + 1].text.text


def _stopped(
    paragraphs: Sequence[Paragraph], marks: list[Mark], taken: Sequence[Mark]
) -> list[Mark]:
    """The headings that end with a full stop: several that say what was done or became of it.

    Those that open as these do (这一年，我们) are headings, too.
    """
    marks = [one for one in marks if not words().fact.search(one.label)]
    openings = [_opening(paragraphs[one.paragraph]) for one in marks]
    official = [
        one
        for one, opening in zip(marks, openings, strict=True)
        if _is_official(one) or (opening and openings.count(opening) > _PAIR)
    ]
    if len(official) < _PAIR:
        return []
    rank = _rank([mark.paragraph for mark in official], taken)
    return [replace(mark, rank=rank) for mark in official]


def _rank(places: list[int], taken: Sequence[Mark]) -> int:
    """The level of the unmarked headings in these paragraphs.

    They stand below the numbered lines that come before them all, or right before one of them.
    """
    above = [
        mark.rank
        for mark in taken
        if mark.line
        and mark.kind in _LEVELS
        and (mark.paragraph < places[0] or mark.paragraph + 1 in places)
    ]
    return max([_RANK_LINE, *(one + 1 for one in above)])


def _several(marks: list[Mark], first_text: int) -> list[Mark]:
    """The lines that are believed since several of them are official, or all are alike."""
    official = marks if _alike(marks) else [mark for mark in marks if _is_official(mark)]
    within = [mark for mark in official if mark.paragraph > first_text]
    if len(within) < _PAIR:
        return official if len(official) > _PAIR else []
    if len(official) > len(within):
        parts = {bool(mark.title) for mark in within}
        return [mark for mark in official if {bool(mark.title)} == parts or mark in within]
    return within


def _is_section(paragraphs: Sequence[Paragraph], mark: Mark, first_text: int) -> bool:
    """Whether a line names a section of a bulletin; before the first text it may be a menu."""
    text = paragraphs[mark.paragraph].text.text
    return mark.paragraph > first_text and bool(words().section.search(text))


def _sibling(mark: Mark, headings: Sequence[Mark]) -> bool:
    """Whether a line between the headings is of their length: they are all headings, or none."""
    if not headings:
        return False
    lengths = [len(one.label) + len(one.title) for one in headings]
    places = [one.paragraph for one in headings]
    between = min(places) < mark.paragraph < max(places)
    return between and min(lengths) <= len(mark.label) + len(mark.title) <= max(lengths)


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
