"""Breaks a long title into even lines, where an editor would: at a space, before a dash, by halves.

No line breaks inside a number, a word in Latin letters, quotation marks or brackets if that can be.
"""

from __future__ import annotations

import re

from markupsafe import Markup

DASH = re.compile(r"—{1,2}(?=\D)")
AFTER = "，：；、。！？”》）】"  # a line may well end after these
CLOSING = "，。、；：？！）》」』】〉”’—…%"  # … and none begins with these
PAIRS = {"“": "”", "《": "》", "（": "）", "〈": "〉", "【": "】"}
WORD = re.compile(r"[A-Za-z0-9.,%]")
INSIDE, PART = 40.0, 4.0  # how bad a break inside brackets is, how good one beside a mark


def title_lines(text: str, most: int = 20) -> list[str]:
    """The lines of a title, each at most `most` Chinese characters wide if that can be.

    One that is no wider stays on one line. A space or a dash that parts it into such lines is
    where it breaks, and the space goes.
    """
    escaped = isinstance(text, Markup)
    plain = str(text)
    found = [plain] if _size(plain) <= most else _parted(plain, max(2, int(most)))
    return [Markup(each) for each in found] if escaped else found  # noqa: S704 (as it came)


def _parted(text: str, most: int) -> list[str]:
    spaces = text.split(" ")
    if len(spaces) > 1 and all(0 < _size(each) <= most for each in spaces):
        return _gathered(spaces, most)
    dash = DASH.search(text, 1)
    if dash and max(_size(text[: dash.start()]), _size(text[dash.start() :])) <= most:
        return [text[: dash.start()], text[dash.start() :]]
    count = -(-len(text) // most)
    lines: list[str] = []
    while count > 1:
        at = _cut(text, len(text) / count, most)
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
        count = max(count - 1, -(-len(text) // most))
    return [*lines, text]


def _size(text: str) -> float:
    """How wide a text is, in Chinese characters: a Latin one takes half the room."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _gathered(parts: list[str], most: int) -> list[str]:
    """The parts in as few lines as hold them."""
    lines = [parts[0]]
    for part in parts[1:]:
        joined = f"{lines[-1]} {part}"
        if _size(joined) <= most:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines


def _cut(text: str, middle: float, most: int) -> int:
    """The best place to break a text near its middle."""
    depth, closers = 0, []
    best, least = most, float("inf")
    for at in range(1, min(most, len(text) - 1) + 1):
        before, after = text[at - 1], text[at]
        if before in PAIRS:
            closers.append(PAIRS[before])
        elif closers and before == closers[-1]:
            closers.pop()
        depth = len(closers)
        if after in CLOSING or before in PAIRS or (WORD.match(before) and WORD.match(after)):
            continue
        cost = (
            abs(at - middle) + INSIDE * depth - (PART if before in AFTER or after in PAIRS else 0)
        )
        if cost < least:
            best, least = at, cost
    return best
