"""The columns of the English table in Word: as wide as its rows need to be low."""

from __future__ import annotations

import random

import pytest
import sample_briefing
from lxml import etree
from test_render_page import parts_of

from briefgen.render import find_template
from briefgen.render.form import margins_of, read_form
from briefgen.render.measure import Ruler
from briefgen.render.styles import TWIPS, Q, W
from briefgen.render.widths import SHORT, columns_of, fit_columns, needs
from briefgen.render.word import write_docx

STYLES = etree.fromstring(f"""<w:styles xmlns:w="{W}"><w:style w:styleId="Text"><w:name w:val="x"/>
<w:pPr><w:spacing w:line="200" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr>
</w:style></w:styles>""")
LONG = "Value added of industrial enterprises above the designated size"
WORDS = (
    "Overall", "2023", "+9.0% y/y", LONG, "Investment in industry", "", "Jan–Apr 2024",
    "7.7 pp above the provincial average; 2nd in the province", "Steadily advancing the system",
    "RMB 11.27 billion", "制造业技改投资",
)  # fmt: skip


def document(rows: list[tuple[str, ...]], widths: tuple[int, ...], *, head: bool = True):
    """A page with a table of these rows, as wide as said."""
    made = ""
    for number, row in enumerate(rows):
        look = "<w:trPr><w:tblHeader/></w:trPr>" if head and not number else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="Text"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
            for text, width in zip(row, widths, strict=True)
        )
        made += f"<w:tr>{look}{cells}</w:tr>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return etree.fromstring(
        f'<w:document xmlns:w="{W}"><w:body><w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}'
        '</w:tbl><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar/></w:sectPr></w:body>'
        "</w:document>"
    )


def widths_of(root) -> list[int]:
    return [int(each.get(f"{Q}w")) for each in root.iter(f"{Q}gridCol")]


def height(root) -> float:
    return Ruler(STYLES).content(read_form(root))


@pytest.mark.parametrize("seed", range(60))
def test_no_table_gets_higher_and_the_width_stays(seed):
    chance = random.Random(seed)
    columns = chance.randint(2, 6)
    rows = [tuple(chance.choices(WORDS, k=columns)) for _ in range(chance.randint(1, 12))]
    widths = tuple(chance.randint(700, 3500) for _ in range(columns))
    root = document(rows, widths)
    before = height(root)
    fit_columns(root, Ruler(STYLES))
    assert height(root) <= before
    assert sum(widths_of(root)) == sum(widths)
    assert min(widths_of(root)) > 0
    if height(root) == before:
        assert widths_of(root) == list(widths)
    for row in root.iter(f"{Q}tr"):
        assert [int(each.get(f"{Q}w")) for each in row.iter(f"{Q}tcW")] == widths_of(root)
    once = height(root)
    fit_columns(root, Ruler(STYLES))
    assert height(root) <= once


def test_a_column_with_little_in_it_gives_to_one_with_much():
    rows = [("Theme", "Indicator"), ("Overall", "Investment in industrial technological upgrading")]
    root = document(rows, (3000, 3000))
    fit_columns(root, Ruler(STYLES))
    assert height(root) < height(document(rows, (3000, 3000)))


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ([("Theme", "Indicator"), ("Overall", "Investment")], True),  # all stand on one line
        ([("Theme", "Indicator"), ("Overall", LONG)], False),  # a table that only sets side by side
    ],
)
def test_widths_that_need_no_change_stay(rows, head):
    root = document(rows, (2000, 2100), head=head)
    fit_columns(root, Ruler(STYLES))
    assert widths_of(root) == [2000, 2100]


def test_a_figure_that_stands_on_one_line_stays_on_one():
    rows = [("Figure", "Indicator"), ("+8% or more", LONG), ("+9% or more", LONG + " of it all")]
    root = document(rows, (1300, 4000))
    fit_columns(root, Ruler(STYLES))
    ruler = Ruler(STYLES)
    cell = root.findall(f".//{Q}tc")[2]
    assert needs(cell, ruler, 0)[0] <= widths_of(root)[0] / TWIPS


def test_what_a_cell_needs_is_enough_and_no_less():
    root = document([(LONG, "x")], (3000, 300))
    cell, ruler = root.find(f".//{Q}tc"), Ruler(STYLES)
    found = needs(cell, ruler, 0)
    assert list(found) == sorted(found, reverse=True)
    for count, width in enumerate(found, 1):
        for off, wanted in ((0.0, count), (-0.6, count + 1)):
            twips = round((width + off) * TWIPS)
            high = height(document([(LONG,)], (twips,)))
            if count < len(found) or not off:
                assert round((high - 2.25) / 10) == wanted


def test_an_unbreakable_word_wider_than_its_column_harms_nothing():
    assert columns_of([[(500.0,), (20.0,)]], [400, 400]) is None


def test_the_rows_of_a_page_are_as_low_as_their_words_allow():
    """No short cell is wrapped, and the table fills its width."""
    template = find_template("briefing")
    parts = parts_of(write_docx(sample_briefing.full(), template))
    root = etree.fromstring(parts["word/document.xml"])
    ruler = Ruler(etree.fromstring(parts["word/styles.xml"]))
    table = next(each for each in root.iter(f"{Q}tbl") if each.find(f".//{Q}tblHeader") is not None)
    widths = [int(each.get(f"{Q}w")) / TWIPS for each in table.iter(f"{Q}gridCol")]
    assert sum(widths) == pytest.approx(10204 / TWIPS)
    for row in table.iterfind(f"{Q}tr"):
        for cell, width in zip(row.iterfind(f"{Q}tc"), widths, strict=True):
            text = "".join(each.text or "" for each in cell.iter(f"{Q}t"))
            if len(text) <= SHORT and "%" in text:
                assert needs(cell, ruler, margins_of(table))[0] <= width + 0.1
