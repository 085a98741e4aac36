"""`briefgen clean` shows the text, what was cut, what was mended and what is in doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from formats import FIRST, SECOND, TITLE
from workspaces import run

from briefgen.commands.clean import clean as command

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
TEXT = (
    f"首页 | 新闻 | 财经\n{TITLE}\n来源：聊城日报\n"
    f"聚焦产业chǎnyè链，全市6个产品列人省级名单。\n{FIRST}\n"
    f"推动平台规?；疟?，技改投资增长9.6%。\n（责任编辑：张三）\n"
)


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_text_alone_is_shown(document):
    shown = run("clean", document)
    assert shown.exit_code == 0
    assert shown.output.splitlines() == [
        TITLE,
        "",
        "聚焦产业链，全市6个产品列入省级名单。",
        FIRST,
        "推动平台规?；疟?，技改投资增长9.6%。",
    ]


def test_what_was_done_is_shown_with_kind_line_and_reason(document):
    shown = run("clean", document, "--show-cut").output
    assert "\x1b[" not in shown
    for words in (
        "    1  menu         首页 | 新闻 | 财经",
        "    3  source_line  来源：聊城日报",
        "    4  chǎnyè -> (nothing)  romanisation inserted",
        "    4  列人 -> 列入  列人 for 列入 before a list",
        "    6  damaged_text     推动平台规?；疟?  characters were lost here",
        "    7  byline       （责任编辑：张三）",
    ):
        assert words in shown


def test_json_holds_the_same_with_offsets(document):
    content = json.loads(run("clean", document, "--show-cut", "--format", "json").output)
    assert content["schema"] == "briefgen.clean/1"
    assert content["published"] is None
    for entry in (*content["cut"], *content["problems"]):
        assert TEXT[entry["start"] : entry["end"]] == entry["text"]
        assert TEXT.count("\n", 0, entry["start"]) + 1 == entry["line"]
    assert [(repair["was"], repair["now"]) for repair in content["repaired"]] == [
        ("chǎnyè", ""),
        ("列人", "列入"),
    ]
    plain = json.loads(run("clean", document, "--format", "json").output)
    assert not {"cut", "repaired", "problems"} & plain.keys()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_document_can_be_shown(path):
    assert run("clean", path, "--show-cut").exit_code == 0
    json.loads(run("clean", path, "--show-cut", "--format", "json").output)


def test_a_file_of_nothing_but_menus_is_shown_but_not_used(tmp_path):
    path = tmp_path / "menus.txt"
    path.write_text(
        "首页\n政务公开\n新闻中心\n首页 | 新闻 | 财经\n登录\n注册\n版权所有 某网\n",
        encoding="utf-8",
    )
    assert "menu" in run("clean", path, "--show-cut").output
    refused = run("extract", path)
    assert refused.exit_code == 1
    assert "nothing is left after cleaning" in refused.stderr
    assert f"briefgen clean --show-cut {path}" in refused.stderr


def test_a_clause_that_lost_characters_stays_off_while_its_neighbours_count(document):
    content = json.loads(run("extract", document).output)["documents"][0]
    damaged = [each for each in content["problems"] if each["kind"] == "damaged_text"]
    assert [TEXT[each["start"] : each["end"]] for each in damaged] == ["推动平台规?；疟?"]
    assert "9.6%" in [figure["mention"] for figure in content["figures"]]
    assert not any("?" in highlight["text"] for highlight in content["highlights"])


def test_the_help_has_examples():
    shown = run("clean", "--help").output
    assert "--show-cut" in shown
    assert "Examples:" in shown
    assert command.short_help


def test_a_missing_file_is_told(tmp_path):
    refused = run("clean", tmp_path / "none.txt")
    assert refused.exit_code == 1
    assert "no such file" in refused.stderr


def test_one_long_line_is_read(tmp_path):
    path = tmp_path / "line.txt"
    path.write_text((FIRST + SECOND) * 500, encoding="utf-8")
    assert run("clean", path).exit_code == 0


def test_invisible_and_control_characters_are_gone(tmp_path):
    path = tmp_path / "a.txt"
    spoiled = (
        "今\u200b年以来，全市工\u00ad信系统\u00a0聚焦工业"
        "\x01经济\ufeff高质量\u2060发展，增\u200e长9.0%。"
    )
    path.write_text(f"{TITLE}\n{spoiled}\n{FIRST * 60}\n", encoding="utf-8")
    assert "今年以来，全市工信系统聚焦工业经济高质量发展，增长9.0%。" in run("clean", path).output
