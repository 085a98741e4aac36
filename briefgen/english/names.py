"""Proper names: places from the gazetteer, the unknown in pinyin."""

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
APOSTROPHE = "aeo"


@cache
def places() -> Mapping[str, str]:
    """The English of every place by its Chinese name: full names, and short ones down to cities."""
    ordinary = set(load_toml("place_text")["ordinary"])
    found: dict[str, str] = {}
    for place in sorted(gazetteer().places.values(), key=lambda one: -one.level):
        if len(place.full) > 1:
            found[place.full] = place.en_full
        if place.level <= SHORT_NAMES and len(place.zh) > 1 and place.zh not in ordinary:
            found[place.zh] = place.en
    return MappingProxyType(found)


def pinyin(word: str) -> str:
    """The word in pinyin without tones as one capitalised word (a name by GB/T 28039): Tai'an."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 60 ms that only unknown words need

    syllables = [s for s in lazy_pinyin(word, errors="ignore", v_to_u=False) if s]
    text = ""
    for syllable in syllables:
        text += ("'" if text and syllable[0] in APOSTROPHE else "") + syllable
    return text.capitalize()


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
