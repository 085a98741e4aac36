"""When a mail is due: weekly, by the State Council calendar, in its own time zone."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import run

from briefgen.deliver.timetable import latest, slot_of, slots, upcoming, week_of
from briefgen.deliver.workdays import workdays
from briefgen.errors import DeliveryError, SettingsError
from briefgen.lexicon import DATA
from briefgen.subscriptions import Subscription

CALENDAR = workdays()
START = datetime(2024, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone itself
END = datetime(2030, 1, 1)  # noqa: DTZ001 - the same

# Days worked and not, by the notices: ordinary ones, holidays, make-up days, and just beside them.
DAYS = [
    ("2024-01-01", False), ("2024-02-04", True), ("2024-02-09", True), ("2024-02-10", False),
    ("2024-02-17", False), ("2024-02-18", True), ("2024-04-07", True), ("2024-05-11", True),
    ("2024-05-12", False), ("2024-06-10", False), ("2024-09-14", True), ("2024-10-12", True),
    ("2025-01-02", True), ("2025-01-26", True), ("2025-01-28", False), ("2025-02-05", True),
    ("2025-04-27", True), ("2025-06-02", False), ("2025-10-08", False), ("2025-10-09", True),
    ("2025-10-11", True), ("2026-01-02", False), ("2026-01-04", True), ("2026-02-14", True),
    ("2026-02-23", False), ("2026-02-24", True), ("2026-02-28", True), ("2026-05-09", True),
    ("2026-06-19", False), ("2026-09-20", True), ("2026-10-07", False), ("2026-10-10", True),
    ("2027-01-01", True), ("2027-01-02", False),
]  # fmt: skip


@pytest.mark.parametrize(("day", "worked"), DAYS)
def test_a_day_is_worked_by_the_notices(day, worked):
    assert CALENDAR.worked(date.fromisoformat(day)) is worked


def test_the_notices_are_consistent():
    for table in tomllib.loads((DATA / "holidays.toml").read_text(encoding="utf-8"))["year"]:
        assert all(day.year == table["year"] for day in table["work"])
        assert all(day.isoweekday() >= 6 for day in table["work"])
        assert not set(table["work"]) & {day for day in CALENDAR.off if day.year == table["year"]}
        assert all(one["first"] <= one["last"] for one in table["off"])
        assert table["notice"]


def subscription(**changes) -> Subscription:
    given_ = {"name": "a", "cities": ("聊城",), "weekday": 1, "time": time(8, 30)}
    return Subscription(**{**given_, **changes})


def dates(one: Subscription, start: str, count: int) -> list[str]:
    found = slots(one, date.fromisoformat(start), CALENDAR)
    return [f"{slot.due:%m-%d}" for slot, _ in zip(found, range(count), strict=False)]


MOVES = [
    # weekday, from, the due days: Labour Day 2024 was 1 to 5 May, National Day 2024 1 to 7 October
    (3, "2024-04-22", ["04-24", "05-06", "05-08"]),  # Wednesday 1 May to Monday 6 May
    (1, "2024-09-30", ["09-30", "10-08", "10-14"]),  # Monday 7 October to Tuesday
    (5, "2024-09-23", ["09-27", "10-08", "10-11"]),  # Friday 4 October to Tuesday 8 October
    (5, "2024-02-05", ["02-09", "02-18", "02-23"]),  # a make-up Sunday is a working day
    (7, "2024-02-12", ["02-18", "02-25"]),  # a Sunday that was wished for stays
    (6, "2024-05-04", ["05-06", "05-11"]),  # a Saturday in a holiday does not
    (4, "2026-09-21", ["09-24", "10-08", "10-15"]),  # 1 October would meet 8 October: one mail
]


@pytest.mark.parametrize(("weekday", "start", "due"), MOVES)
def test_a_holiday_moves_the_mail_to_the_next_working_day(weekday, start, due):
    assert dates(subscription(weekday=weekday), start, len(due)) == due


def test_a_move_says_why_and_which_week_it_swallowed():
    one = subscription(weekday=4)
    moved = slot_of(subscription(weekday=1), "2024-W41", CALENDAR)
    assert (moved.day, moved.moved) == (date(2024, 10, 7), "National Day")
    (first,) = (slot for slot in upcoming(one, datetime(2026, 10, 1, 9, tzinfo=UTC), CALENDAR, 1))
    assert (first.week, first.with_) == ("2026-W41", "2026-W40")


def test_without_workdays_nothing_moves():
    assert dates(subscription(weekday=3, workdays=False), "2024-04-29", 1) == ["05-01"]


def test_a_year_without_a_notice_is_said_to_be_unknown():
    assert slot_of(subscription(), "2027-W01", CALENDAR).known is False
    assert slot_of(subscription(), "2026-W48", CALENDAR).known is True


def test_the_time_is_that_of_the_zone():
    berlin = subscription(zone="Europe/Berlin", workdays=False, time=time(2, 30), weekday=7)
    summer = slot_of(berlin, "2024-W13", CALENDAR)  # 02:30 does not exist on 31 March 2024
    assert summer.due.astimezone(UTC) == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert slot_of(subscription(), "2024-W22", CALENDAR).due.utcoffset() == timedelta(hours=8)


@given(st.datetimes(START, END), st.integers(1, 7))
def test_the_latest_issue_is_due_and_the_next_is_not(at, weekday):
    one, now = subscription(weekday=weekday), at.replace(tzinfo=UTC)
    last, (following,) = latest(one, now, CALENDAR), upcoming(one, now, CALENDAR, 1)
    assert last.due <= now < following.due
    assert last.week < following.week
    assert week_of(last.day) == last.week


@pytest.mark.parametrize("week", ["", "2024", "2024-W54", "2024-W00", "W22", "1800-W01", "x"])
def test_what_is_no_week_is_refused(week):
    with pytest.raises(DeliveryError, match="is no week"):
        slot_of(subscription(), week, CALENDAR)


# --- holidays of one's own ----------------------------------------------------------------------


def test_a_workspace_may_add_a_year(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        "[[year]]\nyear = 2027\noff = [{ first = 2027-01-01, last = 2027-01-03 }]\n"
        "work = [2027-01-10]\n",
        encoding="utf-8",
    )
    own = workdays(path)
    assert own.knows(date(2027, 5, 1))
    assert not own.worked(date(2027, 1, 1))
    assert own.worked(date(2027, 1, 10))
    assert own.worked(date(2026, 1, 4))


def test_a_file_of_holidays_that_changed_is_read_anew(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("[[year]]\nyear = 2027\n", encoding="utf-8")
    assert workdays(path).worked(date(2027, 1, 1))
    off = "off = [{ first = 2027-01-01, last = 2027-01-03 }]"
    path.write_text(f"[[year]]\nyear = 2027\n{off}\n", encoding="utf-8")
    assert not workdays(path).worked(date(2027, 1, 1))


WRONG = [
    ("[[year]]\n", "needs `year`"),
    ("year = 3\n", "needs `year`"),
    ('[[year]]\nyear = 2027\nwork = ["x"]\n', "`work` must be"),
    ("[[year]]\nyear = 2027\noff = [{ first = 2027-01-03, last = 2027-01-01 }]\n", "`off` must be"),
    ("[[year]]\nyear = 2027\noff = [3]\n", "`off` must be"),
    ("[[year]\n", "not valid TOML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_file_of_holidays_is_refused(tmp_path, text, message):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        workdays(path)


def test_an_endless_holiday_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    off = "{ first = 2027-01-01, last = 2027-12-31 }"
    path.write_text(f"[[year]]\nyear = 2027\noff = [{off}]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no working day"):
        workdays(path).next_worked(date(2027, 2, 1))


# --- the command --------------------------------------------------------------------------------

TOML = """
[mail]
host = "127.0.0.1"
sender = "a@example.cn"
[[subscription]]
name = "聊城周报"
cities = ["聊城"]
weekday = "monday"
time = "08:30"
to = ["b@example.cn"]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "briefgen.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def test_the_schedule_shows_eight_dates_with_their_zone(folder):
    result = run("--workspace", folder, "schedule")
    assert result.exit_code == 0
    assert result.stdout.count("Asia/Shanghai (UTC+8)") == 8
    assert "聊城周报 (聊城)" in result.stdout


def test_the_schedule_warns_of_years_without_holidays(folder):
    result = run("--workspace", folder, "schedule", "--next", "400")
    assert "Monday to Friday count as workdays" in result.stderr


def test_a_systemd_timer_is_written_and_not_started(folder, tmp_path):
    target = tmp_path / "units"
    result = run("--workspace", folder, "schedule", "install", "--folder", target)
    assert result.exit_code == 0, result.output
    service, timer = sorted(target.iterdir())
    assert "OnCalendar=*-*-* 08:30:00 Asia/Shanghai" in timer.read_text(encoding="utf-8")
    assert "Persistent=true" in timer.read_text(encoding="utf-8")
    assert f"--workspace {folder} send" in service.read_text(encoding="utf-8")
    assert "systemctl --user enable --now" in result.stdout
    assert "loginctl enable-linger" in result.stdout  # or it stops when its user logs out


def test_the_timer_wakes_at_the_second(folder, tmp_path):
    (folder / "briefgen.toml").write_text(TOML.replace('"08:30"', "08:30:15"), encoding="utf-8")
    run("--workspace", folder, "schedule", "install", "--folder", tmp_path / "units")
    timer = sorted((tmp_path / "units").iterdir())[1].read_text(encoding="utf-8")
    assert "OnCalendar=*-*-* 08:30:15 Asia/Shanghai" in timer
    shown = run("--workspace", folder, "schedule", "--next", "1").stdout
    assert "08:30:15 Asia/Shanghai" in shown


def test_a_crontab_line_is_written(folder, tmp_path):
    target = tmp_path / "cron"
    result = run("--workspace", folder, "schedule", "install", "--kind", "cron", "--folder", target)
    (path,) = target.iterdir()
    (line,) = [one for one in path.read_text(encoding="utf-8").splitlines() if one[0] != "#"]
    assert line.startswith("*/5 * * * * ")
    # cron mails its owner whatever is printed; what went wrong is printed apart
    assert line.endswith(f"-m briefgen --workspace {folder} send >/dev/null")
    assert "crontab -" in result.stdout
