"""What the operator is told when a mail could not be sent: one plain mail for each reason."""

from __future__ import annotations

from contextlib import suppress
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.deliver.message import encoded, mailbox, message_id, plain_mail
from briefgen.deliver.password import password_of
from briefgen.deliver.smtp import Courier
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.mailing.frozen import post_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.workspace import Workspace

TOLD = "told"  # the file that remembers the last notice that no ledger could keep
END = "This mail was written by briefgen on its own. Readers were not told."


def note(ledger: Ledger, at: str, subject: str, text: str) -> None:
    """Keep a notice for the operator; the same reason of the same issue only once."""
    key = sha256(f"{subject}\0{text}".encode()).hexdigest()
    ledger.note(key, subject, text, at)


def tell(workspace: Workspace, ledger: Ledger, clock: Clock) -> str:
    """Send the notices that wait; what kept them from being sent, or nothing.

    What cannot be sent now stays in the ledger and goes out with the next run.
    """
    try:
        for key, subject, text in ledger.unsent():
            # noted when it is sent: who is killed between the two sends it again, under its old id
            if untold := tell_now(workspace, clock, subject, text, key):
                return untold
            ledger.noted(key, clock.stamp())
    except DeliveryError as error:
        return str(error)
    return ""


def tell_once(folder: Path, workspace: Workspace, clock: Clock, subject: str, text: str) -> str:
    """Send one notice without the ledger, the same at most once a day; as `tell_now` otherwise.

    What was told stands in a file of the folder; where that cannot be written, it is told again.
    """
    mark = folder / TOLD
    key = sha256(f"{subject}\0{text}\0{clock.now():%Y-%m-%d}".encode()).hexdigest()
    with suppress(OSError):
        if mark.read_text(encoding="ascii") == key:
            return ""
    untold = tell_now(workspace, clock, subject, text, key)
    if not untold:
        with suppress(OSError):
            mark.write_text(key, encoding="ascii")
    return untold


def tell_now(workspace: Workspace, clock: Clock, subject: str, text: str, key: str = "") -> str:
    """Send one notice, without the ledger; what kept it from being sent, or nothing.

    The same key gives the same Message-ID.
    """
    try:
        mail, sender = post_of(workspace.settings)
        operator = mail.operator or sender
        at = clock.now()
        head = {
            "From": mailbox(sender),
            "To": mailbox(operator),
            "Subject": encoded(f"[briefgen] {subject}", "Subject"),
            "Date": format_datetime(at),
            "Message-ID": message_id(sender.domain, workspace.root, key or (subject, text, at)),
        }
        body = f"{text}\n\nWorkspace: {workspace.root}\n{END}\n"
        with Courier(mail, password_of(mail)) as courier:
            answer = courier.deliver(
                sender.address, operator.address, plain_mail(head, body), lambda: None
            )
        if answer.state not in {"sent", "uncertain"}:
            raise DeliveryError(f"{answer.code} {answer.text}", where=operator.address)
    except BriefgenError as error:
        return f"the operator could not be told by mail: {error}"
    return ""
