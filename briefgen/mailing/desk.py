"""What the commands of the mail call: each opens the ledger; those that change issues lock it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.addresses import address_of
from briefgen.deliver.dispatch import Clock
from briefgen.deliver.ledger import Ledger
from briefgen.deliver.lock import BusyError, only_one
from briefgen.deliver.readers import readers_of
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.mailing.notices import Notices, tell_once
from briefgen.mailing.prepare import state_folder
from briefgen.mailing.run import APPROVED
from briefgen.mailing.send import Sending
from briefgen.mailing.stamps import address_of_token
from briefgen.mailing.trial import Trial
from briefgen.mailing.wanted import Report, chosen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.mailing.wanted import Wanted
    from briefgen.workspace import Workspace

STRANGE = " (no reader has this address now: is it written right?)"
WAIT = 600.0  # seconds for which a second run waits for the first, to see what is left to do
CLOCK = Clock()


def send_due(
    workspace: Workspace,
    wanted: Wanted,
    progress: Callable[[str], None],
    clock: Clock = CLOCK,
    wait: float = WAIT,
) -> Report:
    """What was sent, and what went wrong; of the latter the operator was told.

    Raises BriefgenError where nothing could be tried at all; the operator was told of that too.
    """
    chosen(workspace, wanted.subscription)
    folder = state_folder(workspace)
    try:
        progress("waiting for another run to end")
        with only_one(folder, wait), Ledger(folder) as ledger:
            report = Report()
            notices = Notices(workspace, ledger, clock, report.failures)
            return Sending(workspace, ledger, wanted, clock, progress, notices, report).run()
    except BusyError:
        raise  # the other run sends, and tells what goes wrong
    except BriefgenError as error:
        if untold := tell_once(workspace, clock, "nothing could be sent", str(error)):
            error.hint = f"{error.hint}\n  {untold}".strip()
        raise


def write_mails(
    workspace: Workspace,
    wanted: Wanted,
    out: Path,
    progress: Callable[[str], None],
    clock: Clock = CLOCK,
) -> list[str]:
    """What a dry run wrote and who would get it."""
    with Ledger(state_folder(workspace)) as ledger:
        return [
            line
            for one in chosen(workspace, wanted.subscription)
            for line in Trial(workspace, ledger, clock, one, wanted).lines(out, progress)
        ]


def send_test(
    workspace: Workspace,
    wanted: Wanted,
    address: str,
    progress: Callable[[str], None],
    clock: Clock = CLOCK,
) -> list[str]:
    """What became of a test to one address."""
    try:
        reader = address_of(address)
    except ValueError as error:
        raise DeliveryError(f"“{address}” {error}", where="--to") from error
    with Ledger(state_folder(workspace)) as ledger:
        return [
            Trial(workspace, ledger, clock, one, wanted).send_to(reader, progress)
            for one in chosen(workspace, wanted.subscription)
        ]


def approve(
    workspace: Workspace, name: str | None, week: str | None, clock: Clock = CLOCK
) -> list[str]:
    """The issues that were waiting for approval and may now be sent."""
    names = {one.name for one in chosen(workspace, name)}
    folder = state_folder(workspace)
    with only_one(folder, WAIT), Ledger(folder) as ledger:
        waiting = [
            one
            for one in ledger.issues()
            if one.state == "review" and one.subscription in names and week in {None, one.week}
        ]
        if not waiting:
            message = "no issue waits for approval"
            raise DeliveryError(message, hint="see which issues there are: briefgen status")
        for issue in waiting:
            ledger.record(replace(issue, state="open", reason=APPROVED, at=clock.stamp()))
    advice = "approved; send it with: briefgen send"
    return [f"{one.subscription} {one.week}: {advice}" for one in waiting]


def unsubscribe(workspace: Workspace, text: str, *, undo: bool, clock: Clock = CLOCK) -> str:
    """What was done: nothing more goes to the address, or that of a token, in any subscription."""
    with Ledger(state_folder(workspace)) as ledger:
        names = [one.name for one in workspace.settings.subscriptions]
        known = ledger.addresses()
        found = text if "@" in text else address_of_token(text, known, names, ledger.secret)
        if found is None:
            message = "the word is neither an address nor the token of one"
            raise DeliveryError(message, where=text)
        try:
            address = address_of(found)
        except ValueError as error:
            raise DeliveryError(f"“{text}” {error}") from error
        if undo:
            back = ledger.welcome(address.key)
            return f"{address}: {'gets mail again' if back else 'was not signed off'}"
        new = ledger.suppress(address.key, address.address, clock.stamp())
        done = "signed off; nothing more is sent" if new else "was signed off already"
        strange = address.key not in {one.casefold() for one in known} | _listed(workspace)
        return f"{address}: {done}{STRANGE if strange else ''}"


def _listed(workspace: Workspace) -> set[str]:
    """The readers (keys) of all subscriptions; a list that cannot be read keeps nobody here."""
    found: set[str] = set()
    for one in workspace.settings.subscriptions:
        with suppress(BriefgenError):
            found |= {reader.address.key for reader in readers_of(one)}
    return found
