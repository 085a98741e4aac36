"""The columns of the English table of the PDF: its rows take as few lines as they can."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from weasyprint import HTML

from briefgen.render.pdf import _faces, _fonts
from briefgen.render.tables import fit_tables

WIDE, SIZE, PAD = 300.0, 8.0, 6.0
LONG = "Value added of industrial enterprises above the designated size"
STYLE = f"""
@page {{ size: 400pt 600pt; margin: 0 }}
body {{ margin: 0 }}
table {{ width: {WIDE}pt; border-collapse: collapse; table-layout: fixed;
  font: 400 {SIZE}pt/1.25 "Briefgen Sans SC" }}
th, td {{ padding: 0 {PAD / 2}pt; text-align: left }} .nb {{ white-space: nowrap }}
"""


def table(*rows: tuple[str, ...], asked: str = f'data-wide="{WIDE}" data-size="{SIZE}"') -> str:
    columns = f'<col data-pad="{PAD}"/>' * len(rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table {asked}><colgroup>{columns}</colgroup><tbody>{body}</tbody></table>"


def fitted(html: str) -> list[float]:
    """The widths of the columns in points; none where they are not set."""
    root = ET.fromstring(f"<div>{html}</div>")
    fit_tables(root)
    said = [column.get("style", "") for column in root.iter("col")]
    return [float(each.removeprefix("width: ").removesuffix("pt")) for each in said if each]


def height(html: str, *, fit: bool) -> float:
    page = HTML(string=f"<html lang=en><style>{STYLE}</style>{html}</html>")
    if fit:
        fit_tables(page.etree_element)
    document = page.render(stylesheets=[_faces()], font_config=_fonts())
    return document.pages[0]._page_box.children[0].margin_height()  # noqa: SLF001


ROWS = [
    [("Overall", LONG, "2023"), ("Stability", LONG, "Jan–Apr 2024")],
    [("A theme of many words that goes on and on", "Investment", "+1%")],
    [("Theme", "Indicator", "7.7 pp above the provincial average; 2nd in the province")] * 3,
]


@pytest.mark.parametrize("rows", ROWS)
def test_the_table_becomes_no_higher_and_keeps_its_width(rows):
    html = table(*rows)
    assert sum(fitted(html)) == pytest.approx(WIDE, abs=0.1)
    assert height(html, fit=True) <= height(html, fit=False)


def test_a_column_with_much_in_it_takes_from_those_with_little():
    html = table(("1", LONG, "2"), ("3", LONG, "4"))
    first, second, third = fitted(html)
    assert second > 2 * max(first, third)
    assert height(html, fit=True) < height(html, fit=False)


def test_what_must_stay_whole_has_its_room():
    held = '<span class="nb">实施工业技改项目</span>'
    first, _ = fitted(table((held, LONG * 3)))
    assert first >= 8 * SIZE + PAD


@pytest.mark.parametrize("tag", ["b", "i", "strong"])
def test_bold_words_are_counted_wider(tag):
    plain, bold = (
        fitted(table((f"<{name}>Responsibilities</{name}>", LONG * 3)))[0] for name in ("span", tag)
    )
    assert bold > plain


@pytest.mark.parametrize(
    "html",
    [
        table(*ROWS[0], asked=""),  # it does not ask for it
        table(("a", "b"), ("c",)),  # cells that span columns
        f'<table data-wide="{WIDE}" data-size="{SIZE}"><tbody><tr><td>a</td></tr></tbody></table>',
    ],
)
def test_other_tables_stay_as_they_are(html):
    assert fitted(html) == []
