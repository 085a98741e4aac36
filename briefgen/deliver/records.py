"""The rows of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

VERSION = 1
SCHEMA = """
CREATE TABLE issue (subscription TEXT NOT NULL, week TEXT NOT NULL, round INTEGER NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, folder TEXT NOT NULL,
    content TEXT NOT NULL, PRIMARY KEY (subscription, week, round));
CREATE TABLE delivery (subscription TEXT NOT NULL, week TEXT NOT NULL, round INTEGER NOT NULL,
    key TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (subscription, week, round, key));
CREATE TABLE suppressed (key TEXT PRIMARY KEY, address TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE notice (key TEXT PRIMARY KEY, subject TEXT NOT NULL, text TEXT NOT NULL,
    at TEXT NOT NULL, sent TEXT NOT NULL DEFAULT '');
CREATE TABLE secret (word TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Issue:
    """One mail of a subscription: `state` is review, open, done, skipped, held or failed.

    `round` counts the times it was sent on purpose again. `content` is what the cover and the
    next issue's comparison need; the files lie in `folder`.
    """

    subscription: str
    week: str
    round: int
    state: str
    reason: str = ""
    at: str = ""
    folder: str = ""
    content: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> tuple[str, str, int]:
        """What the ledger knows it by."""
        return self.subscription, self.week, self.round


@dataclass(frozen=True, slots=True)
class Delivery:
    """One reader's mail: `state` is pending, ending, sent, refused, uncertain or suppressed.

    "suppressed" is who signed off, or was taken off the list while he waited.

    "ending" means that the server is being given the end of the mail; found in a ledger that
    nobody is writing, it becomes "uncertain".
    """

    key: str
    address: str
    name: str
    kind: str
    state: str
    tries: int
    answer: str
    message_id: str
    at: str
