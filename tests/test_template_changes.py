"""What `briefgen template diff` says: all that an editor changed, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from docx import Document
from docx.shared import Pt, RGBColor

from briefgen.cli import main
from briefgen.lexicon import load_toml
from briefgen.render import find_template
from briefgen.templating.blocktext import blocks_of, outside_of_blocks
from briefgen.templating.changes import changes
from briefgen.templating.shelf import create

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.templating.change import Change

EXTENDS = '{% extends "briefing/page.html" %}\n'


@pytest.fixture
def own(tmp_path) -> Path:
    """The folder of a template that changes nothing yet, in a workspace."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefgen.toml").write_text("")
    create("mine", "briefing", tmp_path / "templates")
    return tmp_path / "templates" / "mine"


def found(own: Path) -> list[Change]:
    return list(changes(find_template(own.name, own.parent)))


def told(own: Path) -> list[tuple[str, str]]:
    """Where and what, in Chinese."""
    return [(change.where("zh"), change.message("zh")) for change in found(own)]


def diff(own: Path, name: str = "mine") -> str:
    given = ["--workspace", str(own.parent.parent), "template", "diff", name]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0, result.output
    return result.output


def word(own: Path) -> Path:
    path = own / "page.docx"
    path.write_bytes(find_template("briefing").file("page.docx").read_bytes())
    return path


@pytest.mark.parametrize("base", ["briefing", "gongwen", "compact", "mine"])
def test_a_new_template_changes_nothing(own, base):
    create("other", base, own.parent)
    assert found(own.with_name("other")) == []
    assert diff(own, "other").splitlines()[-1] == (
        f"other: 没有改动，一切照“{base}” · nothing is changed, all is as in “{base}”"
    )


# --- settings -------------------------------------------------------------------------------------


def test_a_setting_is_told_with_its_line_and_both_values(own):
    path = own / "template.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('# red = "#b3121d"', 'red = "#1d4f91"').replace(
        "# title = 24", "title = 24"
    )
    text = text.replace("# table = true", "table = false").replace(
        'name = { zh = "mine"', 'name = { zh = "专报"'
    )
    path.write_text(text + '[knobs.more]\ncity = "x"\n', encoding="utf-8")
    lines = text.splitlines()
    at = {
        key: lines.index(line) + 1
        for key, line in [("red", 'red = "#1d4f91"'), ("table", "table = false")]
    }
    assert told(own) == [
        ("template.toml:5", 'name.zh 改了：原为 "综合简报"，现为 "专报"'),
        (f"template.toml:{at['red']}", 'knobs.red 改了：原为 "#b3121d"，现为 "#1d4f91"'),
        (f"template.toml:{at['table']}", "knobs.blocks.table 改了：原为 true，现为 false"),
        (f"template.toml:{len(lines) + 2}", 'knobs.more.city 是新加的："x"'),
    ]  # a size written down as it was changes nothing


def test_the_line_of_a_setting_is_that_in_its_own_table(own):
    start = 'contract = 2\nextends = "briefing"\n'
    text = '[knobs]\ncolumns = 0\n[knobs.table]\ncolumns = ["theme"]\n'
    (own / "template.toml").write_text(start + text, encoding="utf-8")
    assert [where for where, _ in told(own)] == ["template.toml:6"]
    (own / "template.toml").write_text(
        start + 'knobs.red = "#000000"\nknobs.sizes = { title = 20 }\n'
    )
    assert [where for where, _ in told(own)] == ["template.toml:3", "template.toml:4"]


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "{% block masthead %}\n{{ super() }}\n<p>内部</p>\n{% endblock %}",
            [
                (
                    "page.html:2",
                    "板块 masthead：原来的内容照旧，另加",
                    ("  {{ super() }}", "+ <p>内部</p>"),
                )
            ],
        ),
        ("{% block masthead %}\n{{ super() }}\n{% endblock %}", []),
        ("{# {% block foot %}<p>页末</p>{% endblock %} #}", []),
        ("{% block foot %}{% endblock %}", [("page.html:2", "板块 foot 改成空的，不再印出", ())]),
        (
            "\n{% block mine %}\n<p>x</p>\n{% endblock %}",
            [("page.html:3", "板块 mine 是新加的", ("+ <p>x</p>",))],
        ),
        ("{% set a = 1 %}", [("page.html:2", "板块之外另写了", ("+ {% set a = 1 %}",))]),
        ('{% from "macros.html" import mark with context %}', []),
    ],
)
def test_of_a_page_its_own_blocks_are_told(own, page, expected):
    (own / "page.html").write_text(EXTENDS + page, encoding="utf-8")
    assert [(one.where("zh"), one.message("zh"), one.lines) for one in found(own)] == expected


def test_a_block_written_anew_shows_what_went_and_what_came(own):
    page = EXTENDS + "{% block foot %}<p>页末</p>{% endblock %}"
    (own / "page.html").write_text(page, encoding="utf-8")
    (change,) = found(own)
    assert change.message("en") == "block foot is rewritten (- as it was, + yours)"
    assert change.lines[-1] == "+ <p>页末</p>" or "+ <p>页末</p>" in change.lines
    assert any(line.startswith("- <footer") for line in change.lines)


def test_a_block_taken_over_and_set_in_otherwise_changes_only_what_is_other(own):
    shipped = find_template("briefing").file("page.html").read_text(encoding="utf-8")
    block = re.search(r"\{% block documents %\}.*?\{# 英文", shipped, re.DOTALL)[0][
        : -len("{# 英文")
    ]
    anew = "\n".join(f"    {line}" for line in block.splitlines())
    (own / "page.html").write_text(EXTENDS + anew, encoding="utf-8")
    assert found(own) == []
    (own / "page.html").write_text(EXTENDS + anew.replace("<h2", '<h2 id="x"'), encoding="utf-8")
    (change,) = found(own)  # an inner block belongs to the one around it
    assert [line[:2] for line in change.lines] == ["- ", "+ "]
    assert 'id="x"' in change.lines[1]


def test_a_block_of_a_template_further_down_is_compared_with_that(own):
    create("third", "gongwen", own.parent)
    page = '{% extends "gongwen/page.html" %}\n{% block head %}\n<title>x</title>\n{% endblock %}'
    (own.with_name("third") / "page.html").write_text(page, encoding="utf-8")
    (change,) = found(own.with_name("third"))  # gongwen takes the head from briefing
    assert change.kind == "block_anew"
    assert '- <meta charset="utf-8">' in change.lines


def test_whole_files_are_compared_line_by_line(own):
    shipped = find_template("briefing").file("page.css").read_text(encoding="utf-8")
    lines = shipped.splitlines()
    lines[10] += " /* x */"
    text = "\r\n".join(f"  {line}  " for line in [*lines, "", "h1 { color: red }"])
    (own / "page.css").write_text(text, encoding="utf-8", newline="")
    (own / "email.txt").write_bytes(find_template("briefing").file("email.txt").read_bytes())
    assert told(own) == [
        ("email.txt", "与“briefing”的一样；不打算改就删去，以后随“briefing”更新"),
        ("page.css:11", "改写了（- 原来的，+ 您的）"),
        (f"page.css:{len(lines) + 1}", "加了"),
    ]
    assert "改动 2 处，涉及文件 1 个 · changes: 2, files: 1" in diff(own)


def test_of_an_own_style_sheet_its_rules_are_told(own):
    (own / "extra.css").write_text("/* a\n b */\nh1 { color: red }\n", encoding="utf-8")
    (own / "logo.svg").write_text("<svg/>")
    own_sheet, logo = found(own)
    assert (own_sheet.where("en"), own_sheet.lines) == ("extra.css:3", ("+ h1 { color: red }",))
    assert logo.message("zh") == "“briefing”没有的文件"


def test_blocks_within_blocks_and_one_without_an_end():
    text = "{% block a %}1{%- block b -%}2{% endblock b %}3{% endblock %}x\n{% block c %}4"
    assert [(one.name, one.line, one.lines) for one in blocks_of(text)] == [
        ("a", 1, ["1{%- block b -%}2{% endblock b %}3"]),
        ("c", 2, ["4"]),
    ]
    assert [one.name for one in blocks_of(text, inner=True)] == ["a", "b", "c"]
    assert outside_of_blocks(text) == [(1, "x")]


# --- Word -----------------------------------------------------------------------------------------


def test_a_word_page_saved_again_without_a_change_tells_nothing(own):
    path = word(own)
    Document(str(path)).save(str(path))
    assert found(own) == []


def test_word_paragraphs_are_told_with_their_place(own):
    path = word(own)
    document = Document(str(path))
    document.paragraphs[0].insert_paragraph_before("机密")
    document.tables[0].rows[0].cells[0].paragraphs[0].add_run(" 特刊")
    document.paragraphs[-1].runs[-1].font.color.rgb = RGBColor(0, 0, 255)
    document.save(str(path))
    first, second, third = sorted(found(own), key=lambda one: one.kind)
    assert first.where("zh") == "page.docx: 第 1 个表格第 1 行第 1 格第 1 段"
    assert first.lines == ("- {{ title.zh }}", "+ {{ title.zh }} 特刊")
    assert third.message("zh") == "加了段落" or second.message("zh") == "加了段落"
    looks = next(one for one in found(own) if one.kind == "paragraph_looks")
    assert looks.message("zh") == "文字未动，格式改了：颜色"
    assert looks.message("en") == "the words stay, the looks are changed: colour"
    assert "{{ issuer.zh }}" in looks.lines[0]


def test_of_word_styles_the_page_and_tables_what_is_other_is_named(own):
    path = word(own)
    document = Document(str(path))
    document.styles["报头"].font.color.rgb = RGBColor(0, 0, 255)
    document.styles["报头"].font.italic = True
    document.sections[-1].left_margin = Pt(50)
    document.tables[0].columns[0].width = Pt(90)
    document.save(str(path))
    # paragraphs of that style are not told one by one
    assert [one for _, one in told(own)] == [
        "样式“报头”改了：颜色、斜体",
        "第 1 个表格的格式改了：列宽",
        "页面设置改了：页边距",
    ]


def test_a_paragraph_taken_out_of_a_word_page_is_told_where_it_stood(own):
    path = word(own)
    document = Document(str(path))
    gone = next(one for one in document.paragraphs if "document.title" in one.text)
    text = " ".join(gone.text.split())
    element = gone._p  # noqa: SLF001 - python-docx takes no paragraph away
    element.getparent().remove(element)
    document.save(str(path))
    (change,) = found(own)
    assert (change.kind, change.lines) == ("paragraph_less", (f"- {text}",))


def test_a_file_that_is_no_word_file_is_said_plainly(own):
    (own / "page.docx").write_bytes(b"nothing")
    given = ["--workspace", str(own.parent.parent), "template", "diff", "mine"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 1
    assert "page.docx" in result.output
    assert "not a Word file" in result.output


# --- as it is printed -----------------------------------------------------------------------------


def test_all_is_told_in_both_languages_with_a_sum(own):
    with (own / "template.toml").open("a", encoding="utf-8") as file:
        file.write('[knobs.more]\ncity = "x"\n')
    (own / "page.html").write_text(EXTENDS + "{% block foot %}{% endblock %}", encoding="utf-8")
    out = diff(own)
    assert "“mine”与“briefing”相比 · “mine” compared with “briefing”" in out
    assert "板块 foot 改成空的，不再印出" in out
    assert "block foot is made empty: it is not printed any more" in out
    assert "mine: 改动 2 处，涉及文件 2 个 · changes: 2, files: 2" in out


def test_a_template_on_no_other_has_nothing_to_be_compared_with(own):
    alone = own.with_name("alone")
    alone.mkdir()
    (alone / "template.toml").write_text('contract = 2\nname = { zh = "a", en = "a" }\n')
    assert "不以别的模板为底" in diff(own, "alone")


def test_every_kind_of_change_is_worded_in_both_languages():
    table = load_toml("template_changes")
    for entry in (
        *table["told"].values(),
        *table["changes"].values(),
        *table["properties"].values(),
    ):
        assert re.search("[一-鿿]", entry["zh"])
        assert re.search("[a-z]", entry["en"])
        put_in = [set(re.findall(r"\{(\w+?)(?:_zh|_en)?\}", text)) for text in entry.values()]
        assert put_in[0] == put_in[1]
