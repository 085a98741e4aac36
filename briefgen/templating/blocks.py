"""Which blocks of a page lead nowhere: the pages it extends do not have them, or show them not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Lost(NamedTuple):
    """A block that nothing shows; `there` are those that are shown, in the order of the page."""

    block: nodes.Block
    known: bool  # whether one of the pages beneath has a block of that name
    there: list[str]


def lost_blocks(pages: Sequence[nodes.Template]) -> Iterator[Lost]:
    """The blocks of the first page that nothing shows; each page extends the next one."""
    shown = _Shown(pages)
    beneath = {block.name for page in pages[1:] for block in page.find_all(nodes.Block)}
    there = [name for name in shown.names() if name in beneath]
    for block in _outermost(pages[0]):
        yield from _lost(block, shown, beneath, there)


def _lost(block: nodes.Block, shown: _Shown, beneath: set[str], there: list[str]) -> Iterator[Lost]:
    if not shown.is_shown(block):
        yield Lost(block, block.name in beneath, there)
        return
    for inner in _outermost(block):
        yield from _lost(inner, shown, beneath, there)


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    """The blocks in a piece of a page, without those within these."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def _keeps(node: nodes.Node) -> bool:
    """Whether what stands here, outside of blocks within it, shows the block beneath."""
    return any(
        not isinstance(child, nodes.Block)
        and ((isinstance(child, nodes.Name) and child.name == "super") or _keeps(child))
        for child in node.iter_child_nodes()
    )


class _Shown:
    """The blocks that the page is put together from, as Jinja does it: from the last one up."""

    def __init__(self, pages: Sequence[nodes.Template]) -> None:
        self._made: dict[str, list[nodes.Block]] = defaultdict(list)
        for page in pages:
            for block in page.find_all(nodes.Block):
                self._made[block.name].append(block)
        self._seen: dict[int, nodes.Block] = {}
        self._within(pages[-1])

    def is_shown(self, block: nodes.Block) -> bool:
        """Whether this very block is part of the page."""
        return id(block) in self._seen

    def names(self) -> list[str]:
        """The names of what is part of the page."""
        return list(dict.fromkeys(block.name for block in self._seen.values()))

    def _within(self, node: nodes.Node) -> None:
        for block in _outermost(node):
            self._put(block.name, 0)

    def _put(self, name: str, layer: int) -> None:
        if layer >= len(self._made[name]):
            return
        block = self._made[name][layer]
        if id(block) in self._seen:
            return
        self._seen[id(block)] = block
        self._within(block)
        if _keeps(block):
            self._put(name, layer + 1)
