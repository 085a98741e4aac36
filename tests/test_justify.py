"""One clean right edge: what the finished PDF shows, and what programs that read it make of it."""

from __future__ import annotations

import re
import statistics
import subprocess
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from sample_briefing import full
from test_even import office_lines
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from briefgen.render import find_template
from briefgen.render.balance import balanced
from briefgen.render.filters import glued
from briefgen.render.gaps import LIMIT, QUIET, row
from briefgen.render.justify import SHRINK, justified
from briefgen.render.pdf import _faces, _fonts, lay_out
from briefgen.render.tagged import tagged

SIZE = 10.0
OFF = 0.15  # points: what rounding may take
STYLE = """
@page {{ size: {wide}pt 900pt; margin: 0 }}
body {{ margin: 0; font: 10pt/2 "Briefgen Serif SC"; text-align: {align} }}
p {{ margin: 0 }} .nb {{ white-space: nowrap }}
b {{ font: 700 10pt "Briefgen Sans SC"; white-space: nowrap }}
"""
TEXTS = (
    (
        "截至上月底，全市累计建成开通5G基站11145座，入选全国首批5GA网络商用城市，"
        "工业技改投资同比增长32.5%，高于全省平均24.7个百分点，增幅居全省第1位。"
    ),
    (
        "今年以来实施500万元以上工业技改项目728个，兑现省、市奖补5759.5万元，"
        "扶持工业技改项目79个，拉动总投资112.7亿元，培育“专精特新”企业1200余家。"
    ),
    "（一）加快建设Smart Factory；推进1—4月份投资2030.4亿元——比计划多15.6%的项目。",
)
HAN = re.compile("[\u3400-\u9fff]")
HALF = re.compile(r"[0-9A-Za-z.,%-]")
WIDE = re.compile("[\u3400-\u9fff，。；]")  # as wide as it is high
STOP = re.compile("[，。、；：！？）》」』】]")


def set_text(text: str, wide: float, align: str = "justify") -> bytes:
    """A PDF with one paragraph."""
    style = STYLE.format(wide=wide, align=align)
    page = HTML(string=f"<html lang=zh-CN><style>{style}</style><p>{text}</p></html>")
    with balanced():
        document = page.render(stylesheets=[_faces()], font_config=_fonts())
    justified(document)
    return tagged(document)


def drawn(content: bytes):
    """Its lines as they are drawn, whatever it says that they read."""
    with pikepdf.open(BytesIO(content)) as document:
        for page in document.pages:
            told = page.Contents.read_bytes()
            page.Contents = document.make_stream(told.replace(b"/ActualText", b"/Unread"))
        plain = BytesIO()
        document.save(plain)
    return office_lines(plain.getvalue())


def gaps_of(line) -> list[float]:
    """The room between the Chinese characters of a line that stand outside a number, in em."""
    whole = "".join(character for character, _, _ in line)
    numbers = re.finditer(r"\d[\d.,%]*[万亿余个家座元位百分点月份]*", whole)
    units = {at for each in numbers for at in range(each.start(), each.end())}
    return [
        (line[at][1] - line[at - 1][1]) / SIZE - 1
        for at in range(1, len(line))
        if HAN.match(whole[at - 1]) and HAN.match(whole[at]) and not {at - 1, at} & units
    ]


def read(content: bytes) -> list[str]:
    """What programs read."""
    found = [
        subprocess.run(
            ["pdftotext", *way, "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
        for way in ([], ["-raw"])
    ]
    with pypdfium2.PdfDocument(content) as document:
        found.append(document[0].get_textpage().get_text_range())
    return [re.sub(r"[\r\n\f\ufffe]", "", each).strip() for each in found]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("wide", range(190, 330, 20))
def test_lines_reach_the_edge_by_even_gaps(text, wide):
    lines = drawn(set_text(glued(text), wide))
    assert "".join(each for line in lines for each, _, _ in line).replace(" ", "") == text.replace(
        " ", ""
    )
    for line in lines[:-1]:
        gaps = gaps_of(line)
        assert max(gaps) - min(gaps) < 0.01
        assert min(gaps) > -0.01
        assert max(gaps) <= LIMIT + 0.01
        last, x, size = line[-1]
        if WIDE.match(last):
            assert x + size - wide < OFF
            assert abs(x + size - wide) < OFF or max(gaps) < QUIET  # or it could not be reached


def test_few_lines_stay_short():
    short, count = [], 0
    for text in TEXTS:
        for wide in range(190, 330, 3):
            for line in drawn(set_text(glued(text), wide))[:-1]:
                last, x, size = line[-1]
                if WIDE.match(last):
                    count += 1
                    if abs(x + size - wide) >= OFF:
                        short.append("".join(each for each, _, _ in line))
    assert count > 250
    assert len(short) < count / 8, short


def test_numbers_and_latin_words_keep_their_spacing():
    def spacing(align: str) -> dict[str, list[float]]:
        lines = drawn(set_text(glued(TEXTS[0]), 233, align))
        found: dict[str, list[float]] = {}
        for line in lines:
            for (left, x, _), (right, behind, _) in pairwise(line):
                if HALF.match(left) and HALF.match(right):
                    found.setdefault(left + right, []).append(round(behind - x, 1))
        return {pair: sorted(each) for pair, each in found.items()}

    assert spacing("justify") == spacing("left")
    assert len(spacing("left")) > 5


def test_units_stay_with_their_numbers():
    lines = drawn(
        set_text(glued("实施500万元以上项目拉动24.7个百分点——比计划多的还有许多" * 4), 213)
    )
    joined = [pair for line in lines for pair in pairwise(line)]
    for unit in ("万元", "个百", "百分", "分点"):
        found = [right[1] - left[1] for left, right in joined if left[0] + right[0] == unit]
        assert found
        assert statistics.fmean(found) == pytest.approx(SIZE, abs=0.05)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("wide", range(190, 330, 20))
def test_what_is_read_holds_no_extra_spaces(text, wide):
    bold = re.sub(r'<span class="nb">(5|1|24)', r'<b class="f">\1', str(glued(text)))
    bold = re.sub(r'(<b class="f">[^<]*)</span>', r"\1</b>", bold)
    assert read(set_text(bold, wide)) == [text] * 3


def places(text: str) -> set[str]:
    """The characters on both sides of each place of a line that may be widened."""
    style = STYLE.format(wide=2000, align="justify")
    page = HTML(string=f"<html lang=zh-CN><style>{style}</style><p>{text}</p></html>")
    document = page.render(stylesheets=[_faces()], font_config=_fonts())
    boxed = document.pages[0]._page_box.descendants()  # noqa: SLF001
    line = row(next(box for box in boxed if isinstance(box, boxes.LineBox)), 0, 3000)
    texts = [box.text for box in line.texts]
    return {
        (texts[gap.box][gap.at - 1] if gap.at else texts[gap.box - 1][-1]) + texts[gap.box][gap.at]
        for gap in line.gaps
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("投资增长", {"投资", "资增", "增长"}),
        ("开通5G基站", {"开通", "通5", "G基", "基站"}),
        ("增24.7个百分点，增", {"增2", "点，", "，增"}),
        ("列第12位。", {"列第", "位。"}),
        ("用5G-A网", {"用5", "A网"}),
        ("会——市", {"会—", "—市"}),
        ("用 网", set()),
        ("增<b>5家</b>企", set()),  # the font changes
        ("<b>增长</b>企业", {"增长", "企业"}),
        ("增<span>长</span>企", {"增长", "长企"}),
    ],
)
def test_a_line_is_widened_beside_chinese_characters_only(text, found):
    assert places(text) == found


def test_the_same_text_gives_the_same_bytes():
    assert set_text(glued(TEXTS[1]), 213) == set_text(glued(TEXTS[1]), 213)


def rows(document):
    """The lines of its justified paragraphs that are not the last ones."""
    for box in document.pages[0]._page_box.descendants():  # noqa: SLF001
        if isinstance(box, boxes.BlockContainerBox) and box.style["text_align_all"] == "justify":
            lines = [line for line in box.children if isinstance(line, boxes.LineBox)]
            left = box.content_box_x()
            yield from (row(line, left, left + box.width) for line in lines[:-1])


@pytest.mark.parametrize("name", ["briefing", "compact", "gongwen"])
def test_the_lines_of_a_page_reach_the_edge(name):
    document = lay_out(full(), find_template(name)).document
    before = [line for line in rows(document) if line]
    justified(document)
    after = [line for line in rows(document) if line]
    reached = [abs(line.slack) < 0.01 * line.size for line in after]
    assert reached == [line.stretch() <= LIMIT for line in before]
    assert sum(reached) >= 0.9 * len(reached) > 3


def test_a_line_is_drawn_in_behind_its_stops_only():
    text = (
        "一、市、县、区、镇都有了显著的提升而且保持2030.4亿元，比计划多的有许多许多许多许多许多。"
    )
    found = False
    for wide in range(200, 300, 2):
        for line in drawn(set_text(glued(text), wide)):
            for (left, x, _), (_, behind, _) in pairwise(line):
                if HAN.match(left):
                    assert behind - x > SIZE - 0.1
                elif STOP.match(left):
                    assert behind - x > (1 - SHRINK) * SIZE - 0.1
                    found = found or behind - x < SIZE - 0.5
    assert found
