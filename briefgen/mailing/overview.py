"""What was sent to whom, when and with what result, and what is due: tables for a terminal."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.deliver.ledger import FILE, Ledger
from briefgen.deliver.lock import is_held
from briefgen.deliver.timetable import latest, upcoming
from briefgen.errors import DeliveryError
from briefgen.mailing.letter import due_said, offset_said
from briefgen.mailing.prepare import state_folder
from briefgen.mailing.wanted import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.deliver.records import Issue
    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

AHEAD = 8  # issues of a subscription that are looked at for years without holidays
UNFINISHED = {"failed", "open", "review", "held"}  # states of an issue that is still to be sent
RECENT = 3  # issues of a subscription that are shown unless more are asked for
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def timetable(
    workspace: Workspace, subscriptions: Sequence[Subscription], now: datetime, count: int
) -> tuple[list[str], list[str]]:
    """The next issues of each subscription, and warnings about years without holidays."""
    calendar = calendar_of(workspace.settings)
    lines, found = [], []
    for subscription in subscriptions:
        lines.append(f"{subscription.name} ({', '.join(subscription.cities)})")
        for slot in upcoming(subscription, now, calendar, count):
            lines.append(f"  {_slot(slot, subscription)}")
            found.append(slot)
    return lines, _unknown_years(found, calendar)


def unknown_holidays(
    workspace: Workspace, subscriptions: Sequence[Subscription], now: datetime
) -> list[str]:
    """Warnings about years without holidays among the next issues."""
    calendar = calendar_of(workspace.settings)
    found = [slot for one in subscriptions for slot in upcoming(one, now, calendar, AHEAD)]
    return _unknown_years(found, calendar)


def _unknown_years(found: Sequence[Slot], calendar: Workdays) -> list[str]:
    dates = {one.year for slot in found if not slot.known for one in (slot.day, slot.due)}
    return [
        f"the holidays of {year} are not known: Monday to Friday count as workdays; add the notice"
        " to a file and name it as `holidays` under [mail]"
        for year in sorted(dates - calendar.years)
    ]


def _slot(slot: Slot, subscription: Subscription) -> str:
    text = f"{slot.week}  {DAYS[slot.due.isoweekday() - 1]} {due_said(slot.due, subscription.zone)}"
    if slot.due.date() != slot.day:
        text += f"  moved from {slot.day}: {slot.moved or 'no working day'}"
    if slot.with_:
        text += f"  (the mail of {slot.with_} would fall on this day or later and is left out)"
    return text


def status(
    workspace: Workspace, subscriptions: Sequence[Subscription], now: datetime, *, every: bool
) -> Iterator[str]:
    """What became of the issues, newest first, reader by reader, and when the next is due."""
    folder = state_folder(workspace)
    if is_held(folder):
        yield "a run of briefgen is sending from this workspace now"
    calendar = calendar_of(workspace.settings)
    with ExitStack() as stack:
        known = (folder / FILE).is_file()
        ledger = stack.enter_context(Ledger(folder)) if known else None
        for subscription in subscriptions:
            yield subscription.name
            yield from _due(ledger, subscription, now, calendar)
            for slot in upcoming(subscription, now, calendar, 1):
                yield f"  next: {_slot(slot, subscription)}"
            yield from _past(ledger, subscription.name, None if every else RECENT)
        if ledger:
            for name in _gone(ledger, workspace):
                yield f"{name} (no longer in the settings)"
                yield from _past(ledger, name, None if every else RECENT)
            off = ledger.suppressed().values()
            for address, at in off:
                yield f"signed off: {address}, {datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC"
            yield from (f"the operator is not yet told: {row[1]}" for row in ledger.unsent())


def _due(
    ledger: Ledger | None, subscription: Subscription, now: datetime, calendar: Workdays
) -> Iterator[str]:
    """The issue that should have gone out by now, if it has not."""
    try:
        slot = latest(subscription, now, calendar)
    except DeliveryError:  # the clock stands before anything that was ever due
        return
    issues = ledger.issues(subscription.name) if ledger else []
    states = {one.state for one in issues if one.week == slot.week}
    if states <= UNFINISHED:
        yield f"  due: {_slot(slot, subscription)}, not finished yet"


def _gone(ledger: Ledger, workspace: Workspace) -> list[str]:
    """The names of the subscriptions that are no longer in the settings."""
    names = {one.name for one in workspace.settings.subscriptions}
    return sorted({issue.subscription for issue in ledger.issues()} - names)


def _past(ledger: Ledger | None, name: str, most: int | None) -> Iterator[str]:
    issues = ledger.issues(name) if ledger else []
    if ledger is None or not issues:
        yield "  nothing was sent yet"
        return
    for issue in issues[:most]:
        yield from _issue(ledger, issue)


def _issue(ledger: Ledger, issue: Issue) -> Iterator[str]:
    deliveries = ledger.deliveries(issue)
    counts = Counter(one.state for one in deliveries)
    told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    again = f", round {issue.round}" if issue.round > 1 else ""
    why = f" ({issue.reason.splitlines()[0]})" if issue.reason else ""
    yield f"  {issue.week}{again}: {issue.state}{why}{f'; {told}' if told else ''}"
    for one in deliveries:
        when = "-"
        if one.at:
            at = datetime.fromisoformat(one.at).astimezone(ZoneInfo(issue.content["zone"]))
            when = f"{at:%Y-%m-%d %H:%M} ({offset_said(at)})"
        answer = f"  {one.answer}" if one.answer else ""
        yield f"    {when:24}  {one.state:10}  {one.address}{answer}"
