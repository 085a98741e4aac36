"""In a text that says no year the parts of a year are told apart: 前三季度 is not 第三季度."""

from __future__ import annotations

import pytest

from briefgen.clean import clean
from briefgen.english.periods import period_en, period_zh
from briefgen.figures import extract
from briefgen.figures.undated import part_of_year
from briefgen.read import read_source
from briefgen.themes import outline

TRADE = """山西省外贸进出口情况

今年前三季度，山西省进出口983.1亿元，下降5.8%。其中，出口565.7亿元，下降2.7%。
第三季度，山西省进出口430.3亿元，下降0.6%。去年全年，山西省进出口1500亿元。
"""
HARVEST = """我市粮食生产

今年上半年，夏粮面积476.66万亩。预测全市秋粮面积552.16万亩。
"""


def read(text, folder):
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    article = clean(read_source(path))
    figures, _ = extract(article, outline(article))
    return {figure.mention: (figure.period, figure.undated) for figure in figures}


def test_a_text_without_a_year_keeps_the_parts_of_one(tmp_path):
    told = read(TRADE, tmp_path)
    assert told["983.1亿元"] == told["2.7%"] == (None, "XXXX-01/XXXX-09")
    assert told["430.3亿元"] == told["0.6%"] == (None, "XXXX-Q3")
    assert told["1500亿元"] == (None, None)  # a whole year is no part of one


def test_with_a_year_there_is_nothing_more_to_say(tmp_path):
    told = read(TRADE.replace("今年前三季度", "2020年前三季度"), tmp_path)
    assert told["983.1亿元"] == ("2020-01/2020-09", None)
    assert {undated for _, undated in told.values()} == {None}


def test_a_forecast_is_not_of_the_part_before_it(tmp_path):
    told = read(HARVEST, tmp_path)
    assert told["476.66万亩"] == (None, "XXXX-01/XXXX-06")
    assert told["552.16万亩"] == (None, None)


@pytest.mark.parametrize(
    ("period", "part"),
    [
        ("1900-01/1900-09", "XXXX-01/XXXX-09"),
        ("1900-Q3", "XXXX-Q3"),
        ("1900-10-01/1900-10-07", "XXXX-10-01/XXXX-10-07"),
        ("1900-05", "XXXX-05"),
        ("1900", None),
        ("1899", None),
        ("1899-07/1899-12", None),
        ("1899-12/1900-02", None),
        ("2023-05", None),
        (None, None),
    ],
)
def test_a_part_of_the_year_is_kept_without_it(period, part):
    assert part_of_year(period) == part


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("XXXX-01/XXXX-09", "Jan–Sep", "1—9月"),
        ("XXXX-01/XXXX-06", "H1", "上半年"),
        ("XXXX-Q3", "Q3", "三季度"),
        ("XXXX-05", "May", "5月"),
        ("XXXX-10-01/XXXX-10-07", "Oct 1–7", "10月1日—10月7日"),
        ("XXXX-10-01", "Oct 1", "10月1日"),
    ],
)
def test_it_is_said_without_a_year(period, english, chinese):
    assert period_en(period) == english
    assert period_zh(period) == chinese
