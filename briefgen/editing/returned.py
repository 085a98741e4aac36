"""Reads a Word page that comes back from an editor: what stands now under each key, and what else.

Bookmarks say which words are whose. Where an editor's program lost them, or left them behind when
words were moved, the words themselves are looked for: whole and as they were printed first, then
what is left by likeness. Words that are part of longer ones are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree
from rapidfuzz import fuzz

from briefgen.errors import SourceError, TemplateError
from briefgen.overrides import HEADING
from briefgen.render.anchors import Stretch, digest, stretches
from briefgen.render.imprint import read_imprint
from briefgen.render.package import read_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.render.imprint import Imprint

MARK = re.compile(r"\[\d+\]")
PARTING = re.compile(r"([；;。·•\u3000])")
BLANK = "；"  # stands where words were taken out
EDGES = " \u00a0\u3000，,、；;。·•"
FIRM = 4  # characters from which words that nobody knows to be printed are looked for
LIKE = 55.0  # rapidfuzz ratio from which words may be what became of others
HINT = "absorb takes a page that briefgen made: build it again, and edit that"


Where = tuple[int, int, int]  # paragraph, stretch, place in it
Cut = tuple[int, int, str]  # the words of a key in a stretch: from, to, whose


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
    cuts: dict[int, list[Cut]] = field(default_factory=dict)  # by the number of the stretch

    def read(self) -> None:
        """Give every stretch to its key; what is left over is foreign."""
        was = {key: said for block in self.back.imprint.blocks for key, said in block}
        printed = {key: self._printed(key, said) for key, said in was.items()}
        self.found = _left_behind(self.found, printed)
        gaps: list[int] = []
        for number, each in enumerate(self.found):
            if each.key in was:
                self.words[each.key] = self.words.get(each.key, "") + each.text
                self.places.setdefault(each.key, (each.paragraph, number, 0))
            elif each.text.strip() and digest(each.text) not in self.back.imprint.texts:
                gaps.append(number)
        lost = [key for key in was if not self.words.get(key, "").strip()]
        for key in sorted(lost, key=lambda key: -max(map(len, printed[key]), default=0)):
            self._claim(key, printed[key], gaps)
        loose = [piece for number in gaps for piece in self._pieces(number)]
        self._matched(loose, lost)
        order = sorted((key for key in self.words if self.words[key].strip()), key=self._place)
        self.back.texts = {key: self.words[key].strip() for key in order}
        self.back.paragraphs = {key: self.places[key][0] for key in order}

    def _place(self, key: str) -> Where:
        return self.places[key]

    def _printed(self, key: str, was: str) -> list[str]:
        """What a page printed for a key: of the words known those of that digest, else all."""
        known = list(self.known.get(key, ()))
        exact = [words for words in known if digest(words) == was]
        return exact or [words for words in known if len(words) >= FIRM]

    def _claim(self, key: str, printed: Sequence[str], gaps: Sequence[int]) -> None:
        """Find the words of a lost key where they stand whole, or best so."""
        heading = key.startswith(HEADING)
        places = [
            (_against(self.found[number].text, match.span()), -len(words), number, match.span())
            for words in printed
            for number in gaps
            for match in re.finditer(re.escape(words), self.found[number].text)
            if self._free(number, match.span())
        ]
        if places and not (heading and min(places)[0]):
            _, _, number, (start, end) = min(places)
            self.cuts.setdefault(number, []).append((start, end, key))
            self.words[key] = self.found[number].text[start:end]
            self.places[key] = (self.found[number].paragraph, number, start)

    def _free(self, number: int, span: tuple[int, int]) -> bool:
        return all(
            end <= span[0] or span[1] <= start for start, end, _ in self.cuts.get(number, ())
        )

    def _pieces(self, number: int) -> Iterator[tuple[Where, str]]:
        """What of a text between keys is neither furniture nor a lost key's words."""
        text, at, before = self.found[number].text, 0, self._line(number, -1)
        last = (len(text), len(text), self._line(number, 1))
        for start, end, key in [*sorted(self.cuts.get(number, ())), last]:
            line = "" if key.startswith(HEADING) else key
            yield from self._between(number, (at, start), before, line)
            at, before = end, line

    def _between(
        self, number: int, span: tuple[int, int], before: str, after: str
    ) -> Iterator[tuple[Where, str]]:
        """What of a part of a text is of nobody; `before` and `after` are the lines beside it."""
        rest = self._without_furniture(self.found[number].text[slice(*span)])
        parts = PARTING.split(MARK.sub(lambda mark: BLANK * len(mark[0]), rest))
        at = span[0]
        for index, part in enumerate(parts):
            if not index % 2 and not self._furniture(part):
                piece = self._unsigned(part)
                if not index and before:
                    self.words[before] += piece
                elif index == len(parts) - 1 and after:
                    self.words[after] = piece + self.words[after]
                else:
                    yield (self.found[number].paragraph, number, at), piece
            at += len(part)

    def _without_furniture(self, text: str) -> str:
        """The text with blanks for what the page had there itself, at its beginning and end."""
        known = self.back.imprint.texts
        ends = range(len(text), 0, -1)
        first = next((at for at in ends if text[:at].strip() and digest(text[:at]) in known), 0)
        starts = range(first, len(text))
        last = next((at for at in starts if text[at:].strip() and digest(text[at:]) in known), None)
        last = len(text) if last is None else last
        return f"{BLANK * first}{text[first:last]}{BLANK * (len(text) - last)}"

    def _furniture(self, text: str) -> bool:
        """Whether a text is of the page and no highlight's: a mark, a sign, a label."""
        return digest(text.strip(EDGES)) in self.back.imprint.texts or not self._unsigned(text)

    def _unsigned(self, text: str) -> str:
        """The text without marks of promises, and without what is no word at its ends."""
        for sign in self.signs:
            text = text.replace(sign, "")
        return text.strip(EDGES)

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


def _against(text: str, span: tuple[int, int]) -> int:
    """On how many sides a place in a text is written against other words."""
    before, after = text[: span[0]][-1:], text[span[1] :][:1]
    return sum(each.isalnum() for each in (before, after))


def _left_behind(found: list[Stretch], printed: Mapping[str, Sequence[str]]) -> list[Stretch]:
    """The stretches, but of a paragraph whose words were moved without their bookmarks one.

    There a bookmark is empty, and its words stand whole in what other bookmarks hold.
    """
    held = {each.key: "" for each in found if each.key}
    paragraphs: dict[int, list[Stretch]] = {}
    for each in found:
        paragraphs.setdefault(each.paragraph, []).append(each)
        if each.key:
            held[each.key] += each.text
    empty = [words for key in held if not held[key].strip() for words in printed.get(key, ())]
    made: list[Stretch] = []
    for number, own in paragraphs.items():
        text = "".join(each.text for each in own)
        moved = [words for words in empty if words in text]
        gaps = [each.text for each in own if not each.key]
        if any(not any(words in gap for gap in gaps) for words in moved):
            made.append(Stretch(text, "", number))
        else:
            made += own
    return made
