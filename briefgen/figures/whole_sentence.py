"""What a sentence tells of its figures only when all of it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures import compositions
from briefgen.figures.bracketed import BRACKET, tell_bracketed
from briefgen.figures.draft import doubt_unnamed
from briefgen.figures.each import note_each, note_households
from briefgen.figures.each_place import tell_places
from briefgen.figures.feasts import note_feast
from briefgen.figures.joined import share_nouns
from briefgen.figures.members import doubt_counted_twice, give_to_members
from briefgen.figures.ranks import fold_ranks

if TYPE_CHECKING:
    from briefgen.figures.draft import Frame


def complete(frame: Frame, sentence: str) -> None:
    """Brings the figures of a sentence to what they are in the whole of it."""
    compositions.read_compositions(sentence, frame)
    note_feast(frame.drafts, sentence)
    if BRACKET in sentence:
        tell_bracketed(frame.drafts, sentence)
    fold_ranks(frame)
    share_nouns(frame, sentence)
    note_each(frame.drafts, sentence)
    note_households(frame.drafts, sentence)
    give_to_members(frame.drafts)
    tell_places(sentence, frame)
    doubt_unnamed(frame.drafts)
    doubt_counted_twice(frame.drafts)
