"""The same news from two outlets is used once, and both are named; other news never is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from formats import FIRST, SECOND, THIRD, TITLE
from workspaces import run, workspace

from briefgen.clean import clean
from briefgen.duplicates import groups, same_news, sketch
from briefgen.model import Source
from briefgen.read import read_source

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
ADVERT = "广告\n装修贷款年化利率3.0%起，额度50万元，详询热线95599，优惠多多，欢迎来电咨询。\n"
PLACE = "5月27日，聊城市人民政府新闻办公室举行新闻发布会，介绍聊城市工业经济运行的有关情况。"
WHOLE = f"{TITLE}\n2024-05-28 来源：聊城日报\n{PLACE}\n{FIRST}\n{SECOND}\n{THIRD}\n"
HEAD = "聊城：前4个月工业经济稳中向好\n来源：大众网\n"
SHORTER = f"{HEAD}{ADVERT}{PLACE}\n{FIRST}\n{SECOND}\n（记者 张三）\n"
CHANGES = (
    *(("9.0", "8.7"), ("795", "812"), ("9.6%", "9.2%"), ("60家", "71家"), ("第3位", "第5位")),
    *(("12家", "9家"), ("1520", "1533"), ("1.9", "1.4")),
)
MAY = WHOLE
for was, now in CHANGES:
    MAY = MAY.replace(was, now)


def drawn(text):
    return sketch(clean(Source("x", "x.txt", "0", "utf-8", text)))


def test_a_shorter_version_with_adverts_is_the_same_news():
    assert same_news(drawn(WHOLE), drawn(SHORTER))
    assert groups([drawn(SHORTER), drawn(WHOLE)]) == [[1, 0]]


def test_a_version_in_traditional_script_is_the_same_news():
    other = (
        WHOLE.replace("发展", "發展").replace("业", "業").replace("规", "規").replace("长", "長")
    )
    assert same_news(drawn(WHOLE), drawn(other.replace("，", ",")))


def test_the_same_words_with_other_numbers_are_other_news():
    assert not same_news(drawn(WHOLE), drawn(MAY))


def test_the_same_words_of_another_day_are_other_news():
    one = drawn(WHOLE)
    assert not same_news(one, replace(one, day=date(2023, 5, 27)))
    assert same_news(one, replace(one, day=None))


def test_documents_of_one_city_are_different_news():
    sketches = [sketch(clean(read_source(path))) for path in SEEDS]
    assert not any(same_news(one, other) for one, other in combinations(sketches, 2))
    assert sorted(groups(sketches)) == [[index] for index in range(len(SEEDS))]


def test_texts_of_nothing_are_never_the_same():
    assert groups([drawn("通知"), drawn("通知"), drawn("")]) == [[0], [1], [2]]


def test_three_versions_make_one_group():
    found = groups([drawn(SHORTER), drawn(MAY), drawn(WHOLE), drawn(WHOLE + THIRD)])
    assert sorted(map(sorted, found)) == [[0, 2, 3], [1]]


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_page_names_both_outlets_and_uses_the_news_once(tmp_path, names):
    folder = workspace(tmp_path / "ws", **dict(zip(names, (WHOLE, SHORTER), strict=True)))
    made = run(
        "--workspace", folder, "build", "--city", "聊城", "--formats", "pdf", "--date", "2024-05-31"
    )
    assert made.exit_code == 0, made.output
    longer, shorter = (f"seeds/{name}.txt" for name in names)
    assert f"{shorter} is the same news as {longer}; used once" in made.stderr
    content = json.loads(next((folder / "output").glob("*.json")).read_text(encoding="utf-8"))
    assert [(note["path"], note["origin"], note["also"]) for note in content["sources"]] == [
        (longer, "聊城日报", ["大众网"])
    ]
