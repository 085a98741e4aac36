"""What the user asks of `send`: which subscriptions, which issue, and what came of it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.deliver.timetable import latest, slot_of
from briefgen.deliver.workdays import workdays
from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from datetime import datetime

    from briefgen.deliver.timetable import Slot
    from briefgen.deliver.workdays import Workdays
    from briefgen.settings import Settings
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


def order(subscription: str, week: str, option: str = "") -> str:
    """The command that sends an issue, of this subscription only."""
    words = f"briefgen send --subscription {shlex.quote(subscription)} --week {week}"
    return f"{words} {option}".strip()


def calendar_of(settings: Settings) -> Workdays:
    """The working days as the settings know them."""
    return workdays(settings.mail.holidays if settings.mail else None)


def slot_wanted(
    subscription: Subscription, week: str | None, now: datetime, calendar: Workdays
) -> Slot:
    """The issue of the week that is named, or else the last one that is due."""
    if week:
        return slot_of(subscription, week, calendar)
    return latest(subscription, now, calendar)
