"""`briefgen send` against a real server: once to each, on time, and told when it is not."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from mail_server import DROP, dead_port
from mail_workspaces import (
    MONDAY,
    OPERATOR,
    WEEK,
    Times,
    fresh,
    issue_state,
    parsed,
    readers,
    send,
    settings,
    states,
)
from workspaces import report, run

from briefgen import press
from briefgen.deliver.ledger import Ledger
from briefgen.deliver.lock import BusyError, is_held, only_one
from briefgen.errors import BriefgenError, DeliveryError
from briefgen.mailing import desk, letter, trial
from briefgen.mailing.wanted import Wanted
from briefgen.render import find_template
from briefgen.workspace import open_workspace

ANOTHER = """聊城市外贸进出口情况

2024年6月10日，记者从聊城海关获悉，今年以来聊城市外贸保持增长。

一是规模扩大。1—5月份，聊城市进出口总额同比增长6.4%，其中出口同比增长8.8%。
"""


def notices(post) -> list[str]:
    return [parsed(content).get_content() for content in post.to(OPERATOR)]


# --- the whole way ------------------------------------------------------------------------------


def test_an_issue_is_built_checked_and_sent_once_to_each_reader(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    first = send(folder)
    assert first.failures == []
    assert first.done == ["聊城周报 2024-W22: 3 sent"]
    assert post.counts() == dict.fromkeys(readers(3), 1)
    assert send(folder).done == ["聊城周报 2024-W22: already sent"]
    assert sum(post.counts().values()) == 3
    mail = parsed(post.mails[0][1])
    assert mail["Subject"] == "聊城经济运行简报 2024年第22期"
    assert mail["Date"].endswith("+0800")
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == ["聊城-2024-W22.pdf"]


def test_an_issue_is_not_sent_before_it_is_due(tmp_path, server):
    folder = fresh(tmp_path / "w", server.port)
    # the first run of all brings the newest issue that is due
    assert send(folder, Times(MONDAY - timedelta(hours=2))).done == ["聊城周报 2024-W21: 3 sent"]
    assert send(folder, Times(MONDAY - timedelta(hours=1))).done == [
        "聊城周报 2024-W21: already sent"
    ]


def test_the_issue_of_the_next_week_says_what_is_new(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    send(folder)
    newer = report(title="聊城市工业经济新进展")
    for old, new in (("增长7.9%", "增长8.3%"), ("5月28日", "6月2日"), ("1—4月份", "1—5月份")):
        newer = newer.replace(old, new)
    (folder / "seeds" / "two.txt").write_text(newer, encoding="utf-8")
    result = send(folder, Times(MONDAY + timedelta(days=7)))
    assert result.failures == []
    text = parsed(post.mails[-1][1]).get_body(("plain",)).get_content()
    assert "新增文件1份：《聊城市工业经济新进展》。" in text
    assert (
        "规模以上工业增加值+8.3%（2024年1—5月），上期+7.9%（2024年1—4月），上升0.4个百分点。"
        in text
    )
    assert "+8.3% y/y (Jan–May 2024), last issue +7.9% y/y (Jan–Apr 2024), up 0.4 pp." in text


def test_a_week_without_news_is_skipped(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    send(folder)
    result = send(folder, Times(MONDAY + timedelta(days=7)))
    assert result.failures == []
    assert result.done == ["聊城周报 2024-W23: skipped, no new documents since the last issue"]
    assert len(post.mails) == 3
    assert (
        send(folder, Times(MONDAY + timedelta(days=8)))
        .done[0]
        .startswith("聊城周报 2024-W23: skip")
    )


def test_a_week_without_news_sends_the_standing_page_marked_as_such(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port, more='without_news = "send"')
    send(folder)
    result = send(folder, Times(MONDAY + timedelta(days=7)))
    assert result.done == ["聊城周报 2024-W23: 3 sent"]
    first, mail = parsed(post.mails[0][1]), parsed(post.mails[-1][1])
    assert mail["Subject"] == "【本周无更新】聊城经济运行简报 2024年第22期"
    assert mail["Message-ID"] != first["Message-ID"]
    assert "没有新文件" in mail.get_body(("html",)).get_content()
    old, new = (next(one.iter_attachments()).get_content() for one in (first, mail))
    assert old == new


def test_force_sends_once_more_and_under_another_message_id(folder, post):
    send(folder)
    again = send(folder, force=True)
    assert again.done == ["聊城周报 2024-W22: 3 sent"]
    assert set(post.counts().values()) == {2}
    one, two = post.to(readers(1)[0])
    assert parsed(one)["Message-ID"] != parsed(two)["Message-ID"]


def test_a_reader_who_joins_later_gets_the_issue_when_it_is_named(folder, server, post):
    send(folder)
    settings(folder, server.port, who=[*readers(3), "new@example.cn"])
    assert send(folder).done == ["聊城周报 2024-W22: already sent"]
    send(folder, week=WEEK)
    assert post.counts()["new@example.cn"] == 1
    assert sum(post.counts().values()) == 4


# --- review, signing off ------------------------------------------------------------------------


def test_an_issue_under_review_is_held_until_it_is_approved(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port, more="review = true")
    result = send(folder)
    assert "waits for approval" in result.done[0]
    assert set(post.counts()) == {OPERATOR}
    assert send(folder).done == ["聊城周报 2024-W22: waits for briefgen approve"]
    assert "waits for approval" in send(folder, force=True).done[0]  # made anew, not let go
    assert send(folder).done == ["聊城周报 2024-W22: waits for briefgen approve"]
    assert set(post.counts()) == {OPERATOR}
    late = Times(MONDAY + timedelta(days=5))  # approved late is still approved
    desk.approve(open_workspace(folder), None, None, late.clock)
    assert send(folder, late).done == ["聊城周报 2024-W22: 3 sent"]
    with pytest.raises(DeliveryError, match="no issue waits"):
        desk.approve(open_workspace(folder), None, None)


def test_who_signed_off_gets_nothing_more(folder, post):
    desk.unsubscribe(open_workspace(folder), "READER0001@example.cn", undo=False)
    result = send(folder)
    assert result.done == ["聊城周报 2024-W22: 2 sent, 1 suppressed"]
    assert result.failures == []
    assert "reader0001@example.cn" not in post.counts()


def test_a_token_of_a_mail_signs_its_reader_off(folder, post):
    send(folder)
    links = parsed(post.to(readers(2)[1])[0])["List-Unsubscribe"]
    token = links.rpartition("%20")[2].rstrip(">")
    said = desk.unsubscribe(open_workspace(folder), token, undo=False)
    assert said.startswith("reader0001@example.cn: signed off")
    assert "gets mail again" in desk.unsubscribe(
        open_workspace(folder), "reader0001@example.cn", undo=True
    )
    with pytest.raises(DeliveryError, match="neither"):
        desk.unsubscribe(open_workspace(folder), "0" * 32, undo=False)


# --- holidays that are not known ----------------------------------------------------------------


def test_the_operator_is_told_once_that_the_holidays_of_a_year_are_not_known(folder, post):
    autumn = Times(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert any("2027" in text for text in send(folder, autumn, week=WEEK).warnings)
    for days in (0, 7, 14):
        late = Times(autumn.at + timedelta(days=days, minutes=5))
        assert not any("2027" in text for text in send(folder, late, week=WEEK).warnings)
    told = [text for text in notices(post) if "the holidays of 2027 are not known" in text]
    assert len(told) == 1


def test_of_a_subscription_without_workdays_no_holidays_are_wanted(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port, more="workdays = false")
    send(folder, Times(datetime(2027, 6, 7, 1, 0, tzinfo=UTC)), week=WEEK)
    assert OPERATOR not in post.counts()


# --- late, held, missed -------------------------------------------------------------------------


def test_a_late_run_within_the_window_sends(folder):
    assert send(folder, Times(MONDAY + timedelta(days=2))).done == ["聊城周报 2024-W22: 3 sent"]


def test_a_run_after_a_long_outage_is_held_and_told_and_can_be_sent_by_name(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    send(folder)
    (folder / "seeds" / "two.txt").write_text(ANOTHER, encoding="utf-8")
    times = Times(MONDAY + timedelta(days=7 * 3 + 5))
    result = send(folder, times)
    assert len(result.failures) == 3  # two issues that were missed, and the late one
    assert sum(count for reader, count in post.counts().items() if reader != OPERATOR) == 3
    assert any("2024-W23" in text for text in notices(post))
    told = len(notices(post))
    assert "held" in send(folder, times).done[0]
    assert len(notices(post)) == told
    assert send(folder, times, week="2024-W25").failures == []
    assert post.counts()[readers(1)[0]] == 2


def test_an_unfinished_issue_that_became_old_is_held(folder, post):
    result = send(folder, Times(MONDAY + timedelta(days=5)))
    assert "not finished in time" in result.failures[0]
    assert set(post.counts()) == {OPERATOR}
    assert send(folder, week=WEEK).done == ["聊城周报 2024-W22: 3 sent"]


# --- refusals -----------------------------------------------------------------------------------


def test_a_temporary_refusal_is_tried_again_with_growing_pauses(folder, post):
    reader = readers(1)[0]
    post.for_reader[reader] = ["451 later", "451 later", "452 later", "250"]
    times = Times()
    result = send(folder, times)
    assert result.failures == []
    assert times.slept == [5.0, 10.0, 20.0]
    assert post.counts() == dict.fromkeys(readers(3), 1)


def test_a_temporary_refusal_that_lasts_leaves_the_reader_waiting_for_the_next_run(folder, post):
    reader = readers(1)[0]
    post.for_reader[reader] = ["451 later"]
    result = send(folder)
    assert "still wait" in result.failures[0]
    assert states(folder)[reader] == "pending"
    assert issue_state(folder) == "open"
    assert len(notices(post)) == 1
    send(folder)
    assert len(notices(post)) == 1  # the same reason is told once
    post.for_reader.clear()
    assert send(folder).failures == []
    assert post.counts()[reader] == 1


@pytest.mark.parametrize("most", [1, 2])
def test_a_server_that_takes_few_mails_a_connection_is_called_again_at_once(folder, post, most):
    post.most = most
    times = Times()
    assert send(folder, times).failures == []
    assert times.slept == []
    assert post.counts() == dict.fromkeys(readers(3), 1)


def test_the_pauses_begin_anew_where_something_was_taken(folder, server, post):
    settings(folder, server.port, who=readers(9))
    slow = ["250 fit", "451 slow down", "451 slow down"]
    post.faults["MAIL"] = [one if one[0] == "4" else 0 for one in slow * 3]
    times = Times()
    assert send(folder, times).failures == []
    assert set(times.slept) == {5.0}
    assert post.counts() == dict.fromkeys(readers(9), 1)


def test_a_permanent_refusal_is_recorded_for_its_reader_only(folder, post):
    reader = readers(2)[1]
    post.for_reader[reader] = ["550 no such user"]
    result = send(folder)
    assert "refuses these readers" in result.failures[0]
    assert f"{reader}: RCPT: 550 no such user" in notices(post)[0]
    assert states(folder) == {**dict.fromkeys(readers(3), "sent"), reader: "refused"}
    assert send(folder).done == ["聊城周报 2024-W22: already sent"]
    post.for_reader.clear()
    assert send(folder, retry=("refused",)).failures == []
    assert post.counts()[reader] == 1


def test_a_lost_answer_after_the_end_is_uncertain_and_never_sent_twice(folder, post):
    post.faults["dot"] = [DROP]
    result = send(folder)
    assert "uncertain" in result.failures[0]
    assert sorted(states(folder).values()) == ["sent", "sent", "uncertain"]
    send(folder)
    assert {
        reader: n for reader, n in post.counts().items() if reader != OPERATOR
    } == dict.fromkeys(readers(3), 1)
    assert "--retry uncertain" in notices(post)[0]


def test_a_dead_server_is_tried_with_patience_then_told_later(folder, server, post):
    settings(folder, dead_port())
    times = Times()
    result = send(folder, times)
    assert times.slept == [5.0, 10.0, 20.0]
    assert any("cannot be reached" in text for text in result.failures)
    assert any("operator could not be told" in text for text in result.failures)
    settings(folder, server.port)
    assert send(folder).failures == []
    assert set(post.counts()) == {*readers(3), OPERATOR}  # the notice of the first run too


VERBS = ["EHLO", "MAIL", "RCPT", "DATA", "dot"]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("fault", ["421 closing", "451 later", DROP, 0.05])
def test_a_passing_fault_at_any_verb_loses_nobody_and_repeats_nobody(folder, post, verb, fault):
    post.faults[verb] = [fault]
    result = send(folder)
    uncertain = [one for one, state in states(folder).items() if state == "uncertain"]
    assert bool(uncertain) == (verb == "dot" and fault == DROP)
    counts = {reader: n for reader, n in post.counts().items() if reader != OPERATOR}
    assert counts == dict.fromkeys(readers(3), 1)
    assert bool(result.failures) == bool(uncertain)


@pytest.mark.parametrize("verb", VERBS)
def test_a_refusal_for_good_at_any_verb_is_told(folder, post, verb):
    post.faults[verb] = ["554 never"] * (2 if verb == "EHLO" else 1)
    result = send(folder)
    counts = {reader: n for reader, n in post.counts().items() if reader != OPERATOR}
    assert max(counts.values(), default=0) <= 1
    if verb != "EHLO":  # without EHLO the client says HELO
        assert "554 never" in "\n".join(result.failures)
        assert len(notices(post)) == 1
    waiting = [one for one, state in states(folder).items() if state != "sent"]
    assert set(counts) | set(waiting) == set(readers(3))


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_that_goes_silent_at_any_verb_is_left_after_the_timeout(folder, post, verb):
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text(text.replace("timeout = 5", "timeout = 1"), "utf-8")
    post.faults[verb] = [3]
    send(folder)
    counts = {reader: n for reader, n in post.counts().items() if reader != OPERATOR}
    assert counts == dict.fromkeys(readers(3), 1)


# --- fails closed -------------------------------------------------------------------------------


def test_a_page_that_cannot_be_made_is_not_sent_and_told(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    (folder / "templates" / "briefing").mkdir(parents=True)
    (folder / "templates" / "briefing" / "page.html").write_text("{{ nothing }}", encoding="utf-8")
    result = send(folder)
    assert "does not exist" in result.failures[0]
    assert set(post.counts()) == {OPERATOR}
    assert "page.html:1" in notices(post)[0]
    assert issue_state(folder) == "failed"
    (folder / "templates" / "briefing" / "page.html").unlink()
    assert send(folder).failures == []


def test_a_blank_page_is_not_sent(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    (folder / "templates" / "briefing").mkdir(parents=True)
    (folder / "templates" / "briefing" / "page.html").write_text("<html></html>", encoding="utf-8")
    result = send(folder)
    assert result.failures
    assert set(post.counts()) == {OPERATOR}


def test_a_wrong_number_on_the_page_is_not_sent(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    (folder / "templates" / "briefing").mkdir(parents=True)
    page = find_template("briefing").file("macros.html").read_text(encoding="utf-8")
    spoiled = page.replace("{{ row.value|hard }}", "{{ row.value|replace('12.1', '42.7')|hard }}")
    assert spoiled != page
    (folder / "templates" / "briefing" / "macros.html").write_text(spoiled, encoding="utf-8")
    result = send(folder)
    assert "42.7" in result.failures[0]
    assert set(post.counts()) == {OPERATOR}


def test_a_city_without_documents_is_told(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text(text.replace('["聊城"]', '["聊城", "青岛"]'), "utf-8")
    assert "青岛" in send(folder).failures[0]
    assert set(post.counts()) == {OPERATOR}


def test_a_city_that_is_named_twice_has_one_page(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    twice = text.replace('["聊城"]', '["聊城", "Liaocheng", "聊城市"]')
    (folder / "briefgen.toml").write_text(twice, encoding="utf-8")
    assert send(folder).failures == []
    names = [one.get_filename() for one in parsed(post.mails[0][1]).iter_attachments()]
    assert names == ["聊城-2024-W22.pdf"]


def test_the_documents_are_looked_through_once_for_all_cities(tmp_path, server, monkeypatch):
    folder = fresh(tmp_path / "w", server.port)
    (folder / "seeds" / "two.txt").write_text(report("青岛市"), encoding="utf-8")
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text(text.replace('["聊城"]', '["聊城", "青岛"]'), "utf-8")
    looked, whole = [], press.survey

    def counted(*words):
        looked.append(words)
        return whole(*words)

    monkeypatch.setattr(press, "survey", counted)
    assert send(folder).failures == []
    assert len(looked) == 1


def test_a_file_changed_after_the_check_is_not_sent(folder, post):
    (path,) = (folder / ".briefgen" / "issues").glob("*/*.pdf")
    path.write_bytes(path.read_bytes() + b" ")
    assert "was changed after it was checked" in send(folder).failures[0]
    assert set(post.counts()) == {OPERATOR}


def test_a_mail_that_is_too_large_loses_its_picture_and_never_its_page(
    tmp_path, server, post, monkeypatch
):
    folder = fresh(tmp_path / "w", server.port, mail="limit = 1", more='formats = ["pdf", "docx"]')
    seen = {}
    whole = letter.picture

    def large(data, width):
        seen[width] = True
        return whole(data, 300) + b"\0" * 2_000_000

    monkeypatch.setattr(letter, "picture", large)
    dry = run("--workspace", folder, "send", "--dry-run", "--week", WEEK)
    assert "too large for the server (1.0 MB): parts were left off" in dry.output
    result = send(folder)
    assert result.failures == []
    assert set(seen) == {1000, 640}
    assert any("too large" in text for text in result.warnings)
    assert post.counts()[OPERATOR] == 1  # a timer shows its warnings to nobody
    mail = parsed(post.mails[0][1])
    kinds = [part.get_content_type() for part in mail.walk()]
    assert "image/png" not in kinds
    assert "application/pdf" in kinds
    assert len(post.mails[0][1]) < 1024 * 1024


def test_a_ledger_that_cannot_be_written_stops_before_the_mail_counts(folder, post, monkeypatch):
    def full(*_):
        raise DeliveryError("the ledger cannot be used: database or disk is full", where="x")

    monkeypatch.setattr(Ledger, "_write", full)
    result = send(folder)
    assert any("disk is full" in text for text in result.failures)
    assert set(post.counts()) == {OPERATOR}  # told without the ledger


def test_a_ledger_that_cannot_be_opened_is_told(folder, post):
    (folder / ".briefgen" / "ledger.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(BriefgenError, match="ledger"):
        send(folder)
    assert set(post.counts()) == {OPERATOR}


def test_a_ledger_of_a_later_briefgen_is_left_alone(folder):
    db = sqlite3.connect(folder / ".briefgen" / "ledger.sqlite3")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(BriefgenError, match="another version"):
        send(folder)


def test_a_lock_file_that_is_damaged_is_told_in_words(folder, post):
    (folder / ".briefgen" / "lock.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(DeliveryError, match="cannot be used"):
        send(folder)
    assert set(post.counts()) == {OPERATOR}
    assert "2024-W22: open" in run("--workspace", folder, "status").stdout


def test_what_keeps_everything_back_is_told_once_a_day(folder, post):
    (folder / ".briefgen" / "ledger.sqlite3").write_bytes(b"no database at all" * 100)
    for hours in (0, 1, 2, 30):
        with pytest.raises(BriefgenError, match="ledger"):
            send(folder, Times(MONDAY + timedelta(hours=hours)))
    assert len(post.to(OPERATOR)) == 2


def test_a_notice_that_is_sent_again_has_the_same_message_id(folder, post, monkeypatch):
    post.for_reader[readers(1)[0]] = ["550 no such user"]
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "noted", lambda *_: None)  # as if it was killed before
        send(folder)
    send(folder, Times(MONDAY + timedelta(hours=1)))
    one, two = post.to(OPERATOR)
    assert parsed(one)["Message-ID"] == parsed(two)["Message-ID"]


# --- the commands -------------------------------------------------------------------------------


def test_a_dry_run_writes_the_mails_and_sends_nothing(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port)
    result = run("--workspace", folder, "send", "--dry-run", "--week", WEEK)
    assert result.exit_code == 0, result.output
    assert post.mails == []
    files = sorted((folder / "output" / "mail").glob("*.eml"))
    assert len(files) == 3
    assert parsed(files[0].read_bytes())["To"] == "reader0000@example.cn"
    for words in (
        "聊城经济运行简报 2024年第22期",
        "reader0002@example.cn, ",
        "聊城-2024-W22.pdf",
        "next: ",
    ):
        assert words in result.output
    assert "Asia/Shanghai (UTC+8)" in result.output
    assert not (folder / ".briefgen" / "issues").exists()


def test_a_dry_run_of_two_subscriptions_keeps_their_mails_apart(tmp_path, server):
    folder = fresh(
        tmp_path / "w", server.port, who=[f"{'a' * 60}@{'b' * 63}.{'c' * 63}.{'d' * 40}"]
    )
    path = folder / "briefgen.toml"
    head, mark, table = path.read_text(encoding="utf-8").partition("[[subscription]]")
    second = table.replace("聊城周报", f"聊城/周报{'甲' * 70}")
    path.write_text(f"{head}{mark}{table}\n{mark}{second}", encoding="utf-8")
    result = run("--workspace", folder, "send", "--dry-run", "--week", WEEK)
    assert result.exit_code == 0, result.output
    written = [line.strip() for line in result.output.splitlines() if line.endswith(".eml")]
    assert len(set(written)) == 2
    assert {path.name for path in (folder / "output" / "mail").iterdir()} == {
        line.rpartition("/")[2] for line in written
    }


def test_a_run_leaves_the_files_of_a_trial_alone(folder, post, monkeypatch):
    made = trial.prepare

    def with_a_run_meanwhile(plan, part, progress):
        found = made(plan, part, progress)
        assert send(folder, Times()).failures == []
        return found

    monkeypatch.setattr(trial, "prepare", with_a_run_meanwhile)
    desk.send_test(
        open_workspace(folder), Wanted(week=WEEK), "me@example.cn", lambda _: None, Times().clock
    )
    assert post.counts()["me@example.cn"] == 1


def test_a_test_goes_to_one_address_and_leaves_no_trace(folder, post):
    result = run("--workspace", folder, "send", "--to", "me@example.cn", "--week", WEEK)
    assert result.exit_code == 0, result.output
    assert set(post.counts()) == {"me@example.cn"}
    assert parsed(post.mails[0][1])["Subject"].startswith("[测试 test] ")
    assert set(states(folder).values()) <= {"pending"}


def test_the_command_exits_with_one_when_something_went_wrong(folder, post):
    post.for_reader[readers(1)[0]] = ["550 no"]
    result = run("--workspace", folder, "send", "--week", WEEK)
    assert result.exit_code == 1
    assert "550 no" in result.stderr
    again = run("--workspace", folder, "status")
    assert "refused     reader0000@example.cn  RCPT: 550 no" in again.output
    assert "sent        reader0001@example.cn" in again.output
    assert "next: " in again.output


@pytest.mark.parametrize("command", ["send", "approve"])
@pytest.mark.parametrize("week", ["2024-22", "2024-W60", "W22", ""])
def test_what_is_no_week_is_wrong_usage_and_nobody_is_told(folder, post, command, week):
    result = run("--workspace", folder, command, "--week", week)
    assert result.exit_code == 2
    assert "write it as 2024-W22" in result.stderr
    assert post.mails == []


def test_a_week_may_be_written_in_short(folder):
    result = run("--workspace", folder, "send", "--week", "2024w22")
    assert result.stdout == "聊城周报 2024-W22: 3 sent\n"


def test_times_are_shown_with_their_zone(tmp_path, server, post):
    folder = fresh(tmp_path / "w", server.port, more='review = true\nzone = "Europe/Berlin"')
    result = send(folder)
    assert "made 2024-05-27 03:00 Europe/Berlin (UTC+2)" in result.done[0]
    assert "made 2024-05-27 03:00 Europe/Berlin (UTC+2)" in notices(post)[0]
    desk.approve(open_workspace(folder), None, None, Times().clock)
    send(folder)
    desk.unsubscribe(open_workspace(folder), readers(1)[0], undo=False, clock=Times().clock)
    shown = run("--workspace", folder, "status").output
    assert "2024-05-27 03:00 (UTC+2)  sent        reader0000@example.cn" in shown
    assert "signed off: reader0000@example.cn, 2024-05-27 01:00 UTC" in shown


def test_without_subscriptions_the_commands_say_so(tmp_path):
    (tmp_path / "seeds").mkdir()
    for command in ("send", "status", "schedule", "approve"):
        result = run("--workspace", tmp_path, command)
        assert result.exit_code == 1
        assert "no subscriptions" in result.stderr


def test_an_unknown_subscription_is_named(folder):
    result = run("--workspace", folder, "send", "--subscription", "x")
    assert "there are: 聊城周报" in result.stderr


def test_a_run_that_waits_too_long_leaves_it_to_the_other_and_tells_nobody(folder, post):
    opened = open_workspace(folder)
    with only_one(folder / ".briefgen", 0):
        assert is_held(folder / ".briefgen")
        assert "sending from this workspace now" in run("--workspace", folder, "status").output
        with pytest.raises(BusyError, match="another run"):
            desk.send_due(opened, Wanted(), lambda _: None, Times().clock, wait=0.1)
    assert not is_held(folder / ".briefgen")
    assert post.mails == []
