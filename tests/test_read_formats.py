"""Saved pages, Word, PDF and mail give the text of their article; rubbish is refused."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import docx
import formats
import pytest
from formats import FIRST, SECOND, THIRD, TITLE

from briefgen.clean import clean
from briefgen.errors import SourceError
from briefgen.read import list_sources, read_source

PAGES = Path(__file__).parent / "pages"
PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>%s</body></html>"


def read(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return read_source(path)


def texts(source):
    return [paragraph.text.text for paragraph in clean(source).paragraphs]


GOV = ("全市工业运行稳中向好", date(2024, 5, 28), "聊城日报")
DZWWW = ("聊城：聚焦“四大行动” 工业经济提质增效", date(2024, 3, 15), "大众网·聊城")
SINA = ("泰安一季度工业增加值增长8.1%", date(2024, 4, 20), "齐鲁晚报")
WECHAT = ("数说聊城 | 前4个月工业成绩单来了", date(2024, 5, 29), "聊城市工业和信息化局")


@pytest.mark.parametrize(
    ("name", "stated", "ends", "count"),
    [
        ("gov", GOV, ("5月27日上午", "新增“专精特新”"), 8),
        ("dzwww", DZWWW, ("3月14日", "实施数字赋能行动"), 5),
        ("sina", SINA, ("4月19日", "从投资看"), 4),
        ("wechat", WECHAT, ("生产持续加快", "4月份，全市工业用电量"), 6),
    ],
)
def test_a_saved_page_gives_its_article_and_nothing_else(name, stated, ends, count):
    article = clean(read_source(PAGES / f"{name}.html"))
    found = [paragraph.text.text for paragraph in article.paragraphs]
    assert (article.title, article.published, article.origin) == stated
    assert found[0].startswith(ends[0]), found
    assert found[-1].startswith(ends[1]), found
    assert len(found) == count, found


def test_headings_and_bold_leads_of_a_page_are_told():
    article = clean(read_source(PAGES / "gov.html"))
    levels = {p.text.text: p.markup for p in article.paragraphs if p.markup}
    leads = [p.text.text[: p.lead] for p in article.paragraphs if p.lead]
    assert levels == {"二、技改投资加快": 2}
    assert leads == ["一、工业运行稳中向好。", "三、梯队培育见效"]


def test_ruby_is_taken_out_and_told():
    article = clean(read_source(PAGES / "gov.html"))
    assert [(repair.was, repair.now) for repair in article.repairs] == [("（zǒngshù）", "")]


def test_a_table_is_told_and_not_read():
    problems = clean(read_source(PAGES / "gov.html")).problems
    assert [problem.kind for problem in problems] == ["not_read"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["gov.html", "dzwww.html"])
def test_a_page_is_read_in_every_encoding_whatever_it_declares(tmp_path, name, encoding):
    text = (PAGES / name).read_text(encoding="utf-8")
    assert read(tmp_path, name, text.encode(encoding)).text == read_source(PAGES / name).text


def test_the_clock_of_a_page_is_no_date_of_publication(tmp_path):
    clock = '<div class="date">今天是2024年6月1日 星期六</div>'
    data = PAGE % f"{clock}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>© 2001-2024 某网</p>"
    article = clean(read(tmp_path, "a.html", data.encode()))
    assert (article.published, article.event) == (None, None)


def test_an_article_set_in_a_table_for_layout_is_read(tmp_path):
    cells = f"<table><tr><td>{FIRST}{SECOND}</td><td>{THIRD}</td></tr></table>"
    assert texts(read(tmp_path, "a.html", (PAGE % cells).encode()))[-1] == THIRD


BOMBS = {
    "deep": "<div>" * 100_000 + f"<p>{FIRST}</p>",
    "unclosed": "<b>" * 50_000 + f"<p>{FIRST}</p>",
    "tags": "<i></i>" * 1_200_000,
    "attributes": "<p " + "a=1 " * 500_000 + f">{FIRST}</p>",
    "entities": "&amp;" * 1_000_000,
    "signs": "<" * 900_000,
    "comment": "<!--" * 200_000 + FIRST,
    "doctype": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + "&b;" * 100_000 + FIRST,
    "paragraphs": f"<p>{FIRST}</p>" * 70_000,
    "rows": "<table>" + "<tr><td>工业<td>9%" * 60_000,
    "nothing": "",
    "script": "<script>" + "x" * 1_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_a_page_is_read_or_refused(tmp_path, name):
    refused = None
    try:
        read(tmp_path, "a.html", f"<html><body>{BOMBS[name]}".encode())
    except SourceError as error:
        refused = error
    assert refused is None or refused.hint


def test_a_word_document_is_read(tmp_path):
    data = formats.word()
    source = read(tmp_path, "a.docx", data)
    article = clean(source)
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert article.title == TITLE
    assert [(p.text.text, p.markup) for p in article.paragraphs] == [
        (FIRST, 0),
        ("技改投资加快", 2),
        (f"项目建设提速。{SECOND}", 0),
        ("新增省级智能工厂12家；", 0),
        ("1.完善推进机制", 0),
        ("2.强化跟踪帮扶", 0),
        (THIRD, 0),
    ]
    assert [p.text.text[: p.lead] for p in article.paragraphs if p.lead] == ["项目建设提速。"]


def test_numbers_that_word_counts_are_written():
    from briefgen.read.counting import written  # noqa: PLC0415 - a detail

    forms = [("chineseCounting", 3), ("chineseCounting", 10), ("chineseCounting", 21)]
    assert [written(number, form) for form, number in forms] == ["三", "十", "二十一"]
    assert written(2, "decimalEnclosedCircle") == "②"
    assert written(4, "upperRoman") == "4"


def test_deleted_words_of_a_word_document_stay_deleted(tmp_path):
    document = docx.Document()
    element = document.add_paragraph(FIRST)._p  # noqa: SLF001 - python-docx makes no changes
    body = element.xml.replace(
        "</w:p>",
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>补。</w:t></w:r></w:ins></w:p>",
    )
    element.getparent().replace(element, docx.oxml.parse_xml(body))
    assert read(tmp_path, "a.docx", formats.saved(document)).text == f"{FIRST}补。\n"


HIDDEN = "虚报企业99家，"
RUN, PARAGRAPH, CELL = "run", "paragraph", "cell"
WHITE = '<w:color w:val="FFFFFF"/>'
RED_GROUND = '<w:shd w:val="clear" w:fill="B3121D"/>'
LOOKS = [  # what is put into the properties of what; whether the words can be seen then
    (RUN, "<w:vanish/>", False),
    (RUN, '<w:vanish w:val="0"/>', True),
    (RUN, WHITE, False),
    (RUN, '<w:color w:val="fefefe" w:themeColor="background1"/>', False),
    (RUN, '<w:color w:val="CCCCCC"/>', True),
    (RUN, '<w:color w:val="auto"/>', True),
    (RUN, WHITE + '<w:highlight w:val="red"/>', True),
    (RUN, '<w:color w:val="000000"/><w:highlight w:val="black"/>', False),
    (RUN, WHITE + RED_GROUND, True),
    (RUN, '<w:color w:val="B3121D"/>' + RED_GROUND, False),
    (RUN, WHITE + '<w:shd w:val="pct50" w:fill="FFFFFF"/>', True),
    (RUN, '<w:rStyle w:val="Unseen"/>', False),
    (RUN, '<w:rStyle w:val="Unseen"/><w:vanish w:val="false"/>', True),
    (RUN, '<w:rStyle w:val="OnWhite"/>', False),
    (PARAGRAPH, '<w:pStyle w:val="Banner"/>', True),
    (PARAGRAPH, "<w:rPr><w:vanish/></w:rPr>", True),  # of its mark alone
    (CELL, WHITE, False),
    (CELL, "<w:vanish/>", False),
    (RUN, '<w:sz w:val="0"/>', False),
    (RUN, '<w:sz w:val="1"/>', False),
    (RUN, '<w:sz w:val="4"/>', False),
    (RUN, '<w:sz w:val="7"/><w:szCs w:val="40"/>', False),
    (RUN, '<w:sz w:val="8"/>', True),
    (RUN, '<w:sz w:val="x"/>', True),
    (RUN, '<w:rStyle w:val="Tiny"/>', False),
    (RUN, '<w:rStyle w:val="Tiny"/><w:sz w:val="21"/>', True),
    (CELL, '<w:sz w:val="2"/>', False),
]
STYLES = f"""
<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Tiny"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="OnWhite"><w:basedOn w:val="White"/></w:style>
<w:style w:type="character" w:styleId="White"><w:rPr>{WHITE}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Banner"><w:pPr>{RED_GROUND}</w:pPr>
<w:rPr>{WHITE}</w:rPr></w:style>"""


def parsed(name, inner):
    """Elements of Word's namespace."""
    space = f'xmlns:w="{docx.oxml.ns.nsmap["w"]}" xmlns:wp="{docx.oxml.ns.nsmap["wp"]}"'
    return list(docx.oxml.parse_xml(f"<w:{name} {space}>{inner}</w:{name}>"))


def looking(place, looks):
    """A Word document with the hidden words between others that are seen."""
    document = docx.Document()
    document.styles.element.extend(parsed("styles", STYLES))
    document.add_paragraph(FIRST)
    holder = document.add_table(1, 1).cell(0, 0) if place == CELL else document
    paragraph = holder.add_paragraph("新增企业473家，")
    run = paragraph.add_run(HIDDEN)
    paragraph.add_run("完成投资95.3亿元。")
    element = paragraph._p.get_or_add_pPr() if place == PARAGRAPH else run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx knows few looks
    element.extend(parsed("rPr", looks))
    return document


@pytest.mark.parametrize(("place", "looks", "seen"), LOOKS)
def test_words_of_a_word_document_that_nobody_can_see_are_told_not_read(
    tmp_path, place, looks, seen
):
    source = read(tmp_path, "a.docx", formats.saved(looking(place, looks)))
    assert ("99" in source.text) is seen
    assert "完成投资95.3亿元" in source.text
    told = [problem.message for problem in clean(source).problems if "see" in problem.message]
    assert told == ([] if seen else [f"words that nobody can see are not read: “{HIDDEN}”"])


def test_a_paragraph_in_white_by_its_style_is_not_read(tmp_path):
    document = looking(RUN, "")
    document.styles["Quote"].font.color.rgb = docx.shared.RGBColor(255, 255, 255)
    document.add_paragraph(SECOND, style="Quote")
    source = read(tmp_path, "a.docx", formats.saved(document))
    assert SECOND not in source.text
    assert SECOND[:20] in source.notes[0]


WRITTEN = [  # how the words are marked on a web page; whether they can be seen
    ("<span style='display:none'>{}</span>", False),
    ("<span style='color: red; DISPLAY : None !important'>{}</span>", False),
    ("<b style='visibility:hidden'>{}</b>", False),
    ("<span style='font-size:0'>{}</span>", False),
    ("<span style='font-size: 0.5px'><i>{}</i></span>", False),
    ("<span style='font-size:3pt'>{}</span>", False),
    ("<span style='opacity:0'>{}</span>", False),
    ("<span hidden>{}</span>", False),
    ("<span style='font-size:0'><b style='font-size:16px'>{}</b></span>", True),
    ("<span style='visibility:hidden'><b style='visibility:visible'>{}</b></span>", True),
    ("<span style='font-size:12px'>{}</span>", True),
    ("<span style='font-size:smaller; opacity:0.5; display:inline'>{}</span>", True),
    ("<span hidden='until-found'>{}</span>", True),
    ("<span style='line-height:0'>{}</span>", True),
]


@pytest.mark.parametrize(("marked", "seen"), WRITTEN)
def test_words_of_a_page_that_nobody_can_see_are_told_not_read(tmp_path, marked, seen):
    body = f"<p>{FIRST}</p><p>新增企业473家，{marked.format(HIDDEN)}完成投资95.3亿元。</p>"
    source = read(tmp_path, "a.html", (PAGE % body).encode())
    assert ("99" in source.text) is seen
    assert "完成投资95.3亿元" in source.text
    assert source.notes == (
        () if seen else (f"words that nobody can see are not read: “{HIDDEN}”",)
    )


@pytest.mark.parametrize("look", ["visibility: hidden", "opacity: 0", "display: none"])
def test_a_page_that_a_script_shows_is_read(tmp_path, look):
    body = f"<div style='{look}'><p>{FIRST}</p><p>{SECOND}</p></div><p hidden>关闭</p>"
    source = read(tmp_path, "a.html", (PAGE % body).encode())
    assert texts(source) == [FIRST, SECOND]
    assert source.notes == ()


PRINTED = [  # the style of the words, of what is around them; whether they can be seen
    ("color: white", "", False),
    ("color: #fefefe", "", False),
    ("color: transparent", "", False),
    ("color: rgba(0, 0, 0, 0.02)", "", False),
    ("color: #ccc", "", True),
    ("color: white", "background: #b3121d", True),
    ("color: white; background: black", "", True),
    ("", "", True),
]


def test_rare_characters_do_not_shift_what_nobody_can_see(tmp_path):
    page = "<p>𠮷𠮷企业<span style='color: white'>虚报</span>12345家，投资95.3亿元。</p>"
    source = read(tmp_path, "a.pdf", formats.pdf(page))
    assert "12345家" in source.text
    assert "虚报" not in source.text
    assert source.notes == ("words that nobody can see are not read: “虚报”",)


@pytest.mark.parametrize(("style", "around", "seen"), PRINTED)
def test_words_of_a_pdf_that_nobody_can_see_are_told_not_read(tmp_path, style, around, seen):
    page = f"<p>{FIRST}</p><p style='{around}'>新增企业473家，<span style='{style}'>{HIDDEN}</span>"
    source = read(tmp_path, "a.pdf", formats.pdf(f"{page}完成投资95.3亿元。</p>"))
    assert ("99" in source.text) is seen
    assert "完成投资95.3亿元" in source.text
    assert source.notes == (
        () if seen else (f"words that nobody can see are not read: “{HIDDEN}”",)
    )


@pytest.mark.parametrize("scanned", [False, True])
def test_words_that_are_not_drawn_are_read_under_a_picture_only(tmp_path, scanned):
    made = formats.pdf(f"<p>{FIRST}</p><p>{SECOND}</p>")
    data = formats.not_drawn(made, scanned=scanned)
    if scanned:
        assert FIRST[:30] in read(tmp_path, "a.pdf", data).text
        return
    with pytest.raises(SourceError, match="only pictures"):
        read(tmp_path, "a.pdf", data)


def test_hidden_words_that_stand_together_are_told_as_one_piece_and_many_are_counted(tmp_path):
    document = docx.Document()
    document.add_paragraph(FIRST)
    for _ in range(25):
        paragraph = document.add_paragraph("增长")
        for part in ("甲9%，", "乙8%"):
            paragraph.add_run(part).font.hidden = True
    notes = read(tmp_path, "a.docx", formats.saved(document)).notes
    assert notes[0] == "words that nobody can see are not read: “甲9%，乙8%”"
    assert notes[20:] == ("words that nobody can see are not read at 5 more places",)


def test_white_words_on_a_drawing_or_in_a_table_with_a_style_are_read(tmp_path):
    styled = looking(CELL, WHITE)
    styled.tables[0].style = styled.styles["Light Grid Accent 1"]
    assert "99" in read(tmp_path, "a.docx", formats.saved(styled)).text
    drawn = looking(RUN, WHITE)
    anchor = '<w:drawing><wp:anchor behindDoc="1"/></w:drawing>'
    drawn.add_paragraph().add_run()._r.extend(parsed("r", anchor))  # noqa: SLF001 - the same
    assert "99" in read(tmp_path, "b.docx", formats.saved(drawn)).text


BROKEN_WORD = {
    "truncated": (lambda: formats.word()[:5000], "damaged"),
    "empty": (lambda: b"PK\x03\x04", "damaged"),
    "old": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
    "text": (FIRST.encode, "damaged"),
    "bomb": (
        lambda: formats.with_part(formats.word(), "word/document.xml", b" " * 120_000_000),
        "unpacks to",
    ),
    "entities": (
        lambda: formats.with_part(
            formats.word(),
            "word/document.xml",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        ),
        "damaged",
    ),
    "deep": (
        lambda: formats.with_part(formats.word(), "word/document.xml", b"<a>" * 300_000),
        "damaged",
    ),
    "another": (lambda: formats.with_part(formats.word(), "word/document.xml", b"<a/>"), "damaged"),
}


@pytest.mark.parametrize("name", BROKEN_WORD)
def test_a_broken_word_document_is_refused(tmp_path, name):
    make, message = BROKEN_WORD[name]
    with pytest.raises(SourceError, match=message):
        read(tmp_path, "a.docx", make())


def test_a_text_pdf_is_read_without_what_frames_its_pages(tmp_path):
    article = clean(read(tmp_path, "a.pdf", formats.news_pdf()))
    found = [paragraph.text.text for paragraph in article.paragraphs]
    assert article.title == TITLE
    assert found[:4] == [FIRST, "一、技改投资加快", SECOND, THIRD]
    assert found[4:] == [f"{SECOND}{THIRD}{FIRST}"] * 8


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (formats.pictures_pdf, "holds only pictures"),
        (lambda: formats.locked(formats.news_pdf()), "locked with a password"),
        (lambda: formats.news_pdf()[:2000], "damaged"),
        (lambda: b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]>>" * 99, "damaged"),
        (FIRST.encode, "damaged"),
    ],
)
def test_a_pdf_without_text_is_refused(tmp_path, make, message):
    with pytest.raises(SourceError, match=message) as caught:
        read(tmp_path, "a.pdf", make())
    assert caught.value.hint


def test_a_message_is_read(tmp_path):
    source = read(tmp_path, "a.eml", formats.mail(attachment=True))
    article = clean(source)
    assert (article.title, article.published) == (TITLE, date(2024, 5, 28))
    assert texts(source) == [FIRST, SECOND]
    assert source.encoding == "gb18030"
    assert [problem.message for problem in article.problems] == [
        "an attachment is not read: 附表.xlsx"
    ]


def test_of_a_message_in_two_forms_the_one_with_the_text_is_read(tmp_path):
    assert texts(read(tmp_path, "a.eml", formats.mail(html=True))) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\n",
        b"Content-Type: text/plain; charset=none-such\nContent-Transfer-Encoding: base64\n\n@@@",
        b"Content-Type: image/png\n\nabc",
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"\x89PNG" + b"\0" * 99,
        b"Subject: =?utf-8?b?x?=\nDate: nonsense\nFrom: \xff\xfe\n\n\xff\xff\xfe\x81",
    ],
)
def test_a_broken_message_is_refused(tmp_path, data):
    with pytest.raises(SourceError) as caught:
        read(tmp_path, "a.eml", data)
    assert caught.value.hint


@pytest.mark.parametrize("suffix", [".html", ".htm", ".docx", ".pdf", ".eml", ".mht"])
def test_every_format_is_listed_and_refuses_rubbish(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    for data in (b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 40, b"\0" * 999):
        path.write_bytes(data)
        with pytest.raises(SourceError) as caught:
            read_source(path)
        assert caught.value.where == str(path)
    assert list_sources(tmp_path) == [path]


def test_a_few_broken_bytes_within_a_text_are_lost_and_told(tmp_path):
    body = f"{FIRST}\n{SECOND}\n" * 20
    data = body.encode().replace("聚焦".encode(), "聚".encode() + b"\xe7\x84", 1)
    article = clean(read(tmp_path, "a.txt", data))
    damaged = [problem for problem in article.problems if problem.kind == "damaged_text"]
    assert len(damaged) == 1
    clause = article.source.text[damaged[0].start : damaged[0].end]
    assert "\ufffd" in clause
    assert "9.0%" not in clause


@pytest.mark.slow
@pytest.mark.no_cover  # to count every line of it takes long and shows none anew
@pytest.mark.parametrize("unit", [f"{FIRST}\n", FIRST])
def test_twenty_megabytes_are_read_and_cleaned(tmp_path, unit):
    data = unit.encode() * (20_000_000 // len(unit.encode()))
    article = clean(read(tmp_path, "a.txt", data))
    assert len(article.source.text) * 3 > 19_000_000


@pytest.mark.slow
@pytest.mark.no_cover
def test_half_a_million_lines_of_menus_are_read_and_cleaned(tmp_path):
    """Four times the lines that twenty megabytes of prose have."""
    article = clean(read(tmp_path, "a.txt", "首页\n登录\n".encode() * 250_000))
    assert article.source.text.count("\n") == 500_000
