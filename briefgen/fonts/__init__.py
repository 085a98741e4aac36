"""The fonts of the package: which faces there are, and which characters all of them can show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.errors import FontError

FONT_DIR = Path(__file__).parent
CONTROLS = frozenset("\t\n\r")  # white space that is set as a space or a new line


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its CSS family and weight."""

    family: str
    weight: int
    path: Path


@cache
def faces() -> tuple[Face, ...]:
    """The faces of the package; raises FontError if a file is missing."""
    found = tuple(
        Face(f"Briefgen {kind} SC", weight, FONT_DIR / f"Briefgen{kind}SC-{style}.otf")
        for kind in ("Serif", "Sans")
        for style, weight in (("Regular", 400), ("Bold", 700))
    )
    for face in found:
        if not face.path.is_file():
            message = "a font of briefgen is missing"
            raise FontError(message, where=str(face.path), hint="install briefgen again")
    return found


@cache
def coverage() -> frozenset[int]:
    """The code points that every face can show."""
    codes: set[int] = set()
    for line in (FONT_DIR / "coverage.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            first, last = line.split("-")
            codes.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(codes)


def missing(text: str) -> list[str]:
    """The characters of the text that not every face can show, each once, in order."""
    known = coverage()
    return [char for char in dict.fromkeys(text) if ord(char) not in known and char not in CONTROLS]
