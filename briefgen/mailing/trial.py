"""Issues made to be looked at: as .eml files, or as a mail to one address. No ledger entry."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from briefgen.deliver.files import write_files
from briefgen.deliver.message import Composer, message_id
from briefgen.deliver.password import password_of
from briefgen.deliver.readers import Reader, readers_of
from briefgen.deliver.smtp import Courier
from briefgen.deliver.timetable import upcoming
from briefgen.errors import DeliveryError
from briefgen.lexicon import load_toml
from briefgen.mailing.cover import size_said
from briefgen.mailing.frozen import post_of, thaw
from briefgen.mailing.letter import due_said
from briefgen.mailing.prepare import Plan, prepare
from briefgen.mailing.stamps import Stamper
from briefgen.mailing.wanted import calendar_of, slot_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.addresses import Address
    from briefgen.deliver.dispatch import Clock
    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.message import Letter, Stamp
    from briefgen.deliver.workdays import Workdays
    from briefgen.mailing.wanted import Wanted
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

MOST_FILES = 50  # mails written by a dry run; the others differ in their headers only
MOST_LETTERS = 40  # of a name in the name of a file
DATES = 3  # of the next issues, as a dry run shows them


@dataclass(frozen=True, slots=True)
class Trial:
    """An issue made now, of one subscription, that no ledger knows of."""

    workspace: Workspace
    ledger: Ledger
    clock: Clock
    subscription: Subscription
    wanted: Wanted

    def lines(self, out: Path, progress: Callable[[str], None]) -> Iterator[str]:
        """Write the mails as .eml files; who would get what, and when the next ones are due."""
        readers = readers_of(self.subscription)
        with self._made(progress) as (letter, week, reduced):
            if letter is None:
                yield f"{self.subscription.name} {week}: skipped, no new documents"
                return
            off = self.ledger.suppressed()
            going = [one for one in readers if one.address.key not in off]
            composer = Composer(letter)
            stamper = self._stamper(tuple(going))
            yield f"{self.subscription.name} {week}: {letter.subject}"
            for number, reader in enumerate(going):
                mail = composer.compose(self._stamp(stamper, reader, week))
                yield f"  {reader.kind}: {reader.address}, {size_said(len(mail))}"
                if number < MOST_FILES:
                    name = self._file_name(week, number + 1, reader.address)
                    (path,) = write_files(out, {name: mail})
                    yield f"    {path}"
        for reader in readers:
            if reader.address.key in off:
                yield f"  signed off: {reader.address}"
        for part in letter.attachments:
            yield f"  attached: {part.name}, {size_said(len(part.data))}"
        if reduced:
            most = size_said(post_of(self.workspace.settings)[0].limit)
            yield f"  the whole mail is too large for the server ({most}): parts were left off"
        for slot in upcoming(self.subscription, self.clock.now(), self._calendar, DATES):
            yield f"  next: {slot.week}, {due_said(slot.due, self.subscription.zone)}"

    def send_to(self, address: Address, progress: Callable[[str], None]) -> str:
        """Send the issue to this address only, marked as a test; says what the server said."""
        mail, sender = post_of(self.workspace.settings)
        with self._made(progress) as (letter, week, _):
            if letter is None:
                return f"{self.subscription.name} {week}: skipped, no new documents"
            mark = load_toml("mail")["subject"]["test"]
            composer = Composer(replace(letter, subject=mark + letter.subject))
            reader = Reader(address, "to")
            stamp = self._stamp(self._stamper((reader,)), reader, self.clock.stamp())
            with Courier(mail, password_of(mail)) as courier:
                answer = courier.deliver(
                    sender.address, address.address, composer.compose(stamp), lambda: None
                )
        if answer.state != "sent":
            message = f"the test was not sent: {answer.verb}: {answer.code} {answer.text}"
            raise DeliveryError(message, where=address.address)
        return f"{self.subscription.name} {week}: a test was sent to {address}"

    def _file_name(self, week: str, number: int, address: Address) -> str:
        """A name that no other mail of the dry run has, and that every system takes."""
        place = self.workspace.settings.subscriptions.index(self.subscription) + 1
        words = (self.subscription.name[:MOST_LETTERS], address.address[:MOST_LETTERS])
        name, reader = (re.sub(r'[\s<>:"/\\|?*]', "_", word) for word in words)
        return f"{week}-{place}-{number:03}-{name}-{reader}.eml"

    @property
    def _calendar(self) -> Workdays:
        return calendar_of(self.workspace.settings)

    @contextmanager
    def _made(self, progress: Callable[[str], None]) -> Iterator[tuple[Letter | None, str, bool]]:
        """The letter of the issue that is wanted or due, its week, and whether parts were left off.

        There is no letter where there is no news.
        """
        subscription = self.subscription
        slot = slot_wanted(subscription, self.wanted.week, self.clock.now(), self._calendar)
        last = self.ledger.last_sent(subscription.name, slot.week)
        plan = Plan(self.workspace, subscription, slot, last, self.wanted.force)
        # outside the workspace: a run clears what it finds there unfinished
        with TemporaryDirectory(prefix="briefgen-") as name:
            folder = Path(name)
            prepared = prepare(plan, folder, progress)
            content = prepared.content
            letter = thaw(folder, content, self.workspace.settings) if content else None
            yield letter, slot.week, bool(content and content["reduced"])

    def _stamper(self, readers: tuple[Reader, ...]) -> Stamper:
        return Stamper(self.workspace.settings, self.subscription.name, self.ledger.secret, readers)

    def _stamp(self, stamper: Stamper, reader: Reader, key: str) -> Stamp:
        domain = post_of(self.workspace.settings)[1].domain
        identity = message_id(domain, "trial", self.subscription.name, key, reader.address.key)
        at = self.clock.now().astimezone(self.subscription.timezone)
        return stamper.stamp(reader.address, identity, at)
