"""A command leaves no process and no file of its own behind, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from workspaces import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
def test_a_build_leaves_nothing_behind(folder, tmp_path, command, end):
    with begun(folder, tmp_path, *command) as process:
        if end:
            assert within(lambda: faces(tmp_path) or process.poll() is not None)
            process.send_signal(end)
        assert process.wait(ROOM) == {None: 0, signal.SIGTERM: 143}.get(end, -signal.SIGKILL)
        assert within(lambda: gone(process.pid))
    assert list(tmp_path.iterdir()) == []
    assert not list((folder / "output").glob(".*"))  # nothing half written


def test_a_preview_that_is_killed_takes_its_process_along(folder, tmp_path):
    with begun(folder, tmp_path, *PREVIEW) as process:
        urlopen(f"{process.stdout.readline().strip()}api/choices").close()  # has its process begin
        assert len(list(tmp_path.glob("briefgen-preview-*"))) == 2
        process.kill()
        process.wait(ROOM)
        assert within(lambda: gone(process.pid))
    assert len(list(tmp_path.iterdir())) == 1  # of the one that could not put it away


@contextmanager
def begun(folder: Path, temporary: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    """The command as users run it, in a group of its own, its short-lived files in `temporary`."""
    with subprocess.Popen(
        [sys.executable, "-m", "briefgen", *command],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(temporary)},
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


def within(holds) -> bool:
    """Whether it holds at last."""
    ends = time.monotonic() + ROOM
    while not (held := holds()) and time.monotonic() < ends:
        time.sleep(0.01)
    return bool(held)
