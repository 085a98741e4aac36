"""Hands one frozen issue to the server and says what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.addresses import Address
from briefgen.deliver.dispatch import Dispatch
from briefgen.deliver.message import Composer
from briefgen.deliver.password import password_of
from briefgen.deliver.readers import Reader
from briefgen.deliver.smtp import Courier, ServerError
from briefgen.mailing.frozen import post_of, thaw
from briefgen.mailing.stamps import Stamper

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.records import Delivery, Issue
    from briefgen.workspace import Workspace

TOLD = 20  # readers that are named in a message; the rest is counted
WORDS = {
    "refused": "the server refuses these readers for good",
    "uncertain": "whether these readers got the mail is uncertain; it is not sent to them again"
    " unless you ask for it with --retry uncertain",
    "pending": "these readers still wait; the next run goes on with them",
}


@dataclass(frozen=True, slots=True)
class Errand:
    """An issue, and those of its waiting readers (keys) who do not get it now."""

    issue: Issue
    spared: frozenset[str] = frozenset()


def post(
    workspace: Workspace,
    ledger: Ledger,
    errand: Errand,
    clock: Clock,
    progress: Callable[[str], None],
) -> tuple[Counter[str], str]:
    """How many mails of the issue are in which state, and what went wrong, if anything did.

    Sends to those who wait only. Raises BriefgenError before the first mail if the letter, the
    password or the server's settings are not as they must be.
    """
    issue, spared = errand.issue, errand.spared
    mail, sender = post_of(workspace.settings)
    composer = Composer(thaw(workspace.root / issue.folder, issue.content, workspace.settings))
    off = ledger.suppressed()
    everyone = [
        Reader(_address(one), one.kind)
        for one in ledger.deliveries(issue)
        if one.key not in off and one.state != "suppressed"
    ]
    zone = ZoneInfo(issue.content["zone"])
    stamper = Stamper(workspace.settings, issue.subscription, ledger.secret, everyone)

    def compose(delivery: Delivery) -> bytes:
        at = clock.now().astimezone(zone)
        return composer.compose(stamper.stamp(_address(delivery), delivery.message_id, at))

    trouble = ""
    with Courier(mail, password_of(mail)) as courier:
        work = Dispatch(
            ledger, courier, issue, sender.address, compose, clock, mail.patience, spared
        )
        try:
            if last := work.run(progress):
                trouble = str(last)
        except ServerError as error:
            trouble = str(error)
    deliveries = ledger.deliveries(issue)
    ours = [one for one in deliveries if one.state != "pending" or one.key not in spared]
    told = [trouble] if trouble else []
    told += [_listed(state, ours) for state in WORDS if _of(state, ours)]
    return Counter(one.state for one in deliveries), "\n".join(told)


def _address(delivery: Delivery) -> Address:
    return Address(delivery.address, delivery.name)


def _of(state: str, deliveries: list[Delivery]) -> list[Delivery]:
    return [one for one in deliveries if one.state == state]


def _listed(state: str, deliveries: list[Delivery]) -> str:
    found = _of(state, deliveries)
    lines = [f"  {one.address}: {one.answer or 'not tried yet'}" for one in found[:TOLD]]
    more = [f"  and {len(found) - TOLD} more; see: briefgen status"] if len(found) > TOLD else []
    return "\n".join([f"{WORDS[state]} ({len(found)}):", *lines, *more])
