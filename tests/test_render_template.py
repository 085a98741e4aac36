"""Templates: where they are found, what they may do, and what they say when they are broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample_briefing

from briefgen.errors import FontError, TemplateError
from briefgen.model import Bilingual, Run, Status
from briefgen.render import find_template
from briefgen.render.columns import balanced, bars
from briefgen.render.context import page_context
from briefgen.render.environment import make_environment, render_file
from briefgen.render.filters import glued
from briefgen.templating.handbook import handbook

ROOT = Path(__file__).parents[1]


def render(folder: Path, text: str, **context: object) -> str:
    (folder / "page.html").write_text(text, encoding="utf-8")
    return render_file(make_environment([folder]), "page.html", context)


def test_the_shipped_template_is_found():
    template = find_template("briefing")
    assert template.file("page.html").is_file()
    assert template.knobs["red"] == "#b3121d"


def test_the_workspace_comes_first_and_the_rest_is_taken_from_the_shipped(tmp_path):
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "page.css").write_text("p { color: blue }")
    (tmp_path / "briefing" / "template.toml").write_text('[knobs]\nred = "#000000"\n')
    template = find_template("briefing", tmp_path)
    assert template.file("page.css").parent == tmp_path / "briefing"
    assert template.file("page.html").parent != tmp_path / "briefing"
    assert template.knobs["red"] == "#000000"
    assert template.knobs["ochre"] == "#8a5a00"


def test_a_template_may_be_based_on_another(tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "template.toml").write_text('based_on = "briefing"\n')
    assert find_template("plain", tmp_path).file("page.html").parent.name == "briefing"


@pytest.mark.parametrize("name", ["nothing", "", ".", "..", "../briefing", "/etc", "a\0b"])
def test_a_template_that_is_not_there_is_refused_with_those_there_are(name, tmp_path):
    with pytest.raises(TemplateError) as failure:
        find_template(name, tmp_path)
    assert "briefing" in failure.value.hint


def test_settings_that_are_no_toml_are_named(tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "template.toml").write_text("a = = 1")
    with pytest.raises(TemplateError, match="cannot be read") as failure:
        find_template("bad", tmp_path)
    assert failure.value.where.endswith("template.toml")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("\n{{ ''.__class__.__mro__ }}", "may not", 2),
        ("{{ x.__init__.__globals__ }}", "may not", 1),
        ("{% include '/etc/passwd' %}", "does not have", None),
        ("{% include '../../../etc/passwd' %}", "does not have", None),
        ("a\n\n{{ nothing }}", "does not exist", 3),
        ("{{ x.nothing }}", "does not exist", 1),
        ("a\n{% if x %}", "cannot be read", 2),
        ("{{ x|nofilter }}", "cannot be read", 1),
        ("{{ 1 / 0 }}", "fails", 1),
        ("{% for i in range(999999999) %}{% endfor %}", "fails", 1),
        ("{{ lipsum.__globals__['os'].popen('id').read() }}", "may not", 1),
        ("{% set _ = words.append(1) %}", "may not", 1),
    ],
)
def test_a_bad_template_stops_with_file_line_and_cure(tmp_path, text, message, line):
    with pytest.raises(TemplateError, match=message) as failure:
        render(tmp_path, text, x=Run("a"), words=[])
    assert "page.html" in failure.value.where
    if line:
        assert failure.value.where.endswith(f":{line}")
    assert failure.value.hint


def test_content_is_escaped_and_never_a_tag(tmp_path):
    assert render(tmp_path, "{{ x }}", x='{{ 7*7 }} <b> & "') == "{{ 7*7 }} &lt;b&gt; &amp; &#34;"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("投资223.5亿元，", "223.5亿元"),
        ("增长9.0%，", "9.0%"),
        ("服务1000余家企业", "1000余家"),
        ("高于4.4个百分点", "4.4个百分点"),
        ("建成1.11万个基站", "1.11万个"),
        ("降至-1.2%", "-1.2%"),
        ("增速居全省第1位。", "第1位"),
        ("列全国第13，", "第13"),
    ],
)
def test_a_number_keeps_its_unit(text, whole):
    assert f'<span class="nb">{whole}</span>' in glued(text)


def test_what_is_no_number_is_not_bound():
    assert glued("工作次第展开，门第不论") == "工作次第展开，门第不论"
    assert glued("不分等第，1个也好") == '不分等第，<span class="nb">1个</span>也好'


def test_gluing_changes_no_character():
    text = sample_briefing.HOSTILE + "增长9.0%"
    assert glued(text).striptags() == text


def test_only_known_variables_reach_a_template():
    context = page_context(sample_briefing.full(), {})
    assert "held" not in context
    assert sorted(context) == sorted(
        line.split("`")[1] for line in handbook().split("\n## ")[1].splitlines() if "`" in line[:4]
    )


def test_the_handbook_is_up_to_date():
    assert (ROOT / "docs" / "templates.md").read_text(encoding="utf-8") == handbook()


PARTED = [  # lines of each theme, and of each piece in both columns: long ones go on in the next
    ((3, 3), ((3,), (3,))),
    ((4, 14, 1), ((4, 5), (9, 1))),
    ((1, 14), ((1, 6), (8,))),
    ((1, 1, 14), ((1, 1, 5), (9,))),
    ((14,), ((14,),)),
]


@pytest.mark.parametrize(("lines", "columns"), PARTED)
def test_a_long_theme_goes_on_in_the_next_column(lines, columns):
    briefing = sample_briefing.VARIANTS["short"]()
    document = briefing.documents[0]
    theme = document.themes[0]
    words = (Run("工业投资增长较快，结构有所优化，后劲不断增强"),)
    themes = tuple(
        replace(
            theme, lines=tuple(replace(theme.lines[0], id=str(n), runs=words) for n in range(m))
        )
        for m in lines
    )
    page = replace(briefing, documents=(replace(document, themes=themes),))
    (view,) = page_context(page, {})["documents"]
    assert tuple(tuple(len(each.lines) for each in column) for column in view.columns) == columns
    assert [len(each.lines) for each in view.themes] == list(lines)
    named = [bool(each.label.zh) for column in view.columns for each in column]
    assert named.count(True) == len(lines)
    last = [each.lines[-1].end for column in view.columns for each in column]
    assert last.count("。") == len(lines)


def test_a_stop_ends_what_is_foretold():
    briefing = sample_briefing.VARIANTS["short"]()
    document = briefing.documents[0]
    theme = document.themes[0]
    line = theme.lines[0]
    told = replace(line, status=Status.FORECAST, told=True)
    themes = (replace(theme, lines=(told, told, line, line)),)
    page = replace(briefing, documents=(replace(document, themes=themes),))
    (view,) = page_context(page, {})["documents"]
    assert [each.end for each in view.themes[0].lines] == ["；", "。", "；", "。"]


def test_bars_are_drawn_to_scale_from_zero():
    points = sample_briefing.CARDS[0].trend
    drawn = bars(points)
    assert [bar.text for bar in drawn] == ["8.4", "9.0", "7.9"]
    assert drawn[1].length == 1.0
    assert drawn[2].length == pytest.approx(7.9 / 9.0, abs=1e-3)
    assert all(bar.start == 0.0 for bar in drawn)
    assert bars(points[:1]) == ()


def test_bars_below_zero_lie_left_of_the_line():
    down = [sample_briefing.point("2023", "4"), sample_briefing.point("2024", "-4")]
    above, below = bars(tuple(down))
    assert (above.start, above.length) == (0.5, 0.5)
    assert (below.start, below.length) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("weights", "columns"),
    [
        ([], []),
        ([40], [[0]]),
        ([40, 40], [[0], [1]]),
        ([40, 40, 40], [[0], [1], [2]]),
        ([90, 40, 40], [[0], [1, 2]]),
        ([10, 10, 10, 90], [[0, 1, 2], [3]]),
    ],
)
def test_columns_are_even_and_keep_the_order(weights, columns):
    made = balanced(list(range(len(weights))), weights)
    assert [list(column) for column in made] == columns


def test_a_parent_without_a_block_is_named_once():
    themes = page_context(sample_briefing.twelve_themes(), {})["documents"][0].themes
    assert [theme.group for theme in themes if theme.group] == ["深化赋能"]
    assert [theme.child for theme in themes[-2:]] == [True, True]


def test_repeated_themes_are_told_apart_by_their_source():
    rows = page_context(sample_briefing.full(), {})["rows"]
    assert [row.repeated for row in rows[:4]] == [False, True, True, False]


def test_a_character_without_a_glyph_is_named_with_its_place():
    from briefgen.render.glyphs import check_glyphs  # noqa: PLC0415 (needs the fonts)

    sample = sample_briefing.short()
    check_glyphs(sample)
    title = Bilingual("简报\U0002a6d6", "Brief")
    with pytest.raises(FontError, match=r"U\+2A6D6.*the title"):
        check_glyphs(sample_briefing.replace(sample, title=title))
