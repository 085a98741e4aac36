"""What the operator is told when a mail could not be sent: one plain mail for each reason."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.deliver.message import encoded, mailbox, message_id, plain_mail
from briefgen.deliver.password import password_of
from briefgen.deliver.smtp import Courier
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.mailing.frozen import post_of

if TYPE_CHECKING:
    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.workspace import Workspace

from email.utils import format_datetime

END = "This mail was written by briefgen on its own. Readers were not told."


def note(ledger: Ledger, at: str, subject: str, text: str) -> None:
    """Keep a notice for the operator; the same reason of the same issue only once."""
    key = sha256(f"{subject}\0{text}".encode()).hexdigest()
    ledger.note(key, subject, text, at)


def tell(workspace: Workspace, ledger: Ledger, clock: Clock) -> str:
    """Send the notices that wait; what kept them from being sent, or nothing.

    What cannot be sent now stays in the ledger and goes out with the next run.
    """
    waiting = ledger.unsent()
    if not waiting:
        return ""
    try:
        mail, sender = post_of(workspace.settings)
        operator = mail.operator or sender
        with Courier(mail, password_of(mail)) as courier:
            for key, subject, text in waiting:
                head = {
                    "From": mailbox(sender),
                    "To": mailbox(operator),
                    "Subject": encoded(f"[briefgen] {subject}", "Subject"),
                    "Date": format_datetime(clock.now()),
                    "Message-ID": message_id(sender.domain, ledger.secret, key),
                }
                body = f"{text}\n\nWorkspace: {workspace.root}\n{END}\n"
                answer = courier.deliver(
                    sender.address, operator.address, plain_mail(head, body), lambda: None
                )
                if answer.state not in {"sent", "uncertain"}:
                    raise DeliveryError(f"{answer.code} {answer.text}", where=operator.address)
                ledger.noted(key, clock.stamp())
    except BriefgenError as error:
        return f"the operator could not be told by mail: {error}"
    return ""
