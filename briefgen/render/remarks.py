"""Notes of Jinja, `{# … #}`, and what a page says apart from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")


def blanked(match: re.Match[str]) -> str:
    """Spaces in place of what matched, so that lines and columns stay."""
    return re.sub(r"[^\n]", " ", match[0])


def without_remarks(text: str) -> str:
    """The text with spaces in place of its notes."""
    return REMARK.sub(blanked, text)


def bare_text(path: Path) -> str:
    """The text of a file, with spaces in place of its notes; what is no text is passed over."""
    return without_remarks(path.read_text(encoding="utf-8-sig", errors="replace"))


def extends_another(text: str) -> bool:
    """Whether a page without its notes takes the blocks it does not write from another one."""
    return EXTENDS.search(text) is not None
