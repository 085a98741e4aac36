"""Verbs of change that speak of things behind their number: 增加500个学位, 同比增加50家企业."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.indicators import is_bare_verb, noun_after
from briefgen.figures.phrases import phrases
from briefgen.figures.units import COUNT
from briefgen.model import Direction, Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.measures import MeasureRead
    from briefgen.figures.mentions import Mention

SAME = 2  # characters at the end of a name that show the same kind of things: 高新技术企业, 企业


def of_things(read: MeasureRead, mention: Mention, right: str, frame: Frame) -> MeasureRead:
    """`read` as a count if things were made better or more, or as a change of those behind."""
    if read.measure is not Measure.DELTA or mention.kind != COUNT:
        return read
    things = _things_behind(mention, right)
    if not things or _of_told(things, mention, frame, stated=read.stated):
        return read
    if _improves(read):
        return read._replace(measure=Measure.COUNT, rule="count.plain")
    changed = read.stated and not read.noun and read.verb in phrases().lists["of_things"]
    return read._replace(noun=things) if changed else read


def _of_told(things: str, mention: Mention, frame: Frame, *, stated: bool) -> bool:
    """Whether the things are those of which a number was told: 企业达到30家，增加12家企业."""
    alike = bool(frame.drafts) and frame.drafts[-1].mention.unit == mention.unit
    return alike and (stated or frame.owner.endswith(things[-SAME:]))


def _improves(read: MeasureRead) -> bool:
    """Whether things were improved (完善提高3个基地), or are more or fewer (增加500个学位)."""
    if read.against or not is_bare_verb(read.noun):
        return False
    bettered = read.verb in phrases().lists["of_shares"] and read.direction is Direction.UP
    more = read.verb in phrases().lists["of_things"] and not (read.noun or read.stated)
    return bettered or more


def _things_behind(mention: Mention, right: str) -> str:
    """The things counted behind a number; "" if these are only steps on a scale (3个位次)."""
    noun = noun_after(right, mention.unit)[0]
    return "" if phrases().patterns["scale_step"].match(noun) else noun
