"""What no line end may part: a number and its unit, a source mark and its word, the last words."""

from __future__ import annotations

import re
import subprocess
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from office_page import office_page

from briefgen.render.bound import bound
from briefgen.render.breaks import JOINER, Look, pieces
from briefgen.render.ends import keep_ends
from briefgen.render.letters import NO_LANGUAGE
from briefgen.render.measure import Ruler
from briefgen.render.styles import Q, W

STYLES = etree.fromstring(f"""<w:styles xmlns:w="{W}"><w:style w:styleId="Text"><w:name w:val="x"/>
<w:pPr><w:spacing w:line="300" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr>
</w:style><w:style w:styleId="Mark"><w:name w:val="m"/><w:rPr><w:vertAlign w:val="superscript"/>
</w:rPr></w:style></w:styles>""")  # type of 10 points
WIDTH = 100.0  # points: a line of ten characters


def body(*runs: str | tuple[str, str]) -> etree._Element:
    """A body with one paragraph; a run may have a style."""
    made = ""
    for each in runs:
        text, style = (each, "") if isinstance(each, str) else each
        look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
        made += f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return etree.fromstring(
        f'<w:body xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Text"/></w:pPr>{made}</w:p></w:body>'
    )


def words(root: etree._Element) -> str:
    return "".join(item.text or "" for item in root.iter(f"{Q}t"))


BOUND = [  # the words, and how they are when what may be parted is bound; | is a joiner
    ("一二三四五六七八九12亿元又是", "一二三四五六七八九12|亿|元又是"),
    # the number goes to the second line whole, and so its last character alone to a third
    ("一二三四五六七12亿元又是一二三四五", "一二三四五六七12|亿|元又是一二三|四|五"),
    ("一二三四五六七12亿元又是一二三四", "一二三四五六七12|亿|元又是一二三四"),
    ("一二12亿元又是一二三四五六七八九十五", "一二12亿元又是一二三四五六七八九十五"),
    ("一二三四五六七八九十一。", "一二三四五六七八九|十|一。"),
    ("一二三四五六七八九十一二三四五六。", "一二三四五六七八九十一二三四五六。"),
    ("一二三四五六七八1—9月份又是一二三四", "一二三四五六七八1|—9|月|份又是一二三四"),
    ("Value of imports and 1,200 more of it", "Value of imports and 1,200 more of it"),
    ("一二三12亿元", "一二三12亿元"),
    # a number that is bound moves the one after it to the end of its line, or not so far
    (
        "一二三四五六七八12亿元二三四34亿元又是五六七",
        "一二三四五六七八12|亿|元二三四34|亿|元又是五六七",
    ),
    ("一二三四五六七八12亿元二34亿元又是五六七八", "一二三四五六七八12|亿|元二34亿元又是五六七八"),
    ("All services (精准服务) of it", "All services (精|准|服|务) of it"),
    ("In (精准服务) of all", "In (精准服务) of all"),
]


@pytest.mark.parametrize(("text", "wanted"), BOUND)
def test_joiners_stand_only_where_a_line_may_end(text, wanted):
    root = body(text)
    count = bound(root, Ruler(STYLES), WIDTH)
    assert words(root).replace(JOINER, "|") == wanted
    assert count == wanted.count("|")


def test_what_is_bound_is_in_no_language_and_keeps_its_look_and_its_gap():
    root = body("一二三四五六七", ("8", "Mark"), "9亿元。", "又")
    bound(root, Ruler(STYLES), WIDTH)
    assert words(root).replace(JOINER, "") == "一二三四五六七89亿元。又"
    runs = {"".join(each.itertext()): each for each in root.iter(f"{Q}r")}
    for text in (JOINER, f"亿{JOINER}元"):
        assert runs[text].find(f"{Q}rPr/{Q}lang").get(f"{Q}eastAsia") == NO_LANGUAGE
    assert runs[JOINER].find(f"{Q}rPr/{Q}spacing").get(f"{Q}val") == "40"  # 0.2 of 10 points
    assert runs["8"].find(f"{Q}rPr/{Q}rStyle").get(f"{Q}val") == "Mark"


def test_a_mark_goes_with_the_word_before_it():
    root = body("一二三四五六七八九。", (f"{JOINER}[1]", "Mark"), "一二三四五六七八九十一二三四")
    bound(root, Ruler(STYLES), WIDTH)
    assert f"九。{JOINER}[1]" in words(root)
    around = list(root.iter(f"{Q}lang"))
    assert len(around) >= 2  # the word's as well as the mark's: both sides of the joiner


def test_a_number_is_one_piece_with_its_unit():
    runs = (("增长12.5亿元，居第3位", Look(10.0)),)
    assert [piece.size for piece in pieces(iter(runs))] == [1, 1, 7, 1, 3]
    assert [piece.size for piece in pieces(iter(runs), bound=False)] == [1, 1, 4, 1, 2, 1, 1, 1, 1]


ENDS = [
    ("<p>居全省第一位。<sup>1</sup></p>", "居全省[第一位。1]"),
    ("<p>新增企业<b>473家</b>。</p>", "新增企业[473家。]"),
    ("<p>共<b>1473家</b>。</p>", "共[1473家。]"),
    ("<p>total of all。</p>", "total of all。"),
    ("<p>又是 点。</p>", "又是 点。"),
    ("<p><span>技改投资增长较快的行业</span><sup>1</sup></p>", "技改投资增长较快[的行业]1"),
    ('<p><b class="lead">推动产业转型</b>共<b>73家</b>。</p>', "[推动]产业[转型]共[73家。]"),
    ('<p><b class="title">固链强基</b>共<b>73家</b>。</p>', "固链强基共[73家。]"),
    ('<p><b class="f">1234567</b>共<b>73家</b>。</p>', "1234567共[73家。]"),
    ('<p><b class="lead">New leap in</b>共<b>73家</b>。</p>', "New leap in共[73家。]"),
]


@pytest.mark.parametrize(("html", "wanted"), ENDS)
def test_the_last_words_of_a_paragraph_are_one_piece(html, wanted):
    root = ET.fromstring(html)
    keep_ends(root)

    def told(item):
        kept = "nowrap" in item.get("style", "")
        inner = (item.text or "") + "".join(told(each) + (each.tail or "") for each in item)
        return f"[{inner}]" if kept else inner

    assert told(root) == wanted


@pytest.mark.slow
def test_libreoffice_parts_no_number_from_its_unit(tmp_path):
    """The same words begin at every place of the line."""
    words = "完成投资1112.7亿元，比上年增长9.5个百分点，新增企业473家，居全省第一位。"
    page = office_page(tmp_path, ["字" * shift + words for shift in range(1, 31)])
    reader = ["pdftotext", "-layout", str(page), "-"]
    told = subprocess.run(reader, check=True, capture_output=True).stdout.decode()
    lines = [re.sub(r"\s", "", line) for line in told.splitlines() if line.strip()]
    assert len(lines) >= 60
    assert [line for line in lines if re.match("[亿元个百家分点，。]", line)] == []
    assert [line for line in lines if len(line) < 4] == []
