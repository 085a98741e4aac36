"""What earlier runs left behind: mails cut off, issues unfinished, issues that never went out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.deliver.readers import readers_of
from briefgen.deliver.timetable import slots
from briefgen.errors import DeliveryError
from briefgen.mailing.prepare import issue_folders
from briefgen.mailing.run import NOT_DUE, STOPPED
from briefgen.mailing.wanted import order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.records import Issue
    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

MOST = 8  # weeks that are named after a long silence
UNTOLD = {STOPPED, NOT_DUE}  # why an issue is not made yet, without anybody knowing
SET_BACK = timedelta(days=1)  # a clock that is set right by more was wrong, or is now
LOST = (
    "its files are there, but the ledger does not know it (was the ledger lost, or an old one put"
    " back?), so it may have been sent already"
)

RENAMED = (
    "readers of it got the issue of this week from “{former}”, which is no longer in the settings"
    " (was the subscription renamed?)"
)


def steady(ledger: Ledger, now: datetime) -> datetime:
    """The time now, but not before the ledger's last entry.

    So a clock that is set back a little does not make the issue of the week before due. Raises
    DeliveryError if it was set back by more than a day.
    """
    written = ledger.last_entry()
    last = datetime.fromisoformat(written) if written else now
    if last - now > SET_BACK:
        message = (
            f"the clock of this computer stands at {now:%Y-%m-%d}, before the ledger's last entry"
            f" of {last:%Y-%m-%d}; nothing was sent"
        )
        hint = "set the clock; if it is right, say so by sending an issue by name, with --week"
        raise DeliveryError(message, hint=hint)
    return max(last, now)


def is_lost(workspace: Workspace, subscription: Subscription, slot: Slot) -> bool:
    """Whether there are files of an issue that the ledger does not know.

    An issue is noted before its files get their folder, so no run that was stopped leaves this.
    """
    return bool(issue_folders(workspace, subscription, slot))


def cut_off(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """The issues (subscription, week, in words) with mails that a stopped run left uncertain.

    The caller holds the lock, so nobody is sending these now.
    """
    for (name, week), rows in groupby(ledger.cut_off(), key=lambda row: row[:2]):
        listed = "\n".join(f"  {address}" for _, _, address in rows)
        text = (
            "an earlier run was stopped just as the server was given the end of a mail. Whether it"
            f" arrived is uncertain; it is not sent again by itself:\n{listed}\n"
            f"To send it again: {order(name, week, '--retry uncertain')}"
        )
        yield name, week, text


def renamed_from(ledger: Ledger, subscription: Subscription, slot: Slot, names: set[str]) -> str:
    """The subscription that is gone and whose issue of this week reached readers of this one.

    Empty if there is none, or if this one has issues of its own: then it is not new.
    """
    if ledger.issues(subscription.name):
        return ""
    keys = {one.address.key for one in readers_of(subscription)}
    found = (name for name, key in ledger.reached_in(slot.week) if key in keys)
    return next((name for name in found if name not in names), "")


def left_open(ledger: Ledger, names: set[str]) -> Iterator[tuple[Issue, str]]:
    """The unfinished issues of subscriptions that are no longer in the settings, and in words."""
    for issue in ledger.issues():
        if issue.subscription in names or issue.state not in {"open", "review"}:
            continue
        count = len(ledger.deliveries(issue, "pending"))
        wait = "1 reader still waits" if count == 1 else f"{count} readers still wait"
        yield issue, f"its subscription is no longer in the settings; {wait} and get nothing more"


def known_round(
    ledger: Ledger, subscription: Subscription, slot: Slot, *, forced: bool
) -> Issue | None:
    """The last round of a slot's issue, None if there is none.

    A round that was to be sent once more and could not be made counts for the forced run only.
    """
    rounds = (one for one in ledger.issues(subscription.name) if one.week == slot.week)
    counts = (one for one in rounds if forced or one.round == 1 or one.state != "failed")
    return next(counts, None)


def unfinished_before(ledger: Ledger, subscription: Subscription, slot: Slot) -> list[Issue]:
    """The issues of earlier weeks to which some readers still wait."""
    earlier = (one for one in ledger.issues(subscription.name) if one.week < slot.week)
    return [one for one in earlier if one.state == "open"]


def missed_before(
    ledger: Ledger, subscription: Subscription, slot: Slot, calendar: Workdays
) -> list[str]:
    """The weeks before this one of which nobody was told that they have no issue.

    These are the weeks since the last known issue, and those whose making was cut off.
    """
    known = [one for one in ledger.issues(subscription.name) if one.week < slot.week]
    if not known:
        return []
    cut = [one for one in known if one.state == "failed" and one.round == 1]
    found = sorted(one.week for one in cut if one.reason in UNTOLD)
    year, _, week = known[0].week.partition("-W")
    start = date.fromisocalendar(int(year), int(week), 1)
    for one in slots(subscription, start, calendar):
        if one.week >= slot.week:
            break
        if one.week > known[0].week:
            found.append(one.week)
    return found[-MOST:]
