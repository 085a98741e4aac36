"""What is made of the seeds is what it was; `python tests/goldens.py --renew` renews it."""

from __future__ import annotations

import pytest
from goldens import GOLDEN, PAGES, SEEDS, page_text, reading_text


@pytest.mark.parametrize("city", PAGES)
def test_the_page_reads_as_before(city):
    want = (GOLDEN / f"page-{city}.txt").read_text(encoding="utf-8")
    assert page_text(city).splitlines() == want.splitlines()


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_document_is_understood_as_before(path):
    want = (GOLDEN / f"read-{path.stem[:3]}.txt").read_text(encoding="utf-8")
    assert reading_text(path).splitlines() == want.splitlines()
