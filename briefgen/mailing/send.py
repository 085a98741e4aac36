"""Sends what is due: each issue once to each reader, whatever happens in between."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefgen.deliver.message import message_id
from briefgen.deliver.readers import readers_of
from briefgen.deliver.records import Issue
from briefgen.deliver.timetable import slot_of
from briefgen.errors import BriefgenError
from briefgen.mailing.frozen import post_of
from briefgen.mailing.letter import due_said
from briefgen.mailing.notices import said
from briefgen.mailing.overview import unknown_holidays
from briefgen.mailing.past import (
    LOST,
    cut_off,
    is_lost,
    known_round,
    missed_before,
    steady,
    unfinished_before,
)
from briefgen.mailing.post import Errand, post
from briefgen.mailing.prepare import Plan, clear, issue_folder, parts, prepare_into
from briefgen.mailing.wanted import calendar_of, chosen, order, slot_wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.mailing.notices import Notices
    from briefgen.mailing.prepare import Prepared
    from briefgen.mailing.wanted import Report, Wanted
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

NO_NEWS = "no new documents since the last issue"
APPROVED = "approved"  # the reason of an issue that a person has let go
STOPPED = "it was being made when the run was stopped"
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sending:
    """A run, which holds the lock: the workspace, its ledger, what is wanted, and the clock."""

    workspace: Workspace
    ledger: Ledger
    wanted: Wanted
    clock: Clock
    progress: Callable[[str], None]
    notices: Notices
    report: Report

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
        now = self.clock.now() if self.wanted.named else steady(self.ledger, self.clock.now())
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
            new = issue or Issue(subscription.name, slot.week, 1, "held")
            if not wanted.named and issue is None and is_lost(self.workspace, subscription, slot):
                self._hold(new, LOST)
            elif not wanted.named and self._late(slot.due) and self._has_past(subscription, slot):
                self._hold(new, "it is late")
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
            self.report.done.append(f"{title}: held, {issue.reason}; to send it: {_order(issue)}")
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

    def _has_past(self, subscription: Subscription, slot: Slot) -> bool:
        """Whether an earlier issue is known: the very first one cannot be a repeat."""
        return any(one.week < slot.week for one in self.ledger.issues(subscription.name))

    def _hold(self, issue: Issue, reason: str) -> None:
        text = f"the issue was not sent: {reason}. To send it all the same:\n  {_order(issue)}"
        self.notices.failed(issue.subscription, issue.week, text)
        held = replace(issue, state="held", reason=reason, at=self.clock.stamp())
        self.ledger.record(held)

    def _make(self, subscription: Subscription, slot: Slot, known: Issue | None) -> None:
        """Make the issue and send it, or keep it for review, or skip it for want of news.

        One that is finished begins a new round. One that is not is made anew for those who wait.
        """
        number = known.round + (known.state == "done") if known else 1
        before = known if known and known.round == number and known.folder else None
        name, at = subscription.name, self.clock.stamp()
        issue = Issue(name, slot.week, number, "failed", at=at)
        folder = issue_folder(self.workspace, subscription, slot, number)
        if before and before.folder.endswith(folder.name):
            folder = folder.with_name(f"{folder.name}-anew")  # the old one counts until it is ready
        if not before:  # a folder that the ledger does not know counts as one it has lost
            self.ledger.record(replace(issue, reason=STOPPED))
        try:
            prepared = self._prepared(subscription, slot, folder)
        except BriefgenError as error:
            if not before:
                self.ledger.record(replace(issue, reason=str(error)))
            raise
        if not prepared.content:
            if slot.due <= self.clock.now():
                self.ledger.record(replace(issue, state="skipped", reason=NO_NEWS))
            else:  # it may have news by then
                self.ledger.record(replace(issue, reason=f"{NO_NEWS}, and it is not due yet"))
            self.report.done.append(f"{name} {slot.week}: skipped, {NO_NEWS}")
            return
        inside = folder.relative_to(self.workspace.root).as_posix()
        ready = replace(issue, state="open", folder=inside, content=prepared.content)
        if subscription.review:
            self._await_review(subscription, replace(ready, state="review"))
        else:
            self._enlist(subscription, ready)
            self._post(ready, NOBODY if self.wanted.force else self._spared(ready))

    def _prepared(self, subscription: Subscription, slot: Slot, folder: Path) -> Prepared:
        last = self.ledger.last_sent(subscription.name, slot.week)
        plan = Plan(self.workspace, subscription, slot, last, self.wanted.force)
        readers_of(subscription)  # a wrong list is known before the work
        prepared = prepare_into(folder, plan, self.progress)
        self.report.warnings.extend(prepared.warnings)
        return prepared

    def _await_review(self, subscription: Subscription, issue: Issue) -> None:
        made = due_said(datetime.fromisoformat(issue.at), subscription.zone)
        text = (
            f"the issue waits for approval, made {made}. Its files:"
            f" {self.workspace.root / issue.folder}\nTo send it: briefgen approve --subscription"
            f" {shlex.quote(issue.subscription)}, then briefgen send"
        )
        self.notices.keep(f"{issue.subscription} {issue.week}: review", text)
        self._enlist(subscription, issue)
        self.report.done.append(f"{issue.subscription} {issue.week}: {text}")

    def _enlist(self, subscription: Subscription, issue: Issue) -> None:
        """Write the issue with its readers, each with a Message-ID that is always the same."""
        domain = post_of(self.workspace.settings)[1].domain
        readers = readers_of(subscription)
        # another workspace may have a subscription and a reader of the same name, but not the page
        pages = [one["sha256"] for one in issue.content["attachments"]]
        identities = [message_id(domain, *issue.key, one.address.key, *pages) for one in readers]
        self.ledger.record(issue, zip(readers, identities, strict=True))

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

    def _spared(self, issue: Issue) -> frozenset[str]:
        """Who got the week's mail in another round: only --force, or approval, sends it again."""
        return NOBODY if issue.reason == APPROVED else self.ledger.reached(issue)

    def _post(self, issue: Issue, spared: frozenset[str]) -> None:
        title = f"{issue.subscription} {issue.week}"
        self.ledger.record(issue)
        waiting = {one.key for one in self.ledger.deliveries(issue, "pending")}
        if waiting and waiting <= spared:
            self._leave(issue, len(waiting))
            return
        errand = Errand(issue, spared)
        states, trouble = post(self.workspace, self.ledger, errand, self.clock, self.progress)
        told = ", ".join(f"{count} {name}" for name, count in sorted(states.items()))
        self.report.done.append(f"{title}: {told}")
        if issue.content["reduced"]:
            self.report.warnings.append(f"{title}: the mail was too large; parts were left off")
        if trouble:
            self.notices.failed(issue.subscription, issue.week, trouble)
        self.ledger.record(replace(issue, state="open" if states["pending"] else "done"))

    def _leave(self, issue: Issue, count: int) -> None:
        """Leave a round that was sent once more on purpose, and was broken off, as it is."""
        title = f"{issue.subscription} {issue.week}"
        text = (
            f"sending it once more was broken off; {count} who had it before still wait for round"
            f" {issue.round}. To go on with it:\n  {_order(issue)}"
        )
        self.notices.keep(f"{title}: broken off", text)
        self.report.warnings.append(f"{title}: {text}")


def _order(issue: Issue) -> str:
    """The command that sends the issue."""
    return order(issue.subscription, issue.week, "--force" if issue.round > 1 else "")
