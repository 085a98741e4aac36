"""The order in which a source becomes an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.clean.characters import CLOSERS, STOPS
from briefgen.clean.dates import event_on, published_on
from briefgen.clean.edges import sort_lines
from briefgen.clean.edits import without
from briefgen.clean.lines import Line, cut_lines, heading_like, joined
from briefgen.clean.noise import is_body
from briefgen.clean.origin import origin_of
from briefgen.clean.punctuation import quoted, uniform
from briefgen.clean.repairs import damages, dashed, mended, problem
from briefgen.clean.script import TRADITIONAL, script_of, simplified
from briefgen.clean.spaces import DOUBTFUL, despaced
from briefgen.clean.title import derived_title
from briefgen.gazetteer import gazetteer
from briefgen.lexicon import load_toml
from briefgen.model import Article, Noise, Paragraph, Problem, Repair, Source, Traced

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    script = script_of(source.text)
    text = uniform(simplified(source.text) if script == TRADITIONAL else source.text)
    lines = cut_lines(text)
    kinds, title = sort_lines(lines)
    noise = [
        Noise(line.start, line.end, kind)
        for line, kind in zip(lines, kinds, strict=True)
        if kind not in ("", "title")
    ]
    noise += [Noise(start, end, "tag") for start, end in title.tags] if title else []
    body = clean_body(text, [line for line, kind in zip(lines, kinds, strict=True) if not kind])
    words = [paragraph.text.text for paragraph in body.paragraphs]
    prose = "\n".join(words)
    name = title.text if title else derived_title(words[0] if words else "")
    extra = [text[item.start : item.end] for item in (*noise, *body.noise)]
    head = head_lines(lines, kinds)
    published = published_on(paired_labels(extra), head)
    origin = origin_of(paired_labels(extra), [text[n.start : n.end] for n in body.noise])
    return Article(
        source=source,
        title=name,
        origin=origin,
        published=published,
        event=event_on(prose, extra, published),
        place=gazetteer().locate(prose, title=name, origin=origin),
        script=script,
        paragraphs=body.paragraphs,
        noise=tuple(sorted((*noise, *body.noise), key=lambda item: item.start)),
        repairs=body.repairs,
        problems=body.problems,
    )


def clean_body(text: str, lines: Sequence[Line]) -> Body:
    """The paragraphs made of these lines of `text`."""
    noise: list[Noise] = []
    repairs: list[Repair] = []
    problems: list[Problem] = []
    texts: list[Traced] = []
    kept: list[Line] = []
    for line in joined(list(lines)):
        raw, cut = without_credits(traced(text, line))
        noise += cut
        raw = Traced(quoted(raw.text), raw.offsets)
        spaced = despaced(raw, line=heading_like(raw.text))
        if not spaced.text:
            continue
        problems += [
            problem(spaced, *match.span(), "doubtful_number", _message("spaced_number"))
            for match in DOUBTFUL.finditer(spaced.text)
        ]
        whole, done = mended(spaced)
        repairs += done
        texts.append(whole)
        kept.append(line)
    texts, done = dashed(texts)
    repairs += done
    for whole in texts:
        problems += damages(whole)
        problems += cut_off(whole)
    paragraphs = tuple(
        Paragraph(whole, line.markup, heading_like(whole.text))
        for whole, line in zip(texts, kept, strict=True)
    )
    by_place = sorted(repairs, key=lambda item: item.start)
    return Body(
        paragraphs, tuple(noise), tuple(by_place), tuple(sorted(problems, key=lambda p: p.start))
    )


def traced(text: str, line: Line) -> Traced:
    """The line with its offsets; Latin words on both sides of a break keep a space between."""
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
    return Traced("".join(words), tuple(place for part in places for place in part))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def without_credits(text: Traced) -> tuple[Traced, list[Noise]]:
    """The paragraph without dateline, credits at its end and remarks on pictures."""
    rules = load_toml("noise")["dateline"]
    noise: list[Noise] = []
    for key in ("start", "end"):
        match = _credit(key).search(text.text)
        if match and match[0].strip() and len(match[0]) < len(text):
            span = text.span(*match.span())
            noise.append(Noise(span.start, span.end, rules["kind"]))
            text = (
                text.cut(match.end(), len(text)) if key == "start" else text.cut(0, match.start())
            )
    remarks = [text.span(*match.span()) for match in _credit("remark").finditer(text.text)]
    noise += [Noise(span.start, span.end, "caption") for span in remarks]
    return without(text, _credit("remark")), noise


def cut_off(text: Traced) -> list[Problem]:
    """A "cut_off" problem if the paragraph has sentences but ends in the middle of one."""
    words = text.text
    if len(words) < 10 or words[-1] in STOPS + CLOSERS + "：:—":  # noqa: PLR2004
        return []
    if heading_like(words) or not any(stop in words for stop in "。，"):
        return []
    start = max(words.rfind(stop) for stop in "。；！？") + 1
    return [problem(text, start, len(words), "cut_off", _message("cut_off"))]


def head_lines(lines: Sequence[Line], kinds: Sequence[str]) -> list[str]:
    """The lines of noise before the first paragraph of the article."""
    first = next(
        (n for n, line in enumerate(lines) if not kinds[n] and is_body(line.text)), len(lines)
    )
    return [line.text for line, kind in zip(lines[:first], kinds, strict=False) if kind]


def paired_labels(texts: Sequence[str]) -> list[str]:
    """The texts, with a label that stands alone (来源：) joined to the next."""
    result = list(texts)
    result += [first + second for first, second in pairwise(texts) if first[-1:] in "：:"]
    return result


def _message(key: str) -> str:
    return str(load_toml("repairs")["damage"][key])


@cache
def _credit(key: str) -> re.Pattern[str]:
    return re.compile(load_toml("noise")["dateline"][key])
