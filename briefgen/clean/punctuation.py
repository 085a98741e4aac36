"""Width and punctuation in one form. All of it keeps the length of the text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from briefgen.clean.characters import HAN, WIDE
from briefgen.lexicon import load_toml


class Signs(NamedTuple):
    """What the data file says, ready for use."""

    always: dict[int, str]
    odd: re.Pattern[str]  # a run of what `always` replaces: a text is mostly something else
    beside: dict[str, str]
    spans: re.Pattern[str]


# Radicals and compatibility ideographs stand for common characters in the text of many PDFs.
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E), *range(0xFA70, 0xFADA))
# Each of these begins with the sign itself and then looks back: so it is found three times as fast.
# A full-width dot is a decimal point only between digits.
_POINT = re.compile(r"\uff0e(?<=[0-9].)(?=[0-9])")
_BESIDE = re.compile(
    rf"[,;:?!()](?:(?<=[{WIDE}%].)|(?<![()])(?=[ \t]{{0,3}}[{WIDE}])"
    rf"|(?<=[^A-Za-z.][,;:])(?=[ \t]*\r?\n))"
)
_PAIR = re.compile(r"\(([^()\n]{0,120})\)")
_WIDE = re.compile(f"[{WIDE}]")
# A question mark before another sign is what is left of a character lost in conversion.
_LOST = frozenset("?;,:\uff1b\uff0c\uff1a、。")
_DOUBLE = re.compile('"')
_SINGLE = re.compile(rf"(?<![A-Za-z0-9])'([{HAN}][^'\n]{{0,40}})'|'([^'\n]{{0,40}}[{HAN}])'")


def uniform(text: str) -> str:
    """The text with half-width digits and Latin letters, and Chinese signs beside Chinese."""
    signs = _signs()
    text = signs.odd.sub(lambda match: match[0].translate(signs.always), text)
    text = _POINT.sub(".", text)
    text = _PAIR.sub(_pair, text)
    text = _BESIDE.sub(lambda match: _beside(match, signs.beside), text)
    return signs.spans.sub("—", text)


def quoted(text: str) -> str:
    """One paragraph with its straight quotation marks turned “ and ” by turns.

    An odd one out is turned by what stands beside it, and so are those after it.
    """
    if '"' in text:
        text = _paired(text)
    if "'" in text:
        text = _SINGLE.sub(lambda match: f"‘{match[0][1:-1]}’", text)
    return text


def _paired(text: str) -> str:
    chars = list(text)
    count = text.count('"')
    opened = False
    for match in _DOUBLE.finditer(text):
        at = match.start()
        if count % 2:
            opened = _must_close(text, at) or (opened and not _must_open(text, at))
        chars[at] = "”" if opened else "“"
        opened = not opened
    return "".join(chars)


def _must_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        (not before or before in "，。；：、（《") and bool(after) and after not in "，。；：、）》"
    )


def _must_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        bool(before) and before not in "，。；：、（《" and (not after or after in "，。；、）》")
    )


def _pair(match: re.Match[str]) -> str:
    """Both brackets Chinese, if there is Chinese beside or between them."""
    text = match.string
    near = text[match.start() - 1 : match.start()] + match[1] + text[match.end() : match.end() + 1]
    return f"（{match[1]}）" if _WIDE.search(near) else match[0]


def _beside(match: re.Match[str], signs: dict[str, str]) -> str:
    sign, text = match[0], match.string
    if sign == "?":
        after, before = (
            text[match.end() : match.end() + 1],
            text[max(0, match.start() - 1) : match.start()],
        )
        return sign if after in _LOST or before == "?" else signs[sign]
    if sign == ":" and text.startswith("//", match.end()):
        return sign
    return signs[sign]


@cache
def _signs() -> Signs:
    data = load_toml("punctuation")
    always = {ord(old): new for old, new in data["always"].items()}
    always |= {code: chr(code - 0xFEE0) for code in _full_width()}
    always |= {code: normalize("NFKC", chr(code)) for code in _COMPATIBLE}
    always |= {ord(old): new for old, new in data["radicals"].items()}
    units = "|".join(map(re.escape, sorted(data["range"]["units"], key=len, reverse=True)))
    signs = re.escape(data["range"]["signs"])
    own = r"(?:%|‰|\u5e74|\u6708|\u65e5)?"  # 5%-5.5%, 2021年-2025年
    spans = re.compile(
        rf"[{signs}](?:(?<=[0-9].)|(?<=[0-9][%‰\u5e74\u6708\u65e5].))(?=[0-9]{{1,5}}(?:\.[0-9]{{1,3}})?{own}?(?:{units}))"
    )
    odd = re.compile(f"[{re.escape(''.join(map(chr, always)))}]+")
    return Signs(always, odd, data["beside_chinese"], spans)


def _full_width() -> list[int]:
    """Full-width digits and letters; signs are in the data file, one by one."""
    return [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
