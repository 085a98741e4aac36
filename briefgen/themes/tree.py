"""From marks to a tree: which theme stands under which, and which headings are only frames."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.themes.closing import names_subject
from briefgen.themes.mark import PART_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.themes.mark import Mark

_SECTION = 20  # 一、 and what stands above it outlive a closing paragraph
_FRAMEWORK = 2  # so many items make a framework
_PART = "han"  # 一、
_FRAME_KINDS = frozenset({"markup", "line"})
_STRONG_KINDS = frozenset({"quoted", "han", "han.bracket"})
_STRONG_RULES = frozenset({"lead.frame", "lead.action"})


@dataclass(slots=True, eq=False)
class Node:
    """A theme in the making. `frame` headings only say which part follows: 一、2025年工作回顾."""

    mark: Mark
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    frame: bool = False
    paragraphs: int = 1  # how many paragraphs it holds, its own first
    id: str = ""

    def ancestors(self) -> list[Node]:
        """The node and all above it, innermost first."""
        above: list[Node] = []
        node: Node | None = self
        while node:
            above.append(node)
            node = node.parent
        return above


def grow(marks: Sequence[Mark], closings: Sequence[int], *, parts: bool = False) -> list[Node]:
    """The nodes of the tree in source order, each below the nearest mark of a higher level.

    `parts` tells that 一、 heads a part of a report, whatever it is called.

    A paragraph that speaks of the whole (its index is in `closings`) ends every list before it,
    so that a new list behind it does not stand under the last item of the old one.
    """
    nodes: list[Node] = []
    open_nodes: list[Node] = []
    coming = deque(closings)
    for mark in marks:
        closed = False
        while coming and coming[0] < mark.paragraph:
            closed = coming.popleft() > (open_nodes[-1].mark.paragraph if open_nodes else -1)
        if closed and mark.series not in {node.mark.series for node in open_nodes}:
            open_nodes = [node for node in open_nodes if node.mark.rank <= _SECTION]
        while open_nodes and open_nodes[-1].mark.rank >= mark.rank:
            open_nodes.pop()
        node = Node(mark, open_nodes[-1] if open_nodes else None)
        if node.parent:
            node.parent.children.append(node)
        nodes.append(node)
        open_nodes.append(node)
    return _framed(nodes, parts=parts)


def _framed(nodes: list[Node], *, parts: bool) -> list[Node]:
    """The nodes with frames marked; a crosshead over a strong framework is no theme at all."""
    kept = []
    for node in nodes:
        if node.mark.kind == PART_LINE:
            _dissolve(node)
            continue
        items = [child for child in node.children if child.mark.at == 0]
        several = len(items) >= _FRAMEWORK
        if several and node.mark.kind in _FRAME_KINDS and _strong(items):
            _dissolve(node)
            continue
        part = parts and items and node.mark.kind == _PART
        node.frame = node.mark.line and (bool(part) or not names_subject(node.mark))
        kept.append(node)
    return kept


def _strong(items: list[Node]) -> bool:
    """Whether the items under a heading are a framework that stands by itself (稳、新、融、活)."""
    strong = [
        item for item in items if item.mark.kind in _STRONG_KINDS or item.mark.rule in _STRONG_RULES
    ]
    return len(strong) * 2 > len(items)


def _dissolve(node: Node) -> None:
    """Hand the children of a node to its parent; the node stays as a boundary only."""
    for child in node.children:
        child.parent = node.parent
    if node.parent:
        node.parent.children += node.children
    node.children = []


def number(nodes: Sequence[Node]) -> None:
    """Give every node its id: T1, T1.1, T2 …, in source order."""
    counts: dict[int, int] = {}
    for node in nodes:
        key = id(node.parent) if node.parent else 0
        counts[key] = counts.get(key, 0) + 1
        node.id = f"{node.parent.id}.{counts[key]}" if node.parent else f"T{counts[key]}"
