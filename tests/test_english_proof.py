"""The value check of a page: a number that is not that of its source stops the build."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen import cells
from briefgen.english import check_compared, load_glossary, units
from briefgen.english.comparisons import compared_en
from briefgen.errors import EnglishError, LexiconError
from briefgen.lexicon import load_toml
from briefgen.model import Baseline, Comparison, Rank
from briefgen.pipeline import make_page, open_article
from briefgen.settings import load_settings

SEED = min((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proof")
    (folder / "briefgen.toml").write_text("", encoding="utf-8")
    article = open_article(SEED, SEED.name)
    settings = load_settings(folder)
    return make_page([article], article.place, date(2024, 5, 31), settings)


def proved(page, rows, *, strict=False):
    briefing = replace(page.briefing, rows=tuple(rows))
    cells.prove(briefing, page.readings, load_glossary(), strict=strict)


def test_a_page_as_it_was_made_is_proved(page):
    proved(page, page.briefing.rows)
    assert any(row.compared for row in page.briefing.rows)


def test_every_number_of_the_table_is_read_back(page):
    rows = list(page.briefing.rows)
    for number, row in enumerate(rows):
        for cell in ("value", "compared"):
            for tampered in _tampered(getattr(row, cell)):
                changed = [*rows]
                changed[number] = replace(row, **{cell: tampered})
                with pytest.raises(EnglishError, match=f"row {number + 1}, "):
                    proved(page, changed)


def _tampered(text):
    """The cell with one digit changed, its sign or side turned, a power of ten more."""
    at = next((i for i, char in enumerate(text) if char.isdigit()), None)
    if at is not None:
        yield f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"
    for one, other in ((" above ", " below "), ("million", "billion"), ("up from", "down from")):
        if one in text:
            yield text.replace(one, other, 1)
    if text.startswith("+"):
        yield "\N{MINUS SIGN}" + text[1:]


@pytest.mark.parametrize(
    ("cell", "true"),
    [
        ("7.7 pp above the provincial average; 2nd in the province", True),
        ("2nd in the province", True),
        ("", True),
        ("7.7 pp above the provincial average; 2nd in the province; down from 30%", False),
        ("7.7 pp below the provincial average", False),
        ("7.6 pp above the provincial average", False),
        ("7.7 pp above the provincial and 7.7 pp above the national average", False),
        ("3rd in the province", False),
        ("up from 20% in 2023", True),
        ("up from 2% in 2023", False),
        ("down from 20% in 2023", False),
    ],
)
def test_comparisons_are_those_of_the_figure(cell, true, page):
    figure = next(f for f in page.readings[0].figures if f.unit == "%" and f.value > 1)
    figure = replace(
        figure,
        value=Decimal("23.9"),
        value_max=None,
        versus=(Comparison("全省平均", Decimal("7.7")),),
        rank=Rank("全省", 2),
        baseline=Baseline(Decimal(20), "2023"),
    )
    assert check_compared(cell, figure) is true


def test_what_is_composed_is_what_is_proved(page):
    for figure in page.readings[0].figures:
        assert check_compared(compared_en(figure), figure)


def test_the_powers_of_ten_are_those_of_the_reading(monkeypatch):
    table = load_toml("english")
    wrong = {**table, "powers": {**table["powers"], "亿": 7}}
    monkeypatch.setattr(
        units, "load_toml", lambda name: wrong if name == "english" else load_toml(name)
    )
    units.powers_of_ten.cache_clear()
    try:
        with pytest.raises(LexiconError, match="亿 is 10 to the power of 7"):
            units.powers_of_ten()
    finally:
        units.powers_of_ten.cache_clear()
