"""Lines before a long number end a little earlier, so that none is spread wide or stays short."""

from __future__ import annotations

import re

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from briefgen.render.balance import balanced
from briefgen.render.breaks import FORBIDDEN
from briefgen.render.filters import glued
from briefgen.render.gaps import row
from briefgen.render.pdf import _faces, _fonts

MUCH = 0.135  # em
STYLE = """
@page {{ size: {wide}pt 600pt; margin: 0 }}
body {{ margin: 0; font: 10pt/1.5 "Briefgen Serif SC"; text-align: {align} }}
p {{ margin: 0 }} .nb {{ white-space: nowrap }}
"""
MOVED = (
    "推动项目提升六个项目列入全国工业投资重大项目库，实施工业技改项目若干，"
    "工业技改投资同比增长很快高于山东省平均1111124.7个百分点。"
)
TWO_LINES = "分别高于全省和全国平均水平并且继续保持增长的有1111124.7个百分点。"
ENGLISH = (
    "Investment in technological upgrading rose by more than the average of the province. " * 3
)
SECOND = (
    "规模以上工业增加值增长很快而且继续保持平稳1111124.7个百分点，"
    "高于全省平均水平并且位居全省前列的行业还有很多。"
)


def laid(text, wide=200, align="justify", *, evened=True):
    """The lines of a paragraph: their texts, and by how many em they would be spread."""
    style = STYLE.format(wide=wide, align=align)
    page = HTML(string=f"<html lang=zh-CN><style>{style}</style><p>{glued(text)}</p></html>")
    if evened:
        with balanced():
            document = page.render(stylesheets=[_faces()], font_config=_fonts())
    else:
        document = page.render(stylesheets=[_faces()], font_config=_fonts())
    edge = wide * 96 / 72
    found = []
    for box in document.pages[0]._page_box.descendants():  # noqa: SLF001
        if isinstance(box, boxes.LineBox):
            words = "".join(one.text for one in box.descendants() if isinstance(one, boxes.TextBox))
            line = row(box, 0, edge)
            found.append((words, line.stretch() if line else 0.0))
    return found


def test_the_room_before_a_long_number_is_shared():
    plain, evened = laid(MOVED, evened=False), laid(MOVED)
    assert max(stretch for _, stretch in plain[:-1]) > MUCH
    assert max(stretch for _, stretch in evened[:-1]) < MUCH
    assert len(plain) == len(evened)
    assert "".join(words for words, _ in evened) == "".join(words for words, _ in plain) == MOVED


@pytest.mark.parametrize("wide", range(120, 320, 7))
@pytest.mark.parametrize("text", [MOVED, SECOND, MOVED + SECOND])
def test_no_number_is_parted_and_no_line_begins_with_a_stop(text, wide):
    plain, evened = laid(text, wide, evened=False), laid(text, wide)
    assert len(evened) == len(plain)
    assert "".join(words for words, _ in evened) == text
    whole = [words for words, _ in evened]
    assert all(words[0] not in FORBIDDEN for words in whole)
    assert sum(len(re.findall("1111124.7个百分点", words)) for words in whole) == text.count(
        "124.7"
    )
    widest = [max([stretch for _, stretch in each[:-1]], default=0) for each in (plain, evened)]
    assert widest[1] <= widest[0] or widest[1] <= MUCH


@pytest.mark.parametrize(
    ("text", "align"), [(TWO_LINES, "justify"), (ENGLISH, "justify"), (MOVED, "left")]
)
def test_what_has_no_line_before_it_is_ragged_or_not_chinese_stays(text, align):
    assert laid(text, align=align) == laid(text, align=align, evened=False)
