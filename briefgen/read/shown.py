"""Which words of a saved page nobody can see, by what its elements state: hidden, or tiny.

Style sheets are not looked at. Of an element that holds most of the page a script is what shows it,
as pages of WeChat do: it is read.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MOST = 0.5  # share of a page's words from which a script shows what is hidden
TINY = 4.0  # points: smaller type is not there to be read
POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0}
SIZE = re.compile(r"([0-9]*\.?[0-9]+)\s*([a-z%]*)")
DECLARED = re.compile(r"([a-z-]+)\s*:\s*([^;!]+)")


class _State(NamedTuple):
    """What of the looks of an element its children take over."""

    invisible: bool = False
    tiny: bool = False


def without_unseen(tree: HtmlElement) -> list[str]:
    """Takes out of a page the words that nobody can see; these words, piece by piece."""
    everything = len("".join(map(str, tree.itertext())))
    found = [(node, text) for node, text in _hidden(tree) if len(text) < MOST * everything]
    for node, _ in found:
        if node.getparent() is not None:
            node.drop_tree()
    pieces = [text for _, text in found]
    bare = list(_bare(tree, _State()))
    if sum(map(len, (text for *_, text in bare))) < MOST * everything:
        for node, tail, text in bare:
            pieces.append(text)
            setattr(node, "tail" if tail else "text", "")
    return pieces


def _hidden(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The outermost elements that are hidden with all that is in them."""
    waiting = deque(tree)
    while waiting:
        node = waiting.popleft()
        if not isinstance(node.tag, str):
            continue
        looks = _looks(node)
        hidden = node.get("hidden", "until-found") != "until-found"
        if hidden or looks.get("display") == "none" or _zero(looks.get("opacity", "")):
            yield node, "".join(map(str, node.itertext()))
        else:
            waiting += node


def _bare(tree: HtmlElement, state: _State) -> Iterator[tuple[HtmlElement, bool, str]]:
    """The texts that are invisible or tiny: the element they hang on, whether they follow it."""
    waiting = [(tree, state)]
    while waiting:
        node, around = waiting.pop()
        now = _state(node, around) if isinstance(node.tag, str) else around
        if any(now) and (node.text or "").strip():
            yield node, False, node.text
        for child in node:
            if any(now) and (child.tail or "").strip():
                yield child, True, child.tail
        waiting += [(child, now) for child in reversed(node)]


def _state(node: HtmlElement, around: _State) -> _State:
    looks = _looks(node)
    seen = looks.get("visibility", "")
    invisible = (
        seen in {"hidden", "collapse"} if seen in {"hidden", "collapse", "visible"} else None
    )
    size = looks.get("font-size", "")
    match = SIZE.fullmatch(size)
    tiny: bool | None = None
    if match and (match[2] in POINTS or not float(match[1])):
        tiny = float(match[1]) * POINTS.get(match[2], 0.0) < TINY
    elif size and not match and size != "inherit":  # a word, such as medium
        tiny = False
    return _State(
        around.invisible if invisible is None else invisible, around.tiny if tiny is None else tiny
    )


def _looks(node: HtmlElement) -> dict[str, str]:
    """What an element states of its own look."""
    style = (node.get("style") or "").lower()
    return {name: value.strip() for name, value in DECLARED.findall(style)}


def _zero(value: str) -> bool:
    match = SIZE.fullmatch(value)
    return match is not None and not float(match[1])
