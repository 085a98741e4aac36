"""Proper names: places from the gazetteer; what no list holds, cut into words."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefgen.gazetteer import gazetteer
from briefgen.kept import kept_in
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT_NAMES = (
    2  # provinces and prefectures are also named without 省 or 市; counties too often mislead
)


@cache
def places() -> Mapping[str, str]:
    """The English of every place by its Chinese name: full names, and short ones down to cities."""
    ordinary = set(load_toml("place_text")["ordinary"])
    parts = set(load_toml("place_text")["parts_of_cities"])
    found: dict[str, str] = {}
    for place in sorted(gazetteer().places.values(), key=lambda one: -one.level):
        if len(place.full) > 1 and place.full not in parts:
            found[place.full] = place.en_full
        if place.level <= SHORT_NAMES and len(place.zh) > 1 and place.zh not in ordinary:
            found[place.zh] = place.en
    for code, names in gazetteer().everyday.items():
        for name in names:  # 文山州, 文山自治州
            found.setdefault(name, gazetteer().places[code].en_full)
    return MappingProxyType(found)


def place_of(text: str) -> str:
    """The English of a place in a list of places, where a county stands without 县; empty if none.

    Only there: elsewhere a county of two characters is more often an ordinary word.
    """
    known = places()
    if len(text) < SHORT_NAMES or text in known:
        return known.get(text, "")
    levels = load_toml("english")["said"]["county_levels"]
    said = {known[text + level] for level in levels if text + level in known}
    return said.pop() if len(said) == 1 else ""


def words(text: str) -> list[str]:
    """The text cut into words by jieba, for what neither glossary nor gazetteer hold."""
    return [str(word) for word in _cutter().cut(text)]


@cache
def _cutter() -> Any:  # noqa: ANN401 - jieba has no types
    """The jieba tokenizer; its dictionary is kept, or read at each run where that cannot be."""
    import logging  # noqa: PLC0415 - only to keep jieba from reporting its start

    import jieba  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415 - loads 60 MB

    jieba.setLogLevel(logging.CRITICAL)
    cutter = jieba.Tokenizer()
    if folder := kept_in(f"jieba-{jieba.__version__}"):
        cutter.tmp_dir = str(folder)
    return cutter
