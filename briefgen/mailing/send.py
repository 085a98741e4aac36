"""Sends what is due: each issue once to each reader, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefgen.deliver.records import Issue
from briefgen.deliver.timetable import slot_of
from briefgen.errors import BriefgenError
from briefgen.mailing.frozen import post_of
from briefgen.mailing.notices import said
from briefgen.mailing.overview import unknown_holidays
from briefgen.mailing.past import (
    LOST,
    RENAMED,
    cut_off,
    is_lost,
    known_round,
    left_open,
    missed_before,
    renamed_from,
    steady,
    unfinished_before,
)
from briefgen.mailing.prepare import clear, parts
from briefgen.mailing.run import APPROVED, NOBODY, Run, order_of
from briefgen.mailing.wanted import calendar_of, chosen, slot_wanted

if TYPE_CHECKING:
    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.mailing.wanted import Report
    from briefgen.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Sending(Run):
    """A run that does for each subscription what is due and what earlier runs have left."""

    def run(self) -> Report:
        """What was done for each subscription; one that fails does not keep back the others.

        The operator is told last, when all that is told stands in the ledger.
        """
        subscriptions = chosen(self.workspace, self.wanted.subscription)
        for folder in parts(self.workspace):
            clear(folder)
        # noted, then settled: who is killed between the two notes it once more, and loses nothing
        found = list(cut_off(self.ledger))
        for name, week, text in found:
            self.notices.failed(name, week, text)
        if found:
            self.ledger.settle(self.clock.stamp())
        self._hold_left()
        now = self.clock.now() if self.wanted.week else steady(self.ledger, self.clock.now())
        for subscription in subscriptions:
            week = self.wanted.week or ""
            try:
                slot = slot_wanted(subscription, week, now, self._calendar)
                week = slot.week
                self._serve(subscription, slot)
            except Exception as error:  # noqa: BLE001 - told, and the others go on
                self.notices.failed(subscription.name, week, said(error))
        self._look_ahead(subscriptions, now)
        self.report.failures.extend(self.notices.tell())
        return self.report

    def _look_ahead(self, subscriptions: tuple[Subscription, ...], now: datetime) -> None:
        """Warn of years without holidays, once each; the operator gets it by mail."""
        try:
            for text in unknown_holidays(self.workspace, subscriptions, now):
                if self.notices.keep(text.partition(":")[0], text):
                    self.report.warnings.append(text)
        except BriefgenError as error:
            self.notices.failed("the next issues", "", said(error))

    def _hold_left(self) -> None:
        """Hold the issues that nobody will finish, so that none is open for ever."""
        for issue, text in left_open(self.ledger, self._names):
            self.notices.failed(issue.subscription, issue.week, text)
            held = replace(issue, state="held", reason=text, at=self.clock.stamp())
            self.ledger.record(held)

    @property
    def _names(self) -> set[str]:
        return {one.name for one in self.workspace.settings.subscriptions}

    @property
    def _calendar(self) -> Workdays:
        return calendar_of(self.workspace.settings)

    def _serve(self, subscription: Subscription, slot: Slot) -> None:
        """The issues that earlier runs left, then the one that is wanted."""
        if not self.wanted.week:
            for week in missed_before(self.ledger, subscription, slot, self._calendar):
                issue = Issue(subscription.name, week, 1, "held")
                self._hold(issue, "it was due while nothing ran")
            for issue in unfinished_before(self.ledger, subscription, slot):
                due = slot_of(subscription, issue.week, self._calendar).due
                try:
                    self._go_on(subscription, issue, due, named=False)
                except Exception as error:  # noqa: BLE001 - told; this week's issue goes out
                    self.notices.failed(subscription.name, issue.week, said(error))
        self._take_up(subscription, slot)

    def _take_up(self, subscription: Subscription, slot: Slot) -> None:
        """Do for the issue of a slot what its state asks for."""
        wanted = self.wanted
        issue = known_round(self.ledger, subscription, slot, forced=wanted.force)
        if issue is None or issue.state == "failed":
            doubt = "" if wanted.named else self._doubt(subscription, slot, issue)
            if doubt:
                self._hold(issue or Issue(subscription.name, slot.week, 1, "held"), doubt)
            else:
                self._make(subscription, slot, issue)
        elif wanted.force:
            self._make(subscription, slot, issue)
        else:
            self._pick_up(subscription, slot, issue)

    def _pick_up(self, subscription: Subscription, slot: Slot, issue: Issue) -> None:
        """Do for an issue that is made, held or skipped what its state asks for."""
        title, wanted = f"{subscription.name} {slot.week}", self.wanted
        if issue.state == "review":
            self.report.done.append(f"{title}: waits for briefgen approve")
        elif wanted.retry and issue.folder:
            self._resume(subscription, issue, self.ledger.reopen(issue, wanted.retry))
        elif issue.state == "open":
            self._go_on(subscription, issue, slot.due, named=wanted.named)
        elif issue.state == "held" and not wanted.named:
            self.report.done.append(f"{title}: held, {issue.reason}; to send it: {order_of(issue)}")
        elif issue.state == "held" and issue.folder:
            self._resume(subscription, issue)
        elif issue.state == "held":
            self._make(subscription, slot, issue)
        elif issue.state == "skipped":
            self.report.done.append(f"{title}: skipped, {issue.reason}")
        else:
            self._join(subscription, issue)

    def _join(self, subscription: Subscription, issue: Issue) -> None:
        """Send an issue that went out to readers who joined since, if it was asked for by name."""
        if self.wanted.week:
            self._enlist(subscription, issue)
        if self.ledger.deliveries(issue, "pending"):
            again = replace(issue, state="open", at=self.clock.stamp())
            self._post(again, self._spared(issue))
        else:
            self.report.done.append(f"{issue.subscription} {issue.week}: already sent")

    def _late(self, since: datetime) -> bool:
        allowed = timedelta(days=post_of(self.workspace.settings)[0].late)
        return self.clock.now() - since > allowed

    def _doubt(self, subscription: Subscription, slot: Slot, issue: Issue | None) -> str:
        """Why an issue that is not made yet is not sent without being asked for; mostly empty."""
        if issue is None and is_lost(self.workspace, subscription, slot):
            return LOST
        if issue is None and (former := renamed_from(self.ledger, subscription, slot, self._names)):
            return RENAMED.format(former=former)
        # the very first issue cannot be a repeat
        past = any(one.week < slot.week for one in self.ledger.issues(subscription.name))
        return "it is late" if past and self._late(slot.due) else ""

    def _go_on(
        self, subscription: Subscription, issue: Issue, due: datetime, *, named: bool
    ) -> None:
        """Go on with an issue that was interrupted, or hold it if it has become too old."""
        begun = datetime.fromisoformat(issue.at)  # made or approved late, it still has its time
        if named:
            self._resume(subscription, issue)
        elif self._late(max(due, begun)):
            self._hold(issue, "it was not finished in time")
        else:
            self._enlist(subscription, issue)
            self._post(issue, self._spared(issue))

    def _resume(
        self, subscription: Subscription, issue: Issue, again: frozenset[str] = NOBODY
    ) -> None:
        """Send an issue that was asked for to those who wait; from now on it has its time."""
        reason = issue.reason if issue.reason == APPROVED else ""
        opened = replace(issue, state="open", reason=reason, at=self.clock.stamp())
        self._enlist(subscription, opened)
        self._post(opened, self._spared(opened) - again)
