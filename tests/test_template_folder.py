"""A template is a folder: its settings, what it takes from the one it is based on, its knobs."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import sample_briefing

from briefgen.errors import TemplateError
from briefgen.render import find_template
from briefgen.render.pdf import lay_out, page_html
from briefgen.render.word import write_docx

if TYPE_CHECKING:
    from pathlib import Path


def folder(root: Path, name: str, **files: str) -> Path:
    """A template folder under `root`; `page_html` names page.html."""
    made = root / name
    made.mkdir(parents=True, exist_ok=True)
    for key, text in files.items():
        stem, _, suffix = key.rpartition("_")
        (made / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return made


def word_part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode("utf-8")


EXTENDS = 'contract = 2\nextends = "briefing"\n'


def test_what_a_template_lacks_comes_from_the_one_it_extends(tmp_path):
    folder(tmp_path, "mine", template_toml=EXTENDS + '[knobs]\nred = "#00aa00"\n')
    mine = find_template("mine", tmp_path)
    assert mine.file("page.docx") == find_template("briefing").file("page.docx")
    assert (mine.knobs["red"], mine.knobs["ochre"]) == ("#00aa00", "#8a5a00")


def test_a_template_of_contract_1_still_works_under_its_old_words(tmp_path):
    old = 'based_on = "briefing"\nname = "mine"\ntitle = { zh = "旧", en = "Old" }\n'
    folder(tmp_path, "mine", template_toml=old)
    mine = find_template("mine", tmp_path)
    assert mine.file("page.html").parent.name == "briefing"
    assert mine.title == {"zh": "旧", "en": "Old"}


def test_one_block_is_rewritten_and_the_rest_is_taken(tmp_path):
    page = (
        '{% extends "briefing/page.html" %}\n'
        "{% block masthead %}<p>MINE {{ title.zh }}{{ mark(1) }}</p>{% endblock %}"
    )
    folder(tmp_path, "mine", template_toml=EXTENDS, page_html=page)
    html = page_html(sample_briefing.full(), find_template("mine", tmp_path))
    assert "<p>MINE " in html
    assert "<header>" not in html
    assert "<footer" in html


def test_a_page_that_stands_in_for_the_shipped_one_can_extend_it(tmp_path):
    page = '{% extends "briefing/page.html" %}{% block foot %}MINE{{ super() }}{% endblock %}'
    folder(tmp_path, "briefing", page_html=page)
    html = page_html(sample_briefing.full(), find_template("briefing", tmp_path))
    assert html.count("MINE") == html.count("<footer") == 1


def test_a_template_that_extends_itself_is_read_once(tmp_path):
    folder(tmp_path, "one", template_toml='extends = "two"\n')
    folder(tmp_path, "two", template_toml='extends = "one"\n')
    assert len(find_template("one", tmp_path).folders) == 2


def test_settings_under_a_name_with_another_ending_are_told(tmp_path):
    folder(tmp_path, "mine", template_toml=EXTENDS).joinpath("template.toml").rename(
        tmp_path / "mine" / "template.toml.txt"
    )
    with pytest.raises(TemplateError, match=r"has no file template\.toml") as caught:
        find_template("mine", tmp_path)
    assert caught.value.hint.startswith("rename template.toml.txt to template.toml")


def test_extra_css_comes_after_the_sheet_of_the_base(tmp_path):
    folder(tmp_path, "mine", template_toml=EXTENDS, extra_css="header { height: 40mm }")
    short = sample_briefing.short()
    mine = lay_out(short, find_template("mine", tmp_path))
    assert mine.fill > lay_out(short, find_template("briefing")).fill + 0.05


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("contract = 99", "contract 99"),
        ('contract = "two"', "no whole number"),
        ("contract = 0", "no whole number"),
        ("extends = 3", "no text"),
        ('knobs = "red"', "no table"),
        ("name = “双”", "cannot be read"),
    ],
)
def test_settings_that_cannot_be_right_are_named_with_their_file(tmp_path, text, message):
    folder(tmp_path, "mine", template_toml=text)
    with pytest.raises(TemplateError, match=message) as failure:
        find_template("mine", tmp_path)
    assert failure.value.where.endswith("template.toml")
    assert failure.value.hint


def test_a_file_that_is_a_link_out_of_the_folder_is_not_there(tmp_path):
    (tmp_path / "secret.html").write_text("secret")
    mine = folder(tmp_path / "templates", "mine", template_toml=EXTENDS)
    (mine / "page.html").symlink_to(tmp_path / "secret.html")
    (mine / "part.html").symlink_to(tmp_path / "secret.html")
    template = find_template("mine", tmp_path / "templates")
    assert template.file("page.html").parent.name == "briefing"
    folder(tmp_path / "templates", "other", template_toml=EXTENDS, page_html="")
    (mine / "page.html").unlink()
    (mine / "page.html").write_text("{% include 'part.html' %}")
    with pytest.raises(TemplateError, match="does not have"):
        page_html(sample_briefing.short(), template)


def test_a_colour_reaches_both_formats_and_one_chosen_in_word_stays(tmp_path):
    folder(tmp_path, "mine", template_toml=EXTENDS + '[knobs]\nred = "#00aa11"\n')
    template = find_template("mine", tmp_path)
    made = write_docx(sample_briefing.full(), template)
    for name in ("word/document.xml", "word/styles.xml"):
        assert "B3121D" not in word_part(made, name)
        assert "00AA11" in word_part(made, name)
    assert "8A5A00" in word_part(made, "word/styles.xml")
    assert "#00aa11" in page_html(sample_briefing.full(), template)


def test_a_size_reaches_both_formats(tmp_path):
    folder(tmp_path, "mine", template_toml=EXTENDS + "[knobs.sizes]\ntitle = 20\n")
    template = find_template("mine", tmp_path)
    styles = word_part(write_docx(sample_briefing.short(), template), "word/styles.xml")
    masthead = styles[styles.index('w:styleId="Masthead"') :]
    assert re.search('w:sz w:val="([0-9]+)"', masthead)[1] == "40"
    assert "--title: 20pt" in page_html(sample_briefing.short(), template)


def test_a_size_that_no_knob_has_is_named(tmp_path):
    look = '[word.paragraphs."报头"]\nsize = "huge"\n'
    folder(tmp_path, "mine", template_toml=EXTENDS + look)
    with pytest.raises(TemplateError, match="huge"):
        write_docx(sample_briefing.short(), find_template("mine", tmp_path))


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_the_number_of_columns_may_be_set(tmp_path, wanted):
    folder(tmp_path, "mine", template_toml=EXTENDS + f"[knobs]\ncolumns = {wanted}\n")
    html = page_html(sample_briefing.twelve_themes(), find_template("mine", tmp_path))
    first = html[html.index('<div class="columns') :].split("</section>")[0]
    assert first.count("<div>") == wanted


def test_table_columns_may_be_left_out_and_change_places_in_both_formats(tmp_path):
    columns = '[knobs.table]\ncolumns = ["indicator", "figure", "theme"]\n'
    folder(tmp_path, "mine", template_toml=EXTENDS + columns)
    template = find_template("mine", tmp_path)
    heads = re.findall("<th [^>]*>([^<]*)", page_html(sample_briefing.full(), template))
    assert heads == ["Indicator", "Figure", "Theme"]
    document = word_part(write_docx(sample_briefing.full(), template), "word/document.xml")
    table = document[document.rindex("<w:tbl>") :]
    widths = [int(width) for width in re.findall('gridCol w:w="([0-9]+)"', table)]
    assert len(widths) == 3
    assert sum(widths) == 10204
    assert widths[0] > widths[2] > widths[1]
    assert re.findall("(Indicator|Figure|Theme)<", table) == heads


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[knobs.sizes]\ntitle = "big"\n', "'big'"),
        ("[knobs.sizes]\ntitle = true\n", "True"),
        ('[word.paragraphs]\n"正文要点" = { size = 1, pitch = "wide" }\n', "'wide'"),
        ('[word.paragraphs]\n"正文要点" = { size = 1, pitch = 1.2, before = "x" }\n', "'x'"),
        ('[word.paragraphs]\n"另一样式" = { pitch = 1.2 }\n', "None"),
    ],
)
def test_a_size_that_is_no_number_is_told(tmp_path, text, told):
    (tmp_path / "mine").mkdir()
    text = f'extends = "briefing"\n{text}'
    (tmp_path / "mine" / "template.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=f"is {told}, and no number"):
        write_docx(sample_briefing.short(), find_template("mine", tmp_path))
