from datetime import date

import pytest

from briefgen.select.issue import dates, issue, week_name


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2024, 5, 31), "5月27日—6月2日", "27 May – 2 June 2024"),
        (date(2024, 5, 8), "5月6日—12日", "6–12 May 2024"),
        (date(2025, 1, 1), "2024年12月30日—2025年1月5日", "30 December 2024 – 5 January 2025"),
    ],
)
def test_the_week_is_worded_in_both_languages(day, zh, en):
    assert (dates(day).zh, dates(day).en) == (zh, en)


def test_the_issue_is_named_after_the_iso_week():
    assert issue(date(2024, 5, 31)).zh == "2024年第22期"
    assert issue(date(2024, 5, 31)).en == "Issue 22, 2024"
    assert week_name(date(2024, 12, 30)) == "2025-W01"
