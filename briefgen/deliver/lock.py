"""One sender at a time in a workspace: a lock that the system takes back when its holder dies."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "lock.sqlite3"
PRIVATE = 0o700  # the ledger holds the addresses of all readers


class BusyError(DeliveryError):
    """Another run holds the lock and goes on for longer than this one can wait."""


def open_file(path: Path, patience: float) -> sqlite3.Connection:
    """The SQLite file, without transactions of its own; made, with its folder, if need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        return sqlite3.connect(path, timeout=patience, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise refused(path, error) from error


def refused(path: Path, error: Exception) -> DeliveryError:
    """The failure of such a file in the users' words."""
    reason = getattr(error, "strerror", None) or str(error)
    hint = "make room on the disk or make the file writable, then run the command again"
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        hint = "the file is damaged: " + (
            "take it away, briefgen makes another"
            if path.name == FILE
            else "put a copy of it in its place, or take it away; what was made to be sent is then"
            " held until it is asked for with --week"
        )
    return DeliveryError(f"the ledger cannot be used: {reason}", where=str(path), hint=hint)


@contextmanager
def only_one(folder: Path, patience: float) -> Iterator[None]:
    """Hold the workspace's lock; waits for a run that has it for so many seconds.

    A transaction of SQLite is a lock that works on every system and ends with its process, however
    that ends. Raises BusyError if the other run goes on for longer.
    """
    db = open_file(folder / FILE, patience)
    try:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if "locked" not in str(error):
                raise refused(folder / FILE, error) from error
            message = "another run of briefgen is sending from this workspace"
            hint = "see how far it is with: briefgen status"
            raise BusyError(message, where=str(folder), hint=hint) from error
        yield
    finally:
        db.close()


def is_held(folder: Path) -> bool:
    """Whether a run is sending from this workspace now; false where that cannot be told."""
    if not (folder / FILE).exists() or not os.access(folder, os.W_OK):
        return False
    try:
        with only_one(folder, 0):
            return False
    except BusyError:
        return True
    except DeliveryError:  # on a full disk, what was sent can still be shown
        return False
