"""Takes out spaces that Chinese text does not have, and keeps those that part something."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.clean.characters import HAN, INVISIBLE, SPACE, WIDE
from briefgen.clean.edits import Edit, edited, without
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.model import Traced

INVISIBLES = re.compile(f"[{INVISIBLE}]+")
_RUN = re.compile(f"[{SPACE}]+")
# 9. 0% and 31 .9亿: a decimal broken by the scanner; "1. 2023年" at the start numbers a point.
_UNIT = r"[0-9]{1,3}[%\u4e07\u4ebf\u4e2a]"
_POINT = re.compile(
    rf"(?<=[0-9])(?<!^[0-9])(?<!^[0-9]{{2}}) ?\. (?={_UNIT})|(?<=[0-9]) \.(?={_UNIT})"
)
_WIDE = re.compile(f"[{WIDE}]")
_HAN = re.compile(f"[{HAN}]")
# The sign of a subscript, as a page without formatting keeps it: PM_2.5, CO_2, but not CO_2_17.
_SUBSCRIPT = (
    r"_(?<=(?:PM|[CNS]O|[CN]H)_)(?<![A-Za-z0-9_].._)"
    r"(?=(?:10|[0-9](?:\.[0-9])?)(?![.0-9]*[A-Za-z0-9_]))"
)
_MARKUP = re.compile(rf"\*\*|__(?=\S)|__(?<=\S__)|`|{_SUBSCRIPT}")
# All that is taken out has one of these. A class with \s in it is slow: so it is spelled out.
_BLANK = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ODD = re.compile(f"[{_BLANK}{SPACE}{INVISIBLE}*_`]")
# Two numbers with a space between and Chinese around: one number broken, or two of a table.
DOUBTFUL = re.compile(rf"(?<![0-9.])[0-9]{{1,3}} [0-9]{{3}}(?![0-9])(?=[{HAN}%])")

_PARTS = 4  # a heading has two or three parts; more are words that a scanner tore apart


def despaced(text: Traced, *, line: bool) -> Traced:
    """The text without spaces next to Chinese, invisible characters and Markdown emphasis.

    Runs between Latin words or numbers become one space. In a heading (`line`) one space is kept
    between Chinese parts, unless there are so many, or so short parts, that they part nothing; it
    always stays behind a year: 2024 开新局.
    """
    if _ODD.search(text.text) is None:
        return text
    text = without(without(text, _MARKUP), INVISIBLES).strip()
    if ". " in text.text or " ." in text.text:
        text = edited(text, [Edit(*match.span(), ".") for match in _POINT.finditer(text.text)])
    keeps = line and _parts(text.text)
    year = _year_ahead().match(text.text) if line else None
    return edited(
        text,
        (
            _edit(text.text, match, keeps=keeps)
            for match in _RUN.finditer(text.text)
            if year is None or match.end() != year.end()
        ),
    )


@cache
def _year_ahead() -> re.Pattern[str]:
    return re.compile(load_toml("lines")["year_ahead"])


def _edit(text: str, match: re.Match[str], *, keeps: bool) -> Edit:
    before, after = text[match.start() - 1], text[match.end()]
    if before.isdigit() and after in "%‰":
        return Edit(*match.span(), "")  # 6.9 %
    chinese = _WIDE.match(before) or _WIDE.match(after)
    if not chinese:
        return Edit(*match.span(), " ")
    between_words = all(_HAN.match(char) or char in "“”’‘）（》《" for char in (before, after))
    return Edit(*match.span(), " " if keeps and between_words else "")


def _parts(text: str) -> bool:
    """Whether the spaces of a heading part it into two or three phrases."""
    parts = _RUN.split(text)
    return 1 < len(parts) < _PARTS and all(len(part) > 1 for part in parts)
