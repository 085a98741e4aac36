"""Why a number of the text is no figure: the guard that excluded it, or what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.explain.where import Spot, Step, line_and_column, spot_of
from briefgen.figures.guards import guard_patterns
from briefgen.figures.mentions import find_mentions
from briefgen.figures.units import BARE
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Figure, Reading

MOST = 20  # places shown: a bare 1 stands anywhere

Refused = tuple[str, Spot, tuple[Step, ...]]


def occurrences(reading: Reading, *asked: str) -> list[Refused]:
    """The places where a number stands that is no figure there, each with the reason."""
    for words in dict.fromkeys(asked):
        found = [*_in_text(reading, words), *_in_noise(reading, words)]
        if found:
            return found[:MOST]
    return []


def _in_text(reading: Reading, words: str) -> Iterator[Refused]:
    for index, passage in enumerate(reading.passages):
        for at in _places(passage.text.text, words):
            end = at + len(words)
            if any(_covers(figure, index, at, end) for figure in reading.figures):
                continue
            spot = spot_of(reading, index, at, end)
            yield words, spot, (Step("no figure", *_reason(reading, spot)),)


def _places(text: str, words: str) -> Iterator[int]:
    """Where the words stand, not inside a longer number."""
    at = text.find(words)
    while at >= 0:
        inside = words[0].isdigit() and at > 0 and (text[at - 1].isdigit() or text[at - 1] == ".")
        after = text[at + len(words) : at + len(words) + 1]
        if not inside and not (words[-1].isdigit() and after.isdigit()):
            yield at
        at = text.find(words, at + len(words))


def _covers(figure: Figure, index: int, at: int, end: int) -> bool:
    here = figure.passage == index
    return here and figure.at < end and at < figure.at + len(figure.mention)


def _reason(reading: Reading, spot: Spot) -> tuple[str, str]:
    """Why the number is none, and by which words or rule."""
    role = reading.passages[spot.passage].role
    if role != "body":
        return f"it stands in a {role}", "numbers of headings repeat those of the text"
    rules = load_toml("not_figures")["guard"]
    for pattern, rule in zip(guard_patterns(), rules, strict=True):
        for match in pattern.finditer(spot.sentence):
            if match.start() < spot.end and spot.at < match.end():
                return f"guard {rule['name']} on “{match[0]}”", rule["reason"]
    for problem in reading.problems:
        if problem.start < spot.stop and spot.start < problem.end:
            return problem.kind, problem.message
    return _belongs(reading, spot)


def _belongs(reading: Reading, spot: Spot) -> tuple[str, str]:
    """What a number belongs to that was read but is no figure of its own."""
    found = find_mentions(spot.sentence)
    overlapping = (one for one in found if one.start < spot.end and spot.at < one.end)
    mention = next(overlapping, None)
    begin, end = spot.offset, spot.offset + len(spot.sentence)
    for figure in reading.figures:
        if figure.passage != spot.passage or not begin <= figure.at < end:
            continue
        name = f"figure {figure.id}, {figure.indicator} {figure.mention}"
        if mention and any(abs(gap.delta) == mention.value for gap in figure.versus):
            return f"a gap to a benchmark of {name}", "gaps are shown with their figure (versus)"
        if mention and figure.baseline and figure.baseline.value == mention.value:
            return f"the start of {name}", "of a from–to pair the end is the figure (baseline)"
        if figure.rank and str(figure.rank.position) in spot.sentence[spot.at : spot.end]:
            return f"the rank of {name}", "a rank is shown with its figure"
    if mention is None:
        return "no number with a unit", "no pattern of numbers and units reads it"
    if mention.kind == BARE:
        return "a bare number", "without a unit only indices and ratios are read"
    return "read, but not kept", "no rule found what it says"


def _in_noise(reading: Reading, words: str) -> Iterator[Refused]:
    text = reading.article.source.text
    for at in _places(text, words):
        for noise in reading.article.noise:
            if noise.start <= at < noise.end:
                low = text.rfind("\n", 0, at) + 1
                high = text.find("\n", at)
                line = text[low : high if high >= 0 else len(text)]
                place = line_and_column(text, at)
                end = at + len(words)
                spot = Spot(-1, low, line, at - low, end - low, at, end, *place)
                reason = f"not part of the article: {noise.kind}"
                yield words, spot, (Step("no figure", reason, "left out when cleaning"),)
                break
