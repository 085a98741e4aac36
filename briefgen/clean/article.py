"""The order in which a source becomes an article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING

from briefgen.clean.characters import CLOSERS, HAN, STOPS
from briefgen.clean.dates import event_on, published_on
from briefgen.clean.edges import SIGNATURE, sort_lines
from briefgen.clean.edits import without
from briefgen.clean.forms import filled
from briefgen.clean.lines import (
    Line,
    cut_lines,
    heading_like,
    joined,
    opens_section,
    readable,
    unbulleted,
    unfinished,
)
from briefgen.clean.noise import is_body
from briefgen.clean.opening import announced_title, first_clause, opening_clause, salutes
from briefgen.clean.origin import origin_of
from briefgen.clean.place import place_of
from briefgen.clean.punctuation import quoted, uniform
from briefgen.clean.repairs import damages, dashed, mended, problem
from briefgen.clean.romanised import unromanised
from briefgen.clean.script import converted
from briefgen.clean.spaces import DOUBTFUL, INVISIBLES, despaced
from briefgen.clean.stops import undoubled
from briefgen.clean.title import is_occasion
from briefgen.clean.torn import rejoined
from briefgen.lexicon import load_toml
from briefgen.model import Article, Noise, Paragraph, Problem, Repair, Source, Traced

if TYPE_CHECKING:
    from collections.abc import Sequence


CREDITS = ("source_line", "byline", "date_list", "menu")  # kinds that tell a date in the head
REMARKS = (("remark", "caption"), ("footnote", "footnote"))  # within a paragraph, and their kinds
TABLE = "table"  # the kind of noise that rows of tables are
_BOLD = re.compile(r"\s*\*\*\s{0,4}(?P<lead>[^*\s][^*]*)\*\*")
_AMOUNT = re.compile(r"[0-9][^，。、：%\s]{0,4}$")
_NUMBER = re.compile(f"[0-9][%{HAN}]")


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of the article, and what was cut from within and mended in them."""

    paragraphs: tuple[Paragraph, ...]
    noise: tuple[Noise, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]


def clean(source: Source) -> Article:
    """The article in the source: simplified, mended, without noise, every character traced.

    What is doubtful is listed in its problems; what is not stated (dates, outlet, place) is empty.
    """
    script, text, turned = converted(source.text)
    text = uniform(text)
    lines = rejoined(cut_lines(text))
    kinds, title = sort_lines(lines)
    noise = [
        Noise(line.start, line.end, kind)
        for line, kind in zip(lines, kinds, strict=True)
        if kind not in ("", "title")
    ]
    noise += [Noise(start, end, "tag") for start, end in title.tags] if title else []
    kept = [line for line, kind in zip(lines, kinds, strict=True) if not kind]
    body = clean_body(text, kept)
    turned = [each for each in turned if _holds(kept, each.start)]
    words = [paragraph.text.text for paragraph in body.paragraphs]
    prose = "\n".join(words)
    opening = next((each for each in words if not salutes(each) and not is_occasion(each)), "")
    named = untorn(title.text) if title else announced_title(opening)
    name = named or first_clause(opening)
    extra = [readable(text[item.start : item.end]) for item in (*noise, *body.noise)]
    head = head_lines(lines, kinds)
    published = (
        published_on(paired_labels(extra), head, signed_on(lines, kinds)) or source.published
    )
    datelines = [readable(text[item.start : item.end]) for item in body.noise]
    origin = origin_of(paired_labels(extra), datelines, source.origin)
    return Article(
        source=source,
        title=named,
        origin=origin,
        published=published,
        event=event_on(prose, [*extra, title.head if title else "", name], published),
        place=place_of(text, prose, name, origin),
        script=script,
        paragraphs=body.paragraphs,
        noise=tuple(sorted((*noise, *body.noise), key=lambda item: item.start)),
        repairs=tuple(sorted((*body.repairs, *turned), key=lambda item: item.start)),
        problems=(*unread(source, lines, kinds), *body.problems),
        opening="" if named else opening_clause(opening),
    )


def _holds(lines: Sequence[Line], at: int) -> bool:
    """Whether one of the lines, which are in order, covers the place."""
    index = bisect_right(lines, at, key=lambda line: line.start) - 1
    return index >= 0 and at < lines[index].end


def untorn(title: str) -> str:
    """The title with what is mended in a paragraph mended too, without marks of footnotes."""
    bare = uniform(without(Traced(title, tuple(range(len(title)))), _credit("footnote")).text)
    return mended(Traced(bare, tuple(range(len(bare)))))[0].text


def unread(source: Source, lines: Sequence[Line], kinds: Sequence[str]) -> list[Problem]:
    """What the document holds that is not read: as its reader says, and its tables of numbers."""
    found = [Problem("not_read", 0, min(1, len(source.text)), note) for note in source.notes]
    message = load_toml("repairs")["unread"]["table"]
    before = ""
    for line, kind in zip(lines, kinds, strict=True):
        if kind == TABLE and before != TABLE:
            found.append(Problem("not_read", line.start, line.end, message))
        before = kind
    return found


def says_something(article: Article) -> bool:
    """Whether anything is left but menus and titles: a sentence, a point of a list, a number."""
    texts = (paragraph.text.text for paragraph in article.paragraphs)
    return any("。" in text or opens_section(text) or _NUMBER.search(text) for text in texts)


def clean_body(text: str, lines: Sequence[Line]) -> Body:
    """The paragraphs made of these lines of `text`."""
    noise: list[Noise] = []
    repairs: list[Repair] = []
    problems: list[Problem] = []
    texts: list[Traced] = []
    kept: list[Line] = []
    leads: list[int] = []
    for line in joined(unbulleted(list(lines))):
        # first, so that credits are seen as they are meant: 记(jì)者
        raw, taken = unromanised(without(traced(text, line), INVISIBLES))
        raw, cut = without_credits(raw)
        noise += cut
        repairs += [each for each in taken if not _covers(cut, each)]
        raw = Traced(quoted(raw.text), raw.offsets)
        lead = bold_lead(raw)
        spaced = despaced(raw, line=heading_like(raw.text))
        if not spaced.text:
            continue
        problems += [
            problem(spaced, *match.span(), "doubtful_number", _message("spaced_number"))
            for match in DOUBTFUL.finditer(spaced.text)
        ]
        whole, done = mended(spaced)
        whole, taken = undoubled(whole)
        repairs += [*done, *taken]
        texts.append(whole)
        kept.append(line)
        leads.append(lead)
    texts, done = dashed(texts)
    repairs += done
    for whole, after in zip_longest(texts, texts[1:]):
        problems += damages(whole)
        problems += cut_off(whole, after.text if after else "") or cut_heading(whole)
    paragraphs = tuple(
        Paragraph(whole, line.markup, heading_like(whole.text), bisect_left(whole.offsets, lead))
        for whole, line, lead in zip(texts, kept, leads, strict=True)
    )
    by_place = sorted(repairs, key=lambda item: item.start)
    return Body(
        paragraphs, tuple(noise), tuple(by_place), tuple(sorted(problems, key=lambda p: p.start))
    )


def _covers(noise: Sequence[Noise], repair: Repair) -> bool:
    return any(each.start <= repair.start < each.end for each in noise)


def bold_lead(text: Traced) -> int:
    """The offset in the source at which the bold beginning of the paragraph ends; 0 if none."""
    match = _BOLD.match(text.text)
    return text.offsets[match.end("lead") - 1] + 1 if match else 0


def traced(text: str, line: Line) -> Traced:
    """The line with its offsets; Latin words on both sides of a break keep a space between."""
    if len(line.spans) == 1:
        return Traced(text[line.start : line.end], tuple(range(line.start, line.end)))
    words: list[str] = []
    places: list[range] = []
    before = 0
    for start, end in line.spans:
        if before and _latin(text[before - 1]) and _latin(text[start]):
            words.append(" ")
            places.append(range(before, before + 1))
        words.append(text[start:end])
        places.append(range(start, end))
        before = end
    return Traced("".join(words), tuple(chain.from_iterable(places)))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def without_credits(text: Traced) -> tuple[Traced, list[Noise]]:
    """The paragraph without dateline, credits at its end, remarks on pictures, footnote marks."""
    rules = load_toml("noise")["dateline"]
    noise: list[Noise] = []
    closed = text.text.rstrip().endswith(tuple(rules["closed_by"]))
    for key in ("start", "end") if closed else ("start",):
        match = _credit(key).search(text.text)
        if match and match[0].strip() and len(match[0]) < len(text):
            span = text.span(*match.span())
            noise.append(Noise(span.start, span.end, rules["kind"]))
            text = (
                text.cut(match.end(), len(text)) if key == "start" else text.cut(0, match.start())
            )
    for key, kind in REMARKS:
        remarks = [text.span(*match.span()) for match in _credit(key).finditer(text.text)]
        noise += [Noise(span.start, span.end, kind) for span in remarks]
        text = without(text, _credit(key)) if remarks else text
    return text, noise


def cut_off(text: Traced, after: str = "") -> list[Problem]:
    """A "cut_off" problem if the paragraph has sentences but ends in the middle of one.

    Before the number of a section (`after` is the next paragraph) only its stop was forgotten.
    """
    words = text.text
    if len(words) < 10 or words[-1] in STOPS + CLOSERS + "：:—":  # noqa: PLR2004
        return []
    told = _AMOUNT.search(words) is not None  # its change may be missing: 第三产业12.85亿元
    forgotten = bool(after) and opens_section(after) and not (told or unfinished(words))
    if forgotten or heading_like(words) or not any(stop in words for stop in "。，"):
        return []
    start = max(words.rfind(stop) for stop in "。；！？") + 1
    return [problem(text, start, len(words), "cut_off", _message("cut_off"))]


def cut_heading(text: Traced) -> list[Problem]:
    """A "cut_off" problem over the end of a heading that the edge of a column cut in mid-word."""
    match = _torn().search(text.text) if heading_like(text.text) else None
    if match is None:
        return []
    return [problem(text, *match.span(), "cut_off", _message("cut_heading"))]


@cache
def _torn() -> re.Pattern[str]:
    rules = load_toml("repairs")["cut_heading"]
    nouns, adverbs = "|".join(rules["nouns"]), "|".join(rules["adverbs"])
    halves, alone = "".join(rules["halves"]), "".join(rules["halves_alone"])
    return re.compile(f"(?:{nouns})(?:(?:{adverbs})?[{halves}]|[{alone}])$")


def head_lines(lines: Sequence[Line], kinds: Sequence[str]) -> list[str]:
    """The lines of credits before the first paragraph of the article."""
    first = next(
        (n for n, line in enumerate(lines) if not kinds[n] and is_body(line.text)), len(lines)
    )
    return [line.text for line, kind in zip(lines[:first], kinds, strict=False) if kind in CREDITS]


def signed_on(lines: Sequence[Line], kinds: Sequence[str]) -> str:
    """The line with the date under the signature at the foot, or ""."""
    return next((lines[n].text for n in reversed(range(len(lines))) if kinds[n] == SIGNATURE), "")


def paired_labels(texts: Sequence[str]) -> list[str]:
    """The texts, with a label that stands alone (来源：) joined to the next."""
    result = list(texts)
    result += [first + second for first, second in pairwise(texts) if first[-1:] in "：:"]
    return result


def _message(key: str) -> str:
    return str(load_toml("repairs")["damage"][key])


@cache
def _credit(key: str) -> re.Pattern[str]:
    return re.compile(filled(load_toml("noise")["dateline"][key]))
