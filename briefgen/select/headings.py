"""Names documents and the blocks they are printed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.model import OVERALL, Bilingual
from briefgen.select.draft import DraftBlock
from briefgen.select.importance import importance
from briefgen.select.issue import words
from briefgen.select.trimming import trimming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Reading, Theme
    from briefgen.select.options import Phrasing

SPACES = r"[\s　|｜]+"
PAIR = 2
ENOUGH = 10  # characters of a part that can be a title
DRESS = 8  # characters that a title may add to its label and still say the same
UNWHOLE = ("cut_off", "damaged_text")  # kinds of problem that keep a title from print
FEW = 3  # blocks below which a document is printed one level deeper


def heading(title: str, limit: int | None = None) -> str:
    """A document's title as printed: whole if it is short, else its main clause.

    It is cut at dashes, else at spaces, else at colons, else at commas. Of the parts that are short
    enough one without numbers (years aside) comes first, then one that says enough, then the first;
    one that only says when (今年前三季度) is none.
    """
    limit = limit or importance().page.title
    if len(title) <= limit:
        return title
    numbers, parts = trimming().title_numbers, [title]
    for mark in (r"——+|—(?=\D)", SPACES, r"[：:]", r"[，。；]"):
        parts = [part for part in re.split(mark, title) if part and not _only_when(part)]
        if mark is SPACES and len(parts) > PAIR and (run := _longest_run(parts, limit)):
            return run
        short = [part for part in parts if len(part) <= limit]
        if short:
            return max(short, key=lambda part: (not numbers.search(part), _said(part)))
    return parts[0] if parts and _only_when(re.split("[，。；]", title)[0]) else title


def _longest_run(parts: list[str], limit: int) -> str:
    """As many phrases of a title as fit, side by side: 奋发进取 交出优异成绩单; "" if no two do."""
    ends = range(PAIR, len(parts))
    runs = [" ".join(parts[at - size : at]) for size in ends for at in range(size, len(parts) + 1)]
    return max((run for run in runs if len(run) <= limit), key=len, default="")


def _only_when(part: str) -> bool:
    """Whether a part of a title says nothing but when: 昨日, 2021年, 今年前三季度."""
    return trimming().title_times.fullmatch(part) is not None


def _said(part: str) -> int:
    """How much a part of a title says; one long enough to be a title says enough."""
    return min(len(part), ENOUGH)


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


def damaged(reading: Reading) -> set[str]:
    """The themes whose own line is cut off or damaged in the source, as far as was noticed."""
    spans = [(each.start, each.end) for each in reading.problems if each.kind in UNWHOLE]
    found: set[str] = set()
    for passage in reading.passages if spans else ():
        if passage.role != "heading" or passage.theme is None or not passage.text.text:
            continue
        own = passage.text.span()
        if any(start < own.end and own.start < end for start, end in spans):
            found.add(passage.theme)
    return found


def block(
    document: int, theme: Theme | None, above: Theme | None, phrasing: Phrasing, *, whole: bool
) -> DraftBlock:
    """The block that a theme is printed as; by its label alone if its line is not `whole`."""
    if theme is None:
        label = Bilingual(OVERALL, words().words["overall_en"])
        return DraftBlock(block_id(document, None), label, Bilingual("", ""), None)
    label = Bilingual(theme.label, phrasing.theme_en(theme))
    said = theme.title if whole and not _repeats(theme) else ""
    title = Bilingual(said, phrasing.title_en(theme) if said else "")
    parent = Bilingual(above.label, phrasing.theme_en(above)) if above else None
    return DraftBlock(block_id(document, theme.id), label, title, parent)


def _repeats(theme: Theme) -> bool:
    """Whether a title only dresses its label: 从投资结构看 over 投资结构."""
    added = len(theme.title) - len(theme.label)
    return theme.label in theme.title and added <= DRESS and len(theme.label) > 1


def block_id(document: int, theme: str | None) -> str:
    """The page id of a block: document index and theme, "0:T1"; "0:" for 总体."""
    return f"{document}:{theme or ''}"
