"""`schedule run`: sends what is due, waits for what is due next, and stops when it is asked to."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from briefgen.deliver.timetable import upcoming
from briefgen.errors import BriefgenError
from briefgen.mailing.desk import CLOCK, send_due
from briefgen.mailing.letter import due_said
from briefgen.mailing.notices import said, tell_once
from briefgen.mailing.timer import NAP
from briefgen.mailing.wanted import Wanted, calendar_of, chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from types import FrameType

    from briefgen.deliver.dispatch import Clock
    from briefgen.workspace import Workspace


def watch(
    opened: Callable[[], Workspace],
    progress: Callable[[str], None],
    clock: Clock = CLOCK,
    stop: threading.Event | None = None,
) -> Iterator[tuple[str, str]]:
    """What happens ("done", "warning" or "failure", in words) until SIGTERM comes.

    `stop` ends it as well. The settings are read anew each time. SIGTERM waits for the run that is
    under way. Nothing that goes wrong ends it; the operator is told, by the settings that worked
    last where they do no longer.
    """
    ended = stop or _on_signal()
    told, workspace = "", None
    while not ended.is_set():
        pause, sent = NAP.total_seconds(), False
        try:
            workspace = opened()
            sent = True
            lines, pause = _turn(workspace, progress, clock)
        except Exception as error:  # noqa: BLE001 - told; a container that ends silently sends nothing
            lines = [("failure", said(error))]
            # of what kept `send_due` back, the operator was told there
            if workspace and not (sent and isinstance(error, BriefgenError)):
                lines += _tell(workspace, clock, said(error))
        if (text := repr(lines)) != told:
            yield from lines
            told = text
        ended.wait(pause)


def _turn(
    workspace: Workspace, progress: Callable[[str], None], clock: Clock
) -> tuple[list[tuple[str, str]], float]:
    """What a run did, and the seconds until the next."""
    report = send_due(workspace, Wanted(), progress, clock)
    lines = [("warning", text) for text in report.warnings]
    lines += [("failure", text) for text in report.failures]
    lines += [("done", text) for text in report.done]
    try:
        due, text = _next(workspace, clock.now())
    except BriefgenError as error:  # what was sent is said all the same
        return [*lines, ("failure", str(error))], NAP.total_seconds()
    lines.append(("done", f"next: {text}"))
    return lines, max(1.0, min(NAP.total_seconds(), (due - clock.now()).total_seconds()))


def _tell(workspace: Workspace, clock: Clock, text: str) -> list[tuple[str, str]]:
    subject = "schedule run met a failure and goes on"
    untold = tell_once(workspace, clock, subject, text)
    return [("failure", untold)] if untold else []


def _next(workspace: Workspace, now: datetime) -> tuple[datetime, str]:
    calendar = calendar_of(workspace.settings)
    return min(
        (slot.due, f"{one.name} {slot.week}, {due_said(slot.due, one.zone)}")
        for one in chosen(workspace, None)
        for slot in upcoming(one, now, calendar, 1)
    )


def _on_signal() -> threading.Event:
    """An event that SIGTERM sets; what is under way is finished first."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    return ended
