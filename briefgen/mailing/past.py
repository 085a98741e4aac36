"""What earlier runs left behind: mails cut off, issues unfinished, issues that never went out."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.deliver.timetable import slots
from briefgen.mailing.wanted import order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.records import Issue
    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.subscriptions import Subscription

MOST = 8  # weeks that are named after a long silence


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
    """The weeks between the last known issue and this one that have none."""
    known = [one.week for one in ledger.issues(subscription.name) if one.week < slot.week]
    if not known:
        return []
    year, _, week = known[0].partition("-W")
    start = date.fromisocalendar(int(year), int(week), 1)
    found = []
    for one in slots(subscription, start, calendar):
        if one.week >= slot.week:
            break
        if one.week > known[0]:
            found.append(one.week)
    return found[-MOST:]
