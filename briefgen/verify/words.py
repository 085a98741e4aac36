"""Which words of a page are numbers, and the bare form in which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from briefgen.lexicon import load_toml

# U+FFFE is what PDFium gives for a hyphen at the end of a line.
MINUS = {"\N{MINUS SIGN}": "-", "\N{FULLWIDTH HYPHEN-MINUS}": "-", "\ufffe": "-", "\N{HYPHEN}": "-"}
DIGITS = r"\d+(?:[.,]\d+)*"


def table() -> dict[str, Any]:
    """The content of `data/verify.toml`."""
    return load_toml("verify")


def bare(text: str) -> str:
    """The text without white space and invisible characters, in compatibility form (％ is %)."""
    return "".join(_bare(character) for character in text)


@cache
def _bare(character: str) -> str:
    if character in MINUS:
        return MINUS[character]
    kept = unicodedata.normalize("NFKC", character)
    return "".join(one for one in kept if unicodedata.category(one)[0] not in "ZC")


@cache
def number_pattern() -> re.Pattern[str]:
    """What is a number where nothing explains it: digits, Chinese and English number words."""
    words = table()
    numeral = f"[{words['numerals']}{words['powers']}]"
    after = "|".join(map(re.escape, words["counted"]))
    english = "|".join(words["english"])
    whole = "|".join(map(re.escape, words["whole"]))
    return re.compile(
        rf"{DIGITS}|{words['ordinal']}{numeral}+|{whole}|{numeral}+(?={after})"
        rf"|(?<![A-Za-z])(?:{english})(?![A-Za-z])|[{words['powers']}{words['percent']}]",
        re.IGNORECASE,
    )


@cache
def quantity_pattern() -> re.Pattern[str]:
    """A number that states how much or how many of something; texts are bare."""
    words = table()
    measured, items, money = (
        "|".join(map(re.escape, words[key])) for key in ("measured", "items", "currencies")
    )
    numeral, some = f"[{words['numerals']}]", f"[{words['some']}]?"
    return re.compile(
        rf"(?:{DIGITS}|{numeral}){some}(?:{measured})|{DIGITS}{some}(?:{items})|(?:{money}){DIGITS}",
        re.IGNORECASE,
    )


@cache
def between_pattern() -> re.Pattern[str]:
    """A source mark, or one sign that parts two pieces of a statement."""
    return re.compile(rf"\[(\d+)\]|[{re.escape(table()['between'])}]")
