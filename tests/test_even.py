"""No line of a justified Word paragraph is stretched wide where a number moves to the next one."""

from __future__ import annotations

import ctypes
import random
import re
import statistics
from itertools import accumulate, pairwise

import pypdfium2
import pytest
from lxml import etree
from office_page import office_page
from pypdfium2 import raw

from briefgen.render.bound import SETTINGS, bound
from briefgen.render.breaks import JOINER, Look
from briefgen.render.even import CLOSE, GOOD, MOST, OPEN, Even, even, lines, strips
from briefgen.render.measure import Ruler
from briefgen.render.styles import Q, W

SIZE = 10.0
LOOK = Look(SIZE)
HAN = re.compile("[\u3400-\u9fff]")
NUMBERS = ("24.7个百分点", "5759.5万元", "1112.7亿元", "32%", "473家", "2022年")


def sentence(seed: int) -> tuple[str, list[tuple[int, int]]]:
    """Words with numbers at chance places, and from where to where the numbers go."""
    chance = random.Random(seed)
    text, spans = "", []
    for number in chance.sample(NUMBERS, chance.randint(1, 4)):
        text += "字" * chance.randint(3, 30)
        spans.append((len(text), len(text) + len(number)))
        text += number
    return text + "字" * chance.randint(0, 20) + "。", spans


def stretches(made, width: float, rooms=None) -> list[float]:
    """How wide each line is, in em."""
    return [line.stretch / SIZE for line in lines(made, width, rooms or [0.0] * len(made))]


def set_even(text: str, spans: list[tuple[int, int]], width: float):
    """How a paragraph is set, and its strips and rooms of strips as it is then."""
    settings = [strips([(text, LOOK)], latin, spans) for latin in SETTINGS]
    rooms, ragged = even(settings, width, SIZE)
    places = [0, *accumulate(strip.size for strip in settings[0])][:-1]
    return settings, [rooms[at] for at in places] if rooms else None, ragged


@pytest.mark.parametrize("seed", range(120))
def test_a_line_is_stretched_little_or_its_paragraph_is_ragged(seed):
    text, spans = sentence(seed)
    width = 150.0 + seed
    settings, rooms, ragged = set_even(text, spans, width)
    assert all(CLOSE * SIZE - 0.1 <= room <= OPEN * SIZE for room in rooms or [])
    wide = 0
    for made in settings:
        before, after = stretches(made, width), stretches(made, width, rooms)
        assert len(after) <= len(before)
        wide += max(after, default=0.0) > MOST
    assert ragged or wide <= 1


def test_most_wide_lines_need_no_ragged_edge():
    wide = ragged = 0
    for seed in range(120):
        text, spans = sentence(seed)
        settings, _, edge = set_even(text, spans, 150.0 + seed)
        wide += any(max(stretches(each, 150.0 + seed), default=0.0) > MOST for each in settings)
        ragged += edge
    assert wide >= 25
    assert ragged < wide / 2


def test_a_paragraph_with_even_lines_stays_as_it_is():
    settings = [strips([("字" * 59, LOOK)], latin) for latin in SETTINGS]
    assert even(settings, 20.5 * SIZE, SIZE) == Even()


def test_a_number_that_almost_fits_is_drawn_in():
    text = "字" * 38 + "24.7个百分点。"
    settings = [strips([(text, LOOK)], 1.0, [(38, len(text))])]
    width = (settings[0][-1].room + 38 * SIZE - 4) / 2
    assert max(stretches(settings[0], width)) > GOOD
    rooms, ragged = even(settings, width, SIZE)
    assert rooms[0] < 0
    assert not ragged


def paragraph(style: str, text: str) -> etree._Element:
    return etree.fromstring(
        f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="{style}"/><w:outlineLvl w:val="9"/></w:pPr>'
        f"<w:r><w:rPr><w:sz w:val='20'/><w:lang w:val='en-US'/></w:rPr>"
        f"<w:t>{text}</w:t></w:r></w:p>"
    )


STYLES = etree.fromstring(f"""<w:styles xmlns:w="{W}"><w:style w:styleId="Text"><w:name w:val="x"/>
<w:pPr><w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr>
<w:sz w:val="20"/></w:rPr></w:style></w:styles>""")


def test_the_room_is_behind_chinese_characters_only_and_where_the_schema_wants_it():
    root = etree.Element(f"{Q}body")
    root.append(paragraph("Text", "字" * 18 + "24.7个百分点，其中" + "字" * 12 + "24.7个百分点。"))
    bound(root, Ruler(STYLES), 22 * SIZE)
    spaced = [run for run in root.iter(f"{Q}r") if run.find(f"{Q}rPr/{Q}spacing") is not None]
    assert spaced
    for run in spaced:
        text = run.find(f"{Q}t").text.replace(JOINER, "")
        assert not re.search(r"[0-9A-Za-z]", text)
        order = [each.tag.removeprefix(Q) for each in run.find(f"{Q}rPr")]
        assert order.index("spacing") < order.index("sz") < order.index("lang")


def test_a_ragged_paragraph_says_so_where_the_schema_wants_it():
    root = etree.Element(f"{Q}body")
    root.append(paragraph("Text", "字" * 14 + "1112.7亿元。"))
    bound(root, Ruler(STYLES), 17.9 * SIZE)
    look = root.find(f"{Q}p/{Q}pPr")
    assert [each.tag.removeprefix(Q) for each in look] == ["pStyle", "jc", "outlineLvl"]
    assert look.find(f"{Q}jc").get(f"{Q}val") == "left"


def office_lines(path) -> list[list[tuple[str, float, float]]]:
    """The lines of a PDF: their characters, where each begins, and its size."""
    lines: list[list[tuple[str, float, float]]] = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text, last = page.get_textpage(), -1.0
        for at in range(text.count_chars()):
            x, y, turned = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
            if raw.FPDFText_IsGenerated(text.raw, at):
                continue
            raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
            raw.FPDFText_GetMatrix(text.raw, at, turned)
            if abs(y.value - last) > SIZE / 2:
                lines.append([])
                last = y.value
            size = raw.FPDFText_GetFontSize(text.raw, at) * abs(turned.a)
            lines[-1].append((chr(raw.FPDFText_GetUnicode(text.raw, at)), x.value, size))
    document.close()
    return lines


def added(line: list[tuple[str, float, float]]) -> float:
    """The room between the Chinese characters of a line, in em."""
    gaps = [
        (after[1] - before[1]) / before[2] - 1
        for before, after in pairwise(line)
        if HAN.match(before[0]) and HAN.match(after[0])
    ]
    return statistics.median(gaps) if gaps else 0.0


@pytest.mark.slow
def test_libreoffice_stretches_no_line_wide(tmp_path):
    """The same words begin at every place of a narrow line."""
    words = "比增长32%，高于山东省平均水平24.7个百分点，兑现省和市奖补5759.5万元。"
    paragraphs = ["字" * shift + words for shift in range(1, 31)]
    lines = office_lines(office_page(tmp_path, paragraphs, right=5000))
    assert len(lines) >= 60
    told = [("".join(each[0] for each in line), round(added(line), 2)) for line in lines]
    assert [line for line in told if line[1] > 0.2] == []
