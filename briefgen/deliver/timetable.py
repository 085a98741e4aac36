"""When a subscription's issues are due: weekly, moved by holidays, in its own time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.deliver.workdays import Workdays
    from briefgen.subscriptions import Subscription

WEEK = timedelta(days=7)
SATURDAY = 6
EARLIEST, LATEST = date(2000, 1, 3), date(2199, 12, 30)


@dataclass(frozen=True, slots=True)
class Slot:
    """One issue: `week` names it, `day` is its own day, `due` when it goes out.

    `moved` says why that is not its own day (empty: it is); `with_` names the week before if its
    mail is dropped, since a holiday moved it to this one's day; `known` is false if the year has
    no notice of holidays.
    """

    week: str
    day: date
    due: datetime
    moved: str = ""
    with_: str = ""
    known: bool = True


def week_of(day: date) -> str:
    """The ISO week of a day as issues are named: 2024-W22."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def slots(subscription: Subscription, start: date, calendar: Workdays) -> Iterator[Slot]:
    """Every issue from the week of `start` on.

    Where holidays move a mail to the day of the next one or past it, only that one is sent.
    """
    monday = start - timedelta(days=start.isoweekday() - 1)
    slot = _slot(subscription, monday, calendar)
    dropped = ""
    while monday < LATEST:
        monday += WEEK
        following = _slot(subscription, monday, calendar)
        if slot.due.date() >= following.due.date():
            dropped = slot.week
        else:
            yield _with(slot, dropped)
            dropped = ""
        slot = following


def upcoming(
    subscription: Subscription, now: datetime, calendar: Workdays, count: int
) -> tuple[Slot, ...]:
    """The next issues that are not yet due."""
    start = now.astimezone(subscription.timezone).date() - 4 * WEEK
    later = (slot for slot in slots(subscription, max(start, EARLIEST), calendar) if slot.due > now)
    return tuple(islice(later, count))


def latest(subscription: Subscription, now: datetime, calendar: Workdays) -> Slot:
    """The last issue that is due; raises DeliveryError if the clock is before the calendar."""
    start = now.astimezone(subscription.timezone).date() - 8 * WEEK
    found = None
    for slot in slots(subscription, max(start, EARLIEST), calendar):
        if slot.due > now:
            break
        found = slot
    if found is None:
        raise DeliveryError("no issue is due yet", hint="look at the clock of this computer")
    return found


def slot_of(subscription: Subscription, week: str, calendar: Workdays) -> Slot:
    """The issue of the week written 2024-W22; raises DeliveryError if there is no such week."""
    return _slot(subscription, monday_of(week), calendar)


def monday_of(week: str) -> date:
    """The Monday of the week written 2024-W22; raises DeliveryError if there is no such week."""
    match = re.fullmatch(r"(\d{4})-?W(\d{1,2})", week.strip().upper())
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else date.min
    except ValueError:
        monday = date.min
    if not EARLIEST <= monday <= LATEST:
        raise DeliveryError(f"“{week}” is no week", hint="write it as 2024-W22")
    return monday


def _slot(subscription: Subscription, monday: date, calendar: Workdays) -> Slot:
    own = monday + timedelta(days=subscription.weekday - 1)
    day = own
    # who wants the mail on a Saturday gets it then: only a named holiday moves it
    idle = own in calendar.off if own.isoweekday() >= SATURDAY else not calendar.worked(own)
    if subscription.workdays and idle:
        day = calendar.next_worked(own)
    zone = subscription.timezone
    # through UTC, so that a time that summer time leaves out becomes one that exists
    due = datetime.combine(day, subscription.time, zone).astimezone(UTC).astimezone(zone)
    known = not subscription.workdays or (calendar.knows(own) and calendar.knows(day))
    return Slot(week_of(own), own, due, calendar.off.get(own, "") if day != own else "", "", known)


def _with(slot: Slot, dropped: str) -> Slot:
    return Slot(slot.week, slot.day, slot.due, slot.moved, dropped, slot.known)
