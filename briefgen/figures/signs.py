"""What a minus before a number says: a fall, a level below zero, or nothing that is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.draft import DOUBTFUL_SIGN
from briefgen.model import Direction, Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft


def apply_sign(draft: Draft) -> None:
    """Turns a change with a minus, and puts a rate below zero; else a minus is in doubt.

    增长-3.2% is a fall of 3.2%; 自然增长率为-0.99‰ a rate of 0.99 down; 下降-3.2% may be either.
    """
    mention = draft.mention
    level = draft.measure is Measure.SHARE and not mention.value_max
    if mention.sign == "-" and (draft.direction is Direction.UP or level):
        draft.direction = Direction.DOWN
    elif mention.sign in {"-", "?"}:
        draft.doubts.append(DOUBTFUL_SIGN)
