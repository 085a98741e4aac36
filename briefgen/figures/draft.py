"""A figure while it is being read: what the clause said so far, before it is fixed."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.figures.mentions import Mention
from briefgen.model import Basis, Baseline, Comparison, Direction, Measure, Rank, Status


@dataclass(slots=True)
class Draft:
    """One figure in the making; comparisons and ranks of later clauses are still added to it.

    `noun` is the thing itself, without what is said of it, for clauses that leave it out.
    """

    mention: Mention
    measure: Measure
    indicator: str
    rule: str
    noun: str = ""
    basis: Basis | None = None
    direction: Direction | None = None
    baseline: Baseline | None = None
    status: Status = Status.ACTUAL
    period: str | None = None
    area: str = ""
    versus: list[Comparison] = field(default_factory=list)
    rank: Rank | None = None
    doubts: list[str] = field(default_factory=list)
    left: str = ""
    clause: str = ""
    joined: bool = False  # an item of a list that goes on
