"""Lines that are not the article, named one by one by the rules of data/noise.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.characters import HAN, TONED
from briefgen.clean.credits import credits_kind
from briefgen.clean.forms import filled
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.clean.lines import Line

_SHORTEST = 12  # characters of the shortest sentence that makes a paragraph of news
_SENTENCE = 40  # a title that ends with ！ or ？ is shorter
_LONGEST_TITLE = 110  # the longest headline of a portal, two lines in one, has about 90
_LETTERS = re.compile(f"[A-Za-z{TONED}]")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern for a whole line, from its beginning; `edge` rules hold only outside the body."""

    kind: str
    pattern: re.Pattern[str]
    longest: int
    edge: bool


def kind_of(line: Line, *, edge: bool) -> str:
    """The kind of noise that this line is by itself, or nothing.

    Rules for one thing come first, then lines that hold several credits.
    """
    text = line.text
    length = len(text)
    for longest, match, kind in _tried(edge=edge):
        if length <= longest and match(text):
            return kind
    return "banner" if is_english(text) else credits_kind(text, edge=edge)


def is_english(text: str) -> bool:
    """Whether this is a line of English words (in a Chinese article: an organisation's name)."""
    letters = len(_LETTERS.findall(text))
    return letters >= 8 and letters >= 0.7 * len(text) and not _HAN.search(text)  # noqa: PLR2004


def is_body(text: str) -> bool:
    """Whether this is a sentence or more, not a title, a credit or a menu."""
    if len(text) < _SHORTEST:
        return False
    if "。" in text or text[-1] in "；…" or len(text) > _LONGEST_TITLE:
        return True
    # ！ and ？ end many a title too
    return text[-1] in "！？" and len(text) > _SENTENCE


@cache
def _tried(*, edge: bool) -> tuple[tuple[int, Callable[[str], object], str], ...]:
    """Of each rule that holds here the longest line, the match, the kind: tried on every line."""
    held = (rule for rule in rules() if edge or not rule.edge)
    return tuple((rule.longest, rule.pattern.match, rule.kind) for rule in held)


@cache
def rules() -> tuple[Rule, ...]:
    """The line rules in the order of the file, with NAME and DATE filled in."""
    return tuple(
        Rule(
            row["kind"],
            re.compile(filled(row["pattern"])),
            row.get("longest", 120),
            row.get("edge", False),
        )
        for row in load_toml("noise")["line"]
    )
