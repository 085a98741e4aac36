"""Wrong use of a command is told in both languages, as every other failure is."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from briefgen.cli import main

WRONG = [
    (("bild",), "No such command 'bild'", "没有 'bild' 这个命令，是不是 'build'？"),
    (("zzzzz",), "No such command 'zzzzz'.", "没有 'zzzzz' 这个命令"),
    (("--nosuch",), "No such option", "没有 '--nosuch' 这个选项"),
    (("build", "--ciyt", "x"), "No such option", "没有 '--ciyt' 这个选项，是不是 '--city'？"),
    (("build", "--city"), "requires an argument", "选项 '--city' 后面要写内容"),
    (("build", "--all=3"), "does not take a value", "选项 '--all' 后面不写内容"),
    (("build", "--date", "x"), "'x' is no day", "'x' 不是日期，请写成 2024-05-31"),
    (("build", "--jobs", "0"), "not in the range", "0 不在范围 1<=x<=64 内"),
    (("build", "--jobs", "x"), "not a valid integer", "'x' 不是整数"),
    (("build", "--all", "--city", "x"), "exclude each other", "--city 和 --all 不能同时用"),
    (("build", "--formats", "odt"), "is no format", "'odt' 不是格式，可用的有 pdf, docx"),
    (("compare",), "Missing option '--indicator'", "缺少选项 '--indicator'"),
    (("template", "new"), "Missing argument 'NAME'", "缺少参数 'NAME'"),
    (("template", "nwe"), "No such command 'nwe'", "没有 'nwe' 这个命令，是不是 'new'？"),
    (("template", "check", "a", "b"), "unexpected extra argument", "多出一个参数（b）"),
    (("template", "check", "a", "b", "c"), "unexpected extra", "多出几个参数（b c）"),
    (("template", "vars", "--language", "fr"), "is not one of", "'fr' 不在可选之列"),
    (("edit", "keys", "nofile"), "does not exist", "没有这个文件或文件夹：'nofile'"),
]


@pytest.mark.parametrize(("words", "english", "chinese"), WRONG)
def test_wrong_use_is_told_in_both_languages(words, english, chinese):
    done = CliRunner().invoke(main, words, prog_name="briefgen")
    assert done.exit_code == 2
    said = done.stderr.splitlines()
    assert said[-2].startswith("Error: ")
    assert english in said[-2]
    assert said[-1].startswith("错误：")
    assert chinese in said[-1]


def test_the_way_to_the_help_is_told_in_both_languages():
    done = CliRunner().invoke(main, ["build", "--date", "x"], prog_name="briefgen")
    asked = "Try 'briefgen build --help' for help. 用法见 briefgen build --help"
    assert done.stderr.splitlines()[:2] == ["Usage: briefgen build [OPTIONS]", asked]


def test_what_is_right_says_nothing_of_the_kind():
    done = CliRunner().invoke(main, ["build", "--help"])
    assert done.exit_code == 0
    assert "错误" not in done.output
