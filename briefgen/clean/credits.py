"""Lines of several credits: date, outlet, editor, hits, share buttons, in any order and form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.clean.forms import filled
from briefgen.lexicon import load_toml

_LONGEST = 240  # characters; the longest line of credits seen has 130
_LOOSE = 14  # characters of a word that no list has: the name of a paper, of a person, a province
_BETWEEN = re.compile(r"[\s|｜\u4e28/／·•,，;；\[\]【】（）()—-]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """How many fields of each sort a line has; `timed` are dates with the time of day."""

    timed: int = 0
    date: int = 0
    outlet: int = 0
    label: int = 0
    role: int = 0
    count: int = 0
    word: int = 0
    paper: int = 0
    url: int = 0  # an address says nothing either way; it is no loose word
    loose: int = 0

    @property
    def strong(self) -> int:
        """Fields that hardly anything but a line of credits has; a time of day counts twice."""
        return 2 * self.timed + self.date + self.outlet + self.label + self.role


def credits_kind(text: str, *, edge: bool) -> str:
    """The kind of noise that a line of several credits is; "" if it is none.

    Two credits make one, or one with the words of buttons; a sentence makes it none. At the `edge`
    of a text one label or button is enough.
    """
    if len(text) > _LONGEST or "。" in text or _some().search(text) is None:
        return ""
    found = fields(text)
    if found is None:
        return ""
    if not _nothing_else(found, edge=edge) and (found.strong < 2 or found.loose > found.strong + 1):  # noqa: PLR2004
        return ""
    if found.timed or found.date or found.outlet:
        return "source_line"
    return "byline" if found.role or found.label else "menu"


def _nothing_else(found: Fields, *, edge: bool) -> bool:
    """Whether all of the line is known, and enough of it to be none of the article."""
    if found.loose:
        return False
    if found.paper and not (found.timed or found.date):
        return False
    known = found.strong + found.count + found.word
    if known == 1:
        return (edge and not found.role) or bool((found.timed or found.date) and found.paper)
    return found.strong > 0 or found.word == known


def fields(text: str) -> Fields | None:
    """The fields of the line; None if one of them is more than a word."""
    counts: dict[str, int] = {}
    at = 0
    while at < len(text):
        gap = _BETWEEN.match(text, at)
        if gap:
            at = gap.end()
            continue
        sort, end = _field(text, at)
        if sort == "loose" and (end - at > _LOOSE or _DIGITS.search(text, at, end)):
            return None
        counts[sort] = counts.get(sort, 0) + 1
        at = end
    return Fields(**counts)


_DIGITS = re.compile(r"[0-9]")
_TOKEN = re.compile(r"[^\s|｜\u4e28/／·•,，;；\[\]【】（）()]+|.")


def _field(text: str, at: int) -> tuple[str, int]:
    """The sort of the field that begins at `at`, and its end."""
    for sort, pattern in _patterns():
        match = pattern.match(text, at)
        if match and match.end() > at:
            return sort, match.end()
    token = _TOKEN.match(text, at)
    return "loose", token.end() if token else len(text)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = load_toml("noise")["credits"]
    one = {key: _either(rules[key]) for key in ("labels", "outlets", "roles", "counts", "words")}
    # a label without a value has none of the next label: 作者：  发布时间：2022-01-27
    other = rf"(?:{one['labels']}|{one['outlets']}|{one['roles']}|{one['counts']})\s{{0,2}}[：:]"
    # … nor a date that follows without a space: 编辑：王小明2018-01-24 16:20
    value = rf"(?:DATE|(?!{other})(?:(?!DATE)[^\s|｜\u4e28，。；】]){{0,40}})"
    end = r"(?=[\s|｜\u4e28/／·•,，;；\[\]【】（）()]|$)"
    number = r"[（(]?[0-9.,+\u4e07]{0,10}\u6b21?[)）]?"
    patterns = {
        "timed": rules["timed"],
        "date": rules["date"],
        "url": r"(?:https?://|www\.)[^\s|｜，。]{1,80}",
        "outlet": rf"{one['outlets']}\s{{0,2}}[：:]\s{{0,4}}{value}",
        "label": rf"(?:{one['labels']}|{one['roles']})\s{{0,2}}[：:]\s{{0,4}}{value}",
        "role": rf"{one['roles']}[\s/／|｜]{{1,4}}NAME{end}",
        "count": rf"{one['counts']}\s{{0,2}}[：:]?\s{{0,3}}{number}{end}",
        "paper": rf"{rules['paper']}{end}",
        "word": rf"{one['words']}(?:[：:]|{end})",
    }
    return tuple((sort, re.compile(filled(pattern))) for sort, pattern in patterns.items())


@cache
def _some() -> re.Pattern[str]:
    """What every such line has somewhere; most lines of articles have none of it."""
    rules = load_toml("noise")["credits"]
    return re.compile(
        filled(f"{rules['date']}|[：:]|{_either(rules['words'])}|{_either(rules['roles'])}")
    )


def _either(words: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
