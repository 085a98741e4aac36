"""The file of a workspace that keeps what a translator proposed, so that builds ask nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.deliver import write_files
from briefgen.english import tidy
from briefgen.errors import LexiconError
from briefgen.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("zh", "en", "by")
OPENING = (
    "# English made by a machine, marked on the page until it is accepted (briefgen terms accept)\n"
    "# or said otherwise (briefgen terms add). Tab-separated, UTF-8; a line may be deleted.\n"
)
SAID = re.compile(r"[\x20-\x7e]{1,300}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """The English of a label by a machine, and which machine."""

    zh: str
    en: str
    by: str


def load_proposals(path: Path) -> list[Proposal]:
    """The proposals of a workspace in the order of the file; none where there is no file.

    Raises LexiconError for a row that is none, so that nothing odd reaches a page by this way.
    """
    if not path.exists():
        return []
    found = []
    for row in read_tsv(path, COLUMNS):
        zh, english = tidy(row["zh"]), row["en"].strip()
        if not zh or not SAID.fullmatch(english):
            message = "a row lacks its Chinese, or its English is not plain English"
            raise LexiconError(message, where=f"{path}: {row['zh']}")
        found.append(Proposal(zh, english, row["by"]))
    return found


def write_proposals(path: Path, proposals: Iterable[Proposal]) -> None:
    """Write the file anew, in the order of the Chinese; raises OutputError."""
    rows = sorted({one.zh: one for one in proposals}.values(), key=lambda one: one.zh)
    lines = ["\t".join(COLUMNS), *(f"{one.zh}\t{one.en}\t{one.by}" for one in rows)]
    write_files(path.parent, {path.name: (OPENING + "\n".join(lines) + "\n").encode()})
