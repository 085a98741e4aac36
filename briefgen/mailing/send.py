"""Sends what is due: each issue once to each reader, whatever happens in between."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from briefgen.addresses import Address
from briefgen.deliver.dispatch import Clock, Dispatch
from briefgen.deliver.ledger import Ledger
from briefgen.deliver.lock import only_one
from briefgen.deliver.message import Composer, message_id
from briefgen.deliver.password import password_of
from briefgen.deliver.readers import Reader, readers_of
from briefgen.deliver.records import Delivery, Issue
from briefgen.deliver.smtp import Courier, ServerError
from briefgen.deliver.timetable import Slot, latest, slot_of, week_of
from briefgen.deliver.workdays import workdays
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.mailing.frozen import post_of, thaw
from briefgen.mailing.notices import note, tell
from briefgen.mailing.prepare import (
    ISSUES,
    PART,
    Plan,
    clear,
    issue_folder,
    part_folder,
    prepare,
    state_folder,
)
from briefgen.mailing.stamps import Stamper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

WAIT = 600.0  # seconds for which a second run waits for the first, to see what is left to do
MISSED = 8  # weeks back for which issues that never went out are reported
FINISHED = {"done", "skipped"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asks of `send`: nothing but what is due, unless something is named."""

    subscription: str | None = None
    week: str | None = None
    force: bool = False
    retry: tuple[str, ...] = ()


@dataclass(slots=True)
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
    """A run: the workspace, its ledger, what is wanted, and how time passes."""

    workspace: Workspace
    ledger: Ledger
    wanted: Wanted
    clock: Clock
    progress: Callable[[str], None]
    report: Report = field(default_factory=Report)

    def run(self) -> Report:
        """Send what is wanted of each subscription; one that fails does not keep back the others."""
        subscriptions = chosen(self.workspace, self.wanted.subscription)
        for entry in self._folder().glob(f"{ISSUES}/{PART}-*"):
            clear(entry)
        self._settle()
        for subscription in subscriptions:
            try:
                self._serve(subscription)
            except BriefgenError as error:
                self._fail(subscription.name, self.wanted.week or "", str(error))
            except Exception as error:
                self._fail(subscription.name, "", f"a fault in briefgen: {error!r}")
                self._tell()
                raise
        self._tell()
        return self.report

    def _folder(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
        return state_folder(self.workspace)
