"""A cleaned document for people and for programs: its text, and what cleaning did to it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model import Article, Noise, Paragraph, Problem, Repair

SCHEMA = "briefgen.clean/1"
SHOWN = 60  # characters of a cut line that are shown to people
NOTHING = "(nothing is left: the file holds no article)"
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\f\v\x85]")
_SPACE = re.compile(r"\s+")


def cleaned_text(article: Article, *, show_cut: bool) -> str:
    """The title and the paragraphs; with `show_cut` lists of what was cut, mended and in doubt.

    Coloured; `click.echo` takes the colours out where there is no terminal.
    """
    lines = [click.style(article.title, bold=True), ""] if article.title else []
    lines += [_paragraph(each) for each in article.paragraphs] or [NOTHING]
    if show_cut:
        lines += _cut(article)
    return "\n".join(lines)


def cleaned_json(article: Article, *, show_cut: bool) -> str:
    """The same as JSON, schema briefgen.clean/1; offsets are into the text as it was read."""
    source = article.source
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "path": source.path,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "script": article.script,
        "title": article.title or None,
        "source": article.origin or None,
        "published": article.published.isoformat() if article.published else None,
        "event": article.event.isoformat() if article.event else None,
        "paragraphs": [
            {"text": each.text.text, "level": each.markup, "bold": each.lead, **_place(each)}
            for each in article.paragraphs
        ],
    }
    if show_cut:
        content |= _done(article)
    return json.dumps(content, ensure_ascii=False, indent=1)


def _done(article: Article) -> dict[str, Any]:
    """What was cut, mended and in doubt, each with its place and line."""
    raw = article.source.text
    starts = line_starts(raw)

    def at(each: Noise | Repair | Problem) -> dict[str, Any]:
        return {"start": each.start, "end": each.end, "line": line_of(starts, each.start)}

    return {
        "cut": [
            {**at(each), "kind": each.kind, "text": raw[each.start : each.end]}
            for each in article.noise
        ],
        "repaired": [
            {**at(each), "was": each.was, "now": each.now, "reason": each.reason}
            for each in article.repairs
        ],
        "problems": [
            {
                **at(each),
                "kind": each.kind,
                "text": raw[each.start : each.end],
                "message": each.message,
            }
            for each in article.problems
        ],
    }


def _place(paragraph: Paragraph) -> dict[str, int]:
    span = paragraph.text.span()
    return {"start": span.start, "end": span.end}


def _paragraph(paragraph: Paragraph) -> str:
    marks = "#" * paragraph.markup + " " if paragraph.markup else ""
    text = paragraph.text.text
    return marks + click.style(text[: paragraph.lead], bold=True) + text[paragraph.lead :]


def _cut(article: Article) -> Iterator[str]:
    """The lists of what was cut, mended and in doubt, each with the line it stands in."""
    raw = article.source.text
    starts = line_starts(raw)
    yield from _heading("cut", len(article.noise))
    for noise in article.noise:
        kind = click.style(f"{noise.kind:<11}", fg="yellow")
        yield f"{line_of(starts, noise.start):>5}  {kind}  {short(raw[noise.start : noise.end])}"
    yield from _heading("repaired", len(article.repairs))
    for repair in article.repairs:
        was = click.style(repair.was, fg="red")
        now = click.style(repair.now or "(nothing)", fg="green")
        yield f"{line_of(starts, repair.start):>5}  {was} -> {now}  {repair.reason}"
    yield from _heading("damaged or in doubt", len(article.problems))
    for problem in article.problems:
        kind = click.style(f"{problem.kind:<15}", fg="red")
        words = short(raw[problem.start : problem.end])
        yield f"{line_of(starts, problem.start):>5}  {kind}  {words}  {problem.message}"


def _heading(name: str, count: int) -> Iterator[str]:
    yield ""
    yield click.style(f"--- {name}: {count or 'nothing'} ---", bold=True)


def short(text: str) -> str:
    """The text on one line, cut where it is too long to be shown."""
    flat = _SPACE.sub(" ", text).strip()
    return flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"


def line_starts(text: str) -> Sequence[int]:
    """Where each line of the text begins."""
    return [0, *(match.end() for match in _BREAK.finditer(text))]


def line_of(starts: Sequence[int], at: int) -> int:
    """The number of the line that the place is in, counted from 1."""
    return bisect_right(starts, at)
