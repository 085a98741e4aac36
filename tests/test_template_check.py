"""Broken templates, and what `template check` says of each: where, which words, what to do."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import sample_briefing
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from briefgen.render import find_template
from briefgen.render.folder import template_names
from briefgen.templating import trial
from briefgen.templating.check import check
from briefgen.templating.faults import Fault, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANIFEST = 'contract = 2\nextends = "briefing"\n'


def broken(root: Path, *, tried: bool = False, **files: str) -> list[Fault]:
    """What is found in the template `mine` made of these files; `page_html` names page.html."""
    folder = root / "mine"
    folder.mkdir(exist_ok=True)
    for key, text in {"template_toml": MANIFEST, **files}.items():
        stem, _, suffix = key.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return check("mine", root, lambda path: path.name, trial=tried)


def told(faults: list[Fault]) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.line) for fault in faults]


BASED = "{% extends 'briefing/page.html' %}"
PAGES = [  # the text of page.html; the fault, its line, words of the cure, words around it
    ("\n{{ titel.zh }}", "unknown_variable", 2, "title", "titel.zh"),
    ("{{ Title.zh }}", "unknown_variable", 1, "title", "Title"),
    ("{{ title.cn }}", "unknown_part", 1, ".zh", "title.cn"),
    ("{{ title }}", "prints_parts", 1, "title.zh", "{{ title }}"),
    ("{{ documents }}", "prints_list", 1, "for one in documents", "documents"),
    ("{{ rows.indicator }}", "part_of_list", 1, "for one in rows", "rows"),
    ("{% for x in title %}{{ x }}{% endfor %}", "not_a_list", 1, "documents", "title"),
    ("{% for row in rows %}\n{{ row.valeu }}{% endfor %}", "unknown_part", 2, "row.value", "valeu"),
    ("{% for d in documents %}\n{{ d.themes[0].lines[0].marks }}{% endfor %}", "unknown_part", 2,
     "lines[0].mark", "lines[0].marks"),
    ("{{ knobs.words.sumary }}", "unknown_knob", 1, "knobs.words.summary", "sumary"),
    ("{{ knobs['rde'] }}", "unknown_knob", 1, "knobs.red", "rde"),
    ("{{ rows|map(attribute='perod')|join }}", "unknown_part", 1, "rows.period", "perod"),
    ("{{ title.zh|uper }}", "unknown_filter", 1, "upper", "uper"),
    ("{% if rows is difined %}{% endif %}", "unknown_test", 1, "defined", "difined"),
    ("{% if rows %}\n<p>x</p>\n", "unclosed_block", 1, "endif", ""),
    ("<p>\n{% endif %}</p>", "stray_end", 2, "endif", "endif"),
    ("<p>{% for row in rows %}\n{% if day %}{% endfor %}", "crossed_end", 2, "endif", "endfor"),
    ("{{ title.zh ", "unclosed_tag", 1, "}}", "title.zh"),
    ("{{ title.zh }", "unclosed_tag", 1, "}}", "title.zh"),
    ("\n{{ title.zh }\n<p>内部参考，请勿外传</p>{% if day %}x{% endif %}", "unclosed_tag", 2, "}}",
     "title.zh"),
    ("{% if day }\n<p>“内部”</p>{% endif %}", "unclosed_tag", 1, "%}", "day"),
    ("{{ title.zh\n｜upper }}{% if day %}x{% endif %}", "wide_signs", 1, "｜", "title.zh"),
    ("\n<p>{ title.zh }}</p>", "wide_braces", 2, "{{", "title.zh"),
    ("\n<p>{ if day %}x</p>", "wide_braces", 2, "{%", "if day"),
    ("{% iff rows %}x{% endif %}", "unknown_tag", 1, "iff", "iff"),
    ("{% if title.zh == “聊城” %}x{% endif %}", "curly_quotes", 1, "直引号", "聊城"),
    ("{{ title.zh｜upper }}", "wide_signs", 1, "｜", "upper"),
    ("<p>｛｛ title.zh ｝｝</p>", "wide_braces", 1, "半角", "title.zh"),
    ("<p>{ { title.zh } }</p>", "wide_braces", 1, "半角", "title.zh"),
    ("<p>{title.zh}</p>", "wide_braces", 1, "{title.zh}", "title.zh"),
    ("{% include 'haed.html' %}", "missing_file", 1, "haed.html", "haed.html"),
    ("{% from 'macros.html' import marck with context %}", "unknown_macro", 1, "mark", "marck"),
    ("{{ ''.__class__ }}{{ lipsum() }}", "refused", 1, "lipsum", "lipsum"),
    ("{% autoescape false %}x{% endautoescape %}", "refused", 1, "autoescape", "autoescape"),
    ('<img src="logo.png">', "missing_image", 1, "logo.png", "logo.png"),
    ('\n<img src="https://example.cn/logo.png">', "outside", 2, "example.cn", "example.cn"),
    ('<link rel="stylesheet" href="https://example.cn/x.css">', "outside", 1, "example.cn", "link"),
    ("<svg><image\n href='file:///etc/passwd'/></svg>", "outside", 1, "/etc/passwd", "image"),
    ('<svg><use xlink:href="logo.svg"/></svg>', "missing_image", 1, "logo.svg", "logo.svg"),
    ('{% extends "briefing/page.html" %}\n{% block foot %}{{ isuer.zh }}{% endblock %}',
     "unknown_variable", 2, "issuer", "isuer.zh"),
    (BASED + "\n{% block mast %}<p>x</p>{% endblock %}", "unknown_block", 2, "masthead", "mast"),
    (BASED + "\n{% block xyz %}x{% endblock %}", "unknown_block", 2, "key_figures", "xyz"),
    (BASED + "{% block foot %}\n{% block a %}x{% endblock %}{% endblock %}\n{% block fot %}"
     "\n{% block b %}y{% endblock %}{% endblock %}", "unknown_block", 3, "foot", "fot"),
    (BASED + "\n{% block documents %}x{% endblock %}\n{% block document_head %}x{% endblock %}",
     "unused_block", 3, "documents", "document_head"),
    ("{% if day = true %}x{% endif %}", "single_equals", 1, "==", "day"),
    ("{% if day %}a{% else if rows %}b{% endif %}", "else_if", 1, "elif", "else if"),
    ("\n{# 说明 }\nx", "unclosed_note", 2, "#}", "说明"),
    ("{{{ title.zh }}}", "three_braces", 1, "{{ … }}", "title.zh"),
    ("{{ title。zh }}", "wide_signs", 1, "。", "title"),
    ("{{ rows|length – 1 }}", "wide_signs", 1, "–", "rows"),
    ("{{ title.zh § 1 }}", "bad_sign", 1, "§", "title.zh"),
    ("{{ card.value }}", "outside_loop", 1, "for card in key_figures", "card.value"),
    ("{{ line.text }}", "outside_loop", 1, "for line in theme.lines", "line.text"),
    (BASED + "{% block foot %}{{ super }}{% endblock %}", "not_called", 1, "super()", "super"),
    (BASED + "{% block foot %}a{% endblock %}\n{% block foot %}b{% endblock %}", "block_twice", 2,
     "foot", "block foot"),
    ("{% block masthead %}\n{{ super() }}{% endblock %}", "no_extends", 2,
     '{% extends "briefing/page.html" %}', "super"),
    # what follows is not printed, or upsets the page
    (BASED + "\n<p>内部参考</p>\n{% block foot %}x{% endblock %}", "outside_blocks", 2,
     "{% block foot %}", "内部参考"),
    (BASED + "\n{% block foot %}x{% endblock %}\n\n{{ title.zh }}", "outside_blocks", 4, "板块",
     "title.zh"),
    (BASED + "\n{% if rows %}\n<p>内部</p>{% endif %}", "outside_blocks", 3, "板块", "内部"),
    ("<p>内部</p>\n" + BASED, "before_extends", 1, "第一行", "内部"),
    (BASED + "{% block foot %}\n<!-- 说明 -- >\n{{ super() }}{% endblock %}", "unclosed_comment",
     2, "-->", "说明"),
    (BASED + "{% block foot %}\n<!-- 说明 -->x<!-- 一 –>\n{% endblock %}{% block masthead %}"
     "<!-- 二 -->{% endblock %}", "unclosed_comment", 2, "-->", "一"),
    (BASED + "{% block foot %}\n<!-- 说明 {% endblock %}{% block masthead %}--> {% endblock %}",
     "unclosed_comment", 2, "-->", "说明"),
    (BASED + '{% block foot %}\n<p style="color: red>内部</p>\n<p class="x">二</p>{% endblock %}',
     "open_quote", 2, "引号", "内部"),
    (BASED + '{% block foot %}\n<p class="a>内部</p>\n<p class=" x">第二段</p>{% endblock %}',
     "open_quote", 2, "引号", "内部"),
    (BASED + "{% block foot %}\n<p title='内部>第二段</p>{{ super() }}{% endblock %}",
     "open_quote", 2, "引号", "内部"),
    (BASED + '{% block foot %}\n<p class="x" 内部</p>\n<p>第二段</p>{% endblock %}',
     "unfinished_tag", 2, ">", "内部"),
    (BASED + "{% block foot %}\n<style>.card { color: red }\n{{ super() }}{% endblock %}",
     "open_raw", 2, "</style>", "style"),
    ("\n<p style=“text-align:center”>内部</p>", "curly_quotes", 2, "直引号", "内部"),
    ('\n<p style＝"text-align:center">内部</p>', "wide_signs", 2, "半角", "内部"),
    # styles that stand in the page
    ('\n<p style="text-algin: center">内部</p>', "unknown_property", 2, "text-align", "内部"),
    ('\n<p style="font-size: 12">内部</p>', "wrong_style", 2, "12pt", "内部"),
    ("<style>\n.card { color: blu }</style>", "wrong_style", 2, "blue", "card"),
    ("<style>\n.card { color: red</style>", "unclosed_brace", 2, "}", "card"),
    ("<style>\n.card { {% if rows %}color: red }}{% else %}color: tan }{% endif %}</style>",
     "stray_brace", 2, "}", "card"),
    (("<style>.a { {% if rows %}color: red }{% else %}color: tan }{% endif %}\n.b { color: blu }"
     "</style>"), "wrong_style", 2, "blue", ".b"),
    ("<svg><foreignObject>\n<style/></foreignObject></svg>", "open_raw", 2, "</style>", "style"),
    ("<svg/><p>x</p>\n<title/>x", "open_raw", 2, "</title>", "title"),
    ("<style>p { width: 100% }</style>\n<p>{ { title.zh } }</p>", "wide_braces", 2, "{{", "title"),
    ("<style>\np { color: ｛{ knobs.red }} }</style>", "wide_braces", 2, "{{", "knobs"),
    (BASED + "{# {% block foot %} #}\n<p>内部</p>{# {% endblock %} #}", "outside_blocks", 2,
     "板块", "内部"),
    (BASED + "{% set a = day | replace('x', sep='y') %}\n<p>内部</p>", "outside_blocks", 2,
     "板块", "内部"),
    ("\n{% set a | replace('x', new='y') %}<p>内部</p>", "unclosed_block", 2, "endset", "内部"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "line", "cure", "words"), PAGES)
def test_a_fault_of_a_page_is_told_with_line_words_and_cure(  # noqa: PLR0913, PLR0917
    tmp_path, text, kind, line, cure, words
):
    fault = broken(tmp_path, page_html=text)[0]
    assert (fault.kind, fault.line, fault.file) == (kind, line, "page.html")
    assert words in fault.words
    for tongue in ("zh", "en"):
        assert fault.message(tongue)
        assert fault.where(tongue) == f"page.html:{line}"
    assert cure in fault.message("zh") + fault.cure("zh")
    assert re.search("[\u4e00-\u9fff]", fault.message("zh"))
    assert not re.search("[\u4e00-\u9fff]{4}", fault.message("en"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ title.zh }}{# {{ nothing }} ｛｛ #}",
        "{% set a = title %}{{ a.zh }}{% set b, c = 1, 2 %}{{ b }}{{ c }}",
        "{% for row in rows if row.marked %}{{ loop.index }}{{ row.value }}{% endfor %}",
        "{% for a in rows[:2] %}{{ a.value }}{% endfor %}{{ rows[0].value }}",
        "{% for a in rows|sort(attribute='period')|list %}{{ a.value }}{% endfor %}",
        "{{ (sources|first).title }}{{ sources|map(attribute='number')|join('、') }}",
        "{{ nothing|default('x') }}{% if nothing is defined %}x{% endif %}",
        "{{ knobs.words['target'] }}{% for k, v in knobs.words|items %}{{ k }}{{ v }}{% endfor %}",
        "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(1) %}{{ day }}{% endcall %}",
        "{% from 'macros.html' import mark as m with context %}{{ m(1) }}",
        "{% import 'macros.html' as all with context %}{{ all.mark(1) }}",
        "{% extends 'briefing/page.html' %}{% block foot %}{{ super() ~ mark(1) }}{% endblock %}",
        "{% if title.zh[:1] in '“《「' %}x{% endif %}",
        BASED + "{% block foot %}{% block own %}x{% endblock %}{% endblock %}",
        BASED + "{% block documents %}{{ super() }}{% endblock %}{% block document_head %}x"
        "{% endblock %}",
        BASED + "{% block documents %}{% for one in documents %}{% block document_head scoped %}"
        "{{ one.title }}{% endblock %}{% endfor %}{% endblock %}",
        "{% block own %}x{% endblock %}",
        "{% block foot %}{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1) }}{% endblock %}",
        "<p><a href='https://example.cn'>x</a><svg><use href='#a'/></svg></p>",
        "{% with a = title %}{{ a.en }}{% endwith %}{% raw %}{{ x }}{% endraw %}",
        "<style>@media print { p { color: red }}</style>{{ '{{' ~ title.zh }}<p>x</p>",
        "<style>p { color: red }</style><p>{ x }</p><img src='{{ title.zh }}.png'>",
        "{% set x %}{{ day }}{% endset %}{{ x }}{% set n = namespace(a=1) %}{% set n.a = 2 %}",
        "{{ title.zh.startswith('聊') }}{{ documents[0].themes[0].lines[0].runs[0].text }}",
        '<!-- <p title="x> --><p title=\'a > b\'>x</p><p class="a"{{ day }}>{{ 1 > 0 }}</p>',
        "<!-- {{ title.zh }}\n-->{# <!-- #}<style>/* <p */ p { color: red }</style><p a=1 b>x</p>",
        BASED + "\n<!-- 说明 {{ day }} -->\n{# 说明 #}{% set a = day %}{% set b %}x{% endset %}"
        "{% macro m() %}<p>x</p>{% endmacro %}{% block foot %}{{ a, b }}{{ m() }}{% endblock %}",
        BASED + "{% set a | replace('x', new='y') %}<p>x</p>{% endset %}"
        "{% block foot %}{{ a }}{% endblock %}",
        BASED + "{% block foot %}{{ super() }}{% raw %}{% endblock %}{% endraw %}x{% endblock %}",
        BASED + "{% block foot %}<!-- 说明 {# {% block x %} #} --><p>x</p>{% endblock %}",
        BASED + "<!-- {# --> #} 说明 --><!-- {% set a = '-->' %} -->{# <p> #}"
        "{% block foot %}x{% endblock %}",
        "<svg><title/><style/><g><title>x</title></g></svg><p class=a/>x</p><p>y</p>",
        (
            "<style>p { {% if rows %}color: red }{% elif day %}color: tan }{% else %}color: blue }"
            "{% endif %}\nb { margin: 0 }</style><p>x</p>"
        ),
        "<style>@media print { p { width: 9% } }\n@media print { b { margin: 0 } }</style><p>x</p>",
        "{% for card in key_figures %}{{ card.value }}{% endfor %}",
        "<p style='font-size: {{ fit.body }}pt; width: {% if day %}1{% endif %}0mm'>x</p>",
        '<p style="font-family: &quot;Noto Sans&quot;; --a: 1; color: var(--a)">x</p>',
        "<style>\n{% if rows %}\np { color: {{ knobs.red }} }\n{% endif %}\n</style><p>x</p>",
        "<style>p {\n  {% if rows %}color: red;{% endif %}\n  margin: 0;\n}</style><p>x</p>",
        "<style>{% for a in rows %}.c{{ loop.index }} { color: red }{% endfor %}</style><p>x</p>",
    ],
)
def test_what_is_right_is_not_told(tmp_path, text):
    assert broken(tmp_path, page_html=text) == []


@pytest.mark.parametrize(
    ("base", "kinds"), [("briefing", []), ("compact", []), ("gongwen", ["unused_block"])]
)
def test_a_block_that_the_page_beneath_has_rewritten_away_is_told(tmp_path, base, kinds):
    page = f"{{% extends '{base}/page.html' %}}{{% block document_head %}}x{{% endblock %}}"
    found = broken(tmp_path, template_toml=f'contract = 2\nextends = "{base}"\n', page_html=page)
    assert [fault.kind for fault in found] == kinds


def test_a_block_that_is_written_twice_is_told_once(tmp_path):
    page = BASED + "{% block foot %}a{% endblock %}\n{% block foot %}b{% endblock %}"
    (fault,) = broken(tmp_path, page_html=page)
    assert (fault.kind, fault.line) == ("block_twice", 2)


@pytest.mark.parametrize("tag", ["extends", "include"])
def test_a_file_without_quotation_marks_is_told_as_that(tmp_path, tag):
    (fault,) = broken(tmp_path, page_html=f"{{% {tag} briefing/page.html %}}")
    assert (fault.kind, fault.line) == ("unquoted_name", 1)
    assert "briefing/page.html" in fault.message("en")
    assert "引号" in fault.cure("zh")


def in_foot(text: str) -> str:
    return BASED + f"\n{{% block foot %}}{text}{{% endblock %}}"


TAGS = [  # the text of page.html; each fault with its line and its tag
    (in_foot("\n<p>{{ issuer.zh }}</div>"), [("stray_tag", 3, "div")]),
    (in_foot("\n<div>\n<p>{{ day }}</p>"), [("open_element", 3, "div")]),
    (in_foot("<b><i>x</b></i>"), [("open_element", 2, "i")]),
    (in_foot("<p>x<div>y</div></p>"), [("stray_paragraph", 2, "p")]),
    (in_foot("<ul><li>x</ul>\n</ul>"), [("stray_tag", 3, "ul")]),
    (in_foot("<table><tr><td>\n<span>x</table>"), [("open_element", 3, "span")]),
    (in_foot("<table><tr><td>\nx</div></td></tr></table>"), [("stray_tag", 3, "div")]),
    (in_foot("<svg>\n<g></svg>"), [("open_element", 3, "g")]),
    (in_foot("<h2>x\n</h3>"), [("open_element", 2, "h2")]),
    (in_foot("{% if rows %}<div>{% else %}\n<section>{% endif %}x</div>"),
     [("stray_tag", 3, "div"), ("open_element", 3, "section")]),
    (in_foot("{% for row in rows %}\n<div>{% endfor %}"), [("open_element", 3, "div")]),
    # what the page beneath has begun is ended by an end tag too many
    (BASED + "{% block document_head %}{{ super() }}\n</section>{% endblock %}",
     [("stray_tag", 2, "section")]),
    # what the page beneath ends is begun here
    (BASED + "{% block document_head %}\n<section>{{ super() }}{% endblock %}",
     [("open_element", 2, "section")]),
    (in_foot("{% macro m(x) %}<div>{{ x }}</span></div>{% endmacro %}\n{{ m(1) }}"),
     [("stray_tag", 2, "span")]),
    ("<!DOCTYPE html>\n<html><head><title>x</title></head>\n<body><div>{{ day }}</body></html>",
     [("open_element", 3, "div")]),
    ("<!DOCTYPE html><title>x</title>\n<section>{{ day }}", [("open_element", 2, "section")]),
    (in_foot("\n<table>{{ super() }}"), [("open_element", 3, "table")]),
    (in_foot("\n<svg><desc>{{ super() }}</desc></svg>\n<p><b>x</b></p>"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TAGS)
def test_a_tag_without_its_other_half_is_told_with_its_line(tmp_path, text, expected):
    faults = broken(tmp_path, page_html=text)
    assert [(one.kind, one.line, one.said["name"]) for one in faults] == expected
    for one in faults:
        assert one.file == "page.html"
        assert f"{one.said['name']}>" in one.words
        for tongue in ("zh", "en"):
            assert f"{one.said['name']}>" in one.message(tongue)
            assert f"{one.said['name']}>" in one.cure(tongue)


@pytest.mark.parametrize(
    "text",
    [
        "{% if rows %}<div class='a'>{% else %}<div>{% endif %}x</div>",
        "{% if rows %}<div>{% endif %}x{% if rows %}</div>{% endif %}",
        "{% macro o() %}<div>{% endmacro %}{% macro c() %}</div>{% endmacro %}{{ o() }}x{{ c() }}",
        "{% set box %}<div>{% endset %}{{ box }}x</div>",
        "{% set tag = 'h1' if rows else 'p' %}<{{ tag }} class='a'>x</{{ tag }}>",
        "<div>{% block own %}</div><div>{% endblock %}</div>",
        "<p>x<p>y<ul><li>x<li>y</ul><table><tr><td>x<td>y<tr><th>z</table>",
        "<img src='{{ title.zh }}.png'><br><hr/><br/><svg><rect width='1'/><g/></svg>",
        "<!-- <div> --><p title='<b>'>1 < 2 <b\n>x</b></p><style>p > b { color: red }</style>",
        "<P>{{ day }}</P><Div>x</dIV><b><b>x</b></b><em>x</em>",
        "<div\n  class='a'>{# <div> #}{% raw %}<div>{{ x }}</div>{% endraw %}</div>",
        (
            "{% for row in rows %}{% if loop.first %}<ul>{% endif %}<li>x</li>"
            "{% if loop.last %}</ul>{% endif %}{% endfor %}"
        ),
    ],
)
def test_tags_that_come_together_in_whatever_way_are_not_told(tmp_path, text):
    assert broken(tmp_path, page_html=in_foot(text)) == []


def test_what_upsets_the_page_beneath_is_told_in_the_file_of_the_editor(tmp_path, monkeypatch):
    monkeypatch.setitem(table()["lists"], "parser_at_end", [])
    [fault] = broken(tmp_path, page_html=in_foot("\n<table>{{ super() }}"))
    assert (fault.kind, fault.file, fault.line) == ("upset", "page.html", 3)
    assert fault.words == "<table>{{ super() }}{% endblock %}"


def test_a_tag_of_the_mail_without_its_other_half_is_told(tmp_path):
    mail = "<p>{{ subject }}</p>{% if not english %}\n<div>{% endif %}\n</table>"
    faults = broken(tmp_path, email_html=mail)
    assert [(one.kind, one.file, one.line) for one in faults] == [
        ("open_element", "email.html", 2),
        ("stray_tag", "email.html", 3),
    ]


SHEETS = [
    ("p { colour: red }", "unknown_property", 1, "color"),
    ("p { color: red }\nh1 { font-size 12pt }", "style_error", 2, ""),
    ("p { color: red }\nh1 { color: red;\n p { margin: 0 }\n", "unclosed_brace", 2, "}"),
    ("p { color: red }}\n", "stray_brace", 1, "}"),
    ("p { background: url(paper.png) }", "missing_image", 1, "paper.png"),
    ("@import 'http://example.cn/x.css';", "outside", 1, "example.cn"),
    (".card {\n  color: red\n  background: #eee;\n}", "no_semicolon", 2, ";"),
    (".card { --a: red background: #eee }", "no_semicolon", 1, ";"),
    ("p { margin: 0 }\n/* 报头\nheader h1 { color: red }\n", "open_comment", 2, "*/"),
    ("/* 报头\nheader h1 { color: red }\n/* 页脚 */", "open_comment", 1, "*/"),
    ("\n// 改标题\nheader h1 { color: blue }", "no_comment", 2, "/*"),
    ("p {\n// 改标题\ncolor: blue }", "no_comment", 2, "/*"),
    ("<!-- 改标题 -->\nheader h1 { color: blue }", "no_comment", 1, "/*"),
    ("p { font-size: 30 }", "wrong_style", 1, "30pt"),
    ("p { letter-spacing: 2 }", "wrong_style", 1, "2pt"),
    ("p {\n color: #1d4f9 }", "wrong_style", 2, "#1d4f91"),
    ("p { background: blu }", "wrong_style", 1, "blue"),
    ("@page {\n margin: 10 }", "wrong_style", 2, "10pt"),
    ("@media print { p {\n margin: 1 cm } }", "wrong_style", 2, "12pt"),
    ("p { color：red }", "wide_style", 1, "："),
    ("p { color: red； }", "wide_style", 1, "；"),
    ("p > { color: red }", "bad_selector", 1, ".card"),
    (
        "p { margin: 0 }\n@supports (display: grid) { p { color: blu } }",
        "no_effect",
        2,
        "@supports",
    ),
    ("@container (width > 1cm) { p { color: red } }", "no_effect", 1, "@container"),
    ("@media print {\n@supports (display: grid) { p { color: red } } }", "no_effect", 2, "@media"),
    ("@layer own {\np { color: blu } }", "wrong_style", 2, "blue"),
    ("@layer own { @media print {\np { colour: red } } }", "unknown_property", 2, "color"),
]


def test_styles_that_are_right_are_not_told(tmp_path):
    sheet = """
@charset "utf-8";
/* 报头：// 不是网址 /* */
@font-face { font-family: "x"; src: local("Noto Sans") }
@page { size: A4; margin: 10mm; @bottom-right { content: "a: b；" counter(page) } }
@layer base, own;
@layer own { p { margin: 0 } }
@counter-style own { system: cyclic; symbols: "甲" }
@media print { h1, h2 > b:first-child::before { content: "// <!-- { \\201c"; color: RED } }
:root { --a: { b: c }; --b: 1 }
p { margin: 0 -1mm calc(var(--a) * 2); background: #eee url("data:image/gif;base64,R0lGOD//lhAQ==");
  font: 12pt/1.2 "宋体", serif; line-height: 1.5; transform: rotate(3deg) ; color: rgb(1 2 3 / 5%);;
  -webkit-hyphens: auto; & b { color: red } }
"""
    assert broken(tmp_path, extra_css=sheet) == []


@pytest.mark.parametrize(("text", "kind", "line", "cure"), SHEETS)
def test_a_fault_of_a_style_sheet_is_told_with_its_line(tmp_path, text, kind, line, cure):
    fault = broken(tmp_path, extra_css=text)[0]
    assert (fault.kind, fault.line, fault.file) == (kind, line, "extra.css")
    assert cure in fault.message("zh") + fault.cure("zh")


SETTINGS = [
    ("extnds = 'briefing'\n", "unknown_key", 3, "extends"),
    ("[knobs]\nred = 'rot'\n", "wrong_value", 4, "#b3121d"),
    ("[knobs]\ncolumns = 7\n", "wrong_value", 4, "0 至 3"),
    ("[knobs]\nochr = '#112233'\n", "unknown_key", 4, "ochre"),
    ("[knobs.sizes]\ntitle = 'large'\n", "wrong_value", 4, "24"),
    ("[knobs.blocks]\ntable = 'no'\n", "wrong_value", 4, "true"),
    ("[knobs.table]\ncolumns = ['thema']\n", "unknown_column", 4, "theme"),
    ("[knobs.table]\ncolumns = 'theme'\n", "wrong_value", 4, "theme"),
    ("[knobs]\nred = “#000000”\n", "bad_settings", 4, "直引号"),
    ("[knobs\nred = '#000000'\n", "bad_settings", 3, "缺少 ]"),
    ("[fit]\nfloor = { body = 12.0 }\n", "wrong_fit", 3, "body"),
    ("[knobs.table]\ncolumns = ['theme', 'indicators']\n", "unknown_column", 4, "indicator"),
    ("[knobs.blocks]\ntable = False\n", "capital_switch", 4, "false"),
    ("[knobs]\nred = '#000000'\nred = '#000001'\n", "key_twice", 5, "删去"),
    ("[knobs]\nred ＝ '#000000'\n", "wide_setting", 4, "＝"),
    ("[knobs.table]\ncolumns = ['theme'，'indicator']\n", "wide_setting", 4, "，"),
    ("[knobs]\ntitle = 20\n", "wrong_table", 4, "[knobs.sizes]"),
    ("[knobs.sizes]\nred = '#112233'\n", "wrong_table", 4, "[knobs]"),
    ("[knobs]\ntargets = false\n", "wrong_table", 4, "[knobs.blocks]"),
]


@pytest.mark.parametrize(
    "text",
    [
        "[knobs.words]\ntitle = '标题'\n",  # no size, so it is a knob of the editor's own
        "[knobs]\ntargets = 5\nmore = 'x'\n",  # two tables have it, and no such value
    ],
)
def test_a_knob_of_ones_own_is_not_told(tmp_path, text):
    assert broken(tmp_path, template_toml=MANIFEST + text) == []


@pytest.mark.parametrize(("text", "kind", "line", "cure"), SETTINGS)
def test_a_fault_of_the_settings_is_told_with_its_line(tmp_path, text, kind, line, cure):
    fault = broken(tmp_path, template_toml=MANIFEST + text)[0]
    assert (fault.kind, fault.line, fault.file) == (kind, line, "template.toml")
    assert cure in fault.message("zh") + fault.cure("zh")


@pytest.mark.parametrize(
    ("text", "kind", "line", "cure"),
    [
        ('contract = 2\nextends = "briefng"\n', "no_base", 2, "briefing"),
        ('contract = 2\nextends = "mine"\n', "extends_itself", 2, "briefing"),
        ('contract = 99\nextends = "briefing"\n', "bad_settings", None, "新版"),
    ],
)
def test_a_base_that_is_none_is_told(tmp_path, text, kind, line, cure):
    fault = broken(tmp_path, template_toml=text)[0]
    assert (fault.kind, fault.line, fault.file) == (kind, line, "template.toml")
    assert cure in fault.message("zh") + fault.cure("zh")


def test_a_page_that_extends_where_the_settings_do_not_is_told(tmp_path):
    page = '{# {% extends "x/page.html" %} #}{% extends "compact/page.html" %}'
    (fault,) = broken(tmp_path, template_toml="contract = 2\n", page_html=page)
    assert (fault.kind, fault.where("en")) == ("extends_unsaid", "template.toml:1")
    assert 'extends = "compact"' in fault.cure("zh")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("page.htm", "page.html"),
        ("page.doc", "page.docx"),
        ("extra.css.txt", "extra.css"),
        ("page.html.txt", "page.html"),
        ("Page.HTML", "page.html"),
        ("page .docx", "page.docx"),
        ("template.toml.txt", "template.toml"),
        ("notes.txt", ""),
        ("page.html.bak", ""),
        ("logo.png", ""),
        ("~$page.docx", ""),
        ("page.html", ""),
    ],
)
def test_a_file_under_a_name_that_nobody_asks_for_is_told(tmp_path, name, meant):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("", encoding="utf-8")
    found = [(one.kind, one.near, one.file) for one in broken(tmp_path)]
    assert found == ([("odd_name", meant, name)] if meant else [])


def test_an_old_word_of_the_settings_is_only_a_warning(tmp_path):
    fault = broken(tmp_path, template_toml='based_on = "briefing"\n')[0]
    assert (fault.kind, fault.level, fault.line) == ("replaced", "warning", 1)
    assert "extends" in fault.message("en")


@pytest.mark.parametrize("text", ["", "<html><body><p> </p></body></html>"])
def test_a_page_that_prints_nothing_is_told(tmp_path, text):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "template.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "page.html").write_text(text, encoding="utf-8")
    found = trial.faults_of(find_template("mine", tmp_path))
    assert "prints_nothing" in {one.kind for one in found}


# --- Word ----------------------------------------------------------------------------------------


def sheet(fill: Callable[[Any], None], *, east: bool = True) -> bytes:
    """A Word file made by python-docx; its standard style has a Chinese face unless told."""
    document = Document()
    fonts = document.styles.element.find(".//" + qn("w:docDefaults")).find(".//" + qn("w:rFonts"))
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    if east:
        fonts.set(qn("w:eastAsia"), "宋体")
    fill(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(root: Path, content: bytes) -> list[Fault]:
    folder = root / "mine"
    folder.mkdir(exist_ok=True)
    (folder / "page.docx").write_bytes(content)
    return broken(root)


def paragraph(text: str) -> Callable[[Any], None]:
    return lambda document: (document.add_paragraph("标题"), document.add_paragraph(text))


def in_cell(document: Any) -> None:
    grid = document.add_table(2, 2)
    grid.cell(1, 1).text = "{{ titel.zh }}"


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "第{{ isue.zh }}"


def split_in_looks(document: Any) -> None:
    one = document.add_paragraph("甲 ")
    one.add_run("{{ tit")
    one.add_run("le.zh").font.highlight_color = WD_COLOR_INDEX.YELLOW
    one.add_run(" }}")


def split_over_paragraphs(document: Any) -> None:
    document.add_paragraph("甲 {{ title")
    document.add_paragraph(".zh }} 乙")


def split_by_change(document: Any) -> None:
    one = document.add_paragraph("")
    one.add_run("{{ tit")
    change = OxmlElement("w:ins")
    one.add_run("le.zh }}").element.getparent().append(change)
    change.append(change.getprevious())


def deleted_with_track(document: Any) -> None:
    run = document.add_paragraph("").add_run("{{ title.zh }}").element
    change = OxmlElement("w:del")
    run.addprevious(change)
    change.append(run)
    for text in list(run.iter(qn("w:t"))):
        text.tag = qn("w:delText")


def beside_a_row_tag(document: Any) -> None:
    grid = document.add_table(1, 2)
    grid.cell(0, 0).text = "{%tr for row in rows %}"
    grid.cell(0, 1).text = "合计"


def low_line(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.paragraph_format.line_spacing = Pt(10)
    document.add_paragraph("标题")


def latin_face(document: Any) -> None:
    one = document.add_paragraph("").add_run("标题")
    fonts = one.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Times New Roman")


def page_break(document: Any) -> None:
    document.add_paragraph("标题")
    document.add_page_break()


def next_section(document: Any) -> None:
    document.add_paragraph("标题")
    document.add_section()
    document.add_paragraph("附件")


def other_paper(document: Any) -> None:
    document.add_paragraph("标题")
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section.page_width, section.page_height = section.page_height, section.page_width


def break_before(document: Any) -> None:
    document.add_paragraph("标题")
    document.add_paragraph("附件").paragraph_format.page_break_before = True


def break_by_style(document: Any) -> None:
    document.styles["Title"].paragraph_format.page_break_before = True
    document.add_paragraph("标题")
    document.add_paragraph("附件").style = document.styles["Subtitle"]
    document.styles["Subtitle"].base_style = document.styles["Title"]


def low_line_by_hand(document: Any) -> None:
    one = document.add_paragraph("联系人")
    one.runs[0].font.size = Pt(16)
    one.paragraph_format.line_spacing = Pt(8)


def low_line_by_style(document: Any) -> None:
    document.styles["Normal"].paragraph_format.line_spacing = Pt(12)
    document.add_paragraph("联系人").runs[0].font.size = Pt(16)


def low_line_over_words(document: Any) -> None:
    document.styles["Normal"].font.size = Pt(16)
    document.add_paragraph("联系人").paragraph_format.line_spacing = Pt(8)


def own_size(document: Any) -> None:
    document.styles.add_style("页末说明", WD_STYLE_TYPE.PARAGRAPH)
    one = document.add_paragraph("联系人：", style="页末说明")
    one.add_run("张三").font.size = Pt(16)


def uneven(document: Any) -> None:
    document.add_paragraph("{%p for row in rows %}")
    document.add_paragraph("{{ row.period }}{% endfor %}")


WORDS = [
    (page_break, "page_break", "正文第 2 段", "分页符"),
    (next_section, "section_break", "正文第 2 段", "连续"),
    (other_paper, "section_break", "正文第 2 段", "连续"),
    (break_before, "break_before", "正文第 2 段", "段前分页"),
    (break_by_style, "break_before", "正文第 2 段", "段前分页"),
    (low_line_by_hand, "cut_off", "正文第 1 段", "行距"),
    (low_line_by_style, "cut_off", "正文第 1 段", "行距"),
    (low_line_over_words, "cut_off", "正文第 1 段", "行距"),
    (own_size, "own_size", "正文第 1 段", "Ctrl"),
    (paragraph("{{ titel.zh }}"), "unknown_variable", "正文第 2 段", "title"),
    (paragraph("{{ title.zz }}"), "unknown_part", "正文第 2 段", ".zh"),
    (paragraph("{{ title.zh|uper }}"), "unknown_filter", "正文第 2 段", "upper"),
    (paragraph("{% if rows %}"), "unclosed_block", "正文第", "endif"),
    (paragraph("{{ title.zh"), "unclosed_tag", "正文第 2 段", "}}"),
    (paragraph("｛｛ title.zh ｝｝"), "wide_braces", "正文第 2 段", "半角"),
    (paragraph("{{ title.zh｜upper }}"), "wide_signs", "正文第 2 段", "｜"),
    (paragraph("{% if title.zh == “聊城” %}{% endif %}"), "curly_quotes_word", "第 2 段", "直引号"),
    (paragraph("{%p if rows %} 合计"), "swallowed", "正文第 2 段", "{%p if rows %}"),
    (paragraph("{%tr for row in rows %}"), "not_in_table", "正文第 2 段", "{%p"),
    (paragraph("{{ title.zh.__class__ }}{{ self.x }}"), "refused", "正文第 2 段", "self"),
    (in_cell, "unknown_variable", "第 1 个表格第 2 行第 2 格第 1 段", "title"),
    (in_header, "unknown_variable", "页眉第 1 段", "issue"),
    (split_in_looks, "split_looks", "正文第 1 段", "格式"),
    (split_over_paragraphs, "split_paragraph", "正文第 1 段", "换行"),
    (split_by_change, "split_wrapped", "正文第 1 段", "修订"),
    (deleted_with_track, "deleted_with_track", "正文第 1 段", "接受所有修订"),
    (beside_a_row_tag, "swallowed", "第 1 个表格第 1 行第 1 格第 1 段", "合计"),
    (low_line, "cut_off", "正文第 1 段", "行距"),
    (latin_face, "latin_font_for_chinese", "正文第 1 段", "宋体"),
    (uneven, "uneven_tags", "正文第 2 段", "{%p for row in rows %}"),
]


def low_line_by_style_and_by_hand(document: Any) -> None:
    low_line(document)
    document.paragraphs[0].runs[0].font.size = Pt(18)
    document.add_paragraph("附件").paragraph_format.line_spacing = Pt(8)
    document.add_paragraph("附注")


def low_line_under_small_words(document: Any) -> None:
    low_line(document)
    document.paragraphs[0].runs[0].font.size = Pt(9)


def low_line_under_two_sizes(document: Any) -> None:
    low_line(document)
    document.paragraphs[0].add_run("小字").font.size = Pt(9)


@pytest.mark.parametrize(
    ("fill", "places"),
    [
        (low_line, ["正文第 1 段"]),
        (low_line_by_style_and_by_hand, ["正文第 1 段", "正文第 2 段", "正文第 3 段"]),
        (low_line_under_small_words, []),
        (low_line_under_two_sizes, ["正文第 1 段"]),
    ],
)
def test_a_paragraph_that_is_cut_off_is_told_once(tmp_path, fill, places):
    faults = [one for one in word(tmp_path, sheet(fill)) if one.kind == "cut_off"]
    assert [fault.where("zh").partition(": ")[2] for fault in faults] == places


@pytest.mark.parametrize(("fill", "kind", "place", "cure"), WORDS)
def test_a_fault_of_a_word_page_is_told_with_place_words_and_cure(
    tmp_path, fill, kind, place, cure
):
    fault = next(one for one in word(tmp_path, sheet(fill)) if one.kind == kind)
    assert place in fault.where("zh")
    assert fault.file == "page.docx"
    assert fault.words
    assert cure in fault.message("zh") + fault.cure("zh") + fault.words
    assert re.search(r"paragraph \d", fault.where("en"))


def test_chinese_without_a_face_is_told(tmp_path):
    fault = word(tmp_path, sheet(paragraph("{{ title.zh }}"), east=False))[0]
    assert fault.kind == "no_east_asian_font"
    assert "标题" in fault.words


def test_a_sound_word_page_has_no_fault(tmp_path):
    def fill(document: Any) -> None:
        document.add_paragraph("{{ title.zh }} {% if rows %}{{ figure_count }}{% endif %}")
        document.add_paragraph("{%p for document in documents %}")
        document.add_paragraph("{{ document.title }}")
        document.add_paragraph("{%p endfor %}")

    assert word(tmp_path, sheet(fill)) == []


def test_a_word_page_that_stays_one_page_is_not_told(tmp_path):
    def fill(document: Any) -> None:
        document.add_paragraph("标题").add_run("x").add_break(WD_BREAK.COLUMN)
        document.add_paragraph("续").paragraph_format.page_break_before = False
        document.add_section(WD_SECTION.CONTINUOUS)
        one = document.add_paragraph("大字")
        one.runs[0].font.size = Pt(16)
        one.paragraph_format.line_spacing = Pt(20)

    assert word(tmp_path, sheet(fill)) == []


def changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The shipped Word page with its parts changed."""
    with zipfile.ZipFile(find_template("briefing").file("page.docx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


RELATION = (
    '<Relationship Id="rId9" Target="{target}"{mode} Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/image"/></Relationships>'
)


@pytest.mark.parametrize(
    ("target", "mode", "kind"),
    [
        ("media/logo.png", "", "missing_image"),
        ("http://example.cn/x.png", ' TargetMode="External"', "outside"),
        ("file:///etc/passwd", ' TargetMode="External"', "outside"),
    ],
)
def test_a_picture_of_a_word_page_must_be_in_it(tmp_path, target, mode, kind):
    def change(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        more = RELATION.format(target=target, mode=mode).encode()
        parts[name] = parts[name].replace(b"</Relationships>", more)

    fault = word(tmp_path, changed(change))[0]
    assert fault.kind == kind
    assert target in fault.message("en")


def test_a_file_that_is_not_word_is_told(tmp_path):
    assert told(word(tmp_path, b"plain text")) == [("not_word", None)]


# --- the samples ---------------------------------------------------------------------------------


TRIED = [
    ("page_html", "<p>{{ key_figures[0].value }}</p>", "may_be_short", "page.html"),
    ("page_html", "<p>{% if not rows %}{{ 1 / 0 }}{% endif %}</p>", "fails", "page.html"),
    ("page_html", "{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}",
     "refused", "page.html"),
    ("page_html", "<p>\U0002a6d6</p>", "no_glyph", "page.html"),
    ("extra_css", "header { height: 300mm }", "no_fit", "page.html"),
    ("extra_css", "h1 { white-space: nowrap; font-size: 90pt !important }", "runs_over",
     "page.html"),
    ("email_html", "<p>{{ pages[3].title.zh }}</p>", "may_be_short", "email.html"),
    ("email_html", "<p>{{ {}.x.y }}</p>", "undefined", "email.html"),
]  # fmt: skip


@pytest.fixture
def few_samples(monkeypatch):
    """Two short samples instead of five, for time."""
    page = sample_briefing.short()
    pages = {"real": page, "plain": sample_briefing.none()}
    monkeypatch.setattr(trial, "samples", lambda _: pages)
    monkeypatch.setattr(trial, "sample_page", lambda: page)


@pytest.mark.usefixtures("few_samples")
@pytest.mark.parametrize(("name", "text", "kind", "file"), TRIED)
def test_what_only_the_samples_show_is_told(tmp_path, name, text, kind, file):
    broken(tmp_path, **{name: text})
    faults = [one for one in trial.faults_of(find_template("mine", tmp_path)) if one.kind == kind]
    assert faults
    assert faults[0].file.endswith(file)
    assert faults[0].cure("zh")


UNSEEN = [  # a style sheet, and the fault; none where the words can be seen, or are left out
    ("body, body * { color: white !important; background: none !important }", "prints_nothing"),
    ("body { opacity: 0 }", "prints_nothing"),
    ("body::after { content: ''; position: absolute; inset: 0; background: #fff }",
     "prints_nothing"),
    ("h2 { color: white !important }", "unseen"),
    ("h2 { color: transparent !important }", "unseen"),
    ("h2 { color: #fefefe !important }", "unseen"),
    ("header { background: #b3121d } header * { color: #b3121d !important }", "unseen"),
    ("header { background: #b3121d } header * { color: white !important }", ""),
    ("h2 { color: #ccc !important }", ""),
    ("h2 { background: black } h2 { color: #444 !important }", ""),
    ("h2 { opacity: 0.5 }", ""),
    ("h2 { display: none }", ""),
]  # fmt: skip


@pytest.mark.usefixtures("few_samples")
@pytest.mark.parametrize(("sheet", "kind"), UNSEEN)
def test_words_that_cannot_be_seen_are_told(tmp_path, sheet, kind):
    broken(tmp_path, extra_css=sheet)
    faults = trial.faults_of(find_template("mine", tmp_path))
    found = [one for one in faults if one.kind in {"unseen", "prints_nothing"}]
    assert [one.kind for one in found] == ([kind] if kind else [])
    for one in found:
        assert one.level == ("error" if kind == "prints_nothing" else "warning")
        assert one.cure("zh")
        if kind == "unseen":
            assert one.words
            assert one.file.endswith("page.html")
            assert str(one.said["count"]) in one.message("zh")


@pytest.mark.usefixtures("few_samples")
def test_a_sound_template_passes_the_samples(tmp_path):
    broken(tmp_path)
    assert list(trial.faults_of(find_template("mine", tmp_path))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", template_names())
def test_the_shipped_templates_have_no_fault(name):
    assert check(name, None) == []


@pytest.mark.slow
def test_a_template_is_tried_in_a_process_that_is_held_to_its_time(tmp_path, monkeypatch):
    monkeypatch.setattr(trial, "SECONDS", 0.5)
    assert [fault.kind for fault in broken(tmp_path, tried=True)] == ["too_slow"]


@pytest.mark.slow
def test_what_the_samples_show_is_told_with_the_name_of_the_file(tmp_path):
    shown = (
        "{% extends 'briefing/page.html' %}{% block foot %}{{ key_figures[0].value }}{% endblock %}"
    )
    fault = broken(tmp_path, tried=True, page_html=shown)[0]
    assert (fault.kind, fault.file, fault.line) == ("may_be_short", "page.html", 1)
    assert "{% block foot %}" in fault.words


def test_every_kind_of_fault_has_all_its_texts():
    for kind, said in table()["faults"].items():
        assert {"zh", "en", "cure_zh", "cure_en"} <= set(said), kind
