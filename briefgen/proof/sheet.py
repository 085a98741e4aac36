"""Makes the proof sheet: one HTML file that needs nothing else, neither network nor fonts."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefgen.proof.details import details
from briefgen.proof.reasons import reason_zh
from briefgen.proof.sources import Sentence, sentences
from briefgen.render.environment import make_environment, render_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Briefing, Problem, Reading

HERE = Path(__file__).parent
MOST = 250  # entries of a list: a page of many documents holds back thousands of lines


@dataclass(frozen=True, slots=True)
class Original:
    """A document as shown: its number on the page (0 if nothing of it is printed) and its text."""

    index: int
    number: int
    reading: Reading
    sentences: tuple[Sentence, ...]
    printed: int

    @property
    def day(self) -> str:
        """The day of its event, or of its publication; empty if it states none."""
        return str(self.reading.article.event or self.reading.article.published or "")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem found in a document, with the words it is about."""

    index: int
    problem: Problem
    words: str


def proof_sheet(briefing: Briefing, readings: Sequence[Reading]) -> bytes:
    """The sheet of a page set from `readings`, in UTF-8; the same page gives the same bytes."""
    on_page = {identity for identity, _ in briefing.printed_figures()}
    originals = tuple(_original(n, each, briefing, on_page) for n, each in enumerate(readings))
    shown = {
        each.index: {f for s in each.sentences for piece in s.pieces for f in piece.figures}
        for each in originals
    }
    doubts = [
        _doubt(n, each, problem) for n, each in enumerate(readings) for problem in each.problems
    ]
    style, script = _part("proof.css"), _part("proof.js")
    text = render_file(
        make_environment([HERE], program=True),
        "proof.html",
        {
            "page": briefing,
            "originals": originals,
            "held": [(each, reason_zh(each.reason)) for each in briefing.held[:MOST]],
            "held_more": len(briefing.held[MOST:]),
            "doubts": doubts[:MOST],
            "doubts_more": len(doubts[MOST:]),
            "figures": details(briefing, readings, shown),
            "unprinted": sum(len(each.figures) for each in readings) - len(on_page),
            "style": Markup(style),  # noqa: S704 - a file of ours
            "script": Markup(script),  # noqa: S704 - the same
            "style_hash": _digest(style),
            "script_hash": _digest(script),
        },
    )
    return text.encode("utf-8", errors="backslashreplace")


def _original(index: int, reading: Reading, briefing: Briefing, on_page: set[str]) -> Original:
    path = reading.article.source.path
    number = next((note.number for note in briefing.sources if note.path == path), 0)
    own = sum(identity.startswith(f"{index}:") for identity in on_page)
    return Original(index, number, reading, sentences(reading, index, on_page), own)


def _doubt(index: int, reading: Reading, problem: Problem) -> Doubt:
    return Doubt(index, problem, reading.article.source.text[problem.start : problem.end][:80])


@cache
def _part(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """What the page's own policy lets run: this text and no other."""
    return b64encode(sha256(text.encode()).digest()).decode()
