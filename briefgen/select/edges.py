"""Where a line begins and ends: without numbering, connecting words and closing punctuation."""

from __future__ import annotations

from briefgen.select.trimming import trimming

EDGES = " 　，,；;：、。.—-"
TAIL = 2  # characters of a word that leads on


def bare_start(text: str) -> str:
    """A part without the numbering at its start."""
    rules = trimming()
    match = rules.enumerators.match(text.lstrip(EDGES))
    return text.lstrip(EDGES)[match.end() :] if match else text.lstrip(EDGES)


def _points_back(text: str, start: int, end: int) -> bool:
    """Whether a clause begins with what points to words before it, maybe behind its period."""
    rules = trimming()
    if rules.anaphora.match(text, start, end):
        return True
    period = rules.periods.match(text, start, end)
    after = period.end() if period else start
    while after < end and text[after] in EDGES:
        after += 1
    return bool(rules.anaphora.match(text, after, end))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a clause needs no words before it, and is not the first half of a pair (不仅)."""
    half = trimming().halves.search(text, start, end)
    return not half and not _points_back(text, start, end)


def trimmed_start(text: str, start: int, stop: int) -> int:
    """Where a clause begins once numbering and connecting words are cut off; at most `stop`."""
    rules = trimming()
    cuts = (rules.enumerators, rules.connectives)
    moved = True
    while moved:
        moved = False
        while start < stop and text[start] in EDGES:
            start += 1
        for rule in cuts:
            match = rule.match(text, start, stop)
            if match and match.end() <= stop:
                start, moved = match.end(), True
    return start


def trimmed_end(text: str, start: int, end: int) -> int:
    """Where a clause ends without closing punctuation and words that only lead on."""
    rules = trimming()
    while True:
        while end > start and text[end - 1] in EDGES:
            end -= 1
        match = rules.trailing.search(text, max(start, end - TAIL), end)
        if not match or match.end() != end:
            return end
        end = match.start()
