"""The pinyin of names that no list holds; what was once looked up is kept.

pypinyin reads 47,000 phrases when it is loaded, which takes a tenth of a build; most of the unknown
names of this week were in the news of last week too.
"""

from __future__ import annotations

import re
from functools import cache

from briefgen.installed import version_of
from briefgen.kept import KeptWords, kept_in

APOSTROPHE = "aeo"
LINE = re.compile(r"([\u3400-\u9fff〇]+)\t([A-Za-z']*)\n")  # a line that was cut off is none


def pinyin(word: str) -> str:
    """The word in pinyin without tones as one capitalised word (a name by GB/T 28039): Tai'an."""
    return _sounds().of(word)


@cache
def _sounds() -> KeptWords:
    folder = kept_in(f"pinyin-{version_of('pypinyin')}")
    return KeptWords(folder / "names.tsv" if folder else None, looked_up, LINE)


def looked_up(word: str) -> str:
    """The same, by pypinyin."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 200 ms that only unknown words need

    syllables = [s for s in lazy_pinyin(word, errors="ignore", v_to_u=False) if s]
    text = ""
    for syllable in syllables:
        text += ("'" if text and syllable[0] in APOSTROPHE else "") + syllable
    return text.capitalize()
