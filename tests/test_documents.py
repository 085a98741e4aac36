"""What a document as a whole says: its place, and the period, status and area of each figure."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from briefgen.clean import clean
from briefgen.figures import extract
from briefgen.read import read_source
from briefgen.themes import outline

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "documents.toml").read_text("utf-8"))["row"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_documents_give_their_figures_time_status_and_area(row, tmp_path):
    path = tmp_path / "document.txt"
    path.write_text(row["text"].strip() + "\n", encoding="utf-8")
    article = clean(read_source(path))
    place = article.place.full if article.place else "-"
    figures, _ = extract(article, outline(article))
    told = []
    for figure in figures:
        area = figure.area or "-"
        said = f"{figure.mention} | {figure.period or '-'} | {figure.status.value}"
        told.append(said if area == place else f"{said} | {area}")
    assert (place, told) == (row["place"], row["figures"])
    bases = [figure.basis.value if figure.basis else "-" for figure in figures]
    assert bases == row.get("bases", bases)
