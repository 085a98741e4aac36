"""Files that people write, saved in other encodings: told with their line, words and cure."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from workspaces import report, workspace

from briefgen.cli import main
from briefgen.errors import TemplateError
from briefgen.templating.check import check
from briefgen.templating.shelf import create
from briefgen.utf8 import text_of

PAGE = '{% extends "briefing/page.html" %}\n{% block foot %}<p>内部参考</p>{% endblock %}\n'
SHEET = "/* x */\nh1 { font-family: 宋体 }\n"
SETTINGS = 'contract = 2\nextends = "briefing"\nname = { zh = "专报", en = "x" }\n'
GLOSSARY = "zh\ten\n技改\ttechnical renewal\n"
EDITS = '# x\n[[edit]]\nkey = "h1a2b3c_4d5e6f70"\ntext = "增长"\n'


@pytest.fixture
def folder(tmp_path):
    """A workspace with a document, a template of its own, a glossary and hand edits."""
    made = workspace(tmp_path / "w", one=report())
    create("mine", "briefing", made / "templates")
    settings = '[english]\nglossary = "glossary.tsv"\n'
    (made / "briefgen.toml").write_text(settings, encoding="utf-8")
    (made / "glossary.tsv").write_text("zh\ten\n")
    return made


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("templates/mine/page.html", PAGE, 2),
        ("templates/mine/extra.css", SHEET, 2),
        ("templates/mine/template.toml", SETTINGS, 3),
        ("glossary.tsv", GLOSSARY, 2),
        ("overrides.toml", EDITS, 4),
        ("briefgen.toml", '\n[build]\ncity = "聊城"\n', 3),
    ],
)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_said_with_file_line_and_cure(folder, name, text, line, encoding):
    (folder / name).write_text(text, encoding=encoding)
    given = ["--workspace", str(folder), "build", "--city", "聊城", "--template", "mine"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 1
    place = f"{name}:{1 if encoding == 'utf-16' else line}"
    assert f"{place}: the file is not saved in UTF-8" in result.output
    assert "save it again in UTF-8" in result.output
    assert "文件不是用 UTF-8 编码保存的" in result.output
    assert "编码选 UTF-8" in result.output


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("page.html", PAGE, 2, "{% block foot %}<p>内部参考</p>{% endblock %}"),
        ("extra.css", SHEET, 2, "h1 { font-family: 宋体 }"),
        ("template.toml", SETTINGS, 3, 'name = { zh = "专报", en = "x" }'),
    ],
)
def test_the_check_shows_the_words_as_they_were_meant(folder, name, text, line, words):
    (folder / "templates" / "mine" / name).write_text(text, encoding="gb18030")
    (fault,) = check("mine", folder / "templates", lambda path: path.name, trial=False)
    assert (fault.kind, fault.where("zh"), fault.words) == ("encoding", f"{name}:{line}", words)


def test_a_byte_order_mark_is_no_part_of_a_text(folder, tmp_path):
    path = tmp_path / "x.css"
    path.write_bytes(b"\xef\xbb\xbfh1 { color: red }\r\n")
    assert text_of(path, TemplateError) == "h1 { color: red }\n"
    (folder / "templates" / "mine" / "extra.css").write_bytes(path.read_bytes())
    assert check("mine", folder / "templates", trial=False) == []
