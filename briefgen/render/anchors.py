"""Puts invisible names on the highlights of a Word page, so that a returned page can be read.

Each highlight and each heading of a theme gets a hidden bookmark named after its key; the file's
properties say what the page held when it was made. Both outlive a save by Word or LibreOffice.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.overrides import KEY
from briefgen.render.breaks import JOINER
from briefgen.render.styles import Q

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Briefing, DocumentBlock, ThemeBlock

HIDDEN = "_"  # a bookmark whose name begins so is not shown in Word
NAME = re.compile(f"{HIDDEN}({KEY.pattern})")
UNSEEN = {f"{Q}del", f"{Q}moveFrom"}  # what a tracked change took away
_P, _R, _T, _START, _END = (f"{Q}{n}" for n in ("p", "r", "t", "bookmarkStart", "bookmarkEnd"))
_SPACES = {f"{Q}tab": " ", f"{Q}br": " ", f"{Q}cr": " ", f"{Q}noBreakHyphen": "-"}
SPACE = re.compile(rf"[\s{JOINER}]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text: the key it stands under, if any, and the number of its paragraph."""

    text: str
    key: str
    paragraph: int


@dataclass(slots=True)
class _Words:
    """The text of a paragraph with the place of each of its pieces."""

    text: str = ""
    pieces: list[tuple[int, Any]] = field(default_factory=list)  # where it begins, its w:t


def bare(text: str) -> str:
    """The text without white space, which programs change as they save."""
    return SPACE.sub("", text)


def digest(text: str) -> str:
    """What tells one text from another, white space aside."""
    return sha256(bare(text).encode()).hexdigest()[:6]


def heading_words(theme: ThemeBlock) -> str:
    """The part of a theme's heading that an editor may change: its title, else its label."""
    return theme.title.zh or ("" if theme.chip else theme.label.zh)


def keyed_texts(briefing: Briefing) -> list[list[tuple[str, str]]]:
    """The keys of a page with their words, in its order: for each theme its heading, its lines."""
    return [block for document in briefing.documents for block in _blocks(document)]


def _blocks(document: DocumentBlock) -> Iterator[list[tuple[str, str]]]:
    for theme in document.themes:
        words = heading_words(theme)
        head = [(theme.key, words)] if theme.key and words else []
        yield head + [(line.key, line.text) for line in theme.lines if line.key]
    if document.targets:
        yield [(line.key, line.text) for line in document.targets if line.key]


def anchored(root: Any, briefing: Briefing) -> None:  # noqa: ANN401 (lxml)
    """Put the bookmarks into a filled-in document.xml, wherever the template has put the words.

    Words that the template does not print, or not in one paragraph, get none.
    """
    for old in [each for each in root.iter(_START) if NAME.fullmatch(each.get(f"{Q}name", ""))]:
        old.getparent().remove(old)
    taken = [int(each.get(f"{Q}id", "0")) for each in root.iter(_START)]
    number = max(taken, default=0) + 1
    paragraphs = list(root.iter(_P))
    at, after = 0, 0  # words are looked for from here on: the page has them in this order
    for key, words in (each for block in keyed_texts(briefing) for each in block):
        for index in [*range(at, len(paragraphs)), *range(at)]:
            found = _words(paragraphs[index])
            place = found.text.find(words, after if index == at else 0)
            if place >= 0:
                _mark(paragraphs[index], found, (place, place + len(words)), (key, number))
                number += 1
                at, after = index, place + len(words)
                break


def _words(paragraph: Any) -> _Words:  # noqa: ANN401
    made = _Words()
    for run in paragraph.iter(_R):
        for item in run:
            if item.tag == _T:
                made.pieces.append((len(made.text), item))
                made.text += item.text or ""
            elif item.tag in _SPACES:
                made.text += _SPACES[item.tag]
    return made


def _mark(paragraph: Any, words: _Words, span: tuple[int, int], name: tuple[str, int]) -> None:  # noqa: ANN401
    """Set the two ends of a bookmark; a run that goes on beyond an end is cut in two there."""
    key, number = name
    first = _cut(words, span[0], behind=False)
    start = etree.Element(_START)
    start.set(f"{Q}id", str(number))
    start.set(f"{Q}name", f"{HIDDEN}{key}")
    first.addprevious(start)
    last = _cut(_words(paragraph), span[1], behind=True)
    end = etree.Element(_END)
    end.set(f"{Q}id", str(number))
    last.addnext(end)


def _cut(words: _Words, at: int, *, behind: bool) -> Any:  # noqa: ANN401
    """The run that begins at a place of the text, or with `behind` the one that ends there."""
    own = [
        (start, item)
        for start, item in words.pieces
        if start <= at <= start + len(item.text or "") and item.text
    ]
    start, item = own[0] if behind else own[-1]
    run, text = item.getparent(), item.text
    whole = at in {start, start + len(text)} and len(run.findall(_T)) == 1
    if whole and at == (start + len(text) if behind else start):
        return run
    rest = deepcopy(run)
    twin = rest.findall(_T)[run.findall(_T).index(item)]
    item.text, twin.text = text[: at - start], text[at - start :]
    for kept, before in ((item, False), (twin, True)):
        beside = kept.itersiblings(preceding=before)
        for each in [one for one in beside if one.tag in {_T, *_SPACES}]:
            each.getparent().remove(each)
    run.addnext(rest)
    return run if behind else rest


# --- reading -------------------------------------------------------------------------------------


def stretches(root: Any) -> list[Stretch]:  # noqa: ANN401
    """The text of a document.xml cut at its bookmarks and paragraphs, as a reader sees it.

    A bookmark whose words were all deleted may have its end before its start, or none: it is empty.
    """
    made: list[tuple[str, str, int]] = []
    names: dict[str, str] = {}
    open_keys: list[str] = []
    paragraph = 0
    items = list(_seen(root))
    ends = {item.get(f"{Q}id"): at for at, item in enumerate(items) if item.tag == _END}
    for at, item in enumerate(items):
        if item.tag == _P:
            paragraph += 1
        elif item.tag == _START and (match := NAME.fullmatch(item.get(f"{Q}name", ""))):
            if ends.get(item.get(f"{Q}id"), -1) > at:
                names[item.get(f"{Q}id")] = match[1]
                open_keys.append(match[1])
            made.append(("", match[1], paragraph))
        elif item.tag == _END and item.get(f"{Q}id") in names:
            open_keys.remove(names.pop(item.get(f"{Q}id")))
        elif item.tag == _T or (item.tag in _SPACES and item.getparent().tag == _R):
            text = (item.text or "").replace(JOINER, "") if item.tag == _T else _SPACES[item.tag]
            made.append((text, open_keys[-1] if open_keys else "", paragraph))
    return _joined(made)


def _seen(item: Any) -> Iterator[Any]:  # noqa: ANN401
    """The elements in order, without what a tracked change took away."""
    for child in item:
        if child.tag not in UNSEEN:
            yield child
            yield from _seen(child)


def _joined(made: Iterable[tuple[str, str, int]]) -> list[Stretch]:
    joined: list[Stretch] = []
    for text, key, paragraph in made:
        last = joined[-1] if joined else None
        if last and (last.key, last.paragraph) == (key, paragraph):
            joined[-1] = Stretch(last.text + text, key, paragraph)
        else:
            joined.append(Stretch(text, key, paragraph))
    return [each for each in joined if each.text or each.key]
