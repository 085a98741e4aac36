"""What the program says when something is wrong or in doubt, in Chinese, by data/messages.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.errors import BriefgenError

GAP = re.compile(r"\{(\d?)\}")
LONGEST = 2000  # characters: what is longer quotes a file, and stays as it is
DEEPEST = 8  # messages within messages


def told(error: BriefgenError) -> dict[str, object]:
    """The failure as JSON: `message`, `where` and `hint`, and under `zh` the Chinese of both."""
    zh = {"message": in_chinese(error.message), "hint": in_chinese(error.hint)}
    return {"message": error.message, "where": error.where, "hint": error.hint, "zh": zh}


def in_both(error: BriefgenError) -> str:
    """The failure for a terminal: in English, then what there is of it in Chinese."""
    parts = [(part, in_chinese(part)) for part in (error.message, error.hint)]
    lines = [line for english, zh in parts if zh != english for line in zh.splitlines()]
    return "\n  ".join((str(error), *lines))


@lru_cache(maxsize=4096)
def in_chinese(message: str, depth: int = DEEPEST) -> str:
    """The message in Chinese, with what is put into it; the same message if there is none for it.

    A message of several lines of which no entry knows the whole is read line by line.
    """
    if len(message) > LONGEST or not depth:
        return message
    for pattern, made in _messages():
        if found := pattern.fullmatch(message):
            given = [in_chinese(part, depth - 1) for part in found.groups()]
            return _filled(made, given)
    if "\n" not in message:
        return message
    return "\n".join(in_chinese(line, depth - 1) for line in message.split("\n"))


def known(message: str) -> bool:
    """Whether there is an entry for a message."""
    return any(pattern.fullmatch(message) for pattern, _ in _messages())


def _filled(made: str, given: list[str]) -> str:
    """The Chinese with what is put in: {} the next in order, {2} the second."""
    following = iter(given)
    return GAP.sub(
        lambda gap: given[int(gap[1]) - 1] if gap[1] else next(following, ""),
        made,
    )


@cache
def _messages() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every entry as a pattern, those with most words of their own first."""
    tables = (table for table in load_toml("messages").values() if isinstance(table, dict))
    entries = [entry for table in tables for entry in table.items()]
    entries.sort(key=lambda entry: -len(GAP.sub("", entry[0])))
    return tuple((_pattern(english), chinese) for english, chinese in entries)


def _pattern(english: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in english.split("{}")]
    # what is put in reaches over lines only where the message does: else of several lines that are
    # alike the first would be taken for the beginning of the last
    spanning = re.DOTALL if "\n" in english else re.NOFLAG
    return re.compile("(.+?)".join(parts), spanning | re.IGNORECASE)
