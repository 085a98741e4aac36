"""The readers of a subscription, from its settings and its list, each once; and their tokens."""

from __future__ import annotations

import csv
import hmac
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from briefgen.addresses import Address, address_of
from briefgen.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.subscriptions import Subscription

KINDS = ("to", "cc", "bcc")
COLUMNS = ("address", "name", "kind")
MOST_FAULTS = 20  # of a list are told; the rest is counted
SHOWN_AT_MOST = 20  # addresses in a header: a longer list is nobody else's business


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a mail, and whether the others see it: to, cc or bcc."""

    address: Address
    kind: str


def readers_of(subscription: Subscription) -> tuple[Reader, ...]:
    """The readers, each address once, in the order of to, cc, bcc and list.

    Raises SettingsError with every wrong line of the list, and where there are no readers at all.
    """
    named = (Reader(one, kind) for kind in KINDS for one in getattr(subscription, kind))
    found: dict[str, Reader] = {}
    for reader in (*named, *_listed(subscription.list)):
        found.setdefault(reader.address.key, reader)
    if not found:
        where = str(subscription.list)
        raise SettingsError(f"“{subscription.name}” has no readers", where=where)
    return tuple(found.values())


def shown(readers: tuple[Reader, ...], kind: str) -> tuple[Address, ...]:
    """The addresses that all readers see as To or Cc; none where the list is long."""
    visible = [one for one in readers if one.kind != "bcc"]
    few = len(visible) <= SHOWN_AT_MOST
    return tuple(one.address for one in visible if one.kind == kind) if few else ()


def token_of(secret: str, subscription: str, address: str) -> str:
    """A word that stands for the reader in links: it tells nobody the address."""
    text = f"{subscription}\0{address.casefold()}"
    return hmac.new(bytes.fromhex(secret), text.encode(), "sha256").hexdigest()[:32]


def _listed(path: Path | None) -> tuple[Reader, ...]:
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"the list of readers cannot be read: {error.strerror}"
        raise SettingsError(message, where=str(path)) from error
    except UnicodeDecodeError as error:
        message = "the list of readers is not saved as UTF-8"
        raise SettingsError(message, where=str(path), hint="save it as CSV UTF-8") from error
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise SettingsError(f"the list is no CSV file: {error}", where=str(path)) from error
    faults = [f"  {path.name}:{line}: {found}" for line, found in rows if isinstance(found, str)]
    if faults:
        more = [f"  and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        told = "\n".join(["the list of readers is wrong", *faults[:MOST_FAULTS], *more])
        hint = f"its columns are {', '.join(COLUMNS)}; only the first is needed"
        raise SettingsError(told, where=str(path), hint=hint)
    return tuple(found for _, found in rows if isinstance(found, Reader))


def _rows(text: str) -> Iterator[tuple[int, Reader | str]]:
    """The line and the reader of each row, or what is wrong with it; empty lines are none."""
    first = text.partition("\n")[0]
    table = csv.reader(StringIO(text), delimiter=next((c for c in "\t;" if c in first), ","))
    header = [cell.strip().lower() for cell in next(table, [])]
    if "address" not in header:  # a bare list of addresses has no header
        header, table = list(COLUMNS), csv.reader(StringIO(text), delimiter=table.dialect.delimiter)
    for cells in table:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if any(row.values()) and not cells[0].lstrip().startswith("#"):
            yield table.line_num, _reader(row)


def _reader(row: dict[str, str]) -> Reader | str:
    kind = row.get("kind", "").lower() or "bcc"
    if kind not in KINDS:
        return f"“{kind}” is none of {', '.join(KINDS)}"
    try:
        found = address_of(row.get("address", ""))
        named = address_of(f"{row['name']} <{found.address}>") if row.get("name") else found
    except ValueError as error:
        return f"{row.get('address', '')!r} {error}"
    return Reader(named, kind)
