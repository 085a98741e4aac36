"""A program that sends from workspaces in processes of its own, and kills them when it is told to.

It reads one JSON object a line: `folder`, `kill` (seconds until SIGKILL, or null), `room` (bytes a
file may grow to, or null), `twice` (two at once), `one` (kill only the first). It answers with the
exit codes, one line each time; -9 is killed. Everything is imported before the first fork, so a
run takes no time to load.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from mail_workspaces import MONDAY

import briefgen.mailing.checks
import briefgen.mailing.sheets  # noqa: F401 - loaded before the fork
from briefgen.deliver.dispatch import Clock
from briefgen.errors import BriefgenError
from briefgen.mailing.desk import send_due
from briefgen.mailing.wanted import Wanted
from briefgen.workspace import open_workspace

CLOCK = Clock(lambda: MONDAY)


def child(folder: str, room: int | None) -> None:
    """Send, and leave with the exit code of the command."""
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        report = send_due(open_workspace(Path(folder)), Wanted(), lambda _: None, CLOCK, wait=60)
        code = 1 if report.failures else 0
    except BriefgenError:
        code = 1
    os._exit(code)


def start(order: dict) -> int:
    identity = os.fork()
    if identity == 0:
        try:
            child(order["folder"], order.get("room"))
        finally:
            os._exit(70)
    return identity


def run(order: dict) -> list[int]:
    """The exit codes of the runs of an order."""
    running = [start(order) for _ in range(2 if order.get("twice") else 1)]
    if order.get("kill") is not None:
        time.sleep(order["kill"])
        for identity in running[: 1 if order.get("one") else None]:
            os.kill(identity, signal.SIGKILL)
    return [os.waitstatus_to_exitcode(os.waitpid(identity, 0)[1]) for identity in running]


for line in sys.stdin:
    sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
    sys.stdout.flush()
