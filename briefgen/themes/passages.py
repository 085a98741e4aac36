"""Cuts all text of an article at the beginnings of its themes, and says where each theme ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import Passage
from briefgen.themes.closing import appendix, closes, names_subject
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Paragraph
    from briefgen.themes.mark import Mark
    from briefgen.themes.tree import Node

_ENDINGS = "。！？；：”）…"
_SINGLE = 2  # so many earlier items of one paragraph show that items have one paragraph
_ALWAYS_SINGLE = frozenset({"lead", "quoted", "view"})
_ANNOUNCING = 90  # a paragraph that only announces what follows is shorter


class Cutter:
    """Walks over the paragraphs and gives every stretch of text its innermost theme."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], nodes: Sequence[Node], marks: Sequence[Mark]
    ) -> None:
        """Prepare to cut `paragraphs` at `marks`; a mark without a node bounds, but is no theme."""
        self._paragraphs = paragraphs
        self._nodes = {id(node.mark): node for node in nodes}
        self._marks: dict[int, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.paragraph, []).append(mark)
        self._lists: dict[tuple[int, str, str], list[Node]] = {}
        for node in nodes:
            self._lists.setdefault(_list_of(node), []).append(node)
        self._long: set[tuple[int, str, str]] = set()  # lists with items of several paragraphs
        self._next = self._following()
        self._appendix = appendix(paragraphs)
        self._current: Node | None = None

    def _following(self) -> list[Mark | None]:
        """For every paragraph the next mark behind it."""
        following: list[Mark | None] = [None] * len(self._paragraphs)
        coming: Mark | None = None
        for index in range(len(self._paragraphs) - 1, -1, -1):
            following[index] = coming
            if index in self._marks:
                coming = self._marks[index][0]
        return following

    def cut(self) -> list[Passage]:
        """All passages, in source order; joined they are the joined paragraphs."""
        passages: list[Passage] = []
        for index in range(len(self._paragraphs)):
            passages += self._cut_paragraph(index)
        return passages

    def _cut_paragraph(self, index: int) -> list[Passage]:
        """The passages of one paragraph."""
        paragraph, marks = self._paragraphs[index], self._marks.get(index, [])
        whole = paragraph.text
        if not len(whole):
            return []
        if not marks:
            self._current = self._continued(index)
            return [Passage(_id(self._current), index, whole)]
        passages = []
        if marks[0].at > 0:
            self._current = self._continued(index)
            passages.append(Passage(_id(self._current), index, whole.cut(0, marks[0].at)))
        around = self._current if marks[0].at > 0 else None
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            part = whole.cut(mark.at, after.at if after else len(whole))
            self._current = self._nodes.get(id(mark))
            role = "heading" if mark.line else "body"
            passages.append(Passage(_own_id(self._current, mark), index, part, role))
        self._leave_inline(marks, around)
        return passages

    def _leave_inline(self, marks: list[Mark], around: Node | None) -> None:
        """After a paragraph with items inside it, the text goes on under what stood around them."""
        opened = [mark for mark in marks if mark.at == 0]
        if len(marks) > len(opened) and self._open_end(marks[-1].paragraph):
            return
        if opened and len(marks) > 1:
            self._current = self._nodes.get(id(opened[-1]))
        elif not opened:
            self._current = around

    def _open_end(self, index: int) -> bool:
        """Whether the paragraph breaks off without an ending sign, so that the next goes on."""
        paragraph = self._paragraphs[index]
        text = paragraph.text.text.rstrip()
        return bool(text) and not paragraph.line and text[-1] not in _ENDINGS

    def _continued(self, index: int) -> Node | None:
        """The theme of text without a mark: what goes on, what surrounds it, or none (总体)."""
        node = self._current
        if node is None:
            return None
        if index and self._open_end(index - 1):
            return node
        paragraph = self._paragraphs[index]
        text = paragraph.text.text
        named, after_item = names_subject(node.mark), not node.mark.line
        if index == self._appendix or closes(text, after_item=after_item, named=named):
            return None
        if node.frame or (node.mark.line and node.paragraphs == 1):
            return self._stay(node)
        around = self._around(index, node)
        return self._stay(node) if around is node else around

    def _around(self, index: int, node: Node) -> Node | None:
        """The theme itself while its list goes on; what stands around the list after its end."""
        for inner in node.ancestors():
            if not (self._announces(index, inner) or self._ended(index, inner)):
                return inner
        return None

    def _announces(self, index: int, node: Node) -> bool:
        """Whether the paragraph only leads over to a new series that is not under `node`."""
        coming = self._next[index]
        if not coming or coming.paragraph != index + 1:
            return False
        target = self._nodes.get(id(coming))
        if not target or node in target.ancestors() or node.parent is not target.parent:
            return False
        text = self._paragraphs[index].text.text
        other = target.mark.series != node.mark.series
        return other and (len(text) < _ANNOUNCING or bool(words().announces.search(text[-60:])))

    def _ended(self, index: int, node: Node) -> bool:
        """Whether a list of one-paragraph items is over: the last item has had its paragraph."""
        if node.mark.line or node.children:
            return False
        items = self._lists[_list_of(node)]
        if items[-1] is not node and items[-1].mark.paragraph > index:
            return False
        if node.mark.kind == "plan":
            return True
        enough = 1 if node.mark.kind in _ALWAYS_SINGLE else _SINGLE
        return len(items) > enough and _list_of(node) not in self._long

    def _stay(self, node: Node) -> Node:
        """The node, which has one paragraph more."""
        node.paragraphs += 1
        self._long.add(_list_of(node))
        return node


def _list_of(node: Node) -> tuple[int, str, str]:
    """What all items of one list share: parent, kind and series."""
    return (id(node.parent), node.mark.kind, node.mark.series)


def _id(node: Node | None) -> str | None:
    """The id that text under a node carries; text straight under a frame belongs to 总体."""
    return None if node is None or node.frame else node.id


def _own_id(node: Node | None, mark: Mark) -> str | None:
    """The id of the passage that opens a theme; a frame keeps its own heading line."""
    if node and node.frame and mark.line:
        return node.id
    return _id(node)
