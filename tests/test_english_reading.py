"""Periods, comparisons, and a whole reading put into English."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from briefgen.english import load_glossary, render_english
from briefgen.english.areas import of_area
from briefgen.english.comparisons import compared_en, compared_zh
from briefgen.english.periods import period_en, period_zh
from briefgen.english.printed import printed_value
from briefgen.model import (
    Article,
    Baseline,
    Basis,
    Comparison,
    Direction,
    Figure,
    Measure,
    Rank,
    Reading,
    Source,
    Theme,
)

FIGURE = Figure(
    id="F1",
    theme="T1",
    indicator="工业投资",
    measure=Measure.GROWTH,
    value=Decimal("23.9"),
    unit="%",
    mention="23.9%",
    start=10,
    end=15,
    rule="growth",
    confidence=1.0,
    direction=Direction.UP,
)


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("2023", "2023", "2023年"),
        ("2024-Q1", "Q1 2024", "2024年一季度"),
        ("2024-05", "May 2024", "2024年5月"),
        ("2024-01/2024-04", "Jan–Apr 2024", "2024年1—4月"),
        ("2023-01/2023-06", "H1 2023", "2023年上半年"),
        ("2023-07/2023-12", "H2 2023", "2023年7—12月"),
        ("2023-01/2023-12", "2023", "2023年1—12月"),
        ("2021/2025", "2021–25", "2021—2025年"),
        ("1999/2001", "1999–2001", "1999—2001年"),
        ("2023-11/2024-02", "Nov 2023–Feb 2024", "2023年11月—2024年2月"),
        ("2024-Q1/2024-Q3", "Q1–Q3 2024", "2024年前三季度"),
        ("2024-05-27", "May 27, 2024", "2024年5月27日"),
        ("2024-05-27/2024-05-31", "May 27–31, 2024", "2024年5月27日—5月31日"),
        ("2024-05-27/2024-06-02", "May 27–Jun 2, 2024", "2024年5月27日—6月2日"),
        (None, "", ""),
        ("", "", ""),
        ("some day", "some day", "some day"),
        ("2024-13", "13 2024", "2024年13月"),
    ],
)
def test_periods_in_both_languages(period, english, chinese):
    assert period_en(period) == english
    assert period_zh(period) == chinese


def test_a_stock_has_the_month_it_was_counted_by():
    assert period_en("2024-05", stock=True) == "by May 2024"
    assert period_zh("2024-05", stock=True) == "截至2024年5月"
    assert period_en("2024", stock=True) == "2024"


@pytest.mark.parametrize(
    ("versus", "rank", "english", "chinese"),
    [
        ([("全省", "7.7")], None, "7.7 pp above the provincial average", "高于全省平均7.7个百分点"),
        (
            [("全省", "7.7")],
            ("全省", 2),
            "7.7 pp above the provincial average; 2nd in the province",
            "高于全省平均7.7个百分点，居全省第2位",
        ),
        (
            [("全省", "1.9"), ("全国", "4.4")],
            None,
            "1.9 pp above the provincial and 4.4 pp above the national average",
            "分别高于全省、全国平均1.9和4.4个百分点",
        ),
        ([("全国", "-0.5")], None, "0.5 pp below the national average", "低于全国平均0.5个百分点"),
        (
            [("全省平均", "1"), ("工业投资", "-2")],
            None,
            "1 pp above the provincial average and 2 pp below investment in industry",
            "高于全省平均1个百分点，低于工业投资2个百分点",
        ),
        ([], ("全国", 11), "11th in the country", "居全国第11位"),
        ([], ("长三角", 1), "1st in the Yangtze River Delta", "居长三角第1位"),
        ([], None, "", ""),
    ],
)
def test_gaps_and_ranks_in_both_languages(versus, rank, english, chinese):
    figure = replace(
        FIGURE,
        versus=tuple(Comparison(name, Decimal(delta)) for name, delta in versus),
        rank=Rank(*rank) if rank else None,
    )
    assert compared_en(figure) == english
    assert compared_zh(figure) == chinese


def test_a_rank_that_stands_alone_says_only_where():
    figure = replace(FIGURE, measure=Measure.RANK, value=Decimal(4), rank=Rank("全国", 4))
    assert compared_en(figure) == "in the country"


@pytest.mark.parametrize(
    ("value", "start", "period", "measure", "english"),
    [
        ("3.3", "2.77", "2020", Measure.SHARE, "up from 2.77% in 2020"),
        ("1.8", "1.9", None, Measure.SHARE, "down from 1.9%"),
        ("7", "11", "2020", Measure.RANK, "from 11th in 2020"),
    ],
)
def test_where_a_figure_started(value, start, period, measure, english):
    figure = replace(
        FIGURE,
        measure=measure,
        value=Decimal(value),
        baseline=Baseline(Decimal(start), period),
    )
    assert compared_en(figure) == english
    assert start in compared_zh(figure)


def test_a_reading_is_filled_and_its_doubts_are_listed():
    source = Source("d", "d.txt", "0" * 64, "utf-8", "")
    article = Article(source, "t", "", date(2024, 1, 1), None, None, "simplified", ())
    known = FIGURE
    unknown = replace(FIGURE, id="F2", indicator="嫘嫘灯产量", start=20, end=25)
    theme = Theme("T1", None, "稳", "工业运行稳中向好", "quoted", 0, 9)
    reading = render_english(Reading(article, (theme,), (), (known, unknown)), load_glossary())
    first, second = reading.figures
    assert (first.indicator_en, first.value_en, first.covered) == (
        "Investment in industry",
        "+23.9%",
        True,
    )
    assert second.indicator_en.startswith("Output of ")
    assert not second.covered
    assert reading.themes[0].label_en == "Stability"
    assert {problem.kind for problem in reading.problems} == {"untranslated_term"}
    assert all(problem.start == unknown.start for problem in reading.problems)


def test_a_doubtful_label_is_listed_once_and_marked_at_each_figure():
    source = Source("d", "d.txt", "0" * 64, "utf-8", "")
    article = Article(source, "t", "", date(2024, 1, 1), None, None, "simplified", ())
    unknown = replace(FIGURE, indicator="嫘嫘灯产量")
    figures = tuple(replace(unknown, id=f"F{n}", start=n * 10, end=n * 10 + 5) for n in (1, 2, 3))
    reading = render_english(Reading(article, (), (), figures), load_glossary())
    assert [figure.covered for figure in reading.figures] == [False] * 3
    assert {problem.start for problem in reading.problems} == {10}


def test_a_heading_that_cannot_be_said_stands_in_chinese_alone():
    source = Source("d", "d.txt", "0" * 64, "utf-8", "")
    article = Article(source, "t", "", date(2024, 1, 1), None, None, "simplified", ())
    theme = Theme("T1", None, "嫘嫘灯升级", "嬷嬷囍光", "quoted", 0, 9)
    reading = render_english(Reading(article, (theme,), (), ()), load_glossary())
    assert (reading.themes[0].label_en, reading.themes[0].title_en) == ("", "")
    assert {problem.kind for problem in reading.problems} == {"untranslated_term"}


def test_a_benchmark_and_a_scope_without_english_are_left_out():
    figure = replace(
        FIGURE,
        versus=(Comparison("全省", Decimal(1)), Comparison("嬷嬷", Decimal(2))),
        rank=Rank("囍字号", 2),
    )
    assert compared_en(figure) == "1 pp above the provincial average; 2nd"
    alone = replace(FIGURE, versus=(Comparison("嬷嬷", Decimal(2)),))
    assert compared_en(alone) == ""


@pytest.mark.parametrize("name", ["全部规上工业", "规模以上工业"])
def test_the_average_of_all_industry_is_said_in_a_cell(name):
    figure = replace(FIGURE, versus=(Comparison(name, Decimal("10.5")),))
    assert compared_en(figure) == ("10.5 pp above that of industry above the designated size")


def test_growth_over_several_years_is_not_on_a_year_earlier():
    figure = replace(FIGURE, basis=Basis.YOY, period="2021/2025")
    assert printed_value(figure) == "+23.9%"
    assert printed_value(replace(figure, period="2025-01/2025-06")) == "+23.9% y/y"


@pytest.mark.parametrize(
    ("area", "label", "compared"),
    [
        ("宁夏回族自治区", "in the region", "1.5 pp above the regional average; 2nd in the region"),
        ("", "in the region", "1.5 pp above the regional average; 2nd in the region"),
        ("蓬江区", "in the district", "1.5 pp above the district average; 2nd in the district"),
        ("南京高新区", "in the zone", "1.5 pp above the zone average; 2nd in the zone"),
    ],
)
def test_the_whole_of_a_district_is_no_region(area, label, compared):
    figure = replace(
        FIGURE,
        area=area,
        versus=(Comparison("全区", Decimal("1.5")),),
        rank=Rank("全区", 2),
    )
    said = "Value added of industrial enterprises above the designated size in the region"
    assert of_area(said, "全区规上工业增加值", figure).endswith(label)
    assert of_area(said, "地区规上工业增加值", figure) == said
    assert compared_en(figure) == compared
