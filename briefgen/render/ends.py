"""Keeps the last words of each paragraph of the PDF together: no line holds only one word.

Nor does one hold a single character of a heading within a paragraph.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from briefgen.render.breaks import FORBIDDEN, is_han

COUNT = 3  # characters that a last line has at the least, besides its punctuation
SHORT = 8  # characters: what an element may have that is kept whole
HEADING = {"lead", "title"}  # the classes of what a paragraph begins with, in bold
PAIR = 2  # characters of it that stay together, at its beginning and at its end
NOT_COUNTED = "sup"  # the element of a source mark


def keep_ends(root: Any) -> None:  # noqa: ANN401 (an ElementTree of WeasyPrint)
    """Puts the last characters of each paragraph, with all after them, into a span, in place."""
    for paragraph in list(root.iter("p")):
        _keep(paragraph)
        for child in paragraph:
            if child.get("class") in HEADING:
                _pair(child)


def _pair(heading: Any) -> None:  # noqa: ANN401
    """Has no line end or begin with a single character of a heading."""
    text = heading.text or ""
    if len(heading) or len(text) <= PAIR * 2 or any(each.isspace() for each in text):
        return
    first, last = (Element("span", {"style": "white-space: nowrap"}) for _ in range(2))
    heading.text, first.text, last.text = "", text[:PAIR], text[-PAIR:]
    first.tail = text[PAIR:-PAIR]
    heading.extend((first, last))


def _keep(parent: Any) -> None:  # noqa: ANN401
    """Wraps the end of an element; where that is within a longer element, only there."""
    count = 0
    children = list(parent)
    for number in range(len(children), -1, -1):
        text = (parent.text if number == 0 else children[number - 1].tail) or ""
        at, count = _back(text, count)
        if at is None:
            return
        if count >= COUNT:
            _wrap(parent, number, at)
            return
        if number == 0:
            return
        child = children[number - 1]
        if child.tag == NOT_COUNTED:
            continue
        inside = "".join(child.itertext())
        if len(inside) > SHORT:
            if not count:
                _keep(child)
            return
        if any(each.isspace() for each in inside.strip()):
            return
        count += sum(each not in FORBIDDEN for each in inside)
        if count >= COUNT:
            before = parent.text if number == 1 else children[number - 2].tail
            _wrap(parent, number - 1, len(before or ""))
            return


def _back(text: str, count: int) -> tuple[int | None, int]:
    """Where the last characters of a text begin, and how many they are with those after it.

    None where a space comes first: a line may well end there, or the words are no Chinese ones.
    """
    at = len(text.rstrip()) if not count else len(text)
    while at and count < COUNT:
        at -= 1
        if text[at] not in FORBIDDEN:
            if not is_han(text[at]):
                return None, count
            count += 1
    return at, count


def _wrap(parent: Any, number: int, at: int) -> None:  # noqa: ANN401
    """Moves into a span the text from `at` on, behind the child before `number`, and the rest."""
    children = list(parent)
    span = Element("span", {"style": "white-space: nowrap"})
    if number == 0:
        text = parent.text or ""
        parent.text, span.text = text[:at], text[at:]
    else:
        text = children[number - 1].tail or ""
        children[number - 1].tail, span.text = text[:at], text[at:]
    for child in children[number:]:
        parent.remove(child)
        span.append(child)
    parent.append(span)
