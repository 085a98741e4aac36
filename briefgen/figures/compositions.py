"""The parts of a whole in one expression: 三次产业结构为8.3∶41.4∶50.3 are three shares of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.figures.draft import Draft, Frame
from briefgen.figures.mentions import Mention
from briefgen.figures.phrases import may_tell, phrases
from briefgen.figures.units import PERCENT
from briefgen.lexicon import load_toml
from briefgen.model import Measure

if TYPE_CHECKING:
    import re

PARTS = ("first", "second", "third")
WHOLE, ROUNDING = Decimal(100), Decimal("0.5")


def read_compositions(sentence: str, frame: Frame) -> None:
    """Adds the shares that `sentence` tells as one ratio, if they add up to the whole.

    Of a from–to pair (由9∶43∶48调整为8∶42∶50) the last ratio counts.
    """
    if not may_tell("composition", sentence):
        return
    for match in phrases().patterns["composition"].finditer(sentence):
        frame.drafts += _shares(sentence, match)
    frame.drafts.sort(key=lambda draft: draft.mention.start)


def _shares(sentence: str, match: re.Match[str]) -> list[Draft]:
    data = load_toml("indicators")["composition"]
    values = [Decimal(match[name]) for name in PARTS]
    if abs(sum(values) - WHOLE) > ROUNDING:
        return []
    nation = sentence.endswith(tuple(data["of_nation"]), 0, match.start())
    whole = data["nation"] if nation else data["place"]
    drafts = []
    for name, value in zip(PARTS, values, strict=True):
        label = data[name] + phrases().words["share_of"] + whole + phrases().words["share"]
        mention = Mention(*match.span(name), PERCENT, value, "%")
        draft = Draft(mention, Measure.SHARE, label, "share.composition", data[name])
        draft.left, draft.clause = sentence[: match.start("first")], match[0]
        drafts.append(draft)
    return drafts
