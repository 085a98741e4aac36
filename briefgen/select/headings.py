"""Names documents and the blocks they are printed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.model import OVERALL, Bilingual
from briefgen.select.draft import DraftBlock
from briefgen.select.importance import importance
from briefgen.select.issue import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Reading, Theme
    from briefgen.select.options import Phrasing

FEW = 3  # blocks below which a document is printed one level deeper


def heading(title: str) -> str:
    """A document's title as printed: whole if it is short, else its main clause.

    Of the parts between spaces, colons and dashes the longest that is short enough is taken,
    one without numbers before one with them; failing that, what stands before a comma.
    """
    limit = importance().page.title
    if len(title) <= limit:
        return title
    parts = [part for part in re.split(r"[\s　：:]+|——+|[丨|｜]", title) if part]
    fitting = [part for part in parts if len(part) <= limit]
    if fitting:
        return max(fitting, key=lambda part: (not re.search(r"\d", part), len(part)))
    shorter = [part for part in re.split(r"[，。；]", title) if part and len(part) <= limit]
    return max(shorter, key=len) if shorter else title


def _path(theme: str | None, parents: dict[str, str | None]) -> tuple[str, ...]:
    """The ids from the top down to a theme."""
    path: list[str] = []
    while theme in parents and theme not in path:
        path.append(theme)
        theme = parents[theme]
    return tuple(reversed(path))


def levels(reading: Reading, used: Iterable[str | None]) -> dict[str | None, str | None]:
    """For each theme in use the theme under which its lines are printed; None for 总体.

    Lines stand under the top themes of the document (点, 线, 面); where that would make fewer than
    three blocks and the next level makes more, under that one.
    """
    parents = {theme.id: theme.parent for theme in reading.themes}
    paths = {theme: _path(theme, parents) for theme in used}
    tops = {path[:1] for path in paths.values() if path}
    seconds = {path[:2] for path in paths.values() if path}
    depth = 2 if len(tops) < FEW and len(seconds) > len(tops) else 1
    return {theme: path[:depth][-1] if path else None for theme, path in paths.items()}


def block(
    document: int, theme: Theme | None, above: Theme | None, phrasing: Phrasing
) -> DraftBlock:
    """The block that a theme is printed as."""
    if theme is None:
        label = Bilingual(OVERALL, words().words["overall_en"])
        return DraftBlock(block_id(document, None), label, Bilingual("", ""), None)
    label = Bilingual(theme.label, phrasing.theme_en(theme))
    title = Bilingual(theme.title, phrasing.title_en(theme) if theme.title else "")
    parent = Bilingual(above.label, phrasing.theme_en(above)) if above else None
    return DraftBlock(block_id(document, theme.id), label, title, parent)


def block_id(document: int, theme: str | None) -> str:
    """The page id of a block: document index and theme, "0:T1"; "0:" for 总体."""
    return f"{document}:{theme or ''}"
