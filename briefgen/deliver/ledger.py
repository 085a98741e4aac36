"""What was sent to whom: one SQLite file, written before and after every mail is handed over."""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from briefgen.deliver.lock import open_file, refused
from briefgen.deliver.records import SCHEMA, VERSION, Delivery, Issue
from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.deliver.readers import Reader

FILE = "ledger.sqlite3"


class Ledger:
    """The ledger of a workspace; what a method that writes has written is on the disk at its end.

    Raises DeliveryError where the file cannot be read or written: then nothing may be sent.
    """

    def __init__(self, folder: Path) -> None:
        """Open the ledger in the folder, or begin one."""
        self.path = folder / FILE
        self._db = open_file(self.path, 30.0)
        self._secret = ""
        with self._kept():
            # the journal keeps its room on the disk, so that the outcome of a mail can be written
            # even where the disk became full after its beginning was
            self._db.execute("PRAGMA journal_mode = PERSIST")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("BEGIN IMMEDIATE")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in SCHEMA.split(";")[:-1]:
                    self._db.execute(statement)
                self._db.execute("INSERT INTO secret VALUES (?)", (secrets.token_hex(32),))
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            elif version != VERSION:
                hint = "install the briefgen that wrote it, or a later one"
                raise DeliveryError(
                    "the ledger is of another version", where=str(self.path), hint=hint
                )
        self._secret = self._rows("SELECT word FROM secret")[0][0]

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """A transaction: all of it, or none and a DeliveryError."""
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE") if self._secret else None
            yield
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._undo()
            raise refused(self.path, error) from error
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        if self._db.in_transaction:
            self._db.rollback()

    def _write(self, statement: str, *values: object) -> int:
        with self._kept():
            return self._db.execute(statement, values).rowcount

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise refused(self.path, error) from error

    @property
    def secret(self) -> str:
        """What the tokens of this workspace's readers are made with."""
        return self._secret

    # --- issues ---------------------------------------------------------------------------------

    def issues(self, subscription: str | None = None) -> list[Issue]:
        """The issues, newest first, of one subscription or of all."""
        rows = self._rows(
            "SELECT * FROM issue WHERE ? IS NULL OR subscription = ?"
            " ORDER BY week DESC, round DESC, subscription",
            subscription,
            subscription,
        )
        return [_issue(*row) for row in rows]

    def last_sent(self, subscription: str, before: str) -> Issue | None:
        """The newest issue of an earlier week that reached a reader, in the round that did."""
        rows = self._rows(
            "SELECT DISTINCT issue.* FROM issue JOIN delivery USING (subscription, week, round)"
            " WHERE issue.subscription = ? AND issue.week < ? AND issue.folder <> ''"
            " AND delivery.state IN ('sent', 'uncertain')"
            " ORDER BY issue.week DESC, issue.round DESC LIMIT 1",
            subscription,
            before,
        )
        return _issue(*rows[0]) if rows else None

    def last_entry(self) -> str:
        """The time that stands in the entry written last; empty if there is none.

        Not the latest time of all: a clock that once ran ahead must not count for ever.
        """
        rows = self._rows(
            "SELECT max(issue.at, coalesce((SELECT max(at) FROM delivery WHERE"
            " (subscription, week, round) = (issue.subscription, issue.week, issue.round)), ''))"
            " FROM issue ORDER BY issue.rowid DESC LIMIT 1"
        )
        return str(rows[0][0]) if rows else ""

    def record(self, issue: Issue, readers: Iterable[tuple[Reader, str]] | None = None) -> None:
        """Write the issue, and its readers if they are given, each with a Message-ID.

        Of the readers it has, those who wait and are no longer given get nothing.
        """
        content = json.dumps(issue.content, ensure_ascii=False)
        with self._kept():
            self._db.execute(
                "INSERT OR REPLACE INTO issue VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*issue.key, issue.state, issue.reason, issue.at, issue.folder, content),
            )
            if readers is not None:
                self._enlist(issue, list(readers))

    def _enlist(self, issue: Issue, readers: list[tuple[Reader, str]]) -> None:
        """Write the readers; the transaction is the caller's."""
        listed = {reader.address.key for reader, _ in readers}
        of_issue = "subscription = ? AND week = ? AND round = ?"
        waiting = self._rows(
            f"SELECT key FROM delivery WHERE {of_issue} AND state = 'pending'",  # noqa: S608
            *issue.key,
        )
        left = [(*issue.key, key) for (key,) in waiting if key not in listed]
        self._db.executemany(
            f"DELETE FROM delivery WHERE {of_issue} AND key = ? AND tries = 0",  # noqa: S608
            left,
        )
        self._db.executemany(
            "UPDATE delivery SET state = 'suppressed', answer = 'no longer on the list'"  # noqa: S608
            f" WHERE {of_issue} AND key = ?",
            left,
        )
        self._db.executemany(
            "INSERT INTO delivery (subscription, week, round, key, address, name, kind, state,"
            " message_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, '') ON CONFLICT DO UPDATE"
            " SET address = excluded.address, name = excluded.name, kind = excluded.kind",
            [(*issue.key, *_row(reader), identity) for reader, identity in readers],
        )

    # --- deliveries -----------------------------------------------------------------------------

    def deliveries(self, issue: Issue, *states: str) -> list[Delivery]:
        """The mails of an issue, those tried least first; only those of these states, if any."""
        rows = self._rows(
            "SELECT key, address, name, kind, state, tries, answer, message_id, at FROM delivery"
            " WHERE subscription = ? AND week = ? AND round = ? ORDER BY tries, rowid",
            *issue.key,
        )
        found = (Delivery(*row) for row in rows)
        return [one for one in found if not states or one.state in states]

    def mark(self, issue: Issue, delivery: Delivery) -> None:
        """Write what became of one reader's mail."""
        changed = self._write(
            "UPDATE delivery SET state = ?, answer = ?, at = ?, tries = ?"
            " WHERE subscription = ? AND week = ? AND round = ? AND key = ?",
            *(delivery.state, delivery.answer, delivery.at, delivery.tries),
            *(*issue.key, delivery.key),
        )
        if changed != 1:
            message = "the ledger has lost a reader"
            raise DeliveryError(message, where=str(self.path), hint=delivery.address)

    def cut_off(self) -> list[tuple[str, str, str]]:
        """The mails (subscription, week, address) that a run which is gone left at their end."""
        return self._rows(
            "SELECT subscription, week, address FROM delivery WHERE state = 'ending'"
            " ORDER BY subscription, week, address"
        )

    def settle(self, at: str) -> None:
        """Mark these mails as uncertain."""
        answer = "the program ended while the server was given the end of the mail"
        self._write(
            "UPDATE delivery SET state = 'uncertain', answer = ?, at = ? WHERE state = 'ending'",
            *(answer, at),
        )

    def reopen(self, issue: Issue, states: Iterable[str]) -> frozenset[str]:
        """The readers (keys) of these states, who now wait for the mail once more."""
        wanted = set(states)
        found = [one for one in self.deliveries(issue) if one.state in wanted]
        for one in found:
            self.mark(issue, replace(one, state="pending"))
        return frozenset(one.key for one in found)

    def reached(self, issue: Issue) -> frozenset[str]:
        """The readers (keys) who got this week's mail in another round, or may have."""
        rows = self._rows(
            "SELECT key FROM delivery WHERE subscription = ? AND week = ? AND round <> ?"
            " AND state IN ('sent', 'uncertain', 'ending')",
            *issue.key,
        )
        return frozenset(key for (key,) in rows)

    def reached_in(self, week: str) -> list[tuple[str, str]]:
        """The subscriptions and readers (keys) of the mails of a week that arrived, or may have."""
        return self._rows(
            "SELECT DISTINCT subscription, key FROM delivery WHERE week = ?"
            " AND state IN ('sent', 'uncertain', 'ending') ORDER BY subscription, key",
            week,
        )

    # --- signing off ----------------------------------------------------------------------------

    def suppress(self, key: str, address: str, at: str) -> bool:
        """Note that nothing more goes to this address; false if that was known."""
        return bool(
            self._write("INSERT OR IGNORE INTO suppressed VALUES (?, ?, ?)", key, address, at)
        )

    def welcome(self, key: str) -> bool:
        """Take the address off that list; false if it was not on it."""
        return bool(self._write("DELETE FROM suppressed WHERE key = ?", key))

    def suppressed(self) -> dict[str, tuple[str, str]]:
        """Who gets nothing, by key: the address as it was given, and the time of signing off."""
        rows = self._rows("SELECT key, address, at FROM suppressed ORDER BY at, key")
        return {key: (address, at) for key, address, at in rows}

    def is_suppressed(self, key: str) -> bool:
        """Whether nothing may go to this address, as of now."""
        return bool(self._rows("SELECT 1 FROM suppressed WHERE key = ?", key))

    def addresses(self) -> list[str]:
        """Every address that was ever on an issue."""
        return [row[0] for row in self._rows("SELECT DISTINCT address FROM delivery")]

    # --- notices to the operator ----------------------------------------------------------------

    def note(self, key: str, subject: str, text: str, at: str) -> bool:
        """Keep a notice until it is sent; false if there was one of this key already."""
        return bool(
            self._write(
                "INSERT OR IGNORE INTO notice VALUES (?, ?, ?, ?, '')", *(key, subject, text, at)
            )
        )

    def unsent(self) -> list[tuple[str, str, str]]:
        """The notices that still wait: key, subject, text."""
        return self._rows("SELECT key, subject, text FROM notice WHERE sent = '' ORDER BY at")

    def noted(self, key: str, at: str) -> None:
        """Write that a notice was sent."""
        self._write("UPDATE notice SET sent = ? WHERE key = ?", at, key)


def _issue(*row: Any) -> Issue:  # noqa: ANN401 - as SQLite gives it
    subscription, week, number, state, reason, at, folder, content = row
    return Issue(subscription, week, number, state, reason, at, folder, json.loads(content))


def _row(reader: Reader) -> tuple[str, str, str, str]:
    address = reader.address
    return address.key, address.address, address.name, reader.kind
