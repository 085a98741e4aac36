"""A LibreOffice stays open for the Word pages of a preview; nothing depends on it."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import time

import docx
import pikepdf
import pytest

from briefgen.preview import office
from briefgen.preview.pictures import pictures
from briefgen.preview.standby import Standby

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not office.program(), reason="there is no LibreOffice"),
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="each page starts its own there"),
]
ROOM = 30  # seconds for what takes a fraction of one
LEFT = """import asyncio, sys
from pathlib import Path
from briefgen.preview.standby import Standby
async def stay():
    standby = Standby(Path(sys.argv[1]))
    await standby.as_pdf(Path(sys.argv[2]).read_bytes())
    print(standby.process.pid, flush=True)
    await asyncio.sleep(600)
asyncio.run(stay())
"""


def word(text: str) -> bytes:
    """A Word file that says this."""
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def with_standby(folder, use):
    """Do something with one that is ended then, and say what came of it."""

    async def used():
        standby = Standby(folder)
        try:
            return await use(standby)
        finally:
            await standby.end()

    return asyncio.run(used())


def at_work(group: int) -> bool:
    """Whether a process of the group has not ended."""
    told = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True)
    found = (line.split() for line in told.stdout.splitlines())
    return any(int(number) == group and state[0] != "Z" for number, state in found)


def within(true) -> bool:
    end = time.monotonic() + ROOM
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_page_looks_the_same_whoever_sets_it(tmp_path):
    async def use(standby):
        assert not standby.open
        first = await standby.as_pdf(word("聊城"))
        assert standby.open
        others = [await standby.as_pdf(word(text)) for text in ("济南", "聊城", "济南")]
        assert standby.open
        return first, others, standby.process.pid

    first, others, group = with_standby(tmp_path, use)
    assert within(lambda: not at_work(group))  # killed, all of them, but not at the same moment
    shown = pictures(first)
    assert [pictures(each) == shown for each in others] == [False, True, False]
    with pikepdf.open(io.BytesIO(others[1])) as pdf:
        names = [str(each.BaseFont) for each in pdf.pages[0].resources.Font.as_dict().values()]
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert names == [
            str(each.BaseFont) for each in pdf.pages[0].resources.Font.as_dict().values()
        ]


def test_a_page_is_set_while_it_is_being_opened(tmp_path):
    async def use(standby):
        made = []
        for pause in (0.0, 0.1, 0.3, 0.6):
            await standby.end()
            await standby.begin()
            await asyncio.sleep(pause)
            made.append(await standby.as_pdf(word("聊城")))
        return made

    assert len({tuple(pictures(each)) for each in with_standby(tmp_path, use)}) == 1


def test_one_that_ended_is_opened_anew(tmp_path):
    async def use(standby):
        await standby.as_pdf(word("聊城"))
        first = standby.process
        os.killpg(first.pid, signal.SIGKILL)
        await first.wait()
        assert await standby.as_pdf(word("济南"))
        assert standby.open
        return first.pid, standby.process.pid

    first, second = with_standby(tmp_path, use)
    assert first != second
    assert within(lambda: not at_work(first))
    assert within(lambda: not at_work(second))


def test_one_that_stands_still_is_ended_and_the_page_set_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("briefgen.preview.standby.HANDED_OVER", 1.0)

    async def use(standby):
        await standby.as_pdf(word("聊城"))
        await asyncio.sleep(2)  # by then it is open
        still = standby.process.pid
        os.killpg(still, signal.SIGSTOP)
        assert await standby.as_pdf(word("济南"))
        return still, standby.process.pid

    still, other = with_standby(tmp_path, use)
    assert still != other
    assert within(lambda: not at_work(still))


def test_it_ends_with_a_preview_that_is_killed(tmp_path):
    (tmp_path / "page.docx").write_bytes(word("聊城"))
    command = [sys.executable, "-c", LEFT, str(tmp_path), str(tmp_path / "page.docx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        group = int(process.stdout.readline())
        assert at_work(group)
        process.kill()
        process.wait(ROOM)
        assert within(lambda: not at_work(group))
