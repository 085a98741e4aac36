"""Sends what is due: each issue once to each reader, whatever happens in between."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefgen.deliver.message import message_id
from briefgen.deliver.readers import readers_of
from briefgen.deliver.records import Issue
from briefgen.deliver.timetable import latest, slot_of
from briefgen.deliver.workdays import workdays
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.mailing.frozen import post_of
from briefgen.mailing.notices import note, tell, tell_now
from briefgen.mailing.past import missed_before, settled, unfinished_before
from briefgen.mailing.post import post
from briefgen.mailing.prepare import Plan, clear, issue_folder, part_folder, parts, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asks of `send`: nothing but what is due, unless something is named."""

    subscription: str | None = None
    week: str | None = None
    force: bool = False
    retry: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the user names the issue: then it may be late."""
        return bool(self.week or self.force or self.retry)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in lines, what it warns of, and what went wrong."""

    done: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def chosen(workspace: Workspace, name: str | None) -> tuple[Subscription, ...]:
    """The subscriptions of that name, or all; raises DeliveryError if there is none."""
    found = workspace.settings.subscriptions
    if not found:
        hint = "add a [[subscription]]; briefgen.toml shows one"
        raise DeliveryError("there are no subscriptions", where="briefgen.toml", hint=hint)
    fitting = tuple(one for one in found if name is None or one.name == name)
    if not fitting:
        listed = ", ".join(one.name for one in found)
        raise DeliveryError(f"no subscription is called “{name}”", hint=f"there are: {listed}")
    return fitting


@dataclass(frozen=True, slots=True)
class Sending:
    """A run, which holds the lock: the workspace, its ledger, what is wanted, and the clock."""

    workspace: Workspace
    ledger: Ledger
    wanted: Wanted
    clock: Clock
    progress: Callable[[str], None]
    report: Report = field(default_factory=Report)

    def run(self) -> Report:
        """What was done for each subscription; one that fails does not keep back the others."""
        subscriptions = chosen(self.workspace, self.wanted.subscription)
        for folder in parts(self.workspace):
            clear(folder)
        for name, week, text in settled(self.ledger, self.clock):
            self._failed(name, week, text)
        for subscription in subscriptions:
            week = self.wanted.week or ""
            try:
                slot = self._slot(subscription)
                week = slot.week
                self._serve(subscription, slot)
            except BriefgenError as error:
                self._failed(subscription.name, week, str(error))
            except Exception as error:
                self._failed(subscription.name, week, f"a fault in briefgen: {error!r}")
                tell(self.workspace, self.ledger, self.clock)
                raise
        if untold := tell(self.workspace, self.ledger, self.clock):
            self.report.failures.append(untold)
        return self.report

    def _failed(self, name: str, week: str, text: str) -> None:
        """Report a failure, and keep it for the operator, even where the ledger cannot."""
        title = f"{name} {week}".strip()
        self.report.failures.append(f"{title}: {text}")
        try:
            note(self.ledger, self.clock.stamp(), f"{title}: not sent as planned", text)
        except DeliveryError:
            if untold := tell_now(self.workspace, self.clock, f"{title}: not sent", text):
                self.report.failures.append(untold)

    @property
    def _calendar(self) -> Workdays:
        return workdays(post_of(self.workspace.settings)[0].holidays)

    def _slot(self, subscription: Subscription) -> Slot:
        if self.wanted.week:
            return slot_of(subscription, self.wanted.week, self._calendar)
        return latest(subscription, self.clock.now(), self._calendar)

    def _serve(self, subscription: Subscription, slot: Slot) -> None:
        """The issues that earlier runs left, then the one that is wanted."""
        if not self.wanted.week:
            for week in missed_before(self.ledger, subscription, slot, self._calendar):
                issue = Issue(subscription.name, week, 1, "held")
                self._hold(issue, "it was due while nothing ran")
            for issue in unfinished_before(self.ledger, subscription, slot):
                self._go_on(subscription, issue, slot_of(subscription, issue.week, self._calendar))
        self._take_up(subscription, slot, self.ledger.issue(subscription.name, slot.week))

    def _take_up(self, subscription: Subscription, slot: Slot, issue: Issue | None) -> None:
        """Do for the issue of a slot what its state asks for."""
        title = f"{subscription.name} {slot.week}"
        if issue is None or issue.state == "failed":
            if self._late(slot.due) and self._has_past(subscription, slot):
                self._hold(issue or Issue(subscription.name, slot.week, 1, "held"), "it is late")
            else:
                self._make(subscription, slot, issue.round if issue else 1)
        elif issue.state == "review":
            self.report.done.append(f"{title}: waits for briefgen approve")
        elif issue.state == "open":
            self._go_on(subscription, issue, slot)
        elif issue.state == "held" and not self.wanted.named:
            self.report.done.append(
                f"{title}: held, {issue.reason}; to send it: --week {slot.week}"
            )
        elif issue.state == "held" and issue.folder:
            again = replace(issue, state="open", reason="")
            self._enlist(subscription, again)
            self._post(again)
        elif self.wanted.retry and issue.state == "done":
            self.ledger.reopen(issue, self.wanted.retry)
            self._post(replace(issue, state="open"))
        elif issue.state == "held" or self.wanted.force:
            self._make(subscription, slot, issue.round + (issue.state == "done"))
        elif issue.state == "skipped":
            self.report.done.append(f"{title}: skipped, {issue.reason}")
        else:
            self._join(subscription, issue)

    def _join(self, subscription: Subscription, issue: Issue) -> None:
        """Send an issue that went out to readers who joined since, if it was asked for by name."""
        if self.wanted.week:
            self._enlist(subscription, issue)
        if self.ledger.deliveries(issue, "pending"):
            self._post(replace(issue, state="open"))
        else:
            self.report.done.append(f"{issue.subscription} {issue.week}: already sent")

    def _late(self, since: datetime) -> bool:
        allowed = timedelta(days=post_of(self.workspace.settings)[0].late)
        return not self.wanted.named and self.clock.now() - since > allowed

    def _has_past(self, subscription: Subscription, slot: Slot) -> bool:
        """Whether an earlier issue is known: the very first one cannot be a repeat."""
        return any(one.week < slot.week for one in self.ledger.issues(subscription.name))

    def _hold(self, issue: Issue, reason: str) -> None:
        held = replace(issue, state="held", reason=reason, at=self.clock.stamp())
        self.ledger.record(held)
        text = (
            f"the issue was not sent: {reason}. To send it all the same:\n"
            f"  briefgen send --subscription {issue.subscription} --week {issue.week}"
        )
        self._failed(issue.subscription, issue.week, text)

    def _make(self, subscription: Subscription, slot: Slot, number: int) -> None:
        """Make the issue and send it, or keep it for review, or skip it for want of news."""
        name, at = subscription.name, self.clock.stamp()
        issue = Issue(name, slot.week, number, "failed", at=at)
        plan = Plan(
            self.workspace,
            subscription,
            slot,
            self.ledger.last_sent(name, slot.week),
            self.wanted.force,
        )
        try:
            readers_of(subscription)  # a wrong list is known before the work
            with part_folder(self.workspace, os.getpid()) as part:
                prepared = prepare(plan, part, self.progress)
                self.report.warnings.extend(prepared.warnings)
                if prepared.content:
                    folder = issue_folder(self.workspace, subscription, slot, number)
                    clear(folder)
                    part.rename(folder)
        except BriefgenError as error:
            self.ledger.record(replace(issue, reason=str(error)))
            raise
        if not prepared.content:
            reason = "no new documents since the last issue"
            self.ledger.record(replace(issue, state="skipped", reason=reason))
            self.report.done.append(f"{name} {slot.week}: skipped, {reason}")
            return
        inside = folder.relative_to(self.workspace.root).as_posix()
        ready = replace(issue, state="open", folder=inside, content=prepared.content)
        if subscription.review:
            self._await_review(subscription, replace(ready, state="review"))
        else:
            self._enlist(subscription, ready)
            self._post(ready)

    def _await_review(self, subscription: Subscription, issue: Issue) -> None:
        self._enlist(subscription, issue)
        text = (
            f"the issue waits for approval. Its files: {self.workspace.root / issue.folder}\n"
            f"To send it: briefgen approve --subscription {issue.subscription}, then briefgen send"
        )
        note(self.ledger, self.clock.stamp(), f"{issue.subscription} {issue.week}: review", text)
        self.report.done.append(f"{issue.subscription} {issue.week}: {text}")

    def _enlist(self, subscription: Subscription, issue: Issue) -> None:
        """Write the issue with its readers, each with a Message-ID that is always the same."""
        domain = post_of(self.workspace.settings)[1].domain
        readers = readers_of(subscription)
        identities = [message_id(domain, *issue.key, one.address.key) for one in readers]
        self.ledger.record(issue, zip(readers, identities, strict=True))

    def _go_on(self, subscription: Subscription, issue: Issue, slot: Slot) -> None:
        """Go on with an issue that was interrupted, or hold it if it has become too old."""
        begun = datetime.fromisoformat(issue.at)  # made or approved late, it still has its time
        if self._late(max(slot.due, begun)):
            self._hold(issue, "it was not finished in time")
            return
        self._enlist(subscription, issue)
        self._post(issue)

    def _post(self, issue: Issue) -> None:
        title = f"{issue.subscription} {issue.week}"
        self.ledger.record(issue)
        states, trouble = post(self.workspace, self.ledger, issue, self.clock, self.progress)
        state = "open" if states["pending"] else "done"
        self.ledger.record(replace(issue, state=state))
        told = ", ".join(f"{count} {name}" for name, count in sorted(states.items()))
        self.report.done.append(f"{title}: {told}")
        if issue.content["reduced"]:
            self.report.warnings.append(f"{title}: the mail was too large; parts were left off")
        if trouble:
            self._failed(issue.subscription, issue.week, trouble)
