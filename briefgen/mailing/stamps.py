"""What a mail says of its reader: To, Cc, Message-ID, and the links to sign off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from briefgen.deliver.message import Stamp
from briefgen.deliver.readers import Reader, shown, token_of
from briefgen.mailing.frozen import post_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from briefgen.addresses import Address
    from briefgen.settings import Settings


class Stamper:
    """Makes the stamp of one reader after another of one subscription."""

    def __init__(
        self, settings: Settings, name: str, secret: str, readers: Iterable[Reader]
    ) -> None:
        """Settle what all readers see."""
        self._mail, self._sender = post_of(settings)
        self._name, self._secret = name, secret
        everyone = tuple(readers)
        self._to, self._cc = shown(everyone, "to"), shown(everyone, "cc")

    def stamp(self, reader: Address, identity: str, at: datetime) -> Stamp:
        """The stamp of this reader's mail.

        Where all see each other, everybody's mail shows the same To and Cc; a long list, or one of
        bcc only, is addressed to each reader alone.
        """
        alone = not self._to and not self._cc
        return Stamp(
            to=(reader,) if alone else self._to,
            cc=self._cc,
            message_id=identity,
            date=at,
            sign_off=self.links(reader.address),
        )

    def links(self, address: str) -> tuple[str, ...]:
        """Where the reader signs off: the page, if there is one, and the mail address."""
        token = token_of(self._secret, self._name, address)
        mail = self._mail
        target = mail.unsubscribe_mail or mail.reply_to or self._sender
        by_mail = f"mailto:{quote(target.address, safe='@')}?subject=unsubscribe%20{token}"
        if not mail.unsubscribe_link:
            return (by_mail,)
        page = mail.unsubscribe_link.replace("{token}", token)
        return page.replace("{address}", quote(address, safe="")), by_mail


def address_of_token(
    token: str, addresses: Iterable[str], names: Iterable[str], secret: str
) -> str | None:
    """The address that a token of a link stands for, among these of these subscriptions."""
    subscriptions = tuple(names)
    return next(
        (
            address
            for address in addresses
            for name in subscriptions
            if token_of(secret, name, address) == token
        ),
        None,
    )
