"""The finished page, in both formats: one page, the same facts, the same bytes, whole text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import sample_briefing
from lxml import etree
from office_page import print_by_office

from briefgen.errors import FontError, TemplateError
from briefgen.model import Fit, Status
from briefgen.render import find_template
from briefgen.render.form import Form, Par, Shade
from briefgen.render.measure import Ruler
from briefgen.render.pdf import lay_out, page_html
from briefgen.render.stretch import WIDEST
from briefgen.render.styles import Q
from briefgen.render.word import estimate_height, write_docx

ROOT = Path(__file__).parents[1]
LOOSE = Fit(body=10, leading=1.6, table=7.6, spacing=1)
TIGHT = Fit(body=9.4, leading=1.5, table=7.2, spacing=0.8)
ONE_PAGE = [name for name in sample_briefing.VARIANTS if name != "long"]
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def sample(name: str):
    return sample_briefing.VARIANTS[name]().setting(TIGHT)


def pdf_text(content: bytes) -> str:
    run = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return run.stdout.decode("utf-8")


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_paragraphs(content: bytes) -> list[str]:
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    words = ["".join(paragraph.itertext(f"{Q}t")) for paragraph in root.iter(f"{Q}p")]
    return [*words, *root.xpath("//@descr")]


@pytest.fixture(scope="module")
def template():
    return find_template("briefing")


@pytest.mark.parametrize("name", ONE_PAGE)
def test_the_pdf_is_one_page(template, name):
    layout = lay_out(sample(name), template)
    assert layout.pages == 1
    assert 0 < layout.fill <= 1


def test_a_page_that_runs_over_says_by_how_much(template):
    layout = lay_out(sample("long"), template)
    assert layout.pages == 2
    assert 1 < layout.fill < 2


@pytest.mark.parametrize(
    "knob", [{"body": 11.0}, {"leading": 1.9}, {"table": 9.0}, {"spacing": 2.0}]
)
def test_every_knob_of_the_fit_moves_both_formats(template, knob):
    small = sample_briefing.full().setting(Fit(body=9.0, leading=1.4, table=7.0, spacing=0.5))
    large = small.setting(sample_briefing.replace(small.fit, **knob))
    assert lay_out(large, template).fill > lay_out(small, template).fill + 0.01
    assert estimate_height(large, template) > estimate_height(small, template) + 0.01


def test_pdf_properties_and_fonts(template):
    pdf = pikepdf.open(BytesIO(lay_out(sample("full"), template).write()))
    assert str(pdf.Root.Lang) == "zh-CN"
    assert str(pdf.docinfo["/Title"]) == "聊城经济运行简报 2024年第22期"
    assert str(pdf.docinfo["/Author"]) == "聊城市经济信息中心"
    assert "20240531" in str(pdf.docinfo["/CreationDate"])
    fonts = {str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()}
    assert all(name.startswith("Briefgen") for name in fonts), fonts


def test_english_is_marked_as_english(template):
    html = page_html(sample("full"), template)
    assert 'lang="zh-CN"' in html
    assert 'data-stretch="1" lang="en" style=' in html


@pytest.mark.parametrize("known", [True, False])
def test_chinese_stands_in_the_english_table_in_brackets_only(template, known):
    briefing = sample("full")
    rows = [row if known else replace(row, theme="") for row in briefing.rows]
    briefing = replace(briefing, rows=tuple(rows))
    table = page_html(briefing, template).partition("<tbody>")[2].partition("</tbody>")[0]
    cells = re.findall(r"<td.*?</td>", table, re.DOTALL)
    word = etree.fromstring(parts_of(write_docx(briefing, template))["word/document.xml"])
    cells += [
        "".join(one.itertext(f"{Q}t")) for one in list(word.iter(f"{Q}tbl"))[-1].iter(f"{Q}tc")
    ]
    said = [re.sub("<[^>]*>", "", cell) for cell in cells]
    assert sum(bool(re.search(r"\([^()]*[㐀-鿿][^()]*\)", cell)) for cell in said) >= 2 * 3
    assert not [cell for cell in said if re.search("[㐀-鿿]", re.sub(r"\([^()]*\)", "", cell))]


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"compared": "", "status": Status.ACTUAL}, "Compared with"),
        ({"period": ""}, "Period"),
        ({"theme": "Overall", "theme_zh": "总体"}, "Theme"),
        ({"compared": "", "status": Status.TARGET}, ""),
        ({"theme": "", "theme_zh": "点"}, ""),
    ],
)
def test_a_column_of_the_english_table_that_says_nothing_is_left_out(template, change, gone):
    briefing = sample("full")
    briefing = replace(briefing, rows=tuple(replace(row, **change) for row in briefing.rows))
    heads = re.findall("<th [^>]*>([^<]*)</th>", page_html(briefing, template))
    word = etree.fromstring(parts_of(write_docx(briefing, template))["word/document.xml"])
    table = list(word.iter(f"{Q}tbl"))[-1]
    first = next(table.iter(f"{Q}tr"))
    cells = ["".join(one.itertext(f"{Q}t")) for one in first.iter(f"{Q}tc")]
    columns = ("Theme", "Indicator", "Period", "Figure", "Compared with")
    wanted = [name for name in columns if name != gone]
    assert (heads, cells) == (wanted, wanted)
    assert len(table.findall(f"{Q}tblGrid/{Q}gridCol")) == len(wanted)


@pytest.mark.parametrize("name", sorted(sample_briefing.VARIANTS))
def test_both_formats_carry_the_same_numbers_and_headings(template, name):
    briefing = sample(name)
    pdf = pdf_text(lay_out(briefing, template).write())
    word = "\n".join(word_paragraphs(write_docx(briefing, template)))
    assert set(NUMBER.findall(pdf)) == set(NUMBER.findall(word))
    for document in briefing.documents:
        for theme in document.themes:
            for heading in (document.title, theme.label.zh, theme.title.zh):
                assert squeezed(heading) in squeezed(pdf)
                assert squeezed(heading) in squeezed(word)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_hostile_words_survive_in_both_formats(template):
    briefing = sample("hostile")
    wanted = squeezed(sample_briefing.HOSTILE)
    word = write_docx(briefing, template)
    for text in (pdf_text(lay_out(briefing, template).write()), "\n".join(word_paragraphs(word))):
        assert squeezed(text).count(wanted) == 3
        assert "R&D<通知>" in squeezed(text)
    core = etree.fromstring(parts_of(word)["docProps/core.xml"])
    assert "R&D <通知> 2024年第22期" in list(core.itertext())


def test_text_is_clean_when_copied(template):
    text = pdf_text(lay_out(sample("full"), template).write())
    assert not re.search("[\u2e80-\u2fd5]", text)  # radicals in place of characters
    assert "规模以上工业增加值同比增长" in text
    assert "成立7个调研督导组赴10个县（市、区）帮包督" in text


def test_no_line_of_the_pdf_begins_with_a_closing_mark(template):
    lines = pdf_text(lay_out(sample("full"), template).write()).splitlines()
    assert not [line for line in lines if re.match("[，。、；：？！）》”’]", line)]


def test_targets_and_doubtful_terms_are_marked_in_words(template):
    briefing = sample("full")
    for text in (
        pdf_text(lay_out(briefing, template).write()),
        "\n".join(word_paragraphs(write_docx(briefing, template))),
    ):
        assert "Target, not a result" in text
        assert "enterprises†" in squeezed(text)
        assert "译名待核" in text


def test_an_empty_block_leaves_nothing_behind(template):
    briefing = sample("none")
    for text in (
        pdf_text(lay_out(briefing, template).write()),
        "\n".join(word_paragraphs(write_docx(briefing, template))),
    ):
        assert "English summary" not in text
        assert "traced" not in text


def test_what_room_is_left_goes_between_the_blocks(template):
    layout = lay_out(sample_briefing.full().setting(LOOSE), template)
    assert 0.95 < layout.fill <= 1
    lowest = max(float(y) for y in re.findall(r'yMax="([\d.]+)"', pdf_boxes(layout.write())))
    assert (297 - 9) * 72 / 25.4 - lowest < 4  # points above the bottom margin


def test_writing_twice_gives_the_same_page(template):
    layout = lay_out(sample("full"), template)
    assert pdf_text(layout.write()) == pdf_text(layout.write())


def pdf_boxes(content: bytes) -> str:
    run = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    )
    return run.stdout.decode("utf-8")


def test_an_almost_full_word_page_is_not_stretched(template):
    loose, full = sample("short"), sample_briefing.full().setting(LOOSE)
    assert estimate_height(full, template) > 0.98
    gaps = []
    for briefing in (loose.setting(LOOSE), full):
        root = etree.fromstring(parts_of(write_docx(briefing, template))["word/styles.xml"])
        style = root.find(f"{Q}style[@{Q}styleId='DocumentHead']/{Q}pPr/{Q}spacing")
        gaps.append(int(style.get(f"{Q}before")))
    assert gaps == [(8 + WIDEST) * 20, 8 * 20]


def test_a_character_of_the_template_without_a_glyph_stops(tmp_path):
    with pytest.raises(FontError, match=r"template.*U\+2A6D6"):
        lay_out(sample("short"), override(tmp_path, "page.html", "<p>\U0002a6d6</p>"))


MAKE = """
import sys
sys.path.insert(0, {tests!r})
import sample_briefing
from briefgen.render import find_template
from briefgen.render.pdf import lay_out
from briefgen.render.word import write_docx
briefing, template = sample_briefing.full(), find_template("briefing")
lay_out(sample_briefing.short(), template)
content = lay_out(briefing, template).write() + write_docx(briefing, template)
sys.stdout.buffer.write(content)
"""


def test_two_processes_make_the_same_bytes(template, tmp_path):
    code = MAKE.format(tests=str(ROOT / "tests"))
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True
    )
    briefing = sample_briefing.full()
    assert run.stdout == lay_out(briefing, template).write() + write_docx(briefing, template)


def override(tmp_path: Path, name: str, text: str):
    folder = tmp_path / "briefing"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return find_template("briefing", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{% include '/etc/passwd' %}",
        "{{ key_figure }}",
        "{% if rows %}",
    ],
)
def test_a_malicious_or_broken_page_stops(tmp_path, text):
    with pytest.raises(TemplateError):
        lay_out(sample("short"), override(tmp_path, "page.html", text))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://example.invalid/x.png", "ftp://example.invalid/x"]
)
def test_a_page_may_load_nothing_from_elsewhere(tmp_path, url):
    template = override(tmp_path, "page.html", f'<img src="{url}"><p>{{{{ title.zh }}}}</p>')
    with pytest.raises(TemplateError, match="may not load"):
        lay_out(sample("short"), template)


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ ''.__class__.__mro__ }}", "may not"),
        ("{{ title.zz }}", "does not exist"),
        ("{% include '/etc/passwd' %}", "does not have"),
        ("{{ title.zh", "cannot be read"),
    ],
)
def test_a_malicious_or_broken_word_template_stops(tmp_path, template, tag, message):
    folder = tmp_path / "briefing"
    folder.mkdir()
    parts = parts_of(template.file("page.docx").read_bytes())
    spoiled = parts["word/document.xml"].replace(b"{{ title.zh }}", tag.encode())
    with zipfile.ZipFile(folder / "page.docx", "w") as archive:
        for name, content in {**parts, "word/document.xml": spoiled}.items():
            archive.writestr(name, content)
    with pytest.raises(TemplateError, match=message) as failure:
        write_docx(sample("short"), find_template("briefing", tmp_path))
    assert "page.docx" in failure.value.where


def test_a_file_that_is_not_word_stops(tmp_path):
    with pytest.raises(TemplateError, match="not a Word file"):
        write_docx(sample("short"), override(tmp_path, "page.docx", "plain text"))


def test_word_has_what_chinese_word_needs(template):
    parts = parts_of(write_docx(sample("full"), template))
    everything = b"".join(parts[name] for name in parts if name.endswith(".xml"))
    for trap in (
        b"asciiTheme",
        b"eastAsiaTheme",
        b"docGrid",
        b"txbxContent",
        b"ja-JP",
        b"MS Mincho",
    ):
        assert trap not in everything
    document = etree.fromstring(parts["word/document.xml"])
    styles = etree.fromstring(parts["word/styles.xml"])
    size = document.find(f".//{Q}pgSz")
    assert (size.get(f"{Q}w"), size.get(f"{Q}h")) == ("11906", "16838")
    for style in styles.iterfind(f"{Q}style[@{Q}customStyle='1']"):
        name = style.find(f"{Q}name").get(f"{Q}val")
        assert re.search("[\u4e00-\u9fff]", name)
        fonts = style.find(f"{Q}rPr/{Q}rFonts")
        if style.get(f"{Q}type") == "paragraph":
            assert all(fonts.get(f"{Q}{kind}") for kind in ("ascii", "hAnsi", "eastAsia"))
            assert style.find(f"{Q}pPr/{Q}spacing").get(f"{Q}lineRule") == "exact"
    assert document.findall(f".//{Q}tblHeader")


def test_word_tables_have_a_grid_that_fits_their_cells(template):
    for name in sample_briefing.VARIANTS:
        root = etree.fromstring(parts_of(write_docx(sample(name), template))["word/document.xml"])
        for table in root.iter(f"{Q}tbl"):
            grid = [column.get(f"{Q}w") for column in table.find(f"{Q}tblGrid")]
            for row in table.iterfind(f"{Q}tr"):
                widths = [
                    cell.find(f"{Q}tcPr/{Q}tcW").get(f"{Q}w") for cell in row.iterfind(f"{Q}tc")
                ]
                assert widths == grid
                assert all(cell[-1].tag == f"{Q}p" for cell in row.iterfind(f"{Q}tc"))


def test_word_sizes_follow_the_fit_and_keep_an_editors_changes(template, tmp_path):
    parts = parts_of(template.file("page.docx").read_bytes())
    (tmp_path / "briefing").mkdir()
    styles = parts["word/styles.xml"].replace(b"B3121D", b"00FF00")
    with zipfile.ZipFile(tmp_path / "briefing" / "page.docx", "w") as archive:
        for name, content in {**parts, "word/styles.xml": styles}.items():
            archive.writestr(name, content)
    edited = find_template("briefing", tmp_path)
    large = sample_briefing.full().setting(Fit(body=11.0, leading=2.0))
    root = etree.fromstring(parts_of(write_docx(large, edited))["word/styles.xml"])
    style = root.find(f"{Q}style[@{Q}styleId='Point']")
    assert style.find(f"{Q}rPr/{Q}sz").get(f"{Q}val") == "22"
    assert style.find(f"{Q}pPr/{Q}spacing").get(f"{Q}line") == "440"
    assert root.find(f".//{Q}color[@{Q}val='00FF00']") is not None


def test_a_chip_hangs_out_to_the_left_at_every_size(template):
    for size in (9.0, 11.0):
        briefing = sample_briefing.full().setting(Fit(body=size))
        root = etree.fromstring(parts_of(write_docx(briefing, template))["word/styles.xml"])
        indent = root.find(f"{Q}style[@{Q}styleId='PointChip']/{Q}pPr/{Q}ind")
        assert {indent.get(f"{Q}{side}") for side in ("left", "hanging")} == {f"{size * 41:.0f}"}
        assert root.find(f"{Q}style[@{Q}styleId='Point']/{Q}pPr/{Q}ind") is None


def test_what_hangs_out_takes_no_room_of_its_line(template):
    styles = etree.fromstring(parts_of(template.file("page.docx").read_bytes())["word/styles.xml"])
    ruler = Ruler(styles)
    style = ruler.style("PointChip")
    words = ("字" * 10, Shade())
    wide = 10 * style.look.size + style.indent + 0.1
    one = ruler.content(
        Form(0, wide, (Par("PointChip", (("稳", Shade()), (" ", Shade()), words)),))
    )
    assert one == ruler.content(Form(0, wide, (Par("PointChip", (words,)),)))
    assert one == style.before + style.pitch + style.after
    # only what stands before the tab does
    two = (("稳", Shade()), (" ", Shade()), words, words)
    assert ruler.content(Form(0, wide, (Par("PointChip", two),))) == one + style.pitch


FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir></fontconfig>"""


def office_pages(folder: Path, **environment: str) -> dict[str, int]:
    """How many pages LibreOffice makes of each .docx in the folder."""
    print_by_office(folder, **environment)
    return {path.stem: len(pikepdf.open(path).pages) for path in folder.glob("*.pdf")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "hidden", [False, True], ids=["fonts of the system and ours", "one CJK face only"]
)
def test_word_is_one_page_in_libreoffice(template, tmp_path, hidden):
    names = [
        name for name in sample_briefing.VARIANTS if estimate_height(sample(name), template) <= 1
    ]
    assert len(names) >= 5
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(write_docx(sample(name), template))
    environment = {}
    if hidden:
        few = tmp_path / "fonts"
        few.mkdir()
        shutil.copytree("/usr/share/fonts/truetype/dejavu", few / "dejavu")
        shutil.copy(ROOT / "briefgen" / "fonts" / "BriefgenSansSC-Regular.otf", few)
        (tmp_path / "few.conf").write_text(FONTCONFIG.format(fonts=few))
        environment["FONTCONFIG_FILE"] = str(tmp_path / "few.conf")
    assert office_pages(tmp_path, **environment) == dict.fromkeys(names, 1)
