"""The values between choosing and fitting: everything that could stand on the page, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Bilingual, Edit, Figure, Held, KeyFigure, Run, SourceNote, Status
    from briefgen.select.options import PageOptions, Phrasing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be printed. `lead` says when, for a line that does not follow its sentence.

    `block` is the page id of its theme or list; `sentence` names the sentence it is cut from;
    `rank` is its score less what its document's age and its theme's other lines take off.
    """

    id: str
    block: str
    document: int
    status: Status
    score: float
    reasons: tuple[tuple[str, float], ...]
    rank: float
    runs: tuple[Run, ...]
    lead: tuple[Run, ...]
    sentence: tuple[int, int]
    place: tuple[int, int]
    key: str = ""
    was: str = ""  # the source's words, where an editor worded it anew
    pinned: bool = False

    @property
    def text(self) -> str:
        """The words of the line, without its lead."""
        return "".join(run.text for run in self.runs)

    @property
    def figures(self) -> tuple[str, ...]:
        """The page ids of the figures it states."""
        return tuple(run.figure for run in self.runs if run.figure)


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A theme that may be printed."""

    id: str
    label: Bilingual
    title: Bilingual
    parent: Bilingual | None
    key: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A document that may be printed; its list of targets has the block id `targets`."""

    source: int
    title: str
    origin: str
    day: str
    blocks: tuple[DraftBlock, ...]
    targets: str
    targets_for: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that may stand in the English table, with its score and where it is printed.

    `elsewhere` tells that it is another's figure (the province's, an enterprise's), which its
    label does not say; such a row would read as the place's own.
    """

    figure: Figure
    document: int
    block: str
    theme: Bilingual
    score: float
    place: tuple[int, int]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """All that could stand on the page. `candidates` are in the order in which they are put on.

    The first `themes` of them are what must stand there: the best line of each theme, newest
    document first, then the foremost targets; then come the others by rank. `stated` has every
    figure of a candidate or key figure by its page id; `held` is what was set aside before any
    fitting. `misled` are the stated figures that a row of their own would say wrongly.
    """

    options: PageOptions
    phrasing: Phrasing
    key_figures: tuple[KeyFigure, ...]
    documents: tuple[DraftDocument, ...]
    sources: tuple[SourceNote, ...]
    candidates: tuple[Candidate, ...]
    themes: int
    stated: dict[str, Stated]
    held: tuple[Held, ...]
    edits: tuple[Edit, ...] = ()
    misled: frozenset[str] = frozenset()
