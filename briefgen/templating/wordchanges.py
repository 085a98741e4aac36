"""What an editor changed of a Word template: words, looks, styles, the page, pictures."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.package import read_package
from briefgen.render.styles import Q
from briefgen.templating.change import KEPT, Change, both, differing, words
from briefgen.templating.paragraphs import PART, paragraphs
from briefgen.templating.wordlooks import Looking, page_looks, table_looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.templating.paragraphs import Paragraph

BODY, STYLES, MEDIA = "word/document.xml", "word/styles.xml", "word/media/"


def word_changes(old: Path, new: Path) -> Iterator[Change]:
    """What the second file changes of the first; raises TemplateError if one is no Word file."""
    was, now = _Word(old), _Word(new)
    before, after = was.looking.styles(), now.looking.styles()
    anew = {name: _other(before[name], after.get(name, before[name])) for name in before}
    yield from _paragraphs(was, now, new.name, anew)
    for name, others in anew.items():
        below = anew.get(now.looking.beneath(name), ())  # what comes from there is told there
        own = [one for one in others if one not in below]
        yield from _told("style", new.name, own, style=name)
    if len(was.tables) == len(now.tables):
        for number, pair in enumerate(zip(was.tables, now.tables, strict=True), 1):
            others = _other(*map(table_looks, pair))
            yield from _told("table", new.name, others, n=number)
    yield from _told("page", new.name, _other(page_looks(was.body), page_looks(now.body)))
    if now.pictures - was.pictures:
        yield Change("picture", new.name)


class _Word:
    """A Word file as it is compared."""

    def __init__(self, path: Path) -> None:
        parts = read_package(path)
        names = sorted(filter(PART.fullmatch, parts), key=lambda one: (one != BODY, one))
        try:
            trees = {name: etree.fromstring(parts[name]) for name in names}
            self.looking = Looking(etree.fromstring(parts[STYLES]))
        except etree.XMLSyntaxError as error:
            raise TemplateError(f"not a Word file: {error}", where=str(path)) from error
        self.body = trees[BODY]
        self.paragraphs = [one for name in names for one in paragraphs(name, trees[name])]
        self.tables = list(self.body.iter(f"{Q}tbl"))
        # by what they hold: Word gives them other names
        self.pictures = {
            sha256(held).hexdigest() for name, held in parts.items() if name.startswith(MEDIA)
        }


def _paragraphs(
    was: _Word, now: _Word, file: str, styles: Mapping[str, Sequence[str]]
) -> Iterator[Change]:
    """The paragraphs whose words or looks are others; `styles` are changed in these looks."""
    old, new = was.paragraphs, now.paragraphs
    texts = [one.text.strip() for one in old], [one.text.strip() for one in new]
    at, to = 0, 0
    end = ((len(old), len(old)), (len(new), len(new)))
    for (a, b), (c, d) in (*differing(*texts), end):
        for before, after in zip(old[at:a], new[to:c], strict=True):
            others = _other(was.looking.of(before), now.looking.of(after))
            own = [one for one in others if one not in styles.get(now.looking.style_of(after), ())]
            text = (KEPT + _line(after),) if after.text.strip() else ()
            yield from _told("paragraph_looks", file, own, after.place, text)
        yield from _words(file, old[a:b], new[c:d])
        at, to = b, d


def _words(file: str, old: list[Paragraph], new: list[Paragraph]) -> Iterator[Change]:
    """Paragraphs in the place of others: one by one if there are as many."""
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            lines = both([_line(before)], [_line(after)])
            yield Change("paragraph", file, place=after.place, lines=lines)
    else:
        kind = "paragraph" if old and new else "paragraph_more" if new else "paragraph_less"
        lines = both([*map(_line, old)], [*map(_line, new)])
        yield Change(kind, file, place=(new or old)[0].place, lines=lines)


def _line(paragraph: Paragraph) -> str:
    """The text of a paragraph on one line."""
    return " ".join(paragraph.text.split())


def _other(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The names of what two looks say otherwise."""
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def _told(
    kind: str,
    file: str,
    others: Sequence[str],
    place: Mapping[str, Any] | None = None,
    lines: tuple[str, ...] = (),
    **said: object,
) -> Iterator[Change]:
    """One change that names in what looks differ; none if they differ in nothing."""
    known = words()["properties"]
    told = {
        f"looks_{tongue}": between.join(dict.fromkeys(known[name][tongue] for name in others))
        for tongue, between in (("zh", "、"), ("en", ", "))
    }
    if others:
        yield Change(kind, file, place=place or {}, said={**said, **told}, lines=lines)
