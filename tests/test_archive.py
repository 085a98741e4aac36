"""The archived PDF: tagged, in two languages, described, with its data, and the same each time."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pikepdf import pdfa
from sample_briefing import full

from briefgen.render import find_template
from briefgen.render.archive import Attached, archival
from briefgen.render.justify import justified
from briefgen.render.pdf import lay_out
from briefgen.render.stretch import stretched
from briefgen.render.tagged import tagged

DAY = date(2024, 5, 31)
DATA = Attached("聊城-2024-W22.json", json.dumps({"页": 1}, ensure_ascii=False).encode())


def made() -> bytes:
    document = lay_out(full(), find_template("briefing")).document
    justified(document)
    stretched(document)
    return archival(tagged(document), DAY, DATA)


@pytest.fixture(scope="module")
def pdf():
    return pikepdf.open(BytesIO(made()))


def elements(pdf: pikepdf.Pdf, inherited: str = "zh-CN"):
    """Every element of the tag tree with the language it is read in."""

    def walk(element, language):
        language = str(element.get("/Lang", language))
        yield element, language
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                yield from walk(kid, language)

    for top in pdf.Root.StructTreeRoot.K:
        yield from walk(top, inherited)


def of(pdf: pikepdf.Pdf, *tags: str):
    return [(each, lang) for each, lang in elements(pdf) if str(each.S).lstrip("/") in tags]


def test_the_document_says_its_language_and_title_and_has_bookmarks(pdf):
    assert pdf.Root.Lang == "zh-CN"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.docinfo["/Title"]
    assert pdf.Root.Outlines.Count >= 1


def test_the_english_parts_are_marked_and_the_chinese_ones_are_not(pdf):
    assert {lang for _, lang in of(pdf, "Table")} == {"en"}
    assert {lang for _, lang in of(pdf, "TH")} == {"en"}
    assert {lang for _, lang in of(pdf, "H1", "H2")} == {"zh-CN"}
    assert {lang for _, lang in of(pdf, "P")} == {"en", "zh-CN"}


def test_the_table_has_headers_with_a_scope(pdf):
    heads = [each for each, _ in of(pdf, "TH")]
    assert len(heads) == 5
    assert {str(each.A.Scope) for each in heads} == {"/Column"}
    cells = of(pdf, "TD")
    assert cells
    assert all("/Headers" in each.A for each, _ in cells)


def test_every_picture_is_described(pdf):
    pictures = of(pdf, "Figure")
    assert pictures
    assert all(str(each.Alt).strip() for each, _ in pictures)


def test_the_data_is_inside(pdf):
    assert pdf.attachments[DATA.name].get_file().read_bytes() == DATA.content
    assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Data


def test_the_same_page_gives_the_same_bytes():
    assert made() == made()


def test_pdf_a_is_declared_as_far_as_a_checker_confirms(pdf):
    report = pdfa.check(pdf, "3b")
    assert [str(each) for each in report.findings] == []
    assert report.passed
    with pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "B")
        assert "pdfuaid:part" not in about
