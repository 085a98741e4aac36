"""Pages set quickly come out as WeasyPrint sets them by itself."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import nullcontext
from dataclasses import replace

import pytest
from weasyprint import HTML
from weasyprint.css import ComputedStyle
from weasyprint.layout import block, inline
from weasyprint.text.line_break import Layout

from briefgen.model import Bilingual
from briefgen.render import find_template, pdf, subsets, tagged
from briefgen.render.quick import quick
from tests.sample_briefing import full

TEXT = "全市规模以上工业增加值增长9.0%，居全省<b>第2位</b>；grew by <i>9.0 per cent</i>。" * 3
# What a style may say in other words than those of the templates.
STYLES = (
    "p { margin-block-start: 3mm; margin-inline-end: 12mm; padding-left: 5% }",
    "b { margin-left: 2%; padding: 1mm; border: 1pt solid red } i { text-decoration: underline }",
    "body { direction: rtl } b { inset-inline-start: 2mm; position: relative }",
    "b { font-size: 1.2em; font-feature-settings: 'tnum' } i { letter-spacing: .1em }",
    "body { display: flex } p { flex: 1; width: calc(50% - 3mm); min-width: 10% }",
    "p { float: left; width: 40%; max-height: 50%; box-sizing: border-box; padding: 2mm }",
    "table { border-collapse: collapse } td { border: 1pt solid; padding: 3% } b { width: 3em }",
    ":root { --wide: 4mm } p { margin: var(--wide); height: 30% } b { padding: 0 var(--wide) }",
    "p { text-align: justify; text-indent: 2em; word-spacing: 1mm } p:first-line { color: red }",
    "p:first-letter { font-size: 3em } b::after { content: '*'; margin-left: 1em }",
    "i { display: inline-block; width: 30%; min-height: 2em } p { columns: 2 }",
)


def _set(style, way):
    rows = f"<table><tr><td>{TEXT}<td lang=en>{TEXT}</table>"
    html = f"<html lang=zh><style>{style}</style><p>{TEXT}</p><p>{TEXT}</p>{rows}</html>"
    with way:
        return HTML(string=html).render(font_config=pdf._fonts())  # noqa: SLF001


def _boxes(document):
    """Where every box stands, how large it is, and what it says."""
    return [
        {name: value for name, value in vars(box).items() if isinstance(value, str | int | float)}
        for page in document.pages
        for box in page._page_box.descendants()  # noqa: SLF001
    ]


@pytest.mark.parametrize("style", STYLES)
def test_boxes_are_the_same(style):
    assert _boxes(_set(style, quick())) == _boxes(_set(style, nullcontext()))


@pytest.mark.parametrize("name", ["briefing", "compact", "gongwen"])
def test_pages_have_the_same_bytes(name, monkeypatch):
    template = find_template(name)
    made = pdf.lay_out(full(), template).write()
    for module in (pdf, tagged):
        monkeypatch.setattr(module, "quick", nullcontext)
    for way in ("packed_once", "subset_once"):
        monkeypatch.setattr(tagged, way, nullcontext)
    assert pdf.lay_out(full(), template).write() == made


def test_signs_are_taken_out_of_a_face_once(monkeypatch):
    asked = []
    plain = subsets._taken_out  # noqa: SLF001
    monkeypatch.setattr(subsets, "_known", OrderedDict())
    monkeypatch.setattr(
        subsets, "_taken_out", lambda font, *given: asked.append(font.family) or plain(font, *given)
    )
    template = find_template("briefing")
    made = pdf.lay_out(full(), template)
    written = made.write()
    faces = len(asked)
    assert faces > 2
    assert pdf.lay_out(full(), template).write() == written
    tagged.plain(made.document)
    assert len(asked) == faces
    other = replace(full(), title=Bilingual("另一种简报鑫鼎", "Other"))  # one sign more
    pdf.lay_out(other, template).write()
    assert faces < len(asked) < 2 * faces


def test_nothing_is_left_behind():
    before = _methods()
    with quick():
        assert _methods() != before
    assert _methods() == before


def _methods():
    return Layout.setup, ComputedStyle.__missing__, inline.strut, block.resolve_percentages
