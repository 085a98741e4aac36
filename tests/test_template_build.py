"""Whole builds: documents that hold tags, and templates that leave blocks out."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.enum.text import WD_BREAK
from workspaces import report, workspace

from briefgen.cli import main
from briefgen.messages import in_chinese
from briefgen.render import find_template
from briefgen.templating.shelf import create

if TYPE_CHECKING:
    from pathlib import Path

NASTY = "{{ 7*7 }}{% raw %}<b>R&D</b></style>"
TEXT = f"""聊城市工业经济运行情况{NASTY}

2024-05-27 聊城日报

一是稳运行。1—4月份，全市工业投资同比增长23.9%，高于全省平均7.7个百分点，居全省第2位；{NASTY}项目新增405个。

二是促转型。1—4月份，全市规模以上工业增加值同比增长7.9%。力争2024年全市工业增加值增长8%以上。
"""
BLOCKS = """contract = 2
extends = "briefing"
[knobs.blocks]
key_figures = false
table = false
targets = false
"""


def build(root: Path, **files: str | bytes) -> Result:
    """What a build of TEXT came to, by a template of these files if there are any."""
    (root / "seeds").mkdir()
    (root / "seeds" / "one.txt").write_text(TEXT, encoding="utf-8")
    (root / "briefgen.toml").write_text("")
    wish = ["--city", "聊城", "--date", "2024-05-31"]
    for name, content in files.items():
        path = root / "templates" / "mine" / name.replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    if files:
        wish += ["--template", "mine"]
    return CliRunner().invoke(main, ["--workspace", str(root), "build", *wish])


def built(root: Path, template: str = "") -> tuple[str, str, dict]:
    """The text of the PDF, that of the Word page, and the data of a page made of TEXT."""
    result = build(root, template_toml=template) if template else build(root)
    assert result.exit_code == 0, result.output
    (pdf,), (docx,), (data,) = (
        list((root / "output").glob(f"*.{kind}")) for kind in ("pdf", "docx", "json")
    )
    pages = pypdfium2.PdfDocument(pdf.read_bytes())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    page = Document(BytesIO(docx.read_bytes()))
    cells = [cell for table in page.tables for row in table.rows for cell in row.cells]
    words = [one.text for holder in (page, *cells) for one in holder.paragraphs]
    return text, "\n".join(words), json.loads(data.read_text(encoding="utf-8"))


def flat(text: str) -> str:
    return "".join(text.split()).replace("\u00a0", "")


def test_tags_and_html_in_a_document_are_text_on_both_pages(tmp_path):
    pdf, word, _ = built(tmp_path)
    for made in (pdf, word):
        assert "{{7*7}}{%raw%}" in flat(made)
        assert "R&D</b></style>" in flat(made)
        assert "49" not in made


@pytest.mark.parametrize("template", [BLOCKS])
def test_blocks_that_a_template_leaves_out_are_on_neither_page_nor_in_the_data(tmp_path, template):
    pdf, word, data = built(tmp_path, template)
    for made in (pdf, word):
        assert "23.9%" in made
        assert "Indicator" not in made
        assert "力争" not in made
    assert data["printed"]["key_figures"] == []
    assert data["printed"]["rows"] == []
    assert any(one["reason"] == "the template prints no targets" for one in data["held_back"])


BASED = 'contract = 2\nextends = "briefing"\n'
EXTENDS = '{% extends "briefing/page.html" %}\n'
ALL = ("masthead", "key_figures", "documents", "table", "foot")


def emptied(*blocks: str) -> str:
    return EXTENDS + "".join(f"{{% block {one} %}}{{% endblock %}}\n" for one in blocks)


@pytest.mark.parametrize(
    ("files", "where", "cure"),
    [
        ({"page_html": ""}, "page.html", 'must begin with {% extends "briefing/page.html" %}'),
        ({"page_html": "<p>{{ title.zh }}</p>"}, "page.html", "must begin with {% extends"),
        ({"page_html": emptied(*ALL)}, "page.html", f"blocks itself: {', '.join(ALL)};"),
        (
            {"page_html": emptied("documents", "key_figures", "table")},
            "page.html",
            "blocks itself: documents, key_figures, table; put {{ super() }}",
        ),
        ({"extra_css": "body { display: none }"}, "extra.css", "a style hides them"),
        ({"extra_css": "html * { visibility: hidden }"}, "extra.css", "a style hides them"),
        ({"extra_css": "* { color: white !important }"}, "extra.css", "a style hides them"),
        ({"extra_css": "html { opacity: 0 }"}, "extra.css", "a style hides them"),
        ({"page_docx": b""}, "page.docx", "briefgen template restore mine page.docx"),
    ],
)
def test_a_page_that_prints_nothing_of_its_content_is_refused(tmp_path, files, where, cure):
    if "page_docx" in files:
        made = BytesIO()
        document = Document()
        document.add_paragraph("{{ title.zh }}")
        document.save(made)
        files = {"page_docx": made.getvalue()}
    result = build(tmp_path, template_toml=BASED, **files)
    assert result.exit_code == 1
    assert "prints no highlight, no figure, no row" in result.output
    assert f"mine/{where}" in result.output
    assert cure in result.output
    assert not list((tmp_path / "output").glob("*"))


def test_a_word_page_that_begins_a_second_page_is_refused(tmp_path):
    made = BytesIO()
    document = Document(str(find_template("briefing", None).file("page.docx")))
    document.paragraphs[-1].insert_paragraph_before("联系人").add_run().add_break(WD_BREAK.PAGE)
    document.save(made)
    result = build(tmp_path, template_toml=BASED, page_docx=made.getvalue())
    assert result.exit_code == 1
    assert "the Word page has a page break, and cannot be one page: at “联系人”" in result.output
    assert "Word 版里有分页符，不能成为一页：在“联系人”处" in in_chinese(
        "the Word page has a page break, and cannot be one page: at “联系人”"
    )
    assert "mine/page.docx" in result.output


@pytest.mark.parametrize(
    "sheet",
    ["header { background: #b3121d } header * { color: white }", "h2 { color: white !important }"],
)
def test_a_page_whose_words_can_mostly_be_seen_is_made(tmp_path, sheet):
    result = build(tmp_path, template_toml=BASED, extra_css=sheet)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("blocks", [("masthead", "documents", "key_figures"), ("table", "foot")])
def test_a_page_that_prints_a_part_is_made(tmp_path, blocks):
    result = build(tmp_path, template_toml=BASED, page_html=emptied(*blocks))
    assert result.exit_code == 0, result.output


def test_a_fault_of_the_word_page_names_no_line_but_what_tells_the_paragraph(tmp_path):
    made = workspace(tmp_path / "w", one=report())
    create("mine", "briefing", made / "templates", ("page.docx",))
    path = made / "templates" / "mine" / "page.docx"
    document = Document(str(path))
    document.add_paragraph("{{ titel.zh }}")
    document.save(str(path))
    given = ["--workspace", str(made), "build", "--city", "聊城", "--template", "mine"]
    told = CliRunner().invoke(main, given).output
    assert f"{path}: the template uses a variable that does not exist" in told
    assert "briefgen template check mine says in which paragraph" in told
    assert "是哪一段：briefgen template check mine" in told


# Mistakes in a template that is based on none, by file, and what it had there: all that stops a
# build. Of each the check and the build must say the same.
MISTAKES = [
    ("page.html", "{{ title.zh }}", "{{ titel.zh }}"),
    ("page.html", "{{ title.zh }}", "{{ title.hz }}"),
    ("page.html", "{% endblock %}", "{% endblok %}"),
    ("page.html", "{{ title.zh }}", "{{ title.zh|glud }}"),
    ("page.html", "{{ title.zh }}", "{{ title.zh }"),
    ("page.html", "</head>", '</head><img src="logo.png">'),
    ("page.html", "</head>", '</head><img src="https://example.com/a.png">'),
    ("macros.html", "{% endmacro %}\n", "\n"),
    ("template.toml", 'red = "#b3121d"', 'red = "#b3121d'),
    ("template.toml", "[knobs.sizes]", "[knobs.sizes"),
]


@pytest.mark.parametrize(("file", "right", "wrong"), MISTAKES)
def test_a_build_tells_a_mistake_as_the_check_does(tmp_path, file, right, wrong):
    shipped = find_template("briefing").folders[0]
    files = {
        path.name.replace(".", "_"): path.read_bytes()
        for path in shipped.iterdir()
        if path.suffix in {".html", ".css", ".docx", ".toml"}
    }
    text = files[file.replace(".", "_")].decode()
    assert right in text
    files[file.replace(".", "_")] = text.replace(right, wrong).encode()
    result = build(tmp_path, **files)
    assert result.exit_code == 1
    check = ["--workspace", str(tmp_path), "template", "check", "mine", "--quick"]
    checked = CliRunner().invoke(main, check)
    assert checked.exit_code == 1
    errors = checked.stdout.split("mine: ")[0].split("提醒 warning")[0]
    assert errors.strip()
    assert errors in result.stderr
    assert "模板“mine”检查出" in result.stderr


def test_a_build_that_fails_for_another_reason_says_that_reason(tmp_path):
    (tmp_path / "briefgen.toml").write_text("")
    wish = ["--workspace", str(tmp_path), "build", "--city", "聊城", "--template", "mnie"]
    result = CliRunner().invoke(main, wish)
    assert result.exit_code == 1
    assert "没有叫“mnie”的模板" in result.stderr
    assert "检查出" not in result.stderr


def test_what_stops_no_page_but_is_missing_on_it_is_told_by_the_build_too(tmp_path):
    page = EXTENDS + "{% block footer %}内部参考{% endblock %}"
    result = build(tmp_path, template_toml=BASED, page_html=page)
    assert result.exit_code == 0
    assert "没有名为 footer 的板块" in result.stderr
    assert "您是否想写 foot？" in result.stderr


def test_a_page_that_cannot_fit_is_told_as_the_check_does(tmp_path):
    long = "<p>很长的一段说明文字。</p>" * 60
    page = EXTENDS + f"{{% block foot %}}{{{{ super() }}}}{long}{{% endblock %}}"
    result = build(tmp_path, template_toml=BASED, page_html=page)
    assert result.exit_code == 1
    assert "即使最小字号、最少内容，一页也放不下" in result.stderr
    assert "减小固定字号、边距、间距，或去掉一个板块" in result.stderr


def test_a_sound_template_is_not_told_of(tmp_path):
    result = build(tmp_path, template_toml=BASED)
    assert result.exit_code == 0
    assert "检查出" not in result.output
