"""Trends and gaps: one drawing for both formats, sharp, and in words for who cannot see it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
import sample_briefing
from lxml import etree
from PIL import Image
from select_samples import PLACE, figure

from briefgen.errors import TemplateError
from briefgen.model import Bilingual, Comparison, Direction, Fit, Gap, Measure
from briefgen.render import drawings, find_template
from briefgen.render.archive import archival
from briefgen.render.breaks import Look, counted
from briefgen.render.columns import gap_bars
from briefgen.render.drawings import WP
from briefgen.render.form import EMU
from briefgen.render.package import read_package, write_package
from briefgen.render.pdf import lay_out
from briefgen.render.pieces import SHARP, laid_out, set_piece, stated_height
from briefgen.render.word import estimate_height, write_docx
from briefgen.select.keys import Stand, gap

TEMPLATES = ("briefing", "compact")
TREND = "规模以上工业增加值：2022年1—11月8.4，2023年9.0，2024年1—4月7.9"
GAP = "工业投资：+23.9%，1—4月，高于全省平均7.7个百分点，居全省第2位"
TIGHT = Fit(body=9.4, leading=1.5, table=7.2, spacing=0.8)
TEXT = "规模以上工业增加值同比增长9.0%"


def page(*drawn):
    """The short page; those of its first two key figures that are named are drawn."""
    trend, other, *more = sample_briefing.CARDS
    far = Gap("全省", Decimal("7.7"), Decimal("23.9"))
    cards = (
        trend if "trend" in drawn else replace(trend, trend=()),
        replace(other, gap=far) if "gap" in drawn else other,
        *more,
    )
    return replace(sample_briefing.VARIANTS["full"](), key_figures=cards).setting(TIGHT)


def parts_of(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pictures(parts):
    """The pictures of a Word file: name, alternative text, width and height in points, bytes."""
    links = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {one.get("Id"): one.get("Target") for one in links}
    for frame in etree.fromstring(parts["word/document.xml"]).iter(f"{WP}inline"):
        about, size = frame.find(f"{WP}docPr"), frame.find(f"{WP}extent")
        (link,) = frame.xpath(".//@*[local-name() = 'embed']")
        points = [int(size.get(side)) / EMU for side in ("cx", "cy")]
        yield about.get("id"), about.get("descr"), points, parts[f"word/{targets[link]}"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_word_has_each_drawing_as_a_sharp_picture_with_its_words(name):
    content = write_docx(page("trend", "gap"), find_template(name))
    assert content == write_docx(page("trend", "gap"), find_template(name))
    parts = parts_of(content)
    found = list(pictures(parts))
    assert [(each[0], each[1]) for each in found] == [("1", TREND), ("2", GAP)]
    for _, _, (width, height), png in found:
        image = Image.open(BytesIO(png))
        assert image.size == pytest.approx((width / 72 * SHARP, height / 72 * SHARP), abs=1.5)
        assert image.convert("RGBA").getpixel((image.width - 1, image.height - 1))[3] == 0
    assert [len(bars) for bars in (found[0][2], found[1][2])] == [2, 2]
    assert found[0][2][1] > found[1][2][1]  # three lines, two lines
    assert {each for each in parts if "media" in each} == {
        "word/media/trend1.png",
        "word/media/trend2.png",
    }


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_pdf_says_the_same_words_of_the_same_drawings(name):
    briefing = page("trend", "gap")
    made = archival(lay_out(briefing, find_template(name)).write(), briefing.day)
    with pikepdf.open(BytesIO(made)) as document:
        said = [str(one.Alt) for one in document.objects if is_figure(one)]
    assert sorted(said) == sorted([TREND, GAP])


def is_figure(one):
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"


@pytest.mark.parametrize("name", ["briefing", "compact", "gongwen"])
def test_a_page_without_drawings_carries_no_picture(name):
    parts = parts_of(write_docx(page(), find_template(name)))
    assert not [each for each in parts if "media" in each]
    assert b"/image" not in parts["word/_rels/document.xml.rels"]


def test_the_height_of_a_drawing_is_counted():
    template = find_template("briefing")
    plain, drawn = (estimate_height(page(*what), template) for what in ((), ("trend", "gap")))
    assert 5 / 785 < drawn - plain < 25 / 785


def edited(tmp_path, old, new):
    """The flagship with other words in its Word page."""
    shipped = find_template("briefing")
    parts = read_package(shipped.file("page.docx"))
    changed = parts["word/document.xml"].replace(old.encode(), new.encode())
    assert changed != parts["word/document.xml"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "template.toml").write_text('extends = "briefing"\n', encoding="utf-8")
    content = write_package({**parts, "word/document.xml": changed})
    (tmp_path / "mine" / "page.docx").write_bytes(content)
    return find_template("mine", tmp_path)


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_own_drawings_stand_as_high_as_they_say(name):
    template = find_template(name)
    told = []

    def setter(html, wide, template):
        told.append((html, wide))
        return set_piece(html, wide, template)

    write_docx(page("trend", "gap"), template, setter)
    assert len(told) == 2
    for html, wide in told:
        high, _ = laid_out(html, wide, template)
        assert stated_height(html, template) == pytest.approx(high, abs=1e-9)
        assert stated_height(html, replace(template, shipped=False)) is None


def test_a_drawing_whose_words_are_none_of_the_page_stops(tmp_path):
    template = edited(tmp_path, "{{ card.drawn }}", "a trend")
    with pytest.raises(TemplateError, match="does not say which trend"):
        write_docx(page("trend"), template)


def test_a_picture_of_another_name_stays_as_it_is(tmp_path):
    template = edited(tmp_path, 'name="trend"', 'name="logo"')
    (kept,) = pictures(parts_of(write_docx(page("trend"), template)))
    assert kept[3] == read_package(template.file("page.docx"))["word/media/trend.png"]


def test_the_macro_of_a_template_draws_both(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "template.toml").write_text('extends = "briefing"\n', encoding="utf-8")
    macros = find_template("briefing").file("macros.html").read_text(encoding="utf-8")
    start = macros.index("{% macro trend(")
    end = macros.index("{% endmacro %}", start)
    own = (
        '{% macro trend(bars, long, about="") %}<svg width="{{ long }}pt" height="40pt"><title>'
        "{{ about }}</title></svg>"
    )
    (folder / "macros.html").write_text(macros[:start] + own + macros[end:], encoding="utf-8")
    (drawn,) = pictures(parts_of(write_docx(page("trend"), find_template("mine", tmp_path))))
    assert drawn[2][1] == pytest.approx(40, abs=0.1)


# --- gaps ---------------------------------------------------------------------------------------


SAYS = [
    ("{% macro trend(bars, long, about='') %}", 1),
    ("{% macro trend(bars, long, about='') %}{% set a = fit.body %}", 2),
    ("{% include 'more.html' %}{% macro trend(bars, long, about='') %}", 2),
    ("{% set tall = rows|length %}{% macro trend(bars, long, about='') %}", 2),
]


@pytest.mark.parametrize(("opening", "asked"), SAYS)
def test_the_macro_is_asked_again_only_where_it_may_say_something_else(
    tmp_path, monkeypatch, opening, asked
):
    known = find_template("briefing")
    macros = known.file("macros.html").read_text(encoding="utf-8")
    old = '{% macro trend(bars, long, about="") %}'
    assert old in macros
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "template.toml").write_text('extends = "briefing"\n', encoding="utf-8")
    (folder / "macros.html").write_text(macros.replace(old, opening), encoding="utf-8")
    (folder / "more.html").write_text("<!-- {{ title.zh }} -->", encoding="utf-8")
    template, done = find_template("own", tmp_path), []
    real = drawings.filled
    monkeypatch.setattr(drawings, "filled", lambda *given: done.append(1) or real(*given))
    briefing = page("trend")
    for rows in (briefing.rows, briefing.rows[1:]):
        estimate_height(replace(briefing, rows=rows), template)
    assert len(done) == asked


@pytest.mark.parametrize("style", [".trend { display: none }", "svg { visibility: hidden }"])
def test_a_drawing_that_a_style_hides_is_on_neither_page(tmp_path, style):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "template.toml").write_text('extends = "briefing"', encoding="utf-8")
    (folder / "extra.css").write_text(style, encoding="utf-8")
    template = find_template("mine", tmp_path)
    assert lay_out(page("trend", "gap"), template).write().startswith(b"%PDF")
    parts = parts_of(write_docx(page("trend", "gap"), template))
    if "none" in style:
        assert list(pictures(parts)) == []
        assert estimate_height(page("trend"), template) == estimate_height(page(), template)


GAPS = [
    ({"versus": (Comparison("全省", Decimal("1.9"), "pp"),)}, Gap("全省", Decimal("1.9"), 9)),
    (
        {
            "versus": (Comparison("全省", Decimal("-1.9"), "pp"),),
            "direction": Direction.DOWN,
        },
        Gap("全省", Decimal("-1.9"), -9),
    ),
    ({"versus": ()}, None),
    ({"versus": (Comparison("全省", Decimal("1.9"), "%"),)}, None),
    ({"versus": (Comparison("全省", Decimal("1.9"), "pp"),), "measure": Measure.AMOUNT}, None),
    ({"versus": (Comparison("全省", Decimal("1.9"), "pp"),), "unit": "亿元"}, None),
]


@pytest.mark.parametrize(("fields", "wanted"), GAPS)
def test_a_gap_is_drawn_where_a_rate_has_a_benchmark(fields, wanted):
    stand = Stand("0:F1", figure(1, TEXT, 0, "9.0%", "工业增加值", **fields), 0, PLACE)
    assert gap(stand) == wanted


def test_a_gap_of_another_place_than_that_of_the_page_names_it():
    versus = (Comparison("全省", Decimal("1.9"), "pp"),)
    told = figure(1, TEXT, 0, "9.0%", "工业增加值", versus=versus)
    found = gap(Stand("0:F1", told, 0, PLACE, away=True))
    assert found.place == Bilingual("聊城", "Liaocheng")
    _, own = gap_bars(found, found.place)
    assert own.period.zh == "聊城"


def test_the_bars_of_a_gap_name_the_sides_and_say_no_value():
    place = Bilingual(PLACE.zh, PLACE.en)
    other, own = gap_bars(Gap("全省", Decimal(5), Decimal(20)), place)
    assert (other.period.zh, other.text, other.length) == ("全省", "", 0.75)
    assert (own.period, own.text, own.length) == (place, "", 1.0)


# --- line breaks --------------------------------------------------------------------------------

LINES = [  # words in type of 10 points, in a line of 40: how many lines
    ("四个汉字", 1),
    ("四个汉。[1]一二", 2),  # a line may begin with what stands in brackets
    ("四个汉。\ufeff[1]一二", 3),  # bound, it takes the stop and what is before it along
    ("四个汉。\u00a0[1]一二", 3),  # as by a space that holds
    ("五个汉字呢", 2),
    ("mm mm ", 1),  # a space takes no room at the end of a line
    ("mm mm mm", 2),
    ("“四个汉字”", 2),
]


@pytest.mark.parametrize(("words", "lines"), LINES)
def test_lines_are_counted_as_word_sets_them(words, lines):
    assert counted(((words, Look(10.0)),), 46.0 if words.isascii() else 40.0) == lines
