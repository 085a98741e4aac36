"""The words and patterns that mark themes, from `data/theme_markers.toml`, checked and compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.errors import LexiconError
from briefgen.lexicon import compiled, load_toml

_FILE = "data/theme_markers.toml"


# field of `Words`: where its pattern or number stands in the data file
_PATTERNS = {
    "no_name": ("no_name", "pattern"),
    "quoted_not_label": ("quoted", "not_label"),
    "not_heading": ("lines", "not_heading"),
    "appendix": ("lines", "appendix"),
    "container": ("lines", "container"),
    "part_line": ("lines", "part_line"),
    "report": ("lines", "report"),
    "section": ("lines", "section"),
    "column": ("lines", "column"),
    "not_lead": ("leads", "not_lead"),
    "lead_time": ("leads", "time"),
    "lead_whole": ("leads", "whole"),
    "frame_opening": ("leads", "frame_opening"),
    "action": ("leads", "action"),
    "view_not_label": ("view", "not_label"),
    "plan": ("plan", "pattern"),
    "closing": ("closing", "opening"),
    "targets": ("closing", "targets"),
    "closing_list": ("closing", "opening_after_list"),
    "couplet": ("closing", "couplet"),
    "count": ("announcement", "count"),
    "announces": ("announcement", "opens"),
    "fact": ("figures", "fact"),
    "lacking": ("figures", "lacking"),
    "told": ("figures", "told"),
    "fact_verbs": ("figures", "fact_verbs"),
    "fact_of": ("figures", "fact_of"),
    "joins": ("figures", "joins"),
    "subject_before": ("fallback", "before"),
    "subject_verbs": ("fallback", "verbs"),
    "subject_cut": ("fallback", "cut"),
    "speech": ("fallback", "speech"),
}
_NUMBERS = {
    "quoted_rank_line": ("quoted", "rank_line"),
    "quoted_rank_lead": ("quoted", "rank_lead"),
    "line_max": ("lines", "max_length"),
    "line_min": ("lines", "min_length"),
    "lead_max": ("leads", "max_length"),
    "view_rank": ("view", "rank"),
    "plan_rank": ("plan", "rank"),
    "label_max": ("labels", "max_length"),
    "subject_max": ("fallback", "max_length"),
    "subject_min": ("fallback", "min_length"),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered or bulleted marker: its pattern, its level, and where it may stand."""

    kind: str
    rank: int
    pattern: re.Pattern[str]
    series: bool
    inline: bool


@dataclass(frozen=True, slots=True)
class Words:
    """All that the step knows of words; `_PATTERNS` says where each stands in the file."""

    digits: dict[str, int]
    ten: str
    word_numbers: dict[str, int]
    markers: tuple[Marker, ...]
    inline: re.Pattern[str]
    quoted: tuple[re.Pattern[str], ...]
    quoted_not_label: re.Pattern[str]
    quoted_rank_line: int
    quoted_rank_lead: int
    not_heading: re.Pattern[str]
    appendix: re.Pattern[str]
    no_name: re.Pattern[str]
    container: re.Pattern[str]
    part_line: re.Pattern[str]
    report: re.Pattern[str]
    section: re.Pattern[str]
    column: re.Pattern[str]
    line_max: int
    line_min: int
    lead_max: int
    act: re.Pattern[str]
    state: re.Pattern[str]
    not_lead: re.Pattern[str]
    lead_time: re.Pattern[str]
    lead_whole: re.Pattern[str]
    frame_opening: re.Pattern[str]
    action: re.Pattern[str]
    views: tuple[re.Pattern[str], ...]
    view_boundary: re.Pattern[str]
    view_not_label: re.Pattern[str]
    view_rank: int
    plan: re.Pattern[str]
    plan_rank: int
    closing: re.Pattern[str]
    targets: re.Pattern[str]
    closing_list: re.Pattern[str]
    couplet: re.Pattern[str]
    count: re.Pattern[str]
    announces: re.Pattern[str]
    fact: re.Pattern[str]
    lacking: re.Pattern[str]
    told: re.Pattern[str]
    fact_verbs: re.Pattern[str]
    fact_of: re.Pattern[str]
    joins: re.Pattern[str]
    label_max: int
    wrapped: tuple[re.Pattern[str], ...]
    years_end: re.Pattern[str]
    subject_before: re.Pattern[str]
    subject_verbs: re.Pattern[str]
    subject_cut: re.Pattern[str]
    speech: re.Pattern[str]
    subject_max: int
    subject_min: int


def _compile(pattern: str) -> re.Pattern[str]:
    """The compiled pattern; raises LexiconError if it is no regular expression."""
    return compiled(pattern, _FILE)


def _marker(row: dict[str, Any]) -> Marker:
    """One [[marker]] row."""
    return Marker(row["kind"], row["rank"], _compile(row["pattern"]), row["series"], row["inline"])


def _inline(rows: list[dict[str, Any]], boundary: str) -> re.Pattern[str]:
    """One pattern for a sign with an inline marker behind it, which is its group `marker`."""
    bare = [re.sub(r"\(\?P<\w+>", "(?:", row["pattern"]) for row in rows if row["inline"]]
    return _compile(f"[{re.escape(boundary)}](?=(?P<marker>{'|'.join(bare)}))")


@cache
def words() -> Words:
    """The checked content of the data file; raises LexiconError, with the missing key, if not."""
    data = load_toml("theme_markers")
    try:
        return _words(data)
    except KeyError as error:
        raise LexiconError(f"the key {error} is missing", where=_FILE) from error


def _words(data: dict[str, Any]) -> Words:
    """The data file as a value."""
    boundary = data["boundary"]
    plain: dict[str, Any] = {
        name: _compile(data[part][key]) for name, (part, key) in _PATTERNS.items()
    }
    numbers: dict[str, Any] = {name: data[part][key] for name, (part, key) in _NUMBERS.items()}
    leads = data["leads"]
    view = data["view"]
    digits = {sign: number for number, sign in enumerate(data["digits"], 1)}
    return Words(
        digits={**digits, data["two"]: 2},
        ten=data["ten"],
        word_numbers=data["words_as_numbers"],
        markers=tuple(_marker(row) for row in data["marker"]),
        inline=_inline(data["marker"], boundary),
        quoted=tuple(_compile(pattern) for pattern in data["quoted"]["patterns"]),
        years_end=_compile(data["labels"]["years_end"]),
        wrapped=tuple(_compile(pattern) for pattern in data["labels"]["wrapped"]),
        views=tuple(_compile(pattern) for pattern in view["patterns"]),
        view_boundary=_compile(f"[{re.escape(view['boundary'])}]"),
        act=_compile(f"^{leads['adverbs']}{{0,2}}{leads['acts']}"),
        state=_compile(f"{leads['states']}$"),
        **plain,
        **numbers,
    )


def numeral(text: str) -> int:
    """The number that 十二, 12, ⑫ or 其次 mean; 0 if the text is no number."""
    known = words()
    if text in known.word_numbers:
        return known.word_numbers[text]
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, sign, ones = text.rpartition(known.ten)
    if not sign:
        return known.digits.get(text, 0)
    return known.digits.get(tens, 1) * 10 + known.digits.get(ones, 0)
