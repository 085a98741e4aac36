"""An editor's changes in a Word page come back as hand edits, or are said not to."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from copy import deepcopy
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from workspaces import run, workspace

from briefgen.editing.absorb import CHANGED_SOURCE, ENGLISH, FOREIGN, REORDERED
from briefgen.messages import known
from briefgen.overrides import load_overrides
from briefgen.render.anchors import stretches
from briefgen.render.breaks import JOINER
from briefgen.render.imprint import read_imprint
from briefgen.render.package import read_package

TEXT = """聊城市工业经济运行情况

2024年5月28日，记者从聊城市召开的新闻发布会上获悉，今年以来，工业经济持续稳定向好。

一是工业运行稳中有进。1—4月份，聊城市规模以上工业增加值同比增长7.9%，高于全省平均1.2个百分点。高技术制造业增加值同比增长18.4%。工业用电量86.5亿千瓦时。

二是投资增势良好。1—4月份，聊城市工业投资同比增长23.9%，居全省第2位。技改投资同比增长12.1%。完成投资95.3亿元。

三是企业培育有力。聊城市新增创新型中小企业473家。新增省级单项冠军15家。培训企业家320名。
"""
TRAINED, CHAMPIONS = "培训企业家320名", "新增省级单项冠军15家"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with a page in Word."""
    place = workspace(tmp_path_factory.mktemp("absorb") / "w", a=TEXT)
    build(place)
    return place


@pytest.fixture
def place(made, tmp_path):
    shutil.copytree(made, tmp_path / "w")
    return tmp_path / "w"


def build(place):
    words = ("--city", "聊城", "--date", "2024-05-31", "--formats", "docx", "--no-proof")
    result = run("build", *words, "--workspace", place)
    assert result.exit_code == 0, result.stderr
    return result


def page_of(place):
    return next((place / "output").glob("*.docx"))


def absorb(place, path=None, *more):
    return run("absorb", path or page_of(place), *more, "--workspace", place)


def paragraphs(document):
    return list(document.element.body.iter(qn("w:p")))


def runs_of(document, words):
    """The paragraph with these words, and its runs."""
    for paragraph in paragraphs(document):
        runs = list(paragraph.iter(qn("w:r")))
        if words in "".join(text_of(one) for one in runs):
            return paragraph, runs
    raise AssertionError(words)


def text_of(item):
    return "".join(each.text or "" for each in item.iter(qn("w:t"))).replace(JOINER, "")


def replaced(path, was, now):
    """The page with words replaced wherever they stand, over the borders of runs."""
    document = Document(str(path))
    _, runs = runs_of(document, was)
    texts = [item for one in runs for item in one.iter(qn("w:t"))]
    for item in texts:
        item.text = (item.text or "").replace(JOINER, "")
    whole = "".join(item.text or "" for item in texts)
    start = whole.index(was)
    end, at, put = start + len(was), 0, now
    for item in texts:
        text = item.text or ""
        low, high = max(start, at) - at, min(end, at + len(text)) - at
        at += len(text)
        if low < high:
            item.text, put = text[:low] + put + text[high:], ""
    document.save(str(path))


def edits(place):
    return {
        (each.was, name): getattr(each, name)
        for each in load_overrides(place / "overrides.toml")
        for name in each.actions
    }


def test_a_page_as_it_was_made_has_no_changes(place):
    result = absorb(place)
    assert result.exit_code == 0
    assert result.stdout.startswith("0 changes taken, 0 not, ")
    assert not (place / "overrides.toml").exists()


@pytest.mark.parametrize("template", ["compact", "gongwen"])
def test_a_page_of_another_template_has_no_changes(place, template):
    words = ("--city", "聊城", "--date", "2024-05-31", "--formats", "docx", "--no-proof")
    more = ("--template", template, "--out", place / template, "--workspace", place)
    assert run("build", *words, *more).exit_code == 0
    result = absorb(place, next((place / template).glob("*.docx")))
    assert (result.exit_code, result.stdout.partition(",")[0]) == (0, "0 changes taken")


@pytest.mark.parametrize("reason", [FOREIGN, ENGLISH, CHANGED_SOURCE, REORDERED])
def test_what_was_not_taken_is_said_in_chinese(reason):
    assert known(reason)


def test_the_page_names_its_highlights_once_each(made):
    parts = read_package(page_of(made))
    imprint = read_imprint(parts)
    found = [each for each in stretches(etree.fromstring(parts["word/document.xml"])) if each.key]
    keys = [key for block in imprint.blocks for key, _ in block]
    assert [each.key for each in found] == keys
    assert len(set(keys)) == len(keys) > 7
    ids = [
        item.get(qn("w:id"))
        for item in Document(str(page_of(made))).element.body.iter(qn("w:bookmarkStart"))
    ]
    assert len(set(ids)) == len(ids)


def test_other_words_are_taken_and_stand_on_the_next_page(place):
    replaced(page_of(place), "技改投资同比增长12.1%", "全市技改投资同比增长12.1%")
    result = absorb(place)
    assert result.exit_code == 0, result.stderr
    assert edits(place) == {("技改投资同比增长12.1%", "text"): "全市技改投资同比增长12.1%"}
    build(place)
    assert "全市技改投资同比增长12.1%" in text_of(Document(str(page_of(place))).element.body)
    assert run("verify", page_of(place), "--workspace", place).exit_code == 0
    assert absorb(place).stdout.startswith("0 changes taken, 0 not")
    replaced(page_of(place), "全市技改投资同比增长12.1%", "技改投资同比增长12.1%")
    assert "back to the source's words" in absorb(place).stdout
    assert edits(place) == {}


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ("技改投资同比增长12.1%", "技改投资同比增长12.2%", "it loses 12.1 and it adds 12.2"),
        ("技改投资同比增长12.1%", "技改投资同比下降12.1%", "up becomes down"),
        ("培训企业家320名", "培训企业家超320名", "it adds over 320"),
        ("培训企业家320名", "计划培训企业家320名", "plan"),
        ("聊城经济运行简报", "聊城经济快报", "belong to no highlight"),
        ("聊城经济运行简报", "聊城经济快报", "briefgen.toml"),
        ("Compared with", "Comparison", "template.toml"),
        ("Value added of high-tech manufacturing", "Output of high-tech industry", "terms add"),
        ("投资增势良好", "投资增长23.9%", "it adds 23.9"),
    ],
)
def test_what_must_not_be_taken_is_said(place, was, now, reason):
    replaced(page_of(place), was, now)
    result = absorb(place)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert not (place / "overrides.toml").exists()


def test_a_refused_change_does_not_keep_others_out(place):
    replaced(page_of(place), "技改投资同比增长12.1%", "技改投资同比增长12.2%")
    replaced(page_of(place), TRAINED, "共培训企业家320名")
    result = absorb(place)
    assert result.exit_code == 1
    assert "1 change taken, 1 not" in result.stdout
    assert edits(place) == {(TRAINED, "text"): "共培训企业家320名"}


def test_a_deleted_line_is_hidden(place):
    replaced(page_of(place), f"{TRAINED}", "")
    assert absorb(place).exit_code == 0
    assert edits(place) == {(TRAINED, "hide"): True}
    build(place)
    assert "320" not in text_of(Document(str(page_of(place))).element.body)


def test_a_heading_is_taken(place):
    replaced(page_of(place), "投资增势良好", "投资较快增长")
    assert absorb(place).exit_code == 0
    assert list(edits(place).values()) == ["投资较快增长"]
    build(place)
    assert "投资较快增长" in text_of(Document(str(page_of(place))).element.body)
    assert absorb(place).stdout.startswith("0 changes taken, 0 not")


def test_a_moved_line_is_taken(place):
    replaced(page_of(place), TRAINED, "@")
    replaced(page_of(place), CHAMPIONS, TRAINED)
    replaced(page_of(place), "@", CHAMPIONS)
    # the words stand under each other's bookmarks, as after typing them anew
    first = absorb(place, None, "--dry-run")
    assert first.exit_code == 1  # each says other numbers than its own source
    assert not (place / "overrides.toml").exists()


def between(paragraph, key):
    """The elements from a bookmark's start to its end."""
    start = next(
        each for each in paragraph.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == key
    )
    held = [start]
    for each in start.itersiblings():
        held.append(each)
        if each.tag == qn("w:bookmarkEnd") and each.get(qn("w:id")) == start.get(qn("w:id")):
            return held
    raise AssertionError(key)


def key_of(place, words):
    listed = run("edit", "keys", "--workspace", place).stdout
    return next(line.split()[0] for line in listed.splitlines() if words in line)


def test_a_line_cut_and_pasted_elsewhere_in_its_theme_is_moved(place):
    document = Document(str(page_of(place)))
    paragraph, _ = runs_of(document, TRAINED)
    trained, champions = key_of(place, TRAINED), key_of(place, CHAMPIONS)
    moving = between(paragraph, f"_{trained}")
    before = between(paragraph, f"_{champions}")[0]
    for each in moving:
        before.addprevious(each)
    document.save(str(page_of(place)))
    result = absorb(place)
    assert result.exit_code == 0, result.stderr
    assert "1 change taken" in result.stdout
    build(place)
    text = text_of(Document(str(page_of(place))).element.body)
    assert text.index(TRAINED) < text.index(CHAMPIONS)
    assert absorb(place).stdout.startswith("0 changes taken, 0 not")


@pytest.mark.parametrize("moving", [(TRAINED,), (CHAMPIONS, TRAINED)])
@pytest.mark.parametrize(
    ("after", "theme"),
    [
        ("投资增势良好", "投资增势良好"),
        ("技改投资同比增长12.1%", "投资增势良好"),
        ("工业用电量86.5亿千瓦时", "工业运行稳中有进"),
    ],
)
def test_lines_moved_to_another_theme_are_not_taken(place, moving, after, theme):
    """Moved behind its heading, or behind the last of its lines."""
    document = Document(str(page_of(place)))
    target, _ = runs_of(document, after)
    end = between(target, f"_{key_of(place, after)}")[-1]
    for words in reversed(moving):
        source, _ = runs_of(document, words)
        for each in reversed(between(source, f"_{key_of(place, words)}")):
            end.addnext(each)
    document.save(str(page_of(place)))
    result = absorb(place)
    assert result.exit_code == 1
    assert f"0 changes taken, {len(moving)} not" in result.stdout
    for words in moving:
        told = result.stderr.partition(f"not taken: {words}")[2]
        assert f"it stands under “{theme}” now; a highlight stays under" in told
        assert f"现在放在“{theme}”之下" in told
    assert not (place / "overrides.toml").exists()


def test_a_theme_moved_as_a_whole_is_not_taken(place):
    document = Document(str(page_of(place)))
    first, _ = runs_of(document, "投资增势良好")
    last, _ = runs_of(document, "企业培育有力")
    first.addprevious(last)
    document.save(str(page_of(place)))
    result = absorb(place)
    assert result.exit_code == 1
    assert "0 changes taken, 1 not" in result.stdout
    assert "themes stand in the order of their document" in result.stderr
    assert "主题按原文的次序排列" in result.stderr


def test_words_are_found_where_the_bookmarks_are_lost(place):
    document = Document(str(page_of(place)))
    for each in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    document.save(str(page_of(place)))
    assert absorb(place).stdout.startswith("0 changes taken, 0 not")
    replaced(page_of(place), "技改投资同比增长12.1%", "全市技改投资同比增长12.1%")
    replaced(page_of(place), TRAINED, "")
    replaced(page_of(place), CHAMPIONS, "新增省级单项冠军25家")
    result = absorb(place)
    assert "2 changes taken, 1 not" in result.stdout
    assert "it loses 15 and it adds 25" in result.stderr
    assert edits(place) == {
        ("技改投资同比增长12.1%", "text"): "全市技改投资同比增长12.1%",
        (TRAINED, "hide"): True,
    }


TERSE = """聊城市工业经济运行情况

2024年5月28日，记者从聊城市召开的新闻发布会上获悉，今年以来，工业经济持续稳定向好。

“稳”,工业运行稳中向好。1—4月份，聊城市规模以上工业增加值同比增长7.9%。

“新”,新的动能加速集聚。1—4月份，聊城市高技术制造业投资同比增长48.5%，高于工业投资41.4个百分点。

“点”,推动重点技改项目。实施技改项目405个，67个项目入选省级重点技改导向目录。

“融”,数实融合步伐加快。培训企业家320名。为企业节省融资成本1.5亿元。
"""


def without_bookmarks(path):
    document = Document(str(path))
    for each in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    document.save(str(path))


@pytest.mark.parametrize("template", ["briefing", "compact", "gongwen"])
@pytest.mark.parametrize("text", [TEXT, TERSE], ids=["plain", "terse"])
def test_a_page_that_only_lost_its_bookmarks_has_no_changes(tmp_path, text, template):
    place = workspace(tmp_path / "w", a=text)
    words = ("--city", "聊城", "--date", "2024-05-31", "--formats", "docx", "--no-proof")
    result = run("build", *words, "--template", template, "--workspace", place)
    assert result.exit_code == 0, result.stderr
    whole = absorb(place).stdout
    assert whole.startswith("0 changes taken, 0 not, ")
    without_bookmarks(page_of(place))
    assert absorb(place).stdout == whole


def test_changes_are_found_among_short_themes_where_the_bookmarks_are_lost(tmp_path):
    place = workspace(tmp_path / "w", a=TERSE)
    build(place)
    without_bookmarks(page_of(place))
    replaced(page_of(place), "新的动能加速集聚", "新的动能加快集聚")
    replaced(page_of(place), TRAINED, f"共{TRAINED}")
    result = absorb(place)
    assert result.exit_code == 0, result.stderr
    assert set(edits(place).values()) == {"新的动能加快集聚", f"共{TRAINED}"}


def test_words_that_were_moved_without_their_bookmark_are_moved(place):
    document = Document(str(page_of(place)))
    paragraph, _ = runs_of(document, TRAINED)
    trained, champions = key_of(place, TRAINED), key_of(place, CHAMPIONS)
    moving = [each for each in between(paragraph, f"_{trained}") if each.tag == qn("w:r")]
    first = between(paragraph, f"_{champions}")
    for each in moving:  # into the other one's bookmark, with a semicolon between
        first[1].addprevious(each)
    parting = deepcopy(moving[0])
    parting.find(qn("w:t")).text = "；"
    first[1].getparent().insert(list(first[1].getparent()).index(moving[-1]) + 1, parting)
    document.save(str(page_of(place)))
    result = absorb(place)
    assert result.exit_code == 0, result.stderr
    assert "1 change taken, 0 not" in result.stdout
    assert "moved" in result.stdout
    assert not any(name == "hide" for _, name in edits(place))


def test_a_wide_space_is_no_control_character(place):
    replaced(page_of(place), TRAINED, "累计　培训企业家320名")
    result = absorb(place)
    assert result.exit_code == 0, result.stderr
    assert edits(place) == {(TRAINED, "text"): "累计　培训企业家320名"}


def test_a_paragraph_typed_anew_is_read(place):
    document = Document(str(page_of(place)))
    paragraph, runs = runs_of(document, TRAINED)
    text = text_of(paragraph)
    for each in runs[1:]:
        each.getparent().remove(each)
    for each in list(paragraph.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    first = runs[0].find(qn("w:t"))
    first.text = text.replace(TRAINED, f"累计{TRAINED}")
    document.save(str(page_of(place)))
    result = absorb(place)
    assert result.exit_code == 0, result.stderr
    assert edits(place) == {(TRAINED, "text"): f"累计{TRAINED}"}


def test_what_is_written_at_the_edge_of_a_line_belongs_to_it(place):
    document = Document(str(page_of(place)))
    paragraph, _ = runs_of(document, TRAINED)
    held = between(paragraph, f"_{key_of(place, TRAINED)}")
    for where, text in ((held[0].addprevious, "还"), (held[-1].addnext, "左右的")):
        run_ = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = text
        run_.append(words)
        where(run_)
    document.save(str(page_of(place)))
    result = absorb(place)
    assert result.exit_code == 1
    assert f"还{TRAINED}左右的" in result.stderr  # whole, and refused: about 320


def test_a_new_sentence_is_listed_as_not_taken(place):
    replaced(page_of(place), TRAINED, f"{TRAINED}；新建厂房8座")
    result = absorb(place)
    assert result.exit_code == 1
    assert "8" in result.stderr


def test_tracked_changes_count_as_accepted(place):
    document = Document(str(page_of(place)))
    paragraph, _ = runs_of(document, TRAINED)
    held = between(paragraph, f"_{key_of(place, TRAINED)}")
    runs = [each for each in held if each.tag == qn("w:r")]
    inserted = OxmlElement("w:ins")
    new = deepcopy(runs[0])
    new.find(qn("w:t")).text = "共"
    inserted.append(new)
    runs[0].addprevious(inserted)
    document.save(str(page_of(place)))
    assert absorb(place).exit_code == 0
    assert edits(place) == {(TRAINED, "text"): f"共{TRAINED}"}
    deleted = OxmlElement("w:del")
    inserted.addprevious(deleted)
    for each in (inserted, *runs):
        deleted.append(each)
    document.save(str(page_of(place)))
    absorb(place)
    assert edits(place)[TRAINED, "hide"]


def test_a_page_of_a_changed_source_takes_nothing_for_the_changed_line(place):
    seed = place / "seeds" / "a.txt"
    seed.write_text(TEXT.replace("320名", "350名"), encoding="utf-8")
    replaced(page_of(place), TRAINED, f"共{TRAINED}")
    result = absorb(place)
    assert result.exit_code == 1
    assert "does not say this any more" in result.stderr
    assert not (place / "overrides.toml").exists()


def test_dry_run_writes_nothing(place):
    replaced(page_of(place), TRAINED, "")
    assert "1 change taken" in absorb(place, None, "--dry-run").stdout
    assert not (place / "overrides.toml").exists()


@pytest.mark.parametrize("kind", ["text", "zip", "word"])
def test_another_file_is_refused(place, tmp_path, kind):
    path = tmp_path / "x.docx"
    if kind == "text":
        path.write_text("x", encoding="utf-8")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a", "b")
    else:
        Document().save(str(path))
    result = absorb(place, path)
    assert result.exit_code == 1
    assert "absorb takes a page that briefgen made" in result.stderr


def test_a_page_is_found_by_its_name_alone_and_a_missing_one_is_told_in_both_languages(place):
    name = page_of(place).name
    assert absorb(place, name).stdout.startswith("0 changes taken, 0 not, ")
    result = absorb(place, "no-such.docx")
    assert result.exit_code == 1
    assert "there is no such file\n" in result.stderr
    assert "没有这个文件\n" in result.stderr
    assert f"output/{name}" in result.stderr
    assert "请连同文件夹一起写" in result.stderr


def test_a_page_of_a_folder_that_is_not_there_is_no_other_page(place, tmp_path):
    name = page_of(place).name
    (page_of(place).parent / f"~${name}").write_bytes(b"")  # Word has it open
    result = absorb(place, tmp_path / "Downloads" / name)
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
    assert "~$" not in result.stderr


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    "emptied",
    [
        '<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="1" w:name="_{key}"/>',
        '<w:bookmarkStart w:id="1" w:name="_{key}"/>',
    ],
)
def test_a_bookmark_whose_words_were_deleted_holds_nothing_that_follows(emptied):
    other, run = "h000000_00000001", "<w:r><w:t>{}</w:t></w:r>"
    end = '<w:bookmarkEnd w:id="2"/>'
    kept = f'<w:bookmarkStart w:id="2" w:name="_{other}"/>{run.format("b")}{end}'
    first = emptied.format(key="h000000_00000000")
    text = f"<w:p>{first}{run.format('a')}</w:p><w:p>{kept}{run.format('c')}</w:p>"
    found = stretches(etree.fromstring(f'<w:document xmlns:w="{W}">{text}</w:document>'))
    held = {each.text: each.key for each in found if each.text}
    assert held == {"a": "", "b": other, "c": ""}


@pytest.mark.slow
def test_a_page_saved_by_libreoffice_is_absorbed(place, tmp_path):
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "docx", "--outdir", str(tmp_path), str(page_of(place))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = tmp_path / page_of(place).name
    assert absorb(place, saved).stdout.startswith("0 changes taken, 0 not")
    replaced(saved, "技改投资同比增长12.1%", "全市技改投资同比增长12.1%")
    replaced(saved, TRAINED, "")
    replaced(saved, CHAMPIONS, "新增省级单项冠军25家")
    replaced(saved, "投资增势良好", "投资较快增长")
    result = absorb(place, saved)
    assert "3 changes taken, 1 not" in result.stdout
    assert "it loses 15 and it adds 25" in result.stderr
    assert set(edits(place).values()) == {"全市技改投资同比增长12.1%", True, "投资较快增长"}


# A joiner may stand before a unit; the expressions let it pass.
MACRO = """Sub Put(page, was, now)
  Dim sought, found
  sought = page.createSearchDescriptor()
  sought.SearchRegularExpression = True
  sought.SearchString = was
  found = page.findFirst(sought)
  If Not IsNull(found) Then found.setString(now)
End Sub
Sub Edit(source, target)
  Dim asked(0) As New com.sun.star.beans.PropertyValue
  Dim page, sought, found
  asked(0).Name = "Hidden"
  asked(0).Value = True
  page = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, asked())
  Put(page, "技改投资同比增长12.1%", "全市技改投资同比增长12.1%")
  Put(page, "15家", "25家")
  Put(page, "工业运行稳中有进", "工业运行稳步向好")
  page.RecordChanges = True
  Put(page, "聊城市新增创新型中小企业473.?家", "")
  page.RecordChanges = False
  Put(page, "培训企业家320.?名", "")
  sought = page.createSearchDescriptor()
  sought.SearchRegularExpression = True
  sought.SearchString = "工业用电量86.5亿.?千.?瓦.?时"
  found = page.findFirst(sought)
  found.Text.insertString(found.End, "；培训企业家320名", False)
  asked(0).Name = "FilterName"
  asked(0).Value = "MS Word 2007 XML"
  page.storeToURL(ConvertToURL(target), asked())
  page.close(True)
End Sub
"""
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?><script:module script:name="Module1"'
    ' xmlns:script="http://openoffice.org/2000/script" script:language="StarBasic">'
)


@pytest.mark.slow
def test_a_page_edited_in_libreoffice_is_absorbed(place, tmp_path):
    """Typed, with changes tracked and without, a line put under another theme; by a macro."""
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    edited = tmp_path / "edited.docx"
    started = [*office, "--convert-to", "txt", "--outdir", str(tmp_path), str(page_of(place))]
    subprocess.run(started, check=True, capture_output=True, timeout=120)  # makes the profile
    macro = tmp_path / "profile/user/basic/Standard/Module1.xba"
    macro.parent.mkdir(parents=True, exist_ok=True)
    macro.write_text(f"{MODULE}{escape(MACRO)}</script:module>", encoding="utf-8")
    call = f"macro:///Standard.Module1.Edit({page_of(place)},{edited})"
    subprocess.run([*office, call], check=True, capture_output=True, timeout=120)
    result = absorb(place, edited)
    assert "3 changes taken, 2 not" in result.stdout, result.output
    assert "采用 3 处修改，未采用 2 处" in result.stdout
    assert "it loses 15 and it adds 25" in result.stderr
    assert f"not taken: {TRAINED}\n  it stands under “工业运行稳步向好” now" in result.stderr
    assert edits(place) == {
        ("技改投资同比增长12.1%", "text"): "全市技改投资同比增长12.1%",
        ("工业运行稳中有进", "text"): "工业运行稳步向好",
        ("聊城市新增创新型中小企业473家", "hide"): True,
    }
