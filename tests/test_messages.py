"""What goes wrong is said in Chinese on the page of the preview, all of it."""

from __future__ import annotations

import re

import pytest
from messages import GAP, messages

from briefgen import pipeline
from briefgen.errors import EditError
from briefgen.lexicon import load_toml
from briefgen.messages import in_both, in_chinese, known, told
from briefgen.overrides import load_overrides
from briefgen.settings import load_settings

COMPOSED = {"setting in [␞]", "setting in [[␞]]"}  # part of "`x` is no setting in [build]; …"
HAN = re.compile("[\u3400-\u9fff]")


def test_every_message_that_an_editor_may_see_has_chinese():
    lacking = sorted(
        f"{file}: {words}"
        for file, words in messages()
        if " " in words.strip() and words not in COMPOSED and not known(words.strip())
    )
    assert lacking == []


def test_the_collector_finds_what_is_said():
    found = dict.fromkeys(words for _, words in messages())
    assert "there is no such day" in found
    assert f"the text has more than {GAP} bytes" in found
    assert "take out what you added last" in found
    assert "characters" not in found


def test_both_sides_put_in_the_same():
    tables = (table for table in load_toml("messages").values() if isinstance(table, dict))
    for english, chinese in (entry for table in tables for entry in table.items()):
        gaps = english.count("{}")
        numbered = {int(number) for number in re.findall(r"\{(\d)\}", chinese)}
        if numbered:
            assert numbered == {*range(1, gaps + 1)}, english
            assert "{}" not in chinese, english
        else:
            assert chinese.count("{}") == gaps, english
        assert HAN.search(chinese) or english.startswith(("{}", "`", "[", "extends")), english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("there is no such day", "没有这一天"),
        ("the text has more than 1000000 bytes", "文字超过 1000000 字节"),
        (
            "refused: it loses 9.0 and it adds 8.0; the source says “增长9.0%”",
            "不予采用：少了数字 9.0，多了数字 8.0；原文是“增长9.0%”",
        ),
        ("the period of 9.0% changes: 2023 becomes 2024", "9.0% 的时间变了：2023 变成 2024"),
        ("利用 (in 碳捕集利用) is not in the glossary", "“碳捕集利用”中的“利用”不在词语表里"),
        ("a.txt: the file is empty; it is left out", "a.txt：文件是空的；未采用"),
        (
            "cannot be read: Expected '=' after a key in a key/value pair (at line 3, column 5)",
            "无法读取：名称后面缺少 =（第 3 行第 5 列）",
        ),
        ("the result cannot be written: Permission denied", "无法写入：没有权限"),
        ("no place is called “x”; did you mean 聊城?", "没有叫“x”的地区；是不是 聊城？"),
        # not known: it stays as it is, and so does what quotes a whole file
        ("an error nobody thought of", "an error nobody thought of"),
        ("x" * 5000, "x" * 5000),
        ("", ""),
    ],
)
def test_a_message_in_chinese(english, chinese):
    assert in_chinese(english) == chinese


def test_a_list_of_faults_is_read_line_by_line(tmp_path):
    edits = tmp_path / "overrides.toml"
    wrong = '[[edit]]\nkey = "h"\npinn = true\ntext = ""\n'
    edits.write_text(wrong, encoding="utf-8")
    (tmp_path / "briefgen.toml").write_text('[build]\ntmplate = "x"\ncity = 3\n', encoding="utf-8")
    for made in (lambda: load_overrides(edits), lambda: load_settings(tmp_path)):
        with pytest.raises(Exception, match="wrong") as failure:
            made()
        lines = in_chinese(failure.value.message).splitlines()
        assert len(lines) > 1
        assert all(HAN.search(line) for line in lines)


def test_a_failure_is_told_in_both_languages(tmp_path):
    empty = tmp_path / "a.txt"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(Exception, match="empty") as failure:
        pipeline.open_article(empty, "a.txt")
    assert told(failure.value)["zh"] == {"message": "文件是空的", "hint": "请删去，或填入内容"}
    assert told(EditError("refused: it adds 9", hint=""))["message"] == "refused: it adds 9"


def test_of_several_lines_that_are_alike_each_is_put_into_chinese():
    told_in_english = (
        "2 hand edits are wrong\n"
        "  overrides.toml:1: `key` must be a key such as h1a2b3c_4d5e6f70: briefgen edit keys\n"
        "  overrides.toml:2: `keyy` is unknown; there are key, pin"
    )
    assert in_chinese(told_in_english) == (
        "有 2 处手工修改不对：\n"
        "  overrides.toml:1：`key` 应是 h1a2b3c_4d5e6f70 这样的编号：briefgen edit keys\n"
        "  overrides.toml:2：不认识 `keyy`；可以写 key, pin"
    )


def test_a_failure_on_a_terminal_is_told_in_both_languages():
    error = EditError("there is no such day", where="x.toml:3", hint="not known to anybody")
    assert in_both(error) == "x.toml:3: there is no such day\n  not known to anybody\n  没有这一天"
