"""A command leaves no process and no file of its own behind, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from workspaces import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all is done in one process"),
]
CITY = ("build", "--city", "聊城")
ALL = ("build", "--all", "--jobs", "2")
PREVIEW = ("preview", "--no-browser")
ROOM = 30  # seconds for what takes a fraction of one


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return seeds(tmp_path_factory.mktemp("left") / "w").resolve()


@pytest.mark.parametrize("end", [None, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("command", [CITY, ALL], ids=["city", "all"])
def test_a_build_leaves_nothing_behind(folder, tmp_path, tmp_path_factory, command, end):
    kept = tmp_path_factory.mktemp("kept")  # pages made before would need no process beside
    with begun(folder, tmp_path, *command, XDG_CACHE_HOME=str(kept)) as process:
        if end:
            assert within(lambda: faces(tmp_path) or process.poll() is not None)
            process.send_signal(end)
        assert process.wait(ROOM) == {None: 0, signal.SIGTERM: 143}.get(end, -signal.SIGKILL)
        assert within(lambda: gone(process.pid))
    # the compiler that ctypes asks for a library may still write its empty file when that has ended
    assert [path for path in tmp_path.iterdir() if path.is_dir() or path.stat().st_size] == []
    assert not list((folder / "output").glob(".*"))  # nothing half written


def test_a_preview_that_is_killed_takes_its_process_along(folder, tmp_path):
    with begun(folder, tmp_path, *PREVIEW) as process:
        urlopen(f"{process.stdout.readline().strip()}api/choices").close()  # has its process begin
        assert len(list(tmp_path.glob("briefgen-preview-*"))) == 2
        process.kill()
        process.wait(ROOM)
        assert within(lambda: gone(process.pid))
    left = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert len(left) == 1  # of the one that could not put it away


def test_a_preview_that_is_left_does_not_wait_for_libreoffice(folder, tmp_path):
    office, running = tmp_path / "bin" / "soffice", tmp_path / "running"
    office.parent.mkdir()
    office.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {running}\nwait\n", encoding="utf-8")
    office.chmod(0o755)
    path = f"{office.parent}{os.pathsep}{os.environ['PATH']}"
    with begun(folder, tmp_path, *PREVIEW, "--city", "聊城", PATH=path) as process:
        address = process.stdout.readline().partition("?")[0]
        urlopen(f"{address}api/page?{urlencode({'city': '聊城', 'template': 'briefing'})}").close()
        assert within(lambda: running.exists() and running.read_text("utf-8").strip())
        process.send_signal(signal.SIGINT)
        assert process.wait(ROOM) == 0
    assert within(lambda: not at_work(int(running.read_text("utf-8"))))


@contextmanager
def begun(
    folder: Path, temporary: Path, *command: str, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """The command as users run it, in a group of its own, its short-lived files in `temporary`."""
    with subprocess.Popen(
        [sys.executable, "-m", "briefgen", *command],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(temporary), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # all are gone
                os.killpg(process.pid, signal.SIGKILL)


def faces(temporary: Path) -> list[Path]:
    """The copies of faces that WeasyPrint keeps while it works."""
    return list(temporary.rglob("weasyprint-*"))


def gone(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def at_work(number: int) -> bool:
    """Whether a process runs; one that nobody has asked about yet since it ended does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text("utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def within(holds) -> bool:
    """Whether it holds at last."""
    ends = time.monotonic() + ROOM
    while not (held := holds()) and time.monotonic() < ends:
        time.sleep(0.01)
    return bool(held)
