"""On a page about a wider place every label says whose figure it is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from select_samples import PLACE, figure, reading
from workspaces import run

from briefgen.english import load_glossary, told_apart
from briefgen.english.numbers import check
from briefgen.gazetteer import gazetteer
from briefgen.whose import naming_areas

TEXT = "实现产值5亿元"
COUNTY = """东阿县一季度经济运行情况
2024年4月20日

一季度，全县规模以上工业增加值增长8.5%，高于全市平均1.3个百分点，居全市第3位。固定资产投资增长9.6%，居全市第2位。
一般公共预算收入3.6亿元，增长5.1%。社会消费品零售总额12.4亿元，增长6.2%。
"""
CITY = """聊城市一季度经济运行情况
2024年4月18日

一季度，全市规模以上工业增加值增长7.2%，高于全省平均0.5个百分点。固定资产投资增长4.3%。
"""


@pytest.fixture(scope="module")
def glossary():
    return load_glossary()


@pytest.mark.parametrize(
    ("area", "label", "zh", "english"),
    [
        ("东阿县", "工业投资", "东阿县工业投资", "Investment in industry in Dong'e County"),
        ("东阿县", "东阿县工业投资", "东阿县工业投资", "en 东阿县工业投资"),
        ("高邮高新区", "高新区GDP", "高邮高新区GDP", "GDP of Gaoyou High-tech Zone"),
        ("东阿县", "县级公路里程", "东阿县县级公路里程", None),
    ],
)
def test_a_label_names_its_area_once(area, label, zh, english, glossary):
    told = told_apart(figure(1, TEXT, 0, "5亿元", label, area=area), glossary)
    assert told.indicator == zh
    assert english is None or told.indicator_en == english


def test_where_the_whole_is_not_covered_the_area_stands_behind(glossary):
    label = replace(figure(1, TEXT, 0, "5亿元", "灵犀产值", area="东阿县"), covered=True)
    told = told_apart(label, glossary)
    assert told.indicator_en == "en 灵犀产值 in Dong'e County"
    assert told.covered


def test_a_count_of_households_says_so_where_the_label_no_longer_does(glossary):
    alone = figure(1, "完成户厕改造1210户", 0, "1210户", "户厕改造", area="东阿县")
    told = told_apart(replace(alone, covered=True, value_en="1,210"), glossary)
    assert check(told) is None


def named(area, place, page):
    passages = [("T1", TEXT, ["5亿元|产值"], {"area": area})]
    found = naming_areas([reading("a", passages, place=place)], page, load_glossary())
    return found[0].figures[0].indicator


@pytest.mark.parametrize(
    ("area", "place", "page", "label"),
    [
        ("聊城市", "聊城", "聊城", "产值"),  # its own page
        ("聊城市", "聊城", "山东", "聊城市产值"),
        ("山东省", "聊城", "山东", "产值"),
        ("全国", "聊城", "山东", "产值"),
        ("东阿县", "东阿", "聊城", "东阿县产值"),
        ("东阿县", "聊城", "聊城", "东阿县产值"),  # most of its figures: it is about that county
        ("聊城经开区", "聊城", "聊城", "聊城经开区产值"),
        ("鲁西集团", "聊城", "聊城", "产值"),  # an enterprise's figure has no row
    ],
)
def test_whose_figures_are_named(area, place, page, label):
    assert named(area, gazetteer().find(place), gazetteer().find(page)) == label


def test_one_county_among_others_is_left_to_the_text():
    passages = [("T1", TEXT, ["5亿元|产值"]), ("T1", TEXT, ["5亿元|产值"], {"area": "东阿县"})]
    city = gazetteer().find("聊城")
    found = naming_areas([reading("a", passages, place=city)], city, load_glossary())
    assert [each.indicator for each in found[0].figures] == ["产值", "产值"]


def test_a_document_of_another_place_says_so_before_its_source():
    told = reading("a", [("T1", TEXT, ["5亿元|产值"])], title="我市产值5亿元")
    province = gazetteer().find("山东")
    article = replace(told.article, origin="大众日报")
    found = naming_areas([replace(told, article=article)], province, load_glossary())
    assert found[0].article.origin == "聊城市 · 大众日报"
    assert naming_areas([told], PLACE, load_glossary())[0].article.origin == told.article.origin
    (found,) = naming_areas(
        [replace(told, article=replace(article, origin=""))], province, load_glossary()
    )
    assert (found.article.title, found.article.origin) == ("聊城市：我市产值5亿元", "")


def test_the_page_of_a_city_prints_no_countys_figure_as_its_own(tmp_path):
    folder = tmp_path / "workspace"
    (folder / "seeds").mkdir(parents=True)
    (folder / "briefgen.toml").touch()
    for name, text in (("county", COUNTY), ("city", CITY)):
        (folder / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    args = ("--workspace", folder, "--city", "聊城", "--date", "2024-04-22", "--formats", "pdf")
    assert run("build", *args).exit_code == 0
    (page,) = folder.glob("output/*.json")
    told = json.loads(page.read_text(encoding="utf-8"))["figures"]
    of_county = [each["indicator"] for each in told if each["area"] == "东阿县"]
    assert of_county
    assert all(name.startswith("东阿县") for name in of_county)
    sources = json.loads(page.read_text(encoding="utf-8"))["sources"]
    assert [each["path"] for each in sources] == ["seeds/city.txt", "seeds/county.txt"]
    rates = {each["raw"]: each["indicator"] for each in told}
    assert rates["7.2%"] == "规模以上工业增加值"
    finished = next(folder.glob("output/*.pdf"))
    assert run("verify", finished, "--workspace", folder).exit_code == 0
    page.unlink()  # what is attached to the PDF says the same
    assert run("verify", finished, "--workspace", folder).exit_code == 0


FORETOLD = """马鞍山市政府工作报告
2016年1月6日

预计，全市实现地区生产总值1360亿元，增长9.4%；财政收入210亿元，增长3.6%；固定资产投资1876亿元，增长12%。
"""


def test_what_is_foretold_in_words_parted_by_a_comma_is_verified(tmp_path):
    folder = tmp_path / "workspace"
    (folder / "seeds").mkdir(parents=True)
    (folder / "briefgen.toml").touch()
    (folder / "seeds" / "report.txt").write_text(FORETOLD, encoding="utf-8")
    args = ("--workspace", folder, "--city", "马鞍山", "--date", "2016-01-08", "--formats", "pdf")
    assert run("build", *args).exit_code == 0
    assert run("verify", next(folder.glob("output/*.pdf")), "--workspace", folder).exit_code == 0
