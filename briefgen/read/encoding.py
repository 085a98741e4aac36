"""Which encoding a Chinese text file is in: by trial, and by how Chinese the result looks."""

from __future__ import annotations

import codecs
from functools import cache
from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

# UTF-32 is not read; its little-endian mark begins like that of UTF-16 and must be tried first.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
SAMPLE = 20_000  # characters that are judged; the decoding itself is tried on the whole file

# The names that web pages give to what GB18030 and Big5 are supersets of.
CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5-hkscs": "big5hkscs",
}
BROKEN = 0.005  # share of lost characters in a text that is still worth reading

# Of the characters of running Chinese text, 75 to 90 % are in the list of frequent ones or are
# punctuation; of the same bytes decoded wrongly, less than 15 %. Names and titles reach 30 %.
PLAUSIBLE = 0.3


def decode(data: bytes) -> tuple[str, str] | None:
    """The name of the encoding and the text without its byte order mark; None if none fits.

    A multibyte character cut off at the end of the file is dropped; a few within it become U+FFFD.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            text = attempt(data[len(mark) :], name)
            return None if text is None else (name, text)
    text = attempt(data, "utf-8")
    if text is not None and "\0" not in text:
        return "utf-8", text
    return most_plausible(data) or mostly_sound(data)


def declared(data: bytes, name: str) -> tuple[str, str] | None:
    """The same for a text that names its encoding: that counts where the bytes agree with it.

    UTF-8 comes first, whatever is declared: a browser that saves a page turns it into UTF-8 and
    may leave the old name in it.
    """
    text = attempt(data.removeprefix(codecs.BOM_UTF8), "utf-8")
    if text is not None and "\0" not in text:
        return "utf-8", text
    name = CHINESE.get(name.strip().lower(), name.strip().lower())
    if name in CANDIDATES and (text := attempt(data, name)) is not None:
        return name, text
    return decode(data)


def mostly_sound(data: bytes) -> tuple[str, str] | None:
    """The text with U+FFFD for its broken bytes, if these are so few that the rest can be read."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        broken = text.count("\ufffd")
        if broken <= BROKEN * len(text) and plausibility(text) >= PLAUSIBLE:
            return name, text
    return None


def attempt(data: bytes, encoding: str) -> str | None:
    """The text in this encoding, without a broken tail, or None."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return None


def most_plausible(data: bytes) -> tuple[str, str] | None:
    """The candidate whose decoding has the largest share of frequent Chinese characters."""
    decoded = ((name, attempt(data, name)) for name in CANDIDATES)
    scored = [(plausibility(text), name, text) for name, text in decoded if text]
    if not scored:
        return None
    # max keeps the first of equals, so the plainer of the Big5 family is named
    share, name, text = max(scored, key=lambda item: item[0])
    return (name, text) if share >= PLAUSIBLE else None


def plausibility(text: str) -> float:
    """The share of frequent characters among those that are not ASCII; no Chinese, no share."""
    sample = [char for char in text[:SAMPLE] if not char.isascii()]
    if not sample or "\0" in text[:SAMPLE]:
        return 0.0
    return share_of(frequent(), sample)


def share_of(known: frozenset[str], chars: Iterable[str]) -> float:
    """How large a part of `chars` is known."""
    flags = [char in known for char in chars]
    return sum(flags) / len(flags)


@cache
def frequent() -> frozenset[str]:
    """The frequent characters of both scripts, with Chinese punctuation."""
    data = load_toml("encodings")
    return frozenset(data["simplified"] + data["traditional"] + "，。、；：？！“”‘’（）《》—…　％·")
