"""Figures that cannot all be true are listed; figures that can are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workspaces import REPOSITORY

from briefgen import pipeline
from briefgen.figures.contradictions import KIND, across, within
from briefgen.figures.definitions import definition
from briefgen.figures.spans import months
from briefgen.model import Measure

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "聊城市工业经济运行情况\n\n2024年5月28日，记者从聊城市新闻发布会获悉。\n\n"
TEXTS = sorted([*(REPOSITORY / "tests" / "gold").rglob("*.txt"), *(REPOSITORY / "seeds").glob("*")])


def read(folder: Path, text: str, name: str = "a"):
    path = folder / f"{name}.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return pipeline.understand(pipeline.open_article(path, path.name), pipeline.glossary_of(None))


def clashes(reading) -> list[str]:
    return [problem.message for problem in reading.problems if problem.kind == KIND]


@pytest.mark.parametrize(
    "text",
    [
        "1—4月份，聊城市规模以上工业增加值同比增长7.9%。1—4月份，规上工业增加值同比增长8.1%。",
        "1—4月份，聊城市工业投资同比增长23.9%。同时，1—4月份工业投资同比下降23.9%。",
        "2023年，聊城市地区生产总值2926.37亿元。2023年，全市生产总值达到2962.37亿元。",
        "2023年，全市技改投资95.3亿元。2023年，全市技改投资完成90.3亿元。",
        "2023年，全市完成技改投资95.3亿元，其中，工业技改投资105.1亿元。",
        "1—4月份，聊城市工业投资同比增长23.9%，1—5月份工业投资同比增长21.3%。",
        (
            "2023年，地区生产总值2926.4亿元。其中，第一产业增加值402.2亿元。"
            "第二产业增加值1091.2亿元。第三产业增加值1633.0亿元。"
        ),
    ],
)
def test_what_cannot_be_true_is_listed(tmp_path, text):
    assert len(clashes(read(tmp_path, text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        # another definition, another period, a month beside the months up to it
        "1—4月份，规模以上工业增加值同比增长7.9%。1—4月份，工业增加值同比增长7.1%。",
        "2023年，规模以上工业增加值增长9.0%。1—4月份，规模以上工业增加值同比增长7.9%。",
        "1—4月份，规模以上工业增加值同比增长7.9%。4月份，规模以上工业增加值同比增长6.2%。",
        "1—4月份，工业投资同比增长23.9%。1—5月份，工业投资同比增长21.3%。",
        # a rate beside a level, on the year before and on the month before
        "1—4月份，全市工业投资95.3亿元。1—4月份，全市工业投资同比增长23.9%。",
        "4月份，工业品出厂价格同比下降1.2%。4月份，工业品出厂价格环比下降0.2%。",
        # a target beside a result
        "2024年，力争规模以上工业增加值增长7%以上。2024年，规模以上工业增加值增长7.9%。",
        # an enterprise beside the city
        "2023年，全市营业收入增长5.1%。2023年，信发集团有限公司营业收入增长9.9%。",
        # the digits written, and the words beside them, leave room
        "2023年，地区生产总值2926.37亿元。2023年，全市生产总值达到2926亿元。",
        "2023年，全市地区生产总值1.2万亿元。2023年，全市地区生产总值11960亿元。",
        "2023年，新增高新技术企业100余家。2023年，新增高新技术企业132家。",
        "2023年，新增高新技术企业约130家。2023年，新增高新技术企业132家。",
        "2023年，新增高新技术企业超过100家。2023年，新增高新技术企业132家。",
        # labels of no one thing, a list after one label
        "2023年，组织项目12个。2023年，实施项目35个。",
        "2023年，旅游人次、旅游收入分别增长12.1%、15.9%。",
        "2023年，技改投资95.3亿元，其中，工业技改投资85.1亿元。",
        (
            "2023年，地区生产总值2926.4亿元。第一产业增加值402.2亿元。"
            "第二产业增加值1091.2亿元。第三产业增加值1433.0亿元。"
        ),
    ],
)
def test_what_can_be_true_is_not(tmp_path, text):
    assert clashes(read(tmp_path, text)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_real_documents_raise_no_alarm(path):
    reading = pipeline.understand(
        pipeline.open_article(path, path.name), pipeline.glossary_of(None)
    )
    assert within(reading.figures, reading.passages) == ()


def test_documents_that_disagree_are_told_in_the_newer_one(tmp_path):
    new = read(tmp_path, "1—4月份，聊城市规模以上工业增加值同比增长7.9%。", "new")
    old = read(tmp_path, "1—4月份，聊城市规上工业增加值同比增长8.1%。", "old")
    first, second = pipeline.held_together((new, old))
    assert clashes(second) == []
    [message] = clashes(first)
    assert "7.9%" in message
    assert "8.1% in old.txt" in message


def test_documents_of_different_months_are_no_trend(tmp_path):
    new = read(tmp_path, "1—5月份，聊城市规模以上工业增加值同比增长8.2%。", "new")
    old = read(tmp_path, "1—4月份，聊城市规上工业增加值同比增长8.1%。", "old")
    [message] = clashes(pipeline.held_together((new, old))[0])
    assert message.endswith("not one trend")


def test_the_seeds_of_one_city_agree():
    readings = [
        pipeline.understand(pipeline.open_article(path, path.name), pipeline.glossary_of(None))
        for path in sorted((REPOSITORY / "seeds").glob("*.txt"))
    ]
    documents = [(one.figures, one.passages, one.article.source.path) for one in readings]
    assert across(documents) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("规上工业增加值", "规模以上工业增加值"),
        ("全市规模以上工业增加值", "规模以上工业增加值增速"),
        ("生产总值", "地区生产总值"),
        ("GDP", "地区生产总值"),
        ("社会消费品零售总额", "社零"),
        ("外贸进出口", "进出口总额"),
    ],
)
def test_names_of_one_indicator_are_one(one, other):
    assert definition(one) == definition(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("规上工业增加值", "工业增加值"),
        ("工业投资", "技改投资"),
        ("规上工业企业营业收入", "规上工业企业利润"),
        ("人均地区生产总值", "地区生产总值"),
        ("出口", "进口"),
        ("制造业增加值", "高技术制造业增加值"),
    ],
)
def test_names_of_different_indicators_stay_apart(one, other):
    assert definition(one) != definition(other)


def test_the_name_of_the_area_is_no_part_of_the_indicator():
    assert definition("聊城市工业投资", area="聊城市") == "工业投资"
    assert definition("聊城工业投资", area="聊城市") == "工业投资"
    assert definition("泰安市工业投资", area="聊城市") == "泰安市工业投资"


def test_words_for_a_rate_are_dropped_from_rates_only():
    assert definition("工业投资增速", Measure.GROWTH) == "工业投资"
    assert definition("工业投资增速", Measure.RANK) == "工业投资增速"


@pytest.mark.parametrize(
    ("one", "other"),
    [("2024-Q1", "2024-01/2024-03"), ("2023", "2023-01/2023-12"), ("2021/2023", "2021-01/2023-12")],
)
def test_one_period_in_two_notations_is_one(one, other):
    assert months(one) == months(other)


def test_no_period_has_no_months():
    assert months(None) is None
    assert months("some day") is None
