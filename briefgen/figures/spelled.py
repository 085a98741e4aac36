"""Whether a number of one Han numeral counts a thing: 六个产业链, 绿色工厂两家, not 五个怎么办."""

from __future__ import annotations

import re
from functools import cache

from briefgen.lexicon import load_toml

CLOSERS = ("，", "、", "；", "。", "（", "）")  # behind a count that ends its item of a list


def counts_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the number and unit that `match` found in `text` count a thing beside them."""
    return _counts_behind(text, match) or _counts_before(text, match)


@cache
def _item() -> re.Pattern[str]:
    return re.compile(load_toml("units")["item"])


def _counts_behind(text: str, match: re.Match[str]) -> bool:
    """Whether a noun that the classifier counts follows soon: 六个|产业链, not 五个|怎么办."""
    heads = load_toml("units")["heads"].get(match["unit"], [])
    rest = text[match.end() : match.end() + 12]
    rest = re.split(r"[，。；、：]", rest)[0]
    return any(map(rest.__contains__, heads))


def _counts_before(text: str, match: re.Match[str]) -> bool:
    """Whether a noun stands before a count that ends its item: 国家级绿色工厂两家、.

    It is one that the classifier counts, or words that are long enough for a noun phrase.
    """
    data = load_toml("units")
    if match["number"] in data["no_count"] or not text.startswith(CLOSERS, match.end()):
        return False
    heads = data["heads"].get(match["unit"])
    if heads and text.endswith(tuple(heads), 0, match.start()):
        return True
    told = match["unit"] in data["item_units"]
    return told and _item().search(text[: match.start()]) is not None
