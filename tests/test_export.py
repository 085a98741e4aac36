"""Exports: the rows, exact digits, no formulas, the standard's columns, whole files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from workspaces import REPOSITORY, run, seeds

from briefgen import pipeline
from briefgen.export import as_csv, as_sdmx, as_xlsx, flat, sdmx
from briefgen.export.contract import figure_json
from briefgen.export.sheet import csv_cell, harmless

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SAMPLES = sorted((REPOSITORY / "seeds").glob("*.txt"))
OF_CONTRACT = {"rank": "rank_scope"}  # fields of the contract under another column


@pytest.fixture(scope="module")
def readings():
    glossary = pipeline.glossary_of(None)
    return [pipeline.understand(pipeline.open_article(p, p.name), glossary) for p in SAMPLES]


def table(data: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline="")))


def cells(data: bytes) -> list[dict[str, tuple[str, str]]]:
    """The rows of the first sheet: column letter, then type and text of the cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = etree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(one.itertext()) for one in shared.iter(f"{SHEET}si")]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        found = {}
        for cell in row.iter(f"{SHEET}c"):
            assert cell.find(f"{SHEET}f") is None  # no formula anywhere
            value = cell.find(f"{SHEET}v")
            if value is None:
                continue
            kind = cell.get("t", "n")
            text = texts[int(value.text)] if kind == "s" else value.text
            found[cell.get("r").rstrip("0123456789")] = (kind, text)
        rows.append(found)
    return rows


def letter(name: str) -> str:
    at = flat.COLUMNS.index(name)
    return ("" if at < 26 else chr(64 + at // 26)) + chr(65 + at % 26)


# --- csv ----------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_figure_and_all_fields_of_the_contract(readings):
    data = as_csv(readings)
    rows = table(data)
    figures = [figure for reading in readings for figure in reading.figures]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == len(figures) + 1
    assert [row["mention"] for row in rows] == [figure.mention for figure in figures]
    fields = {OF_CONTRACT.get(name, name) for name in figure_json(figures[0])}
    assert fields <= set(rows[0])
    for row, figure in zip(rows, figures, strict=True):
        assert Decimal(row["value"]) == figure.value
        assert figure.mention in row["sentence"]


def test_csv_is_the_same_every_time(readings):
    assert as_csv(readings) == as_csv(readings)


@pytest.mark.parametrize(
    "text", ["=1+1", "+9.0%", "-1.2%", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"]
)
def test_a_text_like_a_formula_is_made_harmless(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["9.0%", "规模以上工业增加值", "", "1—4月", "a=b"])
def test_other_texts_stay(text):
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (Decimal("9.0"), "9.0"), (Decimal("1E+4"), "10000"), (-3, "-3"), ("a\0b", "ab")],
)
def test_cells_keep_their_digits(cell, text):
    assert csv_cell(cell) == text


def test_a_document_cannot_smuggle_a_formula(readings):
    evil = '=HYPERLINK("http://x")'
    reading = readings[0]
    article = replace(reading.article, title=evil)
    figure = replace(reading.figures[0], indicator=evil)
    reading = replace(reading, article=article, figures=(figure,))
    [row] = table(as_csv([reading]))
    assert row["title"] == row["indicator"] == f"'{evil}"
    kinds = cells(as_xlsx([reading]))[1]
    assert kinds[letter("indicator")] == ("s", evil)
    assert harmless(evil) in as_sdmx([reading])[0].decode().replace('""', '"')


# --- xlsx ---------------------------------------------------------------------------------------


def test_xlsx_has_numbers_as_numbers_and_texts_as_texts(readings):
    header, *rows = cells(as_xlsx(readings))
    assert [header[letter(name)][1] for name in flat.COLUMNS] == list(flat.COLUMNS)
    figures = [figure for reading in readings for figure in reading.figures]
    assert len(rows) == len(figures)
    for row, figure in zip(rows, figures, strict=True):
        kind, text = row[letter("value")]
        assert kind == "n"
        assert Decimal(text) == figure.value
        assert row[letter("mention")] == ("s", figure.mention)


def test_xlsx_has_a_frozen_header_and_no_links(readings):
    with zipfile.ZipFile(io.BytesIO(as_xlsx(readings))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.namelist()
    assert 'state="frozen"' in sheet
    assert "hyperlink" not in sheet
    assert not [name for name in names if "sheet1.xml.rels" in name]


def test_xlsx_is_the_same_every_time(readings):
    assert as_xlsx(readings) == as_xlsx(readings)


def test_xlsx_holds_any_text(readings):
    reading = readings[0]
    wild = replace(reading.article, title="\x00\x1b\ud800" + "长" * 40_000)
    figure = replace(reading.figures[0], value=Decimal("12345678901234567.25"))
    [_, row] = cells(as_xlsx([replace(reading, article=wild, figures=(figure,))]))
    assert row[letter("title")][1] == "长" * 32_000
    assert row[letter("value")] == ("s", "12345678901234567.25")  # a number would lose digits


# --- sdmx ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "time"),
    [
        ("2023", ("A", "2023")),
        ("2024-Q1", ("Q", "2024-Q1")),
        ("2024-05", ("M", "2024-05")),
        ("2024-01/2024-04", ("O", "2024-01-01/P4M")),
        ("2023-12/2024-03", ("O", "2023-12-01/P4M")),
        ("2021/2025", ("O", "2021-01-01/P5Y")),
        (None, None),
        ("soon", None),
        ("2025/2021", None),
    ],
)
def test_periods_are_those_of_the_standard(period, time):
    assert sdmx.time_period(period) == time


@pytest.mark.parametrize(
    ("unit", "codes"),
    [
        ("亿元", ("CNY", 8)),
        ("万亿元", ("CNY", 12)),
        ("元", ("CNY", 0)),
        ("亿美元", ("USD", 8)),
        ("万美元", ("USD", 4)),
        ("%", ("PT", 0)),
        ("pp", ("PP", 0)),
        ("公里", ("KMT", 0)),
        ("斤", ("斤", 0)),
    ],
)
def test_units_are_codes_with_a_power_of_ten(readings, unit, codes):
    figure = next(f for f in readings[0].figures if f.measure == "growth")
    assert sdmx.unit_codes(replace(figure, unit=unit)) == codes


def test_sdmx_has_the_columns_of_the_standard_in_its_order(readings):
    data, left_out = as_sdmx(readings)
    rows = table(data, "utf-8")
    figures = [figure for reading in readings for figure in reading.figures]
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {"FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE"} <= set(rows[0])
    assert {"UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "COMMENT_OBS"} <= set(rows[0])
    assert len(rows) + left_out == len(figures)
    assert left_out == sum(figure.period is None for figure in figures)
    assert len({row["BRIEFGEN_FIGURE"] for row in rows}) == len(rows)
    for row in rows:
        assert row["STRUCTURE"] == "dataflow"
        assert row["ACTION"] == "I"
        assert row["TIME_PERIOD"]
        assert row["OBS_STATUS"] == {"forecast": "F"}.get(row["BRIEFGEN_STATUS"], "A")


def test_sdmx_values_carry_their_sign_and_areas_their_code(readings):
    figure = readings[0].figures[0]
    fall = replace(figure, direction=type(figure.direction)("down"))
    firm = replace(figure, area="某某集团有限公司")
    rows = table(as_sdmx([replace(readings[0], figures=(figure, fall, firm))])[0], "utf-8")
    assert [row["OBS_VALUE"] for row in rows] == ["7.9", "-7.9", "7.9"]
    assert [row["REF_AREA"] for row in rows] == ["371500", "371500", "_O"]


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx", "sdmx", "json", "table"])
def test_extract_writes_each_format_whole(tmp_path, form):
    target = tmp_path / "new" / f"figures.{form}"
    result = run("extract", SAMPLES[0], "--format", form, "--out", target)
    assert result.exit_code == 0
    assert target.stat().st_size > 1000
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    if form == "json":
        assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "briefgen.extract/1"


def test_extract_keeps_the_former_file_when_nothing_can_be_read(tmp_path):
    target = tmp_path / "figures.csv"
    target.write_text("former", encoding="utf-8")
    assert run("extract", tmp_path / "none", "--format", "csv", "--out", target).exit_code == 1
    assert target.read_text(encoding="utf-8") == "former"


def test_extract_warns_of_figures_that_sdmx_cannot_hold():
    result = run("extract", REPOSITORY / "seeds", "--format", "sdmx")
    assert result.exit_code == 0
    assert "without a period left out" in result.stderr


# --- compare ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    return seeds(tmp_path_factory.mktemp("compare") / "ws")


def test_compare_shows_one_indicator_oldest_first_with_bars(real):
    result = run("compare", "--workspace", real, "--indicator", "规上工业增加值")
    lines = result.output.splitlines()
    assert lines[0].startswith("— 规模以上工业增加值  (growth, yoy, %)")
    shown = [line.split()[0] for line in lines[2:8]]
    assert shown[0] == "2022-01/2022-11"
    assert "2024-01/2024-04" in shown
    assert any("泰安市" in line for line in lines)
    assert "█" in result.output
    assert all("规模以上" in line for line in lines if line.startswith("—"))


def test_compare_keeps_definitions_and_measures_apart(real):
    found = json.loads(
        run("compare", "--workspace", real, "--indicator", "工业投资", "--format", "json").output
    )
    keys = [(group["indicator"], group["measure"]) for group in found["groups"]]
    assert keys[0] == ("工业投资", "growth")
    assert len(keys) == len(set(keys))
    assert {len({f["unit"] for f in group["figures"]}) for group in found["groups"]} == {1}


def test_compare_takes_a_city_and_a_measure(real):
    words = ("compare", "--workspace", real, "--indicator", "工业投资", "--format", "json")
    found = json.loads(run(*words, "--city", "泰安", "--measure", "growth").output)
    figures = [figure for group in found["groups"] for figure in group["figures"]]
    assert {figure["place"] for figure in figures} == {"泰安市"}
    assert {group["measure"] for group in found["groups"]} == {"growth"}


def test_compare_gives_csv_for_spreadsheets(real):
    words = ("compare", "--workspace", real, "--indicator", "工业投资", "--format", "csv")
    rows = table(run(*words).stdout_bytes)
    assert rows[0]["definition"] == "工业投资"
    assert rows[0]["period"]


def test_compare_names_what_is_like_an_unknown_indicator(real):
    result = run("compare", "--workspace", real, "--indicator", "工业头资")
    assert result.exit_code == 1
    assert "did you mean 工业投资" in result.stderr


def test_compare_tells_a_measure_that_is_not_there(real):
    result = run(
        "compare", "--workspace", real, "--indicator", "规上工业增加值", "--measure", "rank"
    )
    assert result.exit_code == 1
    assert "leave --measure out" in result.stderr


def test_the_columns_are_described():
    guide = Path(REPOSITORY / "docs" / "exports.md").read_text(encoding="utf-8")
    missing = [name for name in (*flat.COLUMNS, *sdmx.COLUMNS) if f"`{name}`" not in guide]
    assert missing == []
