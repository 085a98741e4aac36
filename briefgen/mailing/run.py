"""A run that sends, and what it can do with one issue: hold it, make it, have it read, post it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefgen.deliver.message import message_id
from briefgen.deliver.readers import readers_of
from briefgen.deliver.records import Issue
from briefgen.errors import BriefgenError
from briefgen.mailing.frozen import post_of
from briefgen.mailing.letter import due_said
from briefgen.mailing.post import Errand, post
from briefgen.mailing.prepare import Plan, issue_folder, prepare_into
from briefgen.mailing.wanted import order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.timetable import Slot
    from briefgen.mailing.notices import Notices
    from briefgen.mailing.prepare import Prepared
    from briefgen.mailing.wanted import Report, Wanted
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

NO_NEWS = "no new documents since the last issue"
NOT_DUE = f"{NO_NEWS}, and it is not due yet"
APPROVED = "approved"  # the reason of an issue that a person has let go
STOPPED = "it was being made when the run was stopped"
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """A run, which holds the lock: the workspace, its ledger, what is wanted, and the clock."""

    workspace: Workspace
    ledger: Ledger
    wanted: Wanted
    clock: Clock
    progress: Callable[[str], None]
    notices: Notices
    report: Report

    def _hold(self, issue: Issue, reason: str) -> None:
        text = f"the issue was not sent: {reason}. To send it all the same:\n  {order_of(issue)}"
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
                self.ledger.record(replace(issue, reason=NOT_DUE))
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
            text = "the mail was too large; parts were left off"
            if self.notices.keep(f"{title}: sent in part", text):
                self.report.warnings.append(f"{title}: {text}")
        if trouble:
            self.notices.failed(issue.subscription, issue.week, trouble)
        self.ledger.record(replace(issue, state="open" if states["pending"] else "done"))

    def _leave(self, issue: Issue, count: int) -> None:
        """Leave a round that was sent once more on purpose, and was broken off, as it is."""
        title = f"{issue.subscription} {issue.week}"
        text = (
            f"sending it once more was broken off; {count} who had it before still wait for round"
            f" {issue.round}. To go on with it:\n  {order_of(issue)}"
        )
        self.notices.keep(f"{title}: broken off", text)
        self.report.warnings.append(f"{title}: {text}")


def order_of(issue: Issue) -> str:
    """The command that sends the issue."""
    return order(issue.subscription, issue.week, "--force" if issue.round > 1 else "")
