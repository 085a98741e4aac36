import tomllib
from pathlib import Path

import pytest
from select_samples import PLACE, figure, reading, theme

from briefgen.model import Problem, Status
from briefgen.select import highlights, with_highlights
from briefgen.select.clauses import clauses
from briefgen.select.parts import balanced, cut
from briefgen.select.pieces import pieces

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "clauses.toml").read_text(encoding="utf-8")
)["case"]


def trimmed(case):
    text, at, figures = case["text"], 0, []
    for number, spec in enumerate(case["figures"]):
        figures.append(figure(number, text, at, *spec.split("|")))
        at = figures[-1].at + 1
    row = pieces(text, figures, case.get("heading", ""), lambda _start, _end: False)
    return list(clauses(text, row))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_sentence_is_trimmed_to_the_clauses_that_carry_figures(case):
    found = trimmed(case)
    assert [case["text"][each.start : each.end] for each in found] == case["want"]
    if "lead" in case:
        leads = [case["text"][slice(*each.lead)] if each.lead else "" for each in found]
        assert leads == case["lead"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_clause_is_balanced_and_holds_its_figures(case):
    for each in trimmed(case):
        text = case["text"][each.start : each.end]
        assert balanced(text)
        assert all(each.start <= figure.at < each.end for figure in each.figures)
        assert len({figure.status for figure in each.figures}) == 1


def test_parts_cover_all_text_but_the_marks():
    text = "甲，乙（丙，丁）；戊1:2“己。庚”，辛。"
    parts = [text[part.start : part.end] for part in cut(text, 80)]
    assert parts == ["甲", "乙（丙，丁）", "戊1:2“己。庚”", "辛"]


def test_a_quotation_that_never_closes_does_not_swallow_the_text():
    assert len(list(cut("“甲，乙，丙。丁，戊。", 80))) == 5


def test_damaged_text_is_not_used():
    text = "推动规?；应用，平台服务企业2719家。新增基站300个。"
    one = reading("d", [(None, text, ["2719家|平台服务企业", "300个|新增基站"])])
    assert [each.text for each in highlights(one)] == ["平台服务企业2719家", "新增基站300个"]
    harm = Problem("damaged_text", 10, 13, "")
    two = reading("d", [(None, text, ["2719家|平台服务企业", "300个|新增基站"])], problems=(harm,))
    assert [each.text for each in highlights(two)] == ["新增基站300个"]


@pytest.mark.parametrize(
    ("tail", "want"),
    [
        ("为全面建设美好家园提供坚强思想", "力争旅游总收入突破1万亿元"),
        ("居全省第2位", "力争旅游总收入突破1万亿元，居全省第2位"),
    ],
)
def test_the_broken_tail_of_a_sentence_is_not_printed(tail, want):
    text = f"围绕九个方面开展工作。力争旅游总收入突破1万亿元，{tail}"
    torn = Problem("cut_off", 11, len(text), "")
    row = (None, text, ["1万亿元|旅游总收入"], {"status": Status.TARGET})
    assert [each.text for each in highlights(reading("d", [row], problems=(torn,)))] == [want]


def test_a_highlight_says_whether_it_is_a_result():
    rows = [
        (None, "预期目标是，新增基站300个。", ["300个|新增基站"], {"status": Status.TARGET}),
        (None, "新增企业20家。", ["20家|新增企业"]),
    ]
    found = highlights(reading("d", rows))
    assert [(each.text, each.status) for each in found] == [
        ("新增基站300个", Status.TARGET),
        ("新增企业20家", Status.ACTUAL),
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("人才是第一资源。推进基层人才队伍建设。", "推进基层人才队伍建设"),
        ("当前国际形势异常复杂严峻。推进企业稳产扩能增效。", "推进企业稳产扩能增效"),
        ("推进企业稳产扩能增效，工作要求是：以新发展理念为统领。", "推进企业稳产扩能增效"),
        ("支持是否达标的定期评估工作。", "支持是否达标的定期评估工作"),
    ],
)
def test_a_plan_without_figures_is_no_statement_of_fact(text, want):
    one = reading("d", [("T1", text, [])], [theme("T1", "重点工作")])
    assert [(each.text, each.status) for each in highlights(one)] == [(want, Status.TARGET)]


def test_what_points_back_is_no_line_without_figures():
    text = "上述工作在全国率先建成示范平台。在全省率先开通绿色通道，获得推广。"
    one = reading("d", [("T1", text, [])], [theme("T1", "完善要素供给")])
    assert [each.text for each in highlights(one)] == ["在全省率先开通绿色通道，获得推广"]


def test_a_figure_in_doubt_keeps_its_part_from_print():
    passage = (None, "新增基站300个。新增企业20家。", ["300个|新增基站"], {"confidence": 0.5})
    assert highlights(reading("d", [passage])) == ()


def test_offsets_point_at_the_words_in_the_source():
    one = reading("d", [(None, "高效统筹，新增基站300个。", ["300个|新增基站"])])
    (found,) = highlights(one)
    assert one.article.source.text[found.start : found.end] == found.text


def test_figures_know_their_highlight():
    one = with_highlights(reading("d", [(None, "新增基站300个。", ["300个|新增基站"])]))
    assert one.figures[0].highlight == one.highlights[0].id == "H1"


def test_a_theme_without_figures_has_its_most_telling_sentence():
    text = "完善要素供给。加强统筹协调。在全国率先建成省级示范平台，典型经验获推广。"
    one = reading("d", [("T1", text, [])], [theme("T1", "完善要素供给")])
    (found,) = highlights(one)
    assert found.text == "在全国率先建成省级示范平台，典型经验获推广"
    assert found.score < 0.4


def test_a_heading_is_not_a_highlight_of_its_own_theme():
    one = reading("d", [("T1", "完善要素供给。", [])], [theme("T1", "完善要素供给")])
    assert highlights(one) == ()


@pytest.mark.no_cover  # the tables run through the same lines
def test_one_line_of_a_whole_book_takes_linear_time():
    text = "新增企业，" * 40_000 + "基站300个"
    one = reading("d", [(None, text, ["300个|基站"])], place=PLACE)
    assert len(highlights(one)) == 1
