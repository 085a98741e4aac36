"""What is found wrong with a template, and how it is told in Chinese and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml
from briefgen.messages import in_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 60  # characters of the words around a fault
NEAR_ENOUGH = 0.6  # likeness of two names
TONGUES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its kind, the file, the line or place in it, the words around it.

    `place` is what [places] of template_faults.toml needs: its name under `where`, and numbers.
    """

    kind: str
    file: str
    line: int | None = None
    place: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    near: str = ""

    @property
    def level(self) -> str:
        """Whether it is an `error` or a `warning`."""
        return "warning" if table()["faults"][self.kind].get("warning") else "error"

    def where(self, tongue: str) -> str:
        """The file, with the line or the place in it."""
        if self.place:
            told = table()["places"][self.place["where"]][tongue].format(**self.place)
            return f"{self.file}: {told}"
        return f"{self.file}:{self.line}" if self.line else self.file

    def message(self, tongue: str) -> str:
        """What is wrong, in "zh" or "en"."""
        return self._filled(f"{tongue}")

    def cure(self, tongue: str) -> str:
        """What to do about it, in "zh" or "en"."""
        near = table()["near"][tongue].format(near=self.near) if self.near else ""
        cure = self._filled(f"cure_{tongue}")
        return f"{near} {cure}" if near else cure

    def _filled(self, key: str) -> str:
        said = dict(self.said)
        if key.endswith(TONGUES[0]):
            said |= {one: in_chinese(str(said[one])) for one in ("said", "hint") if one in said}
        return str(table()["faults"][self.kind][key]).format(**said)

    def plain(self) -> dict[str, Any]:
        """The fault as JSON, with all its texts."""
        texts = {
            tongue: {
                "where": self.where(tongue),
                "message": self.message(tongue),
                "cure": self.cure(tongue),
            }
            for tongue in TONGUES
        }
        return {
            "level": self.level,
            "kind": self.kind,
            "file": self.file,
            "line": self.line,
            "place": dict(self.place),
            "words": self.words,
            **texts,
        }


@cache
def table() -> dict[str, Any]:
    """The texts and lists of data/template_faults.toml."""
    return load_toml("template_faults")


def nearest(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant; empty if none is like it."""
    lower = {one.lower(): one for one in known}
    found = get_close_matches(name.lower(), lower, n=1, cutoff=NEAR_ENOUGH)
    return lower[found[0]] if found else ""


def words_of(text: str, around: str = "") -> str:
    """The text on one line, cut to what is shown; about `around` if that stands in it."""
    plain = re.sub(r"\s+", " ", text).strip()
    if len(plain) <= LONGEST:
        return plain
    at = max(0, plain.find(around)) if around else 0
    start = max(0, min(at - LONGEST // 3, len(plain) - LONGEST))
    cut = plain[start : start + LONGEST]
    return ("…" if start else "") + cut + ("…" if start + LONGEST < len(plain) else "")


def of_jinja(message: str) -> tuple[str, dict[str, str]]:
    """The kind of fault that a message of Jinja tells of, and what it names."""
    for one in table()["syntax"]:
        if match := re.search(one["pattern"], message, re.DOTALL):
            return str(one["kind"]), match.groupdict()
    return "syntax", {"said": message}
