"""What is made of the seeds is what it was; `python tests/goldens.py --renew` renews it."""

from __future__ import annotations

import pytest
from goldens import GOLDEN, PAGES, SEEDS, page_text, reading_text, word_text

from briefgen.render import find_template
from briefgen.render.word import write_docx
from briefgen.templating.sample import sample_page


@pytest.mark.parametrize("city", PAGES)
def test_the_page_reads_as_before(city):
    want = (GOLDEN / f"page-{city}.txt").read_text(encoding="utf-8")
    assert page_text(city).splitlines() == want.splitlines()


def test_the_sample_page_of_the_templates_and_the_guide_is_the_page_of_today():
    """Else: scripts/make_sample_page.py, docs/templates.md and scripts/make_guide_pictures.py."""
    want = (GOLDEN / "page-聊城.txt").read_text(encoding="utf-8")
    made = write_docx(sample_page(), find_template("briefing"))
    assert word_text(made).splitlines() == want.splitlines()


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_document_is_understood_as_before(path):
    want = (GOLDEN / f"read-{path.stem[:3]}.txt").read_text(encoding="utf-8")
    assert reading_text(path).splitlines() == want.splitlines()
