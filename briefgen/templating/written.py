"""The HTML of a page as its editor wrote it: its tags, comments, styles, each with its place.

Tags of Jinja are masked, so that what they print does not matter. The rules are those of HTML: a
quotation mark that is not closed runs on to the next one, a comment to the next `-->`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = "\ue000"  # stands where a tag of Jinja stood
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?(?:#\}|\Z)", re.DOTALL)
BEGIN = re.compile(r"<!--|</?[A-Za-z][^\s/>]*")
COMMENT_END = re.compile(r"--!?>")
ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(\s*=\s*)?")
BARE = re.compile(r"[^\s>]*")
DRAWN = {"svg", "math"}  # what is in them may end at its own tag, as in XML
WITHIN = {"foreignobject", "desc", "annotation-xml"}  # what is in these is HTML again
RAW = {"style", "script", "textarea", "title", "xmp", "iframe", "noframes"}
BESIDE = re.compile(rf"[\s/>{MASK}]|\Z")  # what may follow a quotation mark that closes


class Attribute(NamedTuple):
    """An attribute: its name, its value and where that begins, the quotation mark it stands in.

    `runs_on` if that mark is not closed, or by a mark that was meant for something else.
    """

    name: str
    value: str
    at: int
    quote: str
    runs_on: bool = False


class Tag(NamedTuple):
    """A tag; `closed` unless another one begins in it, or it has no end at all.

    `whole` if it ends with `/>`, which says in drawings only that nothing is in the element.
    """

    name: str
    at: int
    attributes: tuple[Attribute, ...]
    closed: bool
    whole: bool


class Comment(NamedTuple):
    """A comment; `closed` unless it has no end, or another one begins in it."""

    at: int
    end: int
    closed: bool


class Raw(NamedTuple):
    """What stands in an element that holds no tags, such as <style>."""

    name: str
    at: int
    text: str
    closed: bool


def masked(text: str) -> str:
    """The text with every tag of Jinja masked; lines and places stay."""
    return JINJA.sub(lambda match: re.sub(r"[^\n]", MASK, match[0]), text)


def written(text: str) -> Iterator[Tag | Comment | Raw]:
    """The tags, comments and raw texts of a page, in their order."""
    hidden = masked(text)
    at = 0
    around: list[str] = []  # the drawings, and the HTML within them
    while match := BEGIN.search(hidden, at):
        if match[0] == "<!--":
            comment = _comment(hidden, match.start())
            yield comment
            at = comment.end
            continue
        tag, at = _tag(hidden, match)
        yield tag
        drawn = bool(around) and around[-1] in DRAWN
        if tag.name in DRAWN | WITHIN and not tag.whole:
            around.append(tag.name)
        elif around and tag.name == f"/{around[-1]}":
            around.pop()
        if tag.name in RAW and not (tag.whole and drawn):
            raw, at = _raw(hidden, tag.name, at)
            yield raw


def _comment(text: str, at: int) -> Comment:
    end = COMMENT_END.search(text, at + 2)  # of `<!-->` too
    stop = end.end() if end else len(text)
    said = text[at + 4 : end.start() if end else stop]
    return Comment(at, stop, bool(end) and "<!--" not in said)


def _raw(text: str, name: str, at: int) -> tuple[Raw, int]:
    end = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, at)
    stop = end.start() if end else len(text)
    return Raw(name, at, text[at:stop], bool(end)), stop


def _tag(text: str, match: re.Match[str]) -> tuple[Tag, int]:
    """A tag and where it ends; one that is not closed ends before the next."""
    found: list[Attribute] = []
    at, closed = match.end(), True
    while closed and (named := ATTRIBUTE.match(text, at)):
        if "<" in named[1]:
            closed, at = False, named.start(1) + named[1].index("<")
            break
        at = named.end()
        if not named[2]:
            found.append(Attribute(named[1], "", named.start(1), ""))
        else:
            value, at = _value(text, named[1], at)
            found.append(value)
            if value.runs_on:
                break
    end = re.compile(r"[\s/]*>").match(text, at) if closed else None
    runs_on = bool(found) and found[-1].runs_on
    closed = closed and (bool(end) or runs_on)
    at = end.end() if end else at
    whole = end is not None and end[0].endswith(
        "/>"
    )  # one behind a value without quotation marks is of it
    found = _mistaken(found, text[match.end() : at])
    return Tag(match[0].strip("<").lower(), match.start(), tuple(found), closed, whole), at


def _value(text: str, name: str, at: int) -> tuple[Attribute, int]:
    """The value of an attribute and where it ends; one that runs on ends where its tag should."""
    quote = text[at] if text[at : at + 1] in {'"', "'"} else ""
    if not quote:
        bare = BARE.match(text, at)
        value = bare[0] if bare else ""
        return Attribute(name, value, at, ""), at + len(value)
    end = text.find(quote, at + 1)
    value = text[at + 1 : end if end >= 0 else len(text)]
    crossed = "<" in value or ">" in value
    if end < 0 or (crossed and not BESIDE.match(text, end + 1)):
        stop = text.find(">", at)
        stop = stop if stop >= 0 else len(text)
        return Attribute(name, text[at + 1 : stop], at + 1, quote, runs_on=True), stop
    return Attribute(name, value, at + 1, quote), end + 1


def _mistaken(found: list[Attribute], text: str) -> list[Attribute]:
    """The attributes; one with `>` in it runs on if a stray quotation mark comes behind it."""
    rest = text
    for each in found:
        rest = rest.replace(f"{each.quote}{each.value}{each.quote}", "", 1)
    if '"' not in rest and "'" not in rest:
        return found
    return [
        each._replace(runs_on=True) if each.quote and ">" in each.value else each for each in found
    ]
