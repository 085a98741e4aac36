"""What the operator is told when a mail could not be sent: one plain mail for each reason."""

from __future__ import annotations

import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.message import encoded, mailbox, message_id, plain_mail
from briefgen.deliver.password import password_of
from briefgen.deliver.smtp import Courier
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.kept import kept_in
from briefgen.mailing.frozen import post_of
from briefgen.mailing.prepare import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.workspace import Workspace

TOLD = "told"  # the file that remembers the last notice that no ledger could keep
END = "This mail was written by briefgen on its own. Readers were not told."


@dataclass(frozen=True, slots=True)
class Notices:
    """What a run has to tell: kept in the ledger as it comes up, and sent when the run is over.

    `failures` takes the failures in lines; `untold` are notices that the ledger could not keep.
    """

    workspace: Workspace
    ledger: Ledger
    clock: Clock
    failures: list[str]
    untold: list[tuple[str, str]] = field(default_factory=list)

    def failed(self, name: str, week: str, text: str) -> None:
        """Report a failure of an issue, and keep it for the operator."""
        title = f"{name} {week}".strip()
        self.failures.append(f"{title}: {text}")
        self.keep(f"{title}: not sent as planned", text)

    def keep(self, subject: str, text: str) -> bool:
        """Keep a notice for the operator; false for one that was kept or told already."""
        key = sha256(f"{subject}\0{text}".encode()).hexdigest()
        try:
            return self.ledger.note(key, subject, text, self.clock.stamp())
        except DeliveryError:
            self.untold.append((subject, text))
            return True

    def tell(self) -> list[str]:
        """Send the notices that wait; what kept them from being sent, if anything did.

        What cannot be sent now stays in the ledger and goes out with the next run.
        """
        found = [self._tell_kept()]
        found += [tell_once(self.workspace, self.clock, *one) for one in self.untold]
        return [*dict.fromkeys(one for one in found if one)]

    def _tell_kept(self) -> str:
        try:
            for key, subject, text in self.ledger.unsent():
                # noted when it is sent: who is killed between the two sends it again, under its id
                if untold := tell_now(self.workspace, self.clock, subject, text, key):
                    return untold
                self.ledger.noted(key, self.clock.stamp())
        except DeliveryError as error:
            return str(error)
        return ""


def said(error: Exception) -> str:
    """A failure in words; of a fault of briefgen itself, where it happened."""
    if isinstance(error, BriefgenError):
        return str(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"a fault in briefgen: {error!r} ({Path(frame.filename).name}:{frame.lineno})"


def tell_once(workspace: Workspace, clock: Clock, subject: str, text: str) -> str:
    """Send one notice without the ledger, the same at most once a day; as `tell_now` otherwise.

    What was told today stands in a file beside the ledger, or where that cannot be written, in the
    user's folder. Where that cannot be written either, it is told again.
    """
    today = f"{clock.now():%Y-%m-%d}"
    key = sha256(f"{subject}\0{text}\0{today}".encode()).hexdigest()
    places = list(_places(workspace))
    told = [*dict.fromkeys(line for place in places for line in _told(place, today))]
    if key in told:
        return ""
    untold = tell_now(workspace, clock, subject, text, key)
    if not untold:
        content = "\n".join([today, *told, key])
        any(_written(place, content) for place in places)
    return untold


def _places(workspace: Workspace) -> Iterator[Path]:
    """Where it may be kept what was told without the ledger; the first one that can be written."""
    yield state_folder(workspace) / TOLD
    if kept := kept_in(TOLD):
        yield kept / sha256(str(workspace.root).encode()).hexdigest()[:16]


def _told(place: Path, today: str) -> list[str]:
    """The keys of what was told today."""
    with suppress(OSError, UnicodeDecodeError):
        day, *keys = place.read_text(encoding="ascii").splitlines() or [""]
        return keys if day == today else []
    return []


def _written(place: Path, content: str) -> bool:
    try:
        place.write_text(content, encoding="ascii")
    except OSError:
        return False
    return True


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
