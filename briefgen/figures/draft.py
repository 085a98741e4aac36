"""A figure while it is being read, and what the clauses before it leave for those after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.figures.phrases import phrases
from briefgen.model import Measure, Status

if TYPE_CHECKING:
    from briefgen.figures.mentions import Mention
    from briefgen.figures.periods import Calendar
    from briefgen.model import Baseline, Basis, Comparison, Direction, Place, Rank

ASIDES = frozenset({Measure.COUNT, Measure.SHARE, Measure.DELTA})
NO_INDICATOR, DOUBTFUL_SIGN, WHOSE = "no_indicator", "doubtful_sign", "whose"


@dataclass(slots=True)
class Draft:
    """One figure in the making; comparisons and ranks of later clauses are still added to it.

    `noun` is the thing itself, for clauses that leave it out; `left` and `clause` are the words
    before the number and the whole of its clause; `joined` tells that the list goes on after it,
    `elsewhere` that it is of a wider place, beside the figure before it, `elided` that the clause
    left its subject out; `shares` is the clause whose predicate it goes on with, `time` the period
    of several that 分别 gives it, `of_place` the one of several places in the sentence whose it is.
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
    joined: bool = False
    elsewhere: bool = False
    elided: bool = False
    shares: str = ""
    time: str | None = None
    of_place: str = ""

    @property
    def counts_noun(self) -> bool:
        """Whether the thing counted follows its number: 30家企业."""
        return self.rule.endswith("before_noun")


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a from–to pair, or those of a list of them (分别由3家、5家增加到6家、8家).

    `noun` is their subject; `elided` tells that the clause leaves it out.
    """

    baselines: tuple[Baseline, ...]
    noun: str
    elided: bool


@dataclass(slots=True)
class Frame:
    """What a sentence is read in, brought up to date clause by clause.

    `owner` is the noun last spoken of, `outer` the one whose parts 其中 lists, `bracket` whether
    it stands before a bracket that is read, `named` the clauses without a figure since the last
    one, `verb` the new-verb that a list carries on (新增), `monthly` whether the last change was
    环比, `within` whether 其中 goes on with it, `subjects` those that 分别 shares out of `whole`,
    `pending` those still without a number, `times` the periods of these, `start`
    the beginning of a from–to pair, `begun` those of the further subjects of a list, `of_output`
    whether products stand for their output (从产品产量看，铜材增长9%), `topic` the short
    sentence without a figure before, `of_class` what classes of goods stand for: their sales,
    `of_list` what each name of a list has (接待量分别是：甲1万人次、乙2万人次), `place` the
    place of the document, `told` how many things the sentence before told of, `added` the value
    added of industry that it told, `possible` the patterns that may match in the sentence, `anew`
    whether behind a ； a clause without a figure comes first, which may name another subject.
    """

    calendar: Calendar
    own: str
    owner: str = ""
    outer: str = ""
    bracket: bool = False
    named: list[str] = field(default_factory=list)
    monthly: bool = False
    within: bool = False
    verb: str = ""
    drafts: list[Draft] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    whole: str = ""
    start: Start | None = None
    begun: list[Baseline] = field(default_factory=list)
    of_output: bool = False
    of_class: str = ""
    of_list: str = ""
    topic: str = ""
    place: Place | None = None
    told: int = 0
    added: str = ""
    possible: frozenset[str] = frozenset()
    anew: bool = False

    @property
    def before(self) -> str:
        """The clause without a figure just before; "" if there is none since the last figure."""
        return self.named[-1] if self.named else ""

    @property
    def last(self) -> str:
        """The indicator of the figure read last in the sentence; "" if there is none."""
        return self.drafts[-1].indicator if self.drafts else ""

    def begin(self, *, keep_owner: bool, within: bool) -> None:
        """Makes ready for a new sentence.

        The owner stays only if the sentence speaks on of it, 环比 only if it goes `within` the one
        before (其中).
        """
        self.told = len({draft.noun for draft in self.drafts})
        self.added = self._industry_added()
        self.within = self.monthly and within
        self.monthly = self.within
        self.drafts, self.subjects, self.pending, self.times = [], [], [], []
        self.verb, self.whole, self.start, self.begun = "", "", None, []
        self.named, self.outer = [], ""
        self.of_output, self.of_class, self.of_list, self.anew = False, "", "", False
        if not keep_owner:
            self.owner = ""

    def _industry_added(self) -> str:
        """The industrial value added told before, past sentences that only count or share."""
        added = phrases().patterns["industry_added"]
        told = next((d.indicator for d in self.drafts if added.match(d.indicator)), "")
        return told or ("" if {d.measure for d in self.drafts} - ASIDES else self.added)


def doubt_unnamed(drafts: list[Draft]) -> None:
    """Doubts the figures without an indicator, and those that go on with a doubted one."""
    doubted = {""}
    for draft in drafts:
        if not draft.doubts and draft.indicator in doubted:
            draft.doubts.append(NO_INDICATOR)
        if NO_INDICATOR in draft.doubts:
            doubted.add(draft.indicator)
