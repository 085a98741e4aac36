"""Figures as a table for spreadsheets: CSV that they open rightly, and XLSX.

No cell can run: text that begins like a formula is made plain text, in CSV by an apostrophe
before it, in XLSX by its type.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.export.flat import COLUMNS, cells, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.export.flat import Cell
    from briefgen.model import Reading

FORMULA = re.compile(r"[\s\x00-\x20]*[=+\-@\t\r＝＋－＠]")  # what a spreadsheet takes for a formula
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # none of these in XML
LONGEST = 32_000  # characters: a cell of XLSX holds 32,767
DIGITS = 15  # a spreadsheet's numbers have no more; longer ones stand as text, or digits change
WIDTHS = {"title": 32, "indicator": 32, "indicator_en": 44, "theme": 24, "sentence": 80, "path": 24}
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same figures give the same bytes


def as_csv(readings: Iterable[Reading]) -> bytes:
    """The figures as CSV (RFC 4180) in UTF-8 with a mark that spreadsheets know it by."""
    rows = (map(csv_cell, cells(row)) for row in rows_of(readings))
    return csv_bytes(COLUMNS, rows, "utf-8-sig")


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[str]], encoding: str) -> bytes:
    """A CSV file: fields quoted where they must be, lines ended with CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode(encoding, errors="backslashreplace")


def csv_cell(cell: Cell) -> str:
    """The cell as text: exact digits, no formula, no control characters."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return harmless(cell) if isinstance(cell, str) else str(cell)


def harmless(text: str) -> str:
    """The text, after an apostrophe if a spreadsheet would take it for a formula."""
    plain = CONTROL.sub("", text)
    return f"'{plain}" if FORMULA.match(plain) else plain


def as_xlsx(readings: Iterable[Reading]) -> bytes:
    """The figures as a workbook of one sheet, numbers with the digits written."""
    import xlsxwriter  # noqa: PLC0415 - 30 ms that only this format needs

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE, "title": "briefgen"})
        sheet = book.add_worksheet("figures")
        bold = book.add_format({"bold": True, "bottom": 1})
        shown: dict[int, object] = {}
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, WIDTHS.get(name, 12))
        last = 0
        for last, row in enumerate(rows_of(readings), 1):
            for column, cell in enumerate(cells(row)):
                if isinstance(cell, str):
                    sheet.write_string(last, column, CONTROL.sub("", cell)[:LONGEST])
                elif cell is not None:
                    _write_number(book, sheet, (last, column), Decimal(cell), shown)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    return out.getvalue()


def _write_number(book, sheet, at, value, shown) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Write a number so that it is shown with all its digits: 9.0 as 9.0, 11100 as 11100."""
    if len(value.as_tuple().digits) > DIGITS:
        sheet.write_string(*at, f"{value:f}")
        return
    places = max(0, -int(value.as_tuple().exponent))
    if places not in shown:
        shown[places] = book.add_format({"num_format": f"0.{'0' * places}" if places else "0"})
    sheet.write_number(*at, value, shown[places])
