"""Whole builds: documents that hold tags, and templates that leave blocks out."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner
from docx import Document

from briefgen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

NASTY = "{{ 7*7 }}{% raw %}<b>R&D</b></style>"
TEXT = f"""聊城市工业经济运行情况{NASTY}

2024-05-27 聊城日报

一是稳运行。1—4月份，全市工业投资同比增长23.9%，高于全省平均7.7个百分点，居全省第2位；{NASTY}项目新增405个。

二是促转型。1—4月份，全市规模以上工业增加值同比增长7.9%。力争2024年全市工业增加值增长8%以上。
"""
BLOCKS = """contract = 2
extends = "briefing"
[knobs.blocks]
key_figures = false
table = false
targets = false
"""


def built(root: Path, template: str = "") -> tuple[str, str, dict]:
    """The text of the PDF, that of the Word page, and the data of a page made of TEXT."""
    (root / "seeds").mkdir()
    (root / "seeds" / "one.txt").write_text(TEXT, encoding="utf-8")
    (root / "briefgen.toml").write_text("")
    wish = ["--city", "聊城", "--date", "2024-05-31"]
    if template:
        (root / "templates" / "mine").mkdir(parents=True)
        (root / "templates" / "mine" / "template.toml").write_text(template, encoding="utf-8")
        wish += ["--template", "mine"]
    result = CliRunner().invoke(main, ["--workspace", str(root), "build", *wish])
    assert result.exit_code == 0, result.output
    (pdf,), (docx,), (data,) = (
        list((root / "output").glob(f"*.{kind}")) for kind in ("pdf", "docx", "json")
    )
    pages = pypdfium2.PdfDocument(pdf.read_bytes())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    page = Document(BytesIO(docx.read_bytes()))
    cells = [cell for table in page.tables for row in table.rows for cell in row.cells]
    words = [one.text for holder in (page, *cells) for one in holder.paragraphs]
    return text, "\n".join(words), json.loads(data.read_text(encoding="utf-8"))


def flat(text: str) -> str:
    return "".join(text.split()).replace("\u00a0", "")


def test_tags_and_html_in_a_document_are_text_on_both_pages(tmp_path):
    pdf, word, _ = built(tmp_path)
    for made in (pdf, word):
        assert "{{7*7}}{%raw%}" in flat(made)
        assert "R&D</b></style>" in flat(made)
        assert "49" not in made


@pytest.mark.parametrize("template", [BLOCKS])
def test_blocks_that_a_template_leaves_out_are_on_neither_page_nor_in_the_data(tmp_path, template):
    pdf, word, data = built(tmp_path, template)
    for made in (pdf, word):
        assert "23.9%" in made
        assert "Indicator" not in made
        assert "力争" not in made
    assert data["printed"]["key_figures"] == []
    assert data["printed"]["rows"] == []
    assert any(one["reason"] == "the template prints no targets" for one in data["held_back"])
