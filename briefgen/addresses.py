"""Mail addresses: read strictly, so that nothing in them can end a header line."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 254  # characters of an address (RFC 5321)
LONGEST_NAME = 80
FORM = re.compile(r"(?:(?P<name>[^<>]*?)\s*<(?P<inner>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = re.compile(rf"{LABEL}(?:\.{LABEL})*")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An address in ASCII, and the name it is shown with; empty if it has none."""

    address: str
    name: str = ""

    @property
    def key(self) -> str:
        """The address as ledgers and lists compare it: letters in one case."""
        return self.address.casefold()

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        """The name and the address, for a terminal."""
        return f"{self.name} <{self.address}>" if self.name else self.address


def address_of(text: str) -> Address:
    """The address written as `name <user@host>` or `user@host`; a Chinese host in punycode.

    Raises ValueError, in words that follow the text, if it is none.
    """
    if not text.isprintable():
        raise ValueError("holds a line break or another control character")
    match = FORM.fullmatch(text.strip())
    if not match:
        raise ValueError("is no mail address; write it as user@host or as Name <user@host>")
    name = (match["name"] or "").strip().strip('"').strip()
    if len(name) > LONGEST_NAME:
        raise ValueError(f"has a name of more than {LONGEST_NAME} characters")
    local, at, host = (match["inner"] or match["bare"]).rpartition("@")
    try:
        domain = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError("has a host that does not exist") from error
    if not local.isascii():
        raise ValueError("has letters before the @ that few servers take; it must be of ASCII")
    if not (at and LOCAL.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise ValueError("is no mail address; write it as user@host or as Name <user@host>")
    if len(local) + len(domain) >= LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    return Address(f"{local}@{domain}", name)
