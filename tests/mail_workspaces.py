"""Workspaces with subscriptions, and clocks that do as they are told."""

from __future__ import annotations

import email
import email.policy
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mail_server import dead_port
from workspaces import report, workspace

from briefgen.deliver.dispatch import Clock
from briefgen.deliver.ledger import Ledger
from briefgen.mailing.desk import send_due
from briefgen.mailing.prepare import state_folder
from briefgen.mailing.wanted import Report, Wanted
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from mail_server import Recorder

OPERATOR = "operator@example.cn"
MONDAY = datetime(2024, 5, 27, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai; the issue is due at 08:30
WEEK = "2024-W22"
TOML = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "经济运行简报 <brief@example.cn>"
operator = "值班员 <operator@example.cn>"
timeout = 5
patience = 60
{mail}

[[subscription]]
name = "聊城周报"
cities = ["聊城"]
weekday = "monday"
time = "08:30"
{readers}
{more}
"""


@dataclass
class Times:
    """A clock that moves only when somebody sleeps or is told to."""

    at: datetime = MONDAY
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(
            lambda: self.at,
            lambda: self.at.timestamp(),  # noqa: PLW0108 - `at` moves
            self.sleep,
        )


def readers(count: int) -> list[str]:
    return [f"reader{number:04}@example.cn" for number in range(count)]


def settings(
    folder: Path, port: int, who: list[str] | None = None, more: str = "", mail: str = ""
) -> None:
    """Write briefgen.toml with one subscription of these readers, all bcc."""
    listed = ", ".join(f'"{one}"' for one in who or readers(3))
    text = TOML.format(port=port, readers=f"bcc = [{listed}]", more=more, mail=mail)
    (folder / "briefgen.toml").write_text(text, encoding="utf-8")


def fresh(folder: Path, port: int, **options) -> Path:
    """A workspace with one document and one subscription; nothing was made or sent yet."""
    workspace(folder, one=report())
    settings(folder, port, **options)
    return folder


def send(folder: Path, times: Times | None = None, **wanted) -> Report:
    """Send what is due in the workspace, at the time of the clock."""
    chosen = times or Times()
    opened = open_workspace(folder)
    return send_due(opened, Wanted(**wanted), lambda _: None, chosen.clock, wait=30)


def bring_news(folder: Path) -> None:
    """A document that the next issue has and the one before has not."""
    newer = report(title="聊城市工业经济新进展")
    for old, new in (("增长7.9%", "增长8.3%"), ("5月28日", "6月2日"), ("1—4月份", "1—5月份")):
        newer = newer.replace(old, new)
    (folder / "seeds" / "two.txt").write_text(newer, encoding="utf-8")


def counts(post: Recorder) -> dict[str, int]:
    """How many mails each reader got."""
    return {reader: count for reader, count in post.counts().items() if reader != OPERATOR}


def parsed(content: bytes) -> EmailMessage:
    """A mail as Python's own library reads it."""
    return email.message_from_bytes(content, policy=email.policy.default)


def ready(folder: Path) -> Path:
    """A workspace whose issue is made and checked but could not be sent: the server is dead."""
    fresh(folder, dead_port(), mail="")
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text(
        text.replace("patience = 60", "patience = 0"), encoding="utf-8"
    )
    send(folder)
    return folder


def copied(source: Path, target: Path, port: int, **options) -> Path:
    """A copy of a ready workspace, for another server and other readers."""
    shutil.copytree(source, target)
    settings(target, port, **options)
    with ledger_of(target) as ledger:
        # what the dead server left: a notice, and the readers that were set then
        ledger._write("DELETE FROM notice")  # noqa: SLF001
        ledger._write("DELETE FROM delivery")  # noqa: SLF001
    return target


def ledger_of(folder: Path) -> Ledger:
    """The ledger of a workspace, opened."""
    return Ledger(state_folder(open_workspace(folder)))


def states(folder: Path) -> dict[str, str]:
    """What the ledger says of each reader of the last issue."""
    with ledger_of(folder) as ledger:
        issue = ledger.issues()[0]
        return {one.address: one.state for one in ledger.deliveries(issue)}


def issue_state(folder: Path) -> str:
    """The state of the last issue."""
    with ledger_of(folder) as ledger:
        return ledger.issues()[0].state
