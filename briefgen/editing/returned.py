"""Reads a Word page that comes back from an editor: what stands now under each key, and what else.

Bookmarks say which words are whose. Where an editor's program lost them, the words themselves are
looked for: as they were printed first, then what is left by likeness.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree
from rapidfuzz import fuzz

from briefgen.errors import SourceError, TemplateError
from briefgen.overrides import HEADING
from briefgen.render.anchors import digest, stretches
from briefgen.render.imprint import read_imprint
from briefgen.render.package import read_package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefgen.render.anchors import Stretch
    from briefgen.render.imprint import Imprint

MARK = re.compile(r"\[\d+\]")
PARTING = re.compile(r"([；;。·•])")
BORDER = re.compile(r"[；;。·•\]\[]")
BLANK = "；"  # stands where words were taken out
EDGES = " \u00a0\u3000，,、；;。·•"
LIKE = 55.0  # rapidfuzz ratio from which words may be what became of others
HINT = "absorb takes a page that briefgen made: build it again, and edit that"


Where = tuple[int, int, int]  # paragraph, stretch, place in it


@dataclass(slots=True)
class Returned:
    """A page as it came back: by key its words now, in their order, and words of nobody."""

    imprint: Imprint
    texts: dict[str, str] = field(default_factory=dict)  # in the order of the page
    paragraphs: dict[str, int] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)


def open_returned(path: Path) -> tuple[Imprint, list[Stretch]]:
    """What a page held when it was made, and its text now.

    Raises SourceError if the file is no Word page of briefgen.
    """
    try:
        parts = read_package(path)
        imprint = read_imprint(parts)
        found = stretches(etree.fromstring(parts["word/document.xml"]))
    except (TemplateError, etree.XMLSyntaxError) as error:
        message = error.message if isinstance(error, TemplateError) else f"damaged: {error}"
        raise SourceError(message, where=str(path), hint=HINT) from error
    if imprint is None:
        message = "the file does not say which highlights it holds"
        raise SourceError(message, where=str(path), hint=HINT)
    return imprint, found


def sorted_out(
    imprint: Imprint,
    found: list[Stretch],
    known: Mapping[str, Sequence[str]],
    signs: Sequence[str],
) -> Returned:
    """The page with its words given to their keys.

    `known` are the words that each key may have been printed in; `signs` are those that mark a
    promise, which belong to no highlight.
    """
    page = _Page(Returned(imprint), found, known, sorted(signs, key=len, reverse=True))
    page.read()
    return page.back


@dataclass(slots=True)
class _Page:
    """A returned page while its words are given to their keys."""

    back: Returned
    found: list[Stretch]
    known: Mapping[str, Sequence[str]]
    signs: Sequence[str]
    words: dict[str, str] = field(default_factory=dict)  # by key, as far as it is read
    places: dict[str, Where] = field(default_factory=dict)

    def read(self) -> None:
        """Give every stretch to its key; what is left over is foreign."""
        keys = [key for block in self.back.imprint.blocks for key, _ in block]
        gaps: list[tuple[int, Stretch]] = []
        for number, each in enumerate(self.found):
            if each.key in keys:
                self.words[each.key] = self.words.get(each.key, "") + each.text
                self.places.setdefault(each.key, (each.paragraph, number, 0))
            else:
                gaps.append((number, each))
        lost = [key for key in keys if not self.words.get(key, "").strip()]
        loose: list[tuple[Where, str]] = []
        for number, gap in gaps:
            loose += self._pieces(number, gap, lost)
        self._matched(loose, lost)
        order = sorted((key for key in self.words if self.words[key].strip()), key=self._place)
        self.back.texts = {key: self.words[key].strip() for key in order}
        self.back.paragraphs = {key: self.places[key][0] for key in order}

    def _place(self, key: str) -> Where:
        return self.places[key]

    def _pieces(self, number: int, gap: Stretch, lost: list[str]) -> list[tuple[Where, str]]:
        """What of a text between keys is neither furniture nor a lost key's words as printed."""
        if digest(gap.text) in self.back.imprint.texts or not gap.text.strip():
            return []
        rest = gap.text
        for key in sorted(lost, key=lambda key: not key.startswith(HEADING)):
            if not self.words.get(key):
                rest = self._claimed(rest, key, gap, number)
        parts = PARTING.split(MARK.sub(lambda mark: BLANK * len(mark[0]), rest))
        made: list[tuple[Where, str]] = []
        at = 0
        for index, part in enumerate(parts):
            if not index % 2 and not self._furniture(part):
                piece = self._unsigned(part)
                if not self._glued(number, piece, index, len(parts)):
                    made.append(((gap.paragraph, number, at), piece))
            at += len(part)
        return made

    def _claimed(self, rest: str, key: str, gap: Stretch, number: int) -> str:
        """What is left of a text once the words of a lost key are taken out, if it has them.

        What is written against the words goes with them.
        """
        for words in sorted(self.known.get(key, ()), key=len, reverse=True):
            at = rest.find(words) if words else -1
            if at < 0:
                continue
            start, end = at, at + len(words)
            if not key.startswith(HEADING):
                start = max((m.end() for m in BORDER.finditer(rest, 0, at)), default=0)
                border = BORDER.search(rest, end)
                start = at if self._furniture(rest[start:at]) else start
                stop = border.start() if border else len(rest)
                end = end if self._furniture(rest[end:stop]) else stop
            self.words[key] = rest[start:end]
            self.places[key] = (gap.paragraph, number, at)
            return f"{rest[:start]}{BLANK * (end - start)}{rest[end:]}"
        return rest

    def _furniture(self, text: str) -> bool:
        """Whether a text is of the page and no highlight's: a mark, a sign, a label."""
        return digest(text.strip(EDGES)) in self.back.imprint.texts or not self._unsigned(text)

    def _unsigned(self, text: str) -> str:
        """The text without marks of promises, and without what is no word at its ends."""
        for sign in self.signs:
            text = text.replace(sign, "")
        return text.strip(EDGES)

    def _glued(self, number: int, piece: str, index: int, count: int) -> bool:
        """Whether a piece was written against the words of a highlight, and is put to them."""
        before, after = self._line(number, -1), self._line(number, 1)
        if not index and before:
            self.words[before] += piece
            return True
        if index == count - 1 and after:
            self.words[after] = piece + self.words[after]
            return True
        return False

    def _line(self, number: int, step: int) -> str:
        """The key of the highlight right beside a stretch in its paragraph; empty if none is."""
        if not 0 <= number + step < len(self.found):
            return ""
        beside, own = self.found[number + step], self.found[number]
        near = beside.paragraph == own.paragraph and bool(self.words.get(beside.key))
        return beside.key if near and not beside.key.startswith(HEADING) else ""

    def _matched(self, loose: list[tuple[Where, str]], lost: list[str]) -> None:
        """Give loose pieces to the lost keys they are most like; the others are foreign."""
        open_keys = [key for key in lost if not self.words.get(key)]
        pairs = [
            (max((fuzz.ratio(one, text) for one in self.known.get(key, ())), default=0.0), n, key)
            for n, (_, text) in enumerate(loose)
            for key in open_keys
        ]
        pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
        taken: set[int] = set()
        for like, n, key in pairs:
            if like >= LIKE and n not in taken and not self.words.get(key):
                self.places[key], self.words[key] = loose[n]
                taken.add(n)
        self.back.foreign += [text for n, (_, text) in enumerate(loose) if n not in taken]
