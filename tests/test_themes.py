"""The step `themes`: tables of passages, and what must hold for any text at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Article, Paragraph, Source, Traced
from briefgen.themes import outline

CASES = tomllib.loads((Path(__file__).parent / "cases/themes.toml").read_text(encoding="utf-8"))
LONGEST_LINE = 45


def article(text: str, title: str = "") -> Article:
    """An article whose paragraphs are the lines of the text, as the step before gives them."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        bare = line.lstrip("#").lstrip()
        level = len(line) - len(line.lstrip("#"))
        begin = at + len(line) - len(bare)
        if bare:
            short = len(bare) <= LONGEST_LINE and not set("。；！？") & set(bare)
            traced = Traced(bare, tuple(range(begin, begin + len(bare))))
            paragraphs.append(Paragraph(traced, level, short))
        at += len(line) + 1
    source = Source("test", "test.txt", "", "utf-8", text)
    return Article(source, title, "", None, None, None, "simplified", tuple(paragraphs))


def joined(parts) -> str:
    return "".join(part.text.text for part in parts)


@pytest.mark.parametrize("case", CASES["case"], ids=[case["name"] for case in CASES["case"]])
def test_a_passage_has_the_themes_a_reader_gives_it(case):
    found = outline(article(case["text"], case.get("title", "")))
    assert [[one.id, one.label, one.title] for one in found.themes] == case["themes"]
    if "overall" in case:
        overall = [one.text.text for one in found.passages if one.theme is None]
        assert len(overall) == len(case["overall"])
        for text, beginning in zip(overall, case["overall"], strict=True):
            assert text.startswith(beginning)
    if "last" in case:
        assert found.passages[-1].theme == case["last"]
    if "rules" in case:
        assert {one.rule for one in found.themes} == set(case["rules"])


@pytest.mark.parametrize("case", CASES["case"], ids=[case["name"] for case in CASES["case"]])
def test_no_text_is_lost_or_doubled(case):
    given_article = article(case["text"])
    assert joined(outline(given_article).passages) == joined(given_article.paragraphs)


@pytest.mark.parametrize("case", CASES["case"], ids=[case["name"] for case in CASES["case"]])
def test_a_theme_spans_its_passages_and_its_children(case):
    found = outline(article(case["text"]))
    spans = {one.id: (one.start, one.end) for one in found.themes}
    for one in found.themes:
        assert one.start < one.end
        if one.parent:
            assert spans[one.parent][0] <= one.start
            assert one.end <= spans[one.parent][1]
    for passage in found.passages:
        if passage.theme:
            span = passage.text.span()
            assert spans[passage.theme][0] <= span.start
            assert span.end <= spans[passage.theme][1]


PIECES = st.sampled_from(
    [
        "一是",
        "二是加强储备。",
        "（一）",
        "（二）推进改革，",
        "——",
        "“稳”，",
        "“新”，增长。",
        "从投资看，",
        "工业方面，",
        "聚焦创新突破。",
        "增长5.2%。",
        "各位代表！",
        "一、",
        "二、工作回顾",
        "\n",
        "\n",
        "#",
        "下一步，",
        "首先，",
        "其次，",
        "最后，",
        "①",
        "②",
        "第一，",
        "【工业】",
        "，",
        "：",
        "”",
        "（",
        "1．",
        "2．",
        "名词解释",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60))
def test_any_mixture_of_markers_keeps_every_character(pieces):
    given_article = article("".join(pieces))
    found = outline(given_article)
    assert joined(found.passages) == joined(given_article.paragraphs)
    known = {one.id for one in found.themes}
    assert len(known) == len(found.themes)
    assert all(one.theme is None or one.theme in known for one in found.passages)
    assert all(one.parent is None or one.parent in known for one in found.themes)


@pytest.mark.parametrize("said", ["主要有四个特点", "呈现四个突出亮点", "形成四大鲜明特点"])
def test_an_announced_number_that_is_not_found_is_a_problem(said):
    text = (
        f"全市经济{said}。\n“稳”，工业向好。增长9.0%。\n"
        "“新”，动能集聚。增长8.0%。\n“活”，企业活跃。增长7.0%。"
    )
    problems = outline(article(text)).problems
    assert [one.kind for one in problems] == ["theme_count"]


def test_wrong_numbers_are_told_in_the_order_of_the_text():
    lists = [
        f"{part}、{name}\n这里主要有四个特点。\n一是稳定投资。增长9.0%。\n二是扩大消费。增长8.0%。\n"
        for part, name in zip("一二三", ("工业经济", "农业经济", "服务经济"), strict=True)
    ]
    starts = [one.start for one in outline(article("".join(lists))).problems]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_an_announced_number_that_is_found_is_no_problem():
    text = "全市经济主要有两个特点。\n“稳”，工业向好。增长9.0%。\n“新”，动能集聚。增长8.0%。"
    assert outline(article(text)).problems == ()


def test_the_title_is_no_theme():
    text = "# 聊城工业稳中向好\n一季度，全市规模以上工业增加值同比增长7.9%，高于全省平均水平。"
    assert outline(article(text, title="聊城工业稳中向好")).themes == ()


def test_text_that_breaks_off_goes_on_under_its_theme():
    text = (
        "——推进技术改造。制造业技改投资同比增长36.9%。\n——推动绿色转型。碳排放权交易额占全国总交易9.1%\n"
        "全市规模以上工业用水重复利用率超90%，一般工业固体废物综合利用率达到98%以上。"
    )
    found = outline(article(text))
    assert [one.theme for one in found.passages] == ["T1", "T2", "T2"]


def test_explained_words_behind_the_text_are_no_themes():
    text = (
        "一、工业\n增加值增长5%，利润增长6%，税收增长7%，用电量增长8%。\n名词解释\n"
        "1．“两重”：是指国家重大战略实施和重点领域安全能力建设。\n2．“两新”：是指设备更新和以旧换新。"
    )
    found = outline(article(text))
    assert [one.label for one in found.themes] == ["工业"]
    assert found.passages[-1].theme is None


def test_an_empty_article_has_no_themes():
    assert outline(article("")).themes == ()
