"""A thousand readers: little time of our own for each, memory flat; and the watch of containers."""

from __future__ import annotations

import threading
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from mail_workspaces import MONDAY, OPERATOR, Times, copied, readers, send, settings, states
from workspaces import run

from briefgen.deliver.dispatch import Clock
from briefgen.deliver.smtp import Answer, Courier
from briefgen.errors import SettingsError
from briefgen.mailing import watch as watching
from briefgen.mailing.overview import status
from briefgen.mailing.watch import watch
from briefgen.workspace import open_workspace

MANY = 1000


@pytest.fixture
def many(issue_made, tmp_path, server):
    folder = copied(
        issue_made, tmp_path / "w", server.port, who=["first@example.cn"], more='list = "r.csv"'
    )
    text = "address,name\n" + "".join(f"{one},读者\n" for one in readers(MANY))
    (folder / "r.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_thousand_readers_take_no_more_memory_than_ten(many, monkeypatch):
    def taken(self, sender, reader, message, before_end):  # noqa: ARG001
        before_end()
        return Answer("sent", 250, "taken", "dot")

    monkeypatch.setattr(Courier, "deliver", taken)
    tracemalloc.start()
    assert send(many).failures == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000
    assert len(states(many)) == MANY + 1


@pytest.mark.slow
def test_a_thousand_readers_get_one_each_from_a_real_server(many, server):
    kept: list[str] = []
    server.recorder.mails = Kept(kept)
    assert send(many).done == [f"聊城周报 2024-W22: {MANY + 1} sent"]
    assert len(kept) == len(set(kept)) == MANY + 1


class Kept(list):
    """A list of mails that keeps their readers only."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self._kept = kept

    def __iadd__(self, mails):
        self._kept += [reader for reader, _ in mails]
        return self


# --- schedule run -------------------------------------------------------------------------------


def test_the_watch_sends_what_is_due_and_says_what_is_next(folder, server):
    stop = threading.Event()
    clock = Clock(lambda: MONDAY)
    said = watch(lambda: open_workspace(folder), lambda _: None, clock, stop)
    assert next(said) == ("done", "聊城周报 2024-W22: 3 sent")
    kind, text = next(said)
    assert (kind, text) == (
        "done",
        "next: 聊城周报 2024-W23, 2024-06-03 08:30 Asia/Shanghai (UTC+8)",
    )
    stop.set()
    assert list(said) == []
    assert len(server.recorder.mails) == 3


def test_the_watch_goes_on_after_a_failure(folder):
    good = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text("[mail]\nport = 0\n", encoding="utf-8")
    stop = threading.Event()
    stop.wait = lambda _: None
    said = watch(lambda: open_workspace(folder), lambda _: None, Times().clock, stop)
    kind, text = next(said)
    assert kind == "failure"
    assert "whole number from 1 to 65535" in text
    (folder / "briefgen.toml").write_text(good, encoding="utf-8")
    assert next(said) == ("done", "聊城周报 2024-W22: 3 sent")


def test_the_watch_survives_a_fault_and_tells_the_operator_once(folder, server):
    stop = threading.Event()
    stop.wait = lambda _: None
    turns = []

    def opened():
        turns.append(1)
        if len(turns) in {2, 3}:
            raise RuntimeError("something nobody thought of")
        return open_workspace(folder)

    said = watch(opened, lambda _: None, Times().clock, stop)
    assert next(said)[0] == next(said)[0] == "done"
    kind, text = next(said)
    assert kind == "failure"
    assert "a fault in briefgen: RuntimeError('something nobody thought of')" in text
    assert next(said)[0] == "done"
    assert len(turns) == 4
    assert server.recorder.counts()[OPERATOR] == 1


def test_the_watch_tells_of_settings_that_became_wrong(folder, server):
    stop = threading.Event()
    stop.wait = lambda _: None
    said = watch(lambda: open_workspace(folder), lambda _: None, Times().clock, stop)
    assert next(said)[0] == next(said)[0] == "done"
    (folder / "briefgen.toml").write_text("[mail]\nport = 0\n", encoding="utf-8")
    assert next(said)[0] == "failure"
    assert server.recorder.counts()[OPERATOR] == 1


def test_the_watch_says_what_it_did_where_the_next_date_is_not_known(folder, monkeypatch):

    def unknown(*_):
        raise SettingsError("no working day within 31 days")

    monkeypatch.setattr(watching, "upcoming", unknown)
    stop = threading.Event()
    said = watch(lambda: open_workspace(folder), lambda _: None, Clock(lambda: MONDAY), stop)
    assert next(said) == ("done", "聊城周报 2024-W22: 3 sent")
    assert next(said) == ("failure", "no working day within 31 days")
    stop.set()


# --- what is shown ------------------------------------------------------------------------------


def test_status_before_anything_was_sent(tmp_path):
    (tmp_path / "seeds").mkdir()
    settings(tmp_path, 25)
    result = run("--workspace", tmp_path, "status")
    assert result.exit_code == 0
    assert "nothing was sent yet" in result.output
    assert "next: " in result.output
    assert not (tmp_path / ".briefgen").exists()


def shown(folder, times: Times) -> list[str]:
    opened = open_workspace(folder)
    return list(status(opened, opened.settings.subscriptions, times.at, every=False))


def test_status_says_what_is_due_and_not_sent(folder, server):
    due = "  due: 2024-W22  Mon 2024-05-27 08:30 Asia/Shanghai (UTC+8), not finished yet"
    assert due in shown(folder, Times())
    server.recorder.for_reader["reader0000@example.cn"] = ["451 later"]
    send(folder)
    assert due in shown(folder, Times())
    server.recorder.for_reader.clear()
    send(folder)
    assert not any("due: " in line for line in shown(folder, Times()))
    late = shown(folder, Times(MONDAY + timedelta(days=7)))
    assert "  due: 2024-W23  Mon 2024-06-03 08:30 Asia/Shanghai (UTC+8), not finished yet" in late
    early = shown(folder, Times(datetime(2000, 1, 1, tzinfo=UTC)))  # nothing was ever due
    assert not any("due: " in line for line in early)


def test_approve_and_unsubscribe_say_what_they_did(folder, server):
    result = run("--workspace", folder, "unsubscribe", "reader0001@example.cn")
    assert result.output == "reader0001@example.cn: signed off; nothing more is sent\n"
    again = run("--workspace", folder, "unsubscribe", "reader0001@example.cn")
    assert "was signed off already" in again.output
    assert "signed off: reader0001@example.cn" in run("--workspace", folder, "status").output
    strange = run("--workspace", folder, "unsubscribe", "reader1@exmaple.cn")
    assert "no reader has this address now" in strange.output  # it may be a slip of the pen
    (folder / "more.csv").write_text("later@example.cn\n", encoding="utf-8")
    settings(folder, server.port, more='list = "more.csv"')
    assert "no reader" not in run("--workspace", folder, "unsubscribe", "later@example.cn").output
    refused = run("--workspace", folder, "approve")
    assert refused.exit_code == 1
    assert "no issue waits" in refused.stderr
    assert run("--workspace", folder, "unsubscribe", "x@").exit_code == 1
