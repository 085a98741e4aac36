"""Loads the data files of the package: each once, checked, and with the place of any fault.

A stage asks for its own file by name and turns it into its own frozen value, so words stay in
`data/` and logic in code. TOML holds rules, TSV holds tables that an editor opens in a spreadsheet.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.errors import LexiconError
from briefgen.kept import kept_value
from briefgen.utf8 import text_of

DATA = Path(__file__).parent / "data"
WORKBOOK = b"PK"  # how a file of a spreadsheet program begins
FROM_SHEET = "save it from the spreadsheet as “text, tab delimited”, in UTF-8"
PARTED_OTHERWISE = re.compile(r"[,，;；]|  ")  # as a spreadsheet saves it by itself


@cache
def load_toml(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`; it must state its `source`. Treat it as read-only."""
    path = DATA / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8")
        # parsing the files of a build takes 50 ms
        content: dict[str, Any] = kept_value((text.encode(),), lambda: tomllib.loads(text))
    except FileNotFoundError as error:
        message = "a data file of briefgen is missing"
        raise LexiconError(message, where=str(path), hint="install briefgen again") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", where=str(path)) from error
    if not content.get("source"):
        message = "the file does not say where its content comes from (key `source`)"
        raise LexiconError(message, where=str(path))
    return content


def compiled(pattern: str, where: str) -> re.Pattern[str]:
    """The compiled pattern; raises LexiconError, with `where`, if it is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise LexiconError(f"not a regular expression ({error}): {pattern}", where=where) from error


def read_tsv(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header; lines that begin with # are comments.

    Raises LexiconError, with file and line, for other columns, a short or long row or a bad byte.
    """
    try:
        with path.open("rb") as file:
            workbook = file.read(len(WORKBOOK)) == WORKBOOK
        if workbook:
            raise LexiconError("this is a workbook, not text", where=str(path), hint=FROM_SHEET)
        text = text_of(path, LexiconError)
    except OSError as error:
        raise LexiconError(f"cannot be read: {error}", where=str(path)) from error
    numbered = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not numbered:
        raise LexiconError("the file has no header row", where=str(path))
    header = tuple(numbered[0][1].split("\t"))
    if header[: len(columns)] != columns:
        message = f"the columns are {', '.join(header)}; they must be {', '.join(columns)}"
        hint = ""
        if len(header) == 1 and PARTED_OTHERWISE.search(header[0]):
            message = "the columns must be parted by a tab"
            hint = FROM_SHEET
        raise LexiconError(message, where=f"{path}:{numbered[0][0]}", hint=hint)
    rows = []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            message = f"{len(cells)} cells in a table of {len(header)} columns"
            raise LexiconError(message, where=f"{path}:{number}")
        cells.extend([""] * (len(header) - len(cells)))
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


@cache
def load_tsv(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.tsv`, see `read_tsv`."""
    return tuple(read_tsv(DATA / f"{name}.tsv", columns))
