"""The templates gongwen and compact: one page, full, in both formats; set as their [fit] says."""

from __future__ import annotations

import json
import shutil
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import sample_briefing
from docx import Document
from office_page import print_by_office
from workspaces import report, run, seeds, workspace

from briefgen.errors import TemplateError
from briefgen.model import Fit
from briefgen.render import find_template
from briefgen.render.pdf import lay_out
from briefgen.render.styles import stretch_of
from briefgen.render.word import estimate_height, write_docx
from briefgen.scales import scale_of
from briefgen.select.options import Scale

ROOT = Path(__file__).parents[1]
NAMES = ("gongwen", "compact")
DAY = ("--date", "2024-05-31", "--no-proof")
each_template = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module", params=NAMES)
def pages(request, tmp_path_factory):
    """The template's name, and the folder of its pages of both cities."""
    place = seeds(tmp_path_factory.mktemp(request.param) / "w")
    made(place, request.param, "--together")
    return request.param, place / "output", place


def made(place, name, how):
    """Makes the pages of all cities by a template."""
    result = run("build", "--all", "--template", name, how, *DAY, "--workspace", place)
    assert result.exit_code == 0, result.stderr


def fills(path):
    """The share of the page's height, margins of the sheet taken off, that the text spans."""
    import pypdfium2  # noqa: PLC0415 - loads a library that few tests need

    document = pypdfium2.PdfDocument(str(path))
    page = document[0]
    text = page.get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    document.close()
    return (max(box[3] for box in boxes) - min(box[1] for box in boxes)) / 72 * 25.4


AREA = {"gongwen": 225, "compact": 274}  # millimetres of the type area's height


def test_every_page_is_one_and_full(pages):
    name, folder, _ = pages
    found = sorted(folder.glob("*.pdf"))
    assert len(found) in {2, 7}
    for path in found:
        assert len(pikepdf.open(path).pages) == 1, path
        assert 0.9 < fills(path) / AREA[name] < 1.01, path


def test_every_number_is_traced(pages):
    _, folder, place = pages
    for path in sorted(folder.glob("聊城*.pdf")) + sorted(folder.glob("聊城*.docx")):
        result = run("verify", path, "--workspace", place)
        assert result.exit_code == 0, result.stdout


def test_what_is_at_the_head_elsewhere_is_said_in_the_text(pages):
    name, folder, _ = pages
    content = json.loads(next(folder.glob("泰安-2024-W22.json")).read_text(encoding="utf-8"))
    assert bool(content["printed"]["key_figures"]) is (name == "compact")
    reasons = {each["reason"] for each in content["held_back"]}
    assert ("stands at the head of the page" in reasons) is (name == "compact")


@pytest.mark.slow
def test_each_document_is_one_page_in_libreoffice_too(pages, tmp_path):
    name, folder, place = pages
    made(place, name, "--per-document")
    test_every_page_is_one_and_full((name, folder, place))
    for path in folder.glob("*.docx"):
        shutil.copy(path, tmp_path)
    print_by_office(tmp_path)
    counts = {path.name: len(pikepdf.open(path).pages) for path in tmp_path.glob("*.pdf")}
    assert len(counts) == len(list(tmp_path.glob("*.docx")))
    assert set(counts.values()) == {1}


@pytest.mark.parametrize("name", ["briefing", *NAMES])
def test_the_word_file_is_what_the_script_makes(name, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import make_word_templates  # noqa: PLC0415 - a script, found by its path

    from briefgen.render.package import write_package  # noqa: PLC0415 - beside it

    made = write_package(make_word_templates.parts(name))
    assert (ROOT / "templates" / name / "page.docx").read_bytes() == made
    sys.modules.pop("make_word_templates")


@each_template
@pytest.mark.parametrize("variant", sample_briefing.VARIANTS)
def test_any_content_can_be_set(name, variant):
    template = find_template(name)
    scale = scale_of(template)
    briefing = sample_briefing.VARIANTS[variant]().setting(scale.floor)
    assert lay_out(briefing, template).fill > 0
    assert estimate_height(briefing, template) > 0
    document = Document(BytesIO(write_docx(briefing, template)))
    styles = {each.name for each in document.styles}
    used = {each.style.name for each in document.paragraphs}
    assert used <= styles
    assert "Normal" not in used


def test_the_foot_of_an_official_brief_stands_at_the_foot():
    briefing = sample_briefing.VARIANTS["short"]()
    layout = lay_out(briefing, find_template("gongwen"))
    assert layout.fill < 0.9
    layout.write()
    page = layout.document.pages[0]._page_box  # noqa: SLF001 - the box tree has no public name
    last = page.children[0].children[0].children[-1]
    foot = last.position_y + last.margin_height()
    assert abs(foot - (page.content_box_y() + page.height)) < 1


def test_what_a_word_page_leaves_goes_above_its_foot():
    looks = {"a": {"stretch": True}, "b": {"stretch": True, "bottom": True}, "c": {}}
    extra = stretch_of(0.5, 600.0, {"a": 3, "b": 1, "c": 9}, looks, 10.0)
    assert extra == {"a": 10.0, "b": pytest.approx(0.49 * 600 - 30)}
    assert stretch_of(0.97, 600.0, {"a": 3, "b": 1}, looks, 10.0)["b"] == pytest.approx(3.0)


def test_gongwen_keeps_to_the_standard():
    template = find_template("gongwen")
    scale = scale_of(template)
    assert {scale.floor.body, scale.standard.body, scale.ceiling.body} == {16}
    document = Document(template.file("page.docx"))
    section = document.sections[0]
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(each.mm) for each in sides] == [37, 28, 26, 35]
    faces = {
        style.name: style.element.rPr.rFonts.get(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
        )
        for style in document.styles
        if style.name in {"公文报头", "公文标题", "公文正文", "黑体字", "楷体字"}
    }
    small_title = "方正小标宋简体"
    assert faces == {
        "公文报头": small_title,
        "公文标题": small_title,
        "公文正文": "仿宋",
        "黑体字": "黑体",
        "楷体字": "楷体",
    }


def test_compact_has_no_colour():
    template = find_template("compact")
    colours = [value for value in template.knobs.values() if str(value).startswith("#")]
    assert len(colours) >= 8
    for value in colours:
        assert value[1:3] == value[3:5] == value[5:7], value


def test_a_template_may_ask_for_a_page_of_each_document(tmp_path):
    place = workspace(tmp_path / "w", a=report(), b=report(title="聊城市第二份通报"))
    folder = place / "templates" / "mine"
    folder.mkdir(parents=True)
    text = 'contract = 2\nextends = "briefing"\nper_document = true\n'
    (folder / "template.toml").write_text(text, encoding="utf-8")
    words = ("build", "--city", "聊城", "--template", "mine", "--formats", "pdf", *DAY)
    assert run(*words, "--workspace", place).exit_code == 0
    assert any("-W22-" in path.name for path in (place / "output").glob("*.pdf"))
    assert not (place / "output" / "聊城-2024-W22.pdf").exists()
    assert run(*words, "--together", "--workspace", place).exit_code == 0
    assert (place / "output" / "聊城-2024-W22.pdf").exists()


# --- [fit] ---------------------------------------------------------------------------------------


def scale(folder, text):
    (folder / "mine").mkdir()
    said = f'contract = 2\nextends = "briefing"\n[fit]\n{text}\n'
    (folder / "mine" / "template.toml").write_text(said, encoding="utf-8")
    return scale_of(find_template("mine", folder))


def test_what_fit_does_not_say_is_as_in_the_flagship(tmp_path):
    usual = Scale()
    made = scale(tmp_path, "floor = { body = 8.5 }\nrows = [1, 2, 3]")
    assert made.standard == usual.standard
    assert made.floor == Fit(8.5, usual.floor.leading, usual.floor.table, usual.floor.spacing)
    assert made.rows == (1, 2, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("floor = { body = 12.0 }", "body must not fall"),
        ("ceiling = { leading = 1.0 }", "leading must not fall"),
        ("floor = { size = 9.0 }", "floor is no table of body"),
        ("floor = 9.0", "floor is no table"),
        ('floor = { body = "9" }', "a size of floor is no number"),
        ("floor = { body = 0 }", "a size of floor is no number"),
        ("rows = [3, 2, 1]", "rows are three whole numbers"),
        ("rows = [1, 2]", "rows are three whole numbers"),
        ("rows = 3", "rows are three whole numbers"),
        ("widest = -1", "widest is no number"),
        ("roof = 1", "roof is unknown"),
    ],
)
def test_a_wrong_fit_is_told(tmp_path, text, told):
    with pytest.raises(TemplateError) as caught:
        scale(tmp_path, text)
    assert told in str(caught.value)
    assert "template.toml" in caught.value.where
