"""Runs `briefgen send` by itself: as a systemd timer, a line of a crontab, or in the foreground."""

from __future__ import annotations

import re
import shlex
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.deliver.files import write_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

MINUTES = 5  # cron knows no time zones, so it wakes briefgen often, and briefgen looks at the time
NAP = timedelta(minutes=MINUTES)  # of the foreground: a clock that is set is noticed by then

SERVICE = """[Unit]
Description=briefgen: the weekly mail of {root}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
"""

TIMER = """[Unit]
Description=briefgen: when the weekly mail of {root} is looked after

[Timer]
# briefgen itself decides what is due (holidays, workdays, what was sent). It is woken at the time
# of each subscription, every day, since a holiday moves the mail to any day; and each hour, to go
# on with what was interrupted or refused for the time being.
{calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""

CRON = """# briefgen: the weekly mail of {root}
# briefgen itself decides what is due, in the time zones of its subscriptions.
# What it did is not printed, since cron mails whatever is; what went wrong is.
*/{minutes} * * * * {command} >/dev/null
"""


def unit_name(workspace: Workspace) -> str:
    """The name of this workspace's timer: its folder's, and a digest, since folders share names."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", workspace.root.name).strip("-") or "workspace"
    return f"briefgen-{plain}-{sha256(str(workspace.root).encode()).hexdigest()[:6]}"


def install(
    workspace: Workspace, subscriptions: Sequence[Subscription], kind: str, folder: Path | None
) -> tuple[tuple[Path, ...], str]:
    """The files written, and the command that puts them to work; nothing is started here."""
    name, root = unit_name(workspace), str(workspace.root)
    words = [sys.executable, "-m", "briefgen", "--workspace", root, "send"]
    if kind == "cron":
        command = shlex.join(words).replace("%", r"\%")  # % ends the line in a crontab
        text = CRON.format(root=_one_line(root), minutes=MINUTES, command=command)
        target = folder or Path.home() / ".config" / "briefgen"
        files = write_files(target, {f"{name}.crontab": text.encode()})
        return files, f"(crontab -l; cat {shlex.quote(str(files[0]))}) | crontab -"
    target = folder or Path.home() / ".config" / "systemd" / "user"
    times = {f"OnCalendar=*-*-* {one.time:%H:%M:%S} {one.zone}": None for one in subscriptions}
    calendar = "\n".join([*times, "OnCalendar=hourly"])
    command = " ".join(map(_quoted, words))
    contents = {
        f"{name}.service": SERVICE.format(root=_escaped(root), command=command).encode(),
        f"{name}.timer": TIMER.format(root=_escaped(root), calendar=calendar).encode(),
    }
    files = write_files(target, contents)
    # without lingering, the timers of a user stop when he logs out
    start = f"systemctl --user daemon-reload && systemctl --user enable --now {name}.timer"
    return files, f"{start} && loginctl enable-linger"


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def _escaped(text: str) -> str:
    return _one_line(text).replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of ExecStart: systemd's own quoting, in which % and $ mean something."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return plain if re.fullmatch(r"[\w./:@+=-]+", plain) else f'"{plain}"'
