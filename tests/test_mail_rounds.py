"""What --force and --retry may do, and what a plain run does with what they left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mail_server import dead_port
from mail_workspaces import (
    MONDAY,
    OPERATOR,
    WEEK,
    Times,
    bring_news,
    counts,
    issue_state,
    ledger_of,
    parsed,
    readers,
    send,
    settings,
    states,
)

from briefgen.mailing import desk
from briefgen.mailing.wanted import Wanted
from briefgen.workspace import open_workspace

ONE, TWO, THREE = readers(3)


def following() -> Times:
    return Times(MONDAY + timedelta(days=7))


def spoil(folder) -> None:
    """Make the template such that no page can be made."""
    (folder / "templates" / "briefing").mkdir(parents=True, exist_ok=True)
    (folder / "templates" / "briefing" / "page.html").write_text("{{ nothing }}", encoding="utf-8")


def mend(folder) -> None:
    (folder / "templates" / "briefing" / "page.html").unlink()


def break_off(folder, post, **wanted) -> None:
    """A run that reaches the first reader only."""
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text(text.replace("patience = 60", "patience = 0"), "utf-8")
    post.for_reader |= {TWO: ["451 later"], THREE: ["451 later"]}
    send(folder, **wanted)
    post.for_reader.clear()


# --- a round that failed ------------------------------------------------------------------------


def test_the_next_week_is_compared_with_the_round_that_was_really_sent(folder, post):
    send(folder)
    spoil(folder)
    assert send(folder, force=True).failures
    mend(folder)
    bring_news(folder)
    result = send(folder, following())
    assert result.failures == []
    text = parsed(post.to(ONE)[-1]).get_body(("plain",)).get_content()
    assert "《聊城市工业经济新进展》" in text


def test_a_plain_run_does_not_make_up_for_a_forced_round_that_failed(folder, post):
    send(folder)
    spoil(folder)
    assert send(folder, force=True).failures
    mend(folder)
    assert send(folder).done == ["聊城周报 2024-W22: already sent"]
    assert send(folder, week=WEEK).done == ["聊城周报 2024-W22: already sent"]
    assert counts(post) == dict.fromkeys(readers(3), 1)
    assert send(folder, force=True).done == ["聊城周报 2024-W22: 3 sent"]
    assert counts(post) == dict.fromkeys(readers(3), 2)


# --- a round that was broken off ----------------------------------------------------------------


def test_a_plain_run_does_not_go_on_with_a_forced_round(folder, post):
    send(folder)
    break_off(folder, post, force=True)
    assert counts(post) == {ONE: 2, TWO: 1, THREE: 1}
    told = len(post.to(OPERATOR))
    result = send(folder)
    assert result.failures == []
    assert "--force" in "\n".join(result.warnings)
    assert counts(post) == {ONE: 2, TWO: 1, THREE: 1}
    send(folder)
    assert len(post.to(OPERATOR)) == told + 1  # told once


def test_force_goes_on_with_its_own_round_for_those_who_wait(folder, post):
    send(folder)
    break_off(folder, post, force=True)
    assert send(folder, force=True).done == ["聊城周报 2024-W22: 3 sent"]
    assert counts(post) == dict.fromkeys(readers(3), 2)
    assert issue_state(folder) == "done"


def test_a_plain_run_goes_on_with_a_forced_round_for_who_never_got_the_issue(folder, server, post):
    send(folder)
    settings(folder, server.port, who=[*readers(3), "new@example.cn"])
    post.for_reader["new@example.cn"] = ["451 later"]
    break_off(folder, post, force=True)
    send(folder)
    assert counts(post) == {ONE: 2, TWO: 1, THREE: 1, "new@example.cn": 1}


def test_a_forced_round_that_nobody_went_on_with_is_held_and_not_left_open(folder, post):
    send(folder)
    break_off(folder, post, force=True)
    result = send(folder, Times(MONDAY + timedelta(days=5)), week=None)
    assert "--force" in "\n".join(result.failures)
    assert issue_state(folder) == "held"
    send(folder, week=WEEK)
    assert counts(post) == {ONE: 2, TWO: 1, THREE: 1}
    send(folder, week=WEEK, force=True)
    assert counts(post) == dict.fromkeys(readers(3), 2)


def test_a_forced_round_of_an_earlier_week_is_not_gone_on_with_either(folder, post):
    send(folder, Times(MONDAY + timedelta(days=6)))
    break_off(folder, post, times=Times(MONDAY + timedelta(days=6)), force=True)
    send(folder, following())
    assert [parsed(one)["Subject"] for one in post.to(TWO)] == ["聊城经济运行简报 2024年第22期"]


# --- force makes an issue anew ------------------------------------------------------------------


def test_force_makes_an_issue_anew_whose_files_were_changed(folder, post):
    (path,) = (folder / ".briefgen" / "issues").glob("*/*.pdf")
    path.write_bytes(path.read_bytes() + b" ")
    assert "--subscription '聊城周报' --week 2024-W22 --force" in send(folder).failures[0]
    assert send(folder, force=True).done == ["聊城周报 2024-W22: 3 sent"]
    assert counts(post) == dict.fromkeys(readers(3), 1)


def test_force_makes_a_broken_off_issue_anew_for_those_who_wait(folder, post):
    break_off(folder, post)
    for path in (folder / ".briefgen" / "issues").glob("*/*.pdf"):
        path.unlink()
    assert send(folder, force=True).failures == []
    assert counts(post) == dict.fromkeys(readers(3), 1)


def test_force_makes_a_held_issue_anew(folder, post):
    late = Times(MONDAY + timedelta(days=5))
    send(folder, late)
    assert issue_state(folder) == "held"
    for path in (folder / ".briefgen" / "issues").glob("*/*.pdf"):
        path.unlink()
    assert send(folder, late, force=True).failures == []
    assert counts(post) == dict.fromkeys(readers(3), 1)


def test_force_that_fails_leaves_a_broken_off_issue_as_it_was(folder, post):
    break_off(folder, post)
    spoil(folder)
    assert send(folder, force=True).failures
    mend(folder)
    assert send(folder).failures == []
    assert counts(post) == dict.fromkeys(readers(3), 1)
    assert send(folder, following()).failures == []


def test_force_does_not_send_an_old_issue_that_was_not_wanted(folder, post):
    later = Times(MONDAY + timedelta(days=14))
    bring_news(folder)
    result = send(folder, later, force=True)
    assert "not finished in time" in "\n".join(result.failures)
    assert counts(post) == dict.fromkeys(readers(3), 1)


# --- the time of an issue that is taken up ------------------------------------------------------


def test_a_held_issue_that_was_sent_by_name_and_cut_off_is_gone_on_with(folder, post):
    times = Times(MONDAY + timedelta(days=5))
    send(folder, times)
    assert issue_state(folder) == "held"
    break_off(folder, post, times=times, week=WEEK)
    assert issue_state(folder) == "open"
    assert send(folder, Times(MONDAY + timedelta(days=5, hours=1))).failures == []
    assert counts(post) == dict.fromkeys(readers(3), 1)


def test_a_retry_that_was_cut_off_is_gone_on_with(folder, post):
    post.for_reader[TWO] = ["550 no such user"]
    send(folder)
    times = Times(MONDAY + timedelta(days=5))
    post.for_reader[TWO] = ["451 later"]
    send(folder, times, retry=("refused",))
    post.for_reader.clear()
    assert send(folder, Times(MONDAY + timedelta(days=5, hours=1))).failures == []
    assert counts(post)[TWO] == 1


# --- retry --------------------------------------------------------------------------------------


def test_retry_reaches_the_refused_of_an_issue_that_is_not_finished(folder, post):
    post.for_reader[TWO] = ["550 no such user"]
    post.for_reader[THREE] = ["451 later"]
    send(folder)
    assert issue_state(folder) == "open"
    post.for_reader.clear()
    assert send(folder, retry=("refused",)).failures == []
    assert counts(post) == dict.fromkeys(readers(3), 1)


def test_retry_reaches_the_refused_of_a_held_issue(folder, post):
    post.for_reader[TWO] = ["550 no such user"]
    post.for_reader[THREE] = ["451 later"]
    send(folder)
    post.for_reader.clear()
    send(folder, Times(MONDAY + timedelta(days=5)))
    assert issue_state(folder) == "held"
    assert send(folder, week=WEEK, retry=("refused",)).failures == []
    assert counts(post) == dict.fromkeys(readers(3), 1)


# --- one bad issue ------------------------------------------------------------------------------


def test_an_old_issue_that_cannot_be_sent_does_not_keep_back_this_weeks(folder, post):
    with ledger_of(folder) as ledger:
        (issue,) = ledger.issues()
        ledger.record(replace(issue, at=(MONDAY + timedelta(days=6)).isoformat()))
    for path in (folder / ".briefgen" / "issues").glob("*/*.pdf"):
        path.unlink()
    bring_news(folder)
    result = send(folder, following())
    assert "2024-W22" in result.failures[0]
    assert "cannot be read" in result.failures[0]
    assert result.done == ["聊城周报 2024-W23: 3 sent"]
    assert any("2024-W22" in parsed(mail)["Subject"] for mail in post.to(OPERATOR))


def test_a_fault_of_briefgen_in_one_subscription_does_not_keep_back_the_other(
    folder, post, monkeypatch
):
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    other = text.partition("[[subscription]]")[2].replace("聊城周报", "另一份")
    (folder / "briefgen.toml").write_text(f"{text}\n[[subscription]]{other}", encoding="utf-8")
    whole = desk.Sending._take_up  # noqa: SLF001

    def faulty(self, subscription, slot):
        if subscription.name == "聊城周报":
            raise KeyError("sidecars")
        whole(self, subscription, slot)

    monkeypatch.setattr(desk.Sending, "_take_up", faulty)
    result = send(folder)
    assert "a fault in briefgen: KeyError('sidecars')" in result.failures[0]
    assert result.done == ["另一份 2024-W22: 3 sent"]
    assert len(post.to(OPERATOR)) == 1


# --- readers who left ---------------------------------------------------------------------------


def test_a_reader_taken_off_the_list_before_the_mail_went_gets_none(folder, server, post):
    settings(folder, dead_port())
    send(folder)
    settings(folder, server.port, who=[ONE, THREE])
    assert send(folder).failures == []
    assert counts(post) == {ONE: 1, THREE: 1}


def test_a_reader_taken_off_the_list_after_a_try_gets_none_and_is_accounted_for(
    folder, server, post
):
    break_off(folder, post)
    settings(folder, server.port, who=[ONE, THREE])
    assert send(folder).failures == []
    assert counts(post) == {ONE: 1, THREE: 1}
    assert states(folder)[TWO] == "suppressed"
    assert issue_state(folder) == "done"


def test_a_reader_who_becomes_bcc_is_no_longer_shown(folder, post):
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    seen = text.replace(f'"{THREE}"]', f'"{THREE}"]\nto = ["王 <{TWO}>", "{ONE}"]')
    (folder / "briefgen.toml").write_text(seen, encoding="utf-8")
    with ledger_of(folder) as ledger:
        ledger.record(ledger.issues()[0])
    break_off(folder, post)
    assert TWO in parsed(post.mails[0][1])["To"]
    (folder / "briefgen.toml").write_text(text, encoding="utf-8")
    send(folder)
    assert parsed(post.to(THREE)[0])["To"] == THREE


def test_who_signed_off_is_not_shown_to_the_others(folder, post):
    text = (folder / "briefgen.toml").read_text(encoding="utf-8")
    (folder / "briefgen.toml").write_text(text.replace("bcc = ", "to = "), encoding="utf-8")
    desk.unsubscribe(open_workspace(folder), TWO, undo=False)
    assert send(folder).failures == []
    assert counts(post) == {ONE: 1, THREE: 1}
    for _, mail in post.mails:
        assert TWO not in str(parsed(mail)["To"])
    desk.write_mails(
        open_workspace(folder), Wanted(), folder / "out", lambda _: None, Times().clock
    )
    for path in (folder / "out").iterdir():
        assert TWO not in str(parsed(path.read_bytes())["To"])
