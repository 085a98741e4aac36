"""Reads how a text opens: the title it announces, its first clause, whom it salutes."""

from __future__ import annotations

import re
from functools import cache

from briefgen.clean.punctuation import quoted
from briefgen.lexicon import load_toml

_OPENS, _CLOSES = re.compile("[（(]"), re.compile("[）)]")
_CLOSING = ("）", ")")
SPREAD = re.compile(r"(?:[^\s][ \u3000]{1,3}){2,}[^\s]")  # 政 府 工 作 报 告, spaced by hand


def announced_title(text: str) -> str:
    """The title that a text without one states: that of the meeting which it announces.

    "" if its first sentence tells of none; a first clause is no title.
    """
    announced = re.search(load_toml("title")["announced"]["pattern"], _sentence(text))
    if announced and len(announced["title"]) >= 6:  # noqa: PLR2004 - a bare 新闻发布会 says nothing
        return tidy(announced["title"])
    return ""


def opening_clause(text: str) -> str:
    """The first clause that says something, without those that only say when, how or by whom."""
    rules = load_toml("title")["announced"]
    if re.match(rules["report"], text):
        return str(rules["report_title"])
    sentence = _sentence(text)
    while hollow := _hollow().match(sentence):
        sentence = sentence[hollow.end() :]
    return first_clause(sentence)


def salutes(text: str) -> bool:
    """Whether a paragraph only salutes those who listen: 各位代表：."""
    return re.match(load_toml("title")["announced"]["salutation"], text) is not None


def first_clause(text: str) -> str:
    """The first clause as it stands, with the day or the months before it."""
    sentence = _sentence(text)
    clause = re.search(load_toml("title")["announced"]["clause"], sentence)
    words = clause[0] if clause else sentence[:40]
    return tidy(_closed(words))


def _closed(words: str) -> str:
    """The words before a bracket that is cut off with them: …983.1亿元（人民币，下同）."""
    return words.rpartition("（")[0] if words.count("（") > words.count("）") else words


def _sentence(text: str) -> str:
    return re.split("[。！？]", text[:400], maxsplit=1)[0]


def tidy(text: str) -> str:
    """The title with one space where it parts, and Chinese quotation marks."""
    if text[-1:] in _CLOSING and len(_CLOSES.findall(text)) > len(_OPENS.findall(text)):
        text = text[:-1]  # （原标题：…）
    if SPREAD.fullmatch(text):
        return re.sub(r"\s", "", text)
    return quoted(re.sub(r"[\s\u3000]+", " ", text.replace("**", "")).strip())


@cache
def _hollow() -> re.Pattern[str]:
    rules = load_toml("title")["announced"]
    return re.compile(f"(?:{'|'.join(rules['hollow'])})[，：:]\\s{{0,4}}(?=[^。！？]{{6}})")
