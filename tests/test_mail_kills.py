"""Killed at any moment and run again: nobody gets two, nobody is left out, doubts are reported."""

from __future__ import annotations

import email
import email.policy
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mail_workspaces import OPERATOR, copied, fresh, readers, states

if TYPE_CHECKING:
    from mail_server import Recorder

HERE = Path(__file__).parent
READERS = readers(8)
KILLS = int(os.environ.get("BRIEFGEN_KILLS", "12"))  # 200 in the full check


class Runner:
    """Runs of the program in processes of their own."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, HERE / "mail_runner.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )

    def __call__(self, folder: Path, **order) -> list[int]:
        self._program.stdin.write(json.dumps({"folder": str(folder), **order}) + "\n")
        self._program.stdin.flush()
        return json.loads(self._program.stdout.readline())

    def seconds(self, folder: Path) -> float:
        """How long a run takes here that nobody kills: the moments to kill at are drawn from it."""
        start = time.monotonic()
        assert self(folder) == [0]
        return time.monotonic() - start

    def close(self) -> None:
        self._program.stdin.close()
        self._program.wait(60)
        self._program.stdout.close()


@pytest.fixture(scope="module")
def runner():
    one = Runner()
    yield one
    one.close()


def judge(folder: Path, post: Recorder, codes: list[int]) -> Counter[str]:
    """Check the promises after the second run; how many readers are in which state."""
    found = states(folder)
    counts = {reader: count for reader, count in post.counts().items() if reader != OPERATOR}
    assert set(found) == set(READERS)
    assert max(counts.values()) == 1, counts
    told = "\n".join(
        email.message_from_bytes(content, policy=email.policy.default).get_content()
        for content in post.to(OPERATOR)
    )
    for reader, state in found.items():
        assert state in {"sent", "uncertain"}
        if state == "sent":
            assert counts.get(reader) == 1
        else:
            assert reader in told
            assert codes == [1]
    if "uncertain" not in found.values():
        assert codes == [0]
    tally = Counter(found.values())
    tally["uncertain and not arrived"] = len(set(READERS) - set(counts))
    return tally


def test_killed_while_mails_are_handed_over(issue_made, tmp_path, server, runner):
    chance, total = random.Random(20240527), Counter()
    whole = {}
    for delay in (0, 0.002, 0.01):
        server.recorder.delay = delay
        folder = copied(issue_made, tmp_path / f"whole{delay}", server.port, who=READERS)
        whole[delay] = runner.seconds(folder)
    for number in range(KILLS):
        server.recorder.mails.clear()
        server.recorder.delay = chance.choice([*whole])
        folder = copied(issue_made, tmp_path / f"{number}", server.port, who=READERS)
        (code,) = runner(folder, kill=chance.uniform(0, whole[server.recorder.delay]))
        total["killed"] += code == -9
        total["finished before"] += code == 0
        total["killed between mails"] += code == -9 and 0 < len(server.recorder.mails) < 8
        total.update(judge(folder, server.recorder, runner(folder)))
    print(dict(total))
    assert total["killed"] + total["finished before"] == KILLS
    assert total["killed"] >= KILLS // 3, total
    assert total["killed between mails"], total


@pytest.mark.slow
def test_killed_while_the_issue_is_made(tmp_path, server, runner):
    chance, total = random.Random(7), Counter()
    whole = runner.seconds(fresh(tmp_path / "whole", server.port, who=READERS))
    for number in range(max(3, KILLS // 5)):
        server.recorder.mails.clear()
        folder = fresh(tmp_path / f"{number}", server.port, who=READERS)
        (code,) = runner(folder, kill=chance.uniform(0, whole))
        total["killed"] += code == -9
        total.update(judge(folder, server.recorder, runner(folder)))
        assert not list((folder / ".briefgen" / "issues").glob(".part*"))
    print(dict(total))
    assert total["killed"], total


def test_killed_again_and_again_until_it_is_done(issue_made, tmp_path, server, runner):
    chance = random.Random(3)
    folder = copied(issue_made, tmp_path / "w", server.port, who=READERS)
    codes = [runner(folder, kill=chance.uniform(0.02, 0.2))[0] for _ in range(20)]
    assert -9 in codes
    last = runner(folder)
    counts = {one: n for one, n in server.recorder.counts().items() if one != OPERATOR}
    assert max(counts.values()) == 1
    unsure = {one for one, state in states(folder).items() if state == "uncertain"}
    assert set(READERS) - set(counts) <= unsure
    assert last[0] in {0, 1}


def test_two_at_once_send_once(issue_made, tmp_path, server, runner):
    for number in range(4):
        server.recorder.mails.clear()
        folder = copied(issue_made, tmp_path / f"{number}", server.port, who=READERS)
        assert runner(folder, twice=True) == [0, 0]
        assert server.recorder.counts() == dict.fromkeys(READERS, 1)


def test_two_at_once_of_which_one_is_killed(issue_made, tmp_path, server, runner):
    chance, codes = random.Random(11), []
    server.recorder.delay = 0.01
    whole = runner.seconds(copied(issue_made, tmp_path / "whole", server.port, who=READERS))
    for number in range(8):
        server.recorder.mails.clear()
        folder = copied(issue_made, tmp_path / f"{number}", server.port, who=READERS)
        codes += runner(folder, twice=True, kill=chance.uniform(0, whole), one=True)
        # a third run finds nothing left to do; what was uncertain was told by the second
        assert runner(folder) == [0]
        judge(folder, server.recorder, [1 if "uncertain" in states(folder).values() else 0])
    assert -9 in codes


def test_a_full_disk_sends_nothing_and_tells(issue_made, tmp_path, server, runner):
    folder = copied(issue_made, tmp_path / "w", server.port, who=READERS)
    assert runner(folder, room=4096) == [1]
    assert set(server.recorder.counts()) == {OPERATOR}
    server.recorder.mails.clear()
    assert runner(folder) == [0]
    assert server.recorder.counts() == dict.fromkeys(READERS, 1)
