"""What the ledger guards against beside killed runs: a clock set back, its loss, a locked disk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from mail_workspaces import (
    MONDAY,
    OPERATOR,
    WEEK,
    Times,
    bring_news,
    counts,
    fresh,
    issue_state,
    ledger_of,
    readers,
    send,
)
from workspaces import run

from briefgen.deliver.ledger import Ledger
from briefgen.errors import DeliveryError
from briefgen.mailing import prepare

ONCE = dict.fromkeys(readers(3), 1)


# --- the clock ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [1, 3600, 12 * 3600])
def test_a_clock_set_back_a_little_makes_no_older_issue_due(folder, post, seconds):
    due = MONDAY - timedelta(minutes=30)
    send(folder, Times(due))
    result = send(folder, Times(due - timedelta(seconds=seconds)))
    assert result.done == ["聊城周报 2024-W22: already sent"]
    assert counts(post) == ONCE


@pytest.mark.parametrize(
    "then",
    [MONDAY - timedelta(days=8), MONDAY - timedelta(days=2), datetime(2020, 1, 7, tzinfo=UTC)],
)
def test_a_clock_set_back_by_days_sends_nothing_and_is_told_once_a_day(folder, post, then):
    send(folder)
    for _ in range(2):
        with pytest.raises(DeliveryError, match="the clock of this computer"):
            send(folder, Times(then))
    assert post.counts() == {**ONCE, OPERATOR: 1}
    assert send(folder, Times(MONDAY + timedelta(days=1))).failures == []  # set right again


def test_force_alone_does_not_say_that_the_clock_is_right(folder, post):
    send(folder)
    with pytest.raises(DeliveryError, match="the clock of this computer"):
        send(folder, Times(MONDAY - timedelta(days=8)), force=True)
    assert counts(post) == ONCE


def test_who_sends_an_issue_by_name_says_that_the_clock_is_right(folder):
    send(folder, Times(MONDAY + timedelta(days=1)), week="2031-W10")  # the clock ran ahead
    with ledger_of(folder) as ledger:
        ledger._write("UPDATE delivery SET at = '2031-03-03T01:00:00+00:00'")  # noqa: SLF001
        ledger._write("UPDATE issue SET at = '2031-03-03T01:00:00+00:00'")  # noqa: SLF001
    with pytest.raises(DeliveryError, match="the clock of this computer"):
        send(folder)
    assert send(folder, week=WEEK).failures == []
    assert send(folder).done == ["聊城周报 2024-W22: already sent"]


def test_an_issue_that_is_not_due_yet_is_not_written_off_for_want_of_news(folder):
    send(folder)
    assert "skipped" in send(folder, week="2024-W23").done[0]
    bring_news(folder)
    assert send(folder, Times(MONDAY + timedelta(days=7))).done == ["聊城周报 2024-W23: 3 sent"]


# --- the ledger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", ["gone", "empty"])
def test_an_issue_of_a_lost_ledger_is_held_since_it_may_have_been_sent(folder, post, loss):
    send(folder)
    ledger = folder / ".briefgen" / "ledger.sqlite3"
    for path in ledger.parent.glob("ledger*"):
        path.unlink()
    if loss == "empty":
        ledger.write_bytes(b"")
    result = send(folder)
    assert "may have been sent" in result.failures[0]
    assert counts(post) == ONCE
    assert post.counts()[OPERATOR] == 1
    assert send(folder).failures == []
    assert issue_state(folder) == "held"
    assert send(folder, week=WEEK).done == ["聊城周报 2024-W22: 3 sent"]


def test_an_issue_of_an_older_ledger_is_held_too(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    kept = folder.parent / "kept"
    send(folder, Times(MONDAY - timedelta(days=7)))
    kept.write_bytes((folder / ".briefgen" / "ledger.sqlite3").read_bytes())
    bring_news(folder)
    assert send(folder).done == ["聊城周报 2024-W22: 3 sent"]
    (folder / ".briefgen" / "ledger.sqlite3").write_bytes(kept.read_bytes())
    assert "may have been sent" in send(folder).failures[0]
    assert counts(post) == dict.fromkeys(readers(3), 2)  # one of each week


def test_a_run_that_was_killed_while_it_made_the_issue_leaves_nobody_out(
    tmp_path, server, post, monkeypatch
):
    folder = fresh(tmp_path / "w", server.port)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "_enlist", killed)  # the files lie in their folder, the ledger waits
        with pytest.raises(KeyboardInterrupt):
            send(folder)
    assert list((folder / ".briefgen" / "issues").glob("*-2024-W22-1"))
    assert send(folder).done == ["聊城周报 2024-W22: 3 sent"]
    assert post.counts() == ONCE


@pytest.mark.parametrize("first", [True, False])
def test_an_issue_that_was_being_made_when_the_computer_went_off_is_told(
    tmp_path, server, post, monkeypatch, first
):
    folder = fresh(tmp_path / "w", server.port)
    if not first:
        send(folder, Times(MONDAY - timedelta(days=7)))
        bring_news(folder)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(prepare, "print_sheets", killed)
        with pytest.raises(KeyboardInterrupt):
            send(folder)
    later = send(folder, Times(MONDAY + timedelta(days=7)))
    assert [text[:13] for text in later.failures] == ["聊城周报 2024-W22"]
    assert "to send it all the same" in later.failures[0].lower()
    assert later.done == ["聊城周报 2024-W23: 3 sent"]
    assert send(folder, week=WEEK).failures == []
    assert post.counts()[readers(1)[0]] == (2 if first else 3)


def test_a_damaged_ledger_is_told_with_what_helps(folder, post):
    send(folder)
    path = folder / ".briefgen" / "ledger.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096 : 3 * 4096] = b"\xff" * 2 * 4096
    path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(DeliveryError, match="put a copy of it in its place") as caught:
            send(folder)
        assert "make room" not in str(caught.value)
    assert post.counts() == {**ONCE, OPERATOR: 1}


def test_a_ledger_that_cannot_be_written_is_told_once_a_day(folder, post, monkeypatch):
    def locked(*_):
        raise DeliveryError("the ledger cannot be used: read-only", where="x")

    monkeypatch.setattr(Ledger, "_write", locked)
    monkeypatch.setattr("briefgen.mailing.notices.TOLD", "no/such/folder/told")
    for hours in (0, 1, 2, 30):
        assert send(folder, Times(MONDAY + timedelta(hours=hours))).failures
    assert post.counts() == {OPERATOR: 2}


# --- subscriptions that come and go -------------------------------------------------------------


def rename(folder, name: str) -> None:
    path = folder / "briefgen.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("聊城周报", name), encoding="utf-8")


def test_a_subscription_that_was_renamed_does_not_send_the_week_again(folder, post):
    send(folder)
    rename(folder, "聊城简报")
    result = send(folder)
    assert "聊城周报" in result.failures[0]
    assert "renamed" in result.failures[0]
    assert counts(post) == ONCE
    bring_news(folder)
    assert send(folder, Times(MONDAY + timedelta(days=7))).done == ["聊城简报 2024-W23: 3 sent"]


def test_a_second_subscription_of_the_same_readers_is_not_held(folder, post):
    send(folder)
    path = folder / "briefgen.toml"
    text = path.read_text(encoding="utf-8")
    head, mark, table = text.partition("[[subscription]]")
    second = table.replace("聊城周报", "聊城简报")
    path.write_text(f"{head}{mark}{table}\n{mark}{second}", encoding="utf-8")
    assert "聊城简报 2024-W22: 3 sent" in send(folder).done
    assert counts(post) == dict.fromkeys(readers(3), 2)


def test_an_issue_whose_subscription_was_taken_out_is_told_and_not_left_open(folder, post):
    post.for_reader[readers(1)[0]] = ["451 later"]
    send(folder)
    rename(folder, "泰安周报")
    result = send(folder, Times(MONDAY + timedelta(hours=1)))
    (told,) = [text for text in result.failures if text.startswith("聊城周报")]
    assert "1 reader still waits" in told
    with ledger_of(folder) as ledger:
        assert [one.state for one in ledger.issues("聊城周报")] == ["held"]
    again = send(folder, Times(MONDAY + timedelta(hours=2)))
    assert not any(text.startswith("聊城周报") for text in again.failures)
    shown = run("--workspace", folder, "status").output
    assert "聊城周报 (no longer in the settings)" in shown


# --- two workspaces -----------------------------------------------------------------------------


def test_two_workspaces_whose_subscriptions_share_a_name_have_message_ids_of_their_own(
    tmp_path, server, post
):
    for name, city in (("a", "7.9%"), ("b", "8.4%")):
        folder = fresh(tmp_path / name, server.port)
        seed = folder / "seeds" / "one.txt"
        seed.write_text(seed.read_text(encoding="utf-8").replace("7.9%", city), encoding="utf-8")
        send(folder)
    identities = {
        line for _, mail in post.mails for line in mail.splitlines() if b"Message-ID" in line
    }
    assert len(identities) == 6
