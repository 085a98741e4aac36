"""Heads and feet of pages around an article: all of them are cut, and nothing of it."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from briefgen.clean import clean
from briefgen.model import Source
from briefgen.read import read_source

HERE = Path(__file__).parent
PAGES = tomllib.loads((HERE / "cases" / "furniture.toml").read_text(encoding="utf-8"))["page"]
GOLD = HERE / "gold"
TEXTS = (
    GOLD / "浙江省-review.txt",
    GOLD / "further" / "F-株洲-发布会.txt",
    next((HERE.parent / "seeds").glob("000*.txt")),
)


def article(text):
    return clean(Source("t", "t.txt", "", "utf-8", text))


@cache
def bare(path):
    """The title and the paragraphs of a text, without anything else."""
    found = clean(read_source(path))
    return found.title, tuple(paragraph.text.text for paragraph in found.paragraphs)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:6])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_furniture_leaves_the_article_as_it_is(page, path):
    title, paragraphs = bare(path)
    head = page["head"].strip().replace("TITLE", title)
    found = article("\n".join((head, *paragraphs, page["foot"].strip("\n"))))
    assert found.title == title
    assert [paragraph.text.text for paragraph in found.paragraphs] == list(paragraphs)
    assert found.published == date.fromisoformat(page["published"])
    assert found.origin == page["origin"]


def quotes(path):
    """The clauses that annotators quoted from the body of a text for its figures."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    figures = (row for row in rows if row["type"] == "figure")
    return [row["quote"] for row in figures if not row.get("optional") and not row.get("headline")]


def text_of(path):
    beside = path.with_suffix(".txt")
    return beside if beside.exists() else next((HERE.parent / "seeds").glob(f"{path.stem}*.txt"))


@pytest.mark.parametrize("path", sorted(GOLD.rglob("*.jsonl")), ids=lambda path: path.stem)
def test_every_clause_that_states_a_figure_survives(path):
    found = clean(read_source(text_of(path)))
    raw = found.source.text
    kept = {at for paragraph in found.paragraphs for at in paragraph.text.offsets}
    # The marks of footnotes go, also from the middle of a clause (工业企业[2]2168家): the
    # quotes hold what the source holds, so here the marks are put back.
    marks = (noise for noise in found.noise if noise.kind == "footnote")
    kept.update(at for mark in marks for at in range(mark.start, mark.end))
    body = "".join(raw[at] for at in sorted(kept) if not raw[at].isspace())
    for quote in quotes(path):
        assert re.sub(r"\s", "", quote) in body


def document(path):
    """What annotators say of a document as a whole."""
    return json.loads(path.read_text(encoding="utf-8").splitlines()[0])


ANNOTATED = sorted((GOLD / "further").glob("*.jsonl"))
each_annotated = pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)


@each_annotated
def test_what_annotators_call_noise_is_cut(path):
    found = clean(read_source(text_of(path)))
    raw = found.source.text
    kept = {at for paragraph in found.paragraphs for at in paragraph.text.offsets}
    for words in document(path)["noise"]:
        start = raw.index(words)
        left = "".join(raw[at] for at in range(start, start + len(words)) if at in kept)
        assert not left.strip(), words


@each_annotated
def test_a_document_says_what_annotators_read_of_it(path):
    found = clean(read_source(text_of(path)))
    said = document(path)
    assert found.title == said["title"]
    assert (found.place.zh if found.place else None) == said["city"]
    assert str(found.published) == str(said["date"])
    assert "event_date" not in said or str(found.event) == said["event_date"]
