"""What is new since the last issue: documents, and indicators with direction and size."""

from __future__ import annotations

import pytest

from briefgen.mailing.news import items, news

DEFAULT = {
    "measure": "growth",
    "direction": "up",
    "unit": "%",
    "period": "2024-01/2024-04",
    "area": "聊城市",
    "basis": "yoy",
}


def figure(value, **changes):
    return {
        "id": "F",
        "indicator": "工业投资",
        "status": "actual",
        "value": value,
        **DEFAULT,
        **changes,
    }


def issue(*figures, documents=("a",), place="聊城"):
    rows = []
    for number, one in enumerate(figures):
        one["id"] = f"0:F{number}"
        rows.append({"figure": one["id"], "indicator": "Investment", "value": f"v{one['value']}"})
    sidecar = {
        "place": {"zh": place, "en": "L"},
        "figures": list(figures),
        "printed": {"rows": rows},
    }
    docs = [{"sha256": one, "title": f"题{one}"} for one in documents]
    return {"documents": docs, "sidecars": [sidecar]}


def test_the_first_issue_says_so():
    zh, en = news(issue(figure(7.9), documents=("a", "b")), None)
    assert zh == ("首期：依据2份文件编成。",)
    assert en == ("First issue; documents used: 2.",)


CHANGES = [
    # then, now, Chinese, English
    (figure(7.9), figure(8.3, period="2024-01/2024-05"),
     "工业投资+8.3%（2024年1—5月），上期+7.9%（2024年1—4月），上升0.4个百分点。", "up 0.4 pp."),
    (figure(7.9), figure(1.2, direction="down"),
     "工业投资-1.2%（2024年1—4月），上期+7.9%（2024年1—4月），下降9.1个百分点。", "down 9.1 pp."),
    (figure(1.2, direction="down"), figure(0.4, direction="down"),
     "工业投资-0.4%（2024年1—4月），上期-1.2%（2024年1—4月），上升0.8个百分点。", "up 0.8 pp."),
    (figure(30, measure="share", direction=None), figure(28.5, measure="share", direction=None),
     "工业投资28.5%（2024年1—4月），上期30%（2024年1—4月），下降1.5个百分点。", "down 1.5 pp."),
    (figure(473, measure="count", unit="家", direction=None),
     figure(512, measure="count", unit="家", direction=None),
     "工业投资512家（2024年1—4月），上期473家（2024年1—4月），上升39家。", "up 39."),
    (figure(95.3, measure="amount", unit="亿元", direction=None, period="2023"),
     figure(101.9, measure="amount", unit="亿元", direction=None, period="2024"),
     "工业投资101.9亿元（2024年），上期95.3亿元（2023年），上升6.6亿元。", "up RMB 660 million."),
    # five months against four: both are said, but the difference means nothing
    (figure(95.3, measure="amount", unit="亿元", direction=None),
     figure(101.9, measure="amount", unit="亿元", direction=None, period="2024-01/2024-05"),
     "工业投资101.9亿元（2024年1—5月），上期95.3亿元（2024年1—4月）。", "v95.3 (Jan–Apr 2024)."),
]  # fmt: skip


@pytest.mark.parametrize(("then", "now", "zh", "en"), CHANGES)
def test_a_change_is_told_with_direction_and_size(then, now, zh, en):
    chinese, english = news(issue(now), issue(then))
    assert chinese == ("没有新增文件。", zh)
    assert english[1].endswith(en)


def test_three_lines_at_most():
    old = [figure(n, indicator=f"指标{n}") for n in range(1, 9)]
    new = [figure(n + 1, indicator=f"指标{n}") for n in range(1, 9)]
    zh, en = news(issue(*new, documents=tuple("abcdef")), issue(*old))
    assert len(zh) == len(en) == 3
    assert zh[0] == "新增文件5份：《题b》《题c》《题d》等。"
    assert zh[2].endswith("另有6项指标有变化。")


def test_nothing_changed_is_said():
    same = issue(figure(7.9))
    assert news(same, same)[0] == ("没有新增文件。", "两期都有的指标没有变化。")


NOT_COMPARED = [
    figure(7.9, status="target"),
    figure(3, measure="rank", unit="位"),
    figure(None),
]


@pytest.mark.parametrize("one", NOT_COMPARED)
def test_what_is_no_result_is_not_compared(one):
    assert items(issue(one)["sidecars"]) == {}


def test_the_newest_period_counts_and_a_contradiction_does_not():
    several = issue(figure(5.0, period="2023"), figure(7.9), figure(6.0, period="2024-Q1"))
    (item,) = items(several["sidecars"]).values()
    assert str(item.value) == "7.9"
    assert items(issue(figure(7.9), figure(8.1))["sidecars"]) == {}


def test_places_areas_and_units_are_kept_apart():
    then = issue(figure(7.9), place="聊城")
    for now in (
        issue(figure(8.3), place="泰安"),
        issue(figure(8.3, area="冠县")),
        issue(figure(8.3, basis="mom")),
    ):
        assert news(now, then)[0][1] == "新增指标1项。"
