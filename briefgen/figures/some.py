"""Some of the things last counted: 12种增长，11种下降, 2个养老机构已完成1个."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.indicators import TRIM, without_times
from briefgen.figures.phrases import phrases

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame
    from briefgen.figures.mentions import Mention


def some_of_them(left: str, change: str, mention: Mention, frame: Frame) -> str:
    """The label of a number of the things last told, by what became of them; or ""."""
    thing = phrases().patterns["among_end"].sub("", _thing_told(frame))
    if not thing:
        return ""
    of = phrases().words["of"]
    if _done_to_some(change, mention, frame):
        return f"{change}{of}{thing}"
    bare = without_times(left, frame.calendar).strip(TRIM)
    done = phrases().patterns["done_of_them"].match(bare)
    told = frame.drafts[-1] if frame.drafts else None
    if not done or not told or not told.counts_noun or told.mention.unit != mention.unit:
        return ""
    return f"{done['done']}{of}{thing}"


def _thing_told(frame: Frame) -> str:
    """The thing spoken of, of which a part is told; that last counted if it stands behind 3座."""
    if frame.owner or not frame.drafts:
        several = "、" in frame.owner.partition("（")[0]  # of which of them?
        return "" if several else phrases().patterns["new_start"].sub("", frame.owner)
    return frame.drafts[-1].noun if frame.drafts[-1].counts_noun else ""


def _done_to_some(change: str, mention: Mention, frame: Frame) -> bool:
    """Whether `change` happened to some of the things last counted: 28个|开工建设."""
    patterns = phrases().patterns
    if patterns["counted_change"].match(change):
        return True
    alike = bool(frame.drafts) and frame.drafts[-1].mention.unit == mention.unit
    return alike and patterns["counted_deed"].match(change) is not None
