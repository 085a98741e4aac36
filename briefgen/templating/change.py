"""One change that a template makes to the one it is based on, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml
from briefgen.templating.faults import table as fault_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEPT, GONE, ADDED = "  ", "- ", "+ "
HARMLESS = "copy"  # the kind that changes nothing


@dataclass(frozen=True, slots=True)
class Change:
    """Its kind, the file, the line or the place in Word, and the lines that are other than before.

    `lines` begin with KEPT, GONE or ADDED; `place` is as that of a Fault.
    """

    kind: str
    file: str
    line: int | None = None
    place: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    def where(self, tongue: str) -> str:
        """The file, with the line or the place in it."""
        if self.place:
            told = fault_words()["places"][self.place["where"]][tongue].format(**self.place)
            return f"{self.file}: {told}"
        return f"{self.file}:{self.line}" if self.line else self.file

    def message(self, tongue: str) -> str:
        """What is changed, in "zh" or "en"."""
        return str(words()["changes"][self.kind][tongue]).format(**self.said)


def differing(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where two lists of lines differ: from and to in the old one, from and to in the new one."""
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (((one[1], one[2]), (one[3], one[4])) for one in found if one[0] != "equal")


def both(gone: Sequence[str], added: Sequence[str]) -> tuple[str, ...]:
    """Lines that went and lines that came, marked."""
    return (*(GONE + line for line in gone), *(ADDED + line for line in added))


@cache
def words() -> dict[str, Any]:
    """The texts of data/template_changes.toml."""
    return load_toml("template_changes")
