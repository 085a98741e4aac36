"""What is looked for before an expression is searched is in every text in which it matches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.figures.guards import guard_patterns
from briefgen.figures.needed import needed_by
from briefgen.figures.phrases import phrases
from briefgen.figures.sought import Sought, sought

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("(?<!不)增(?:长|加)", "增加|增长"),
        ("(?:^|，)(?:其中|同期)增长", "其中增|同期增"),
        (r"\d+年(?:以来|间)", "年以来|年间"),
        (r"[\d一二]+个(?:百分点)?", "个"),
        (r".{2}(?=增长\d)", "增长"),
        (".*(?:同比)+[^，]", "同比"),
        ("(?:(?<!人)均|达到?|为)$", "[为到均达]$"),
        (r"(?<=\d)(?:[万亿]|元)?\Z", ""),  # it may match at the very end
        ("(?<!a)b?$", ""),
        ("(?<!a)b$", "[b]$"),
        (r"\d+", ""),
        ("[^，]*", ""),
        ("(?:[^，]增长|[^，])", ""),
        ("(?:(?<=比)上年)?(?:.|同期)", ""),
        ("(?i:(?<!x)gdp)", ""),
        ("(?i)(?<!x)gdp", ""),
        (r"\d[，。]", ""),  # nearly every text has one
        ("增长|下降", ""),  # a text is only scanned for their first signs
        ("^(?:其中)?增长", ""),
        ("^(?:其中)?增长[约超]?$", "[约超长]$"),
        ("^增长[约超]$", ""),  # it fails at the first sign
        ("(?<!年)(.)\\1", ""),
    ],
)
def test_what_an_expression_needs(pattern, needed):
    assert needed_by(pattern).anywhere == needed


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("(?<!不)增(?:长|加)", "[增]"),
        ("(?:^|，)(?:其中|同期)增长", "^|[，]"),
        (r"(?<=\d)(?:[万亿]?元)", "[万亿元]"),
        (r"增长|\d+年", r"[\d增]"),
        (r"(?:[\[\]^-]|增加)长", r"[\-\[\]\^增]"),
        ("(?:其中)?(?=增长)", ""),  # it matches nothing at all
        (r"(?:[^，]|其中)增长", ""),
        ("(?:其中|$)", ""),
        ("(?<=共)完成|^[^，]*投资", "^|[完]"),
        (r"(?:\^|(?<=共)完)成", r"[\^完]"),  # the sign itself
        ("增长|下降", ""),  # what Python asks first itself
        (r"[\d一二]个", ""),
        (r"[\d一二]+个", r"[\d一二]"),
        ("^(?:其中)?增长", ""),
        ("(?i:gdp|增长)", ""),
        ("(?i)(?<!x)gdp", ""),
        ("(.)?\\1增长", ""),
    ],
)
def test_what_every_match_begins_with(pattern, first):
    assert needed_by(pattern).first == first


def clauses():
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield from re.split("[。\n]", text)
        yield from re.split("[，；。\n]", text)


def test_every_expression_finds_with_a_look_before_it_what_it_finds_without():
    texts = sorted({*clauses(), "", "\n", "增长\n"})
    known = [re.compile(one.pattern) for one in phrases().patterns.values()]
    gated = [one for one in (*known, *guard_patterns()) if sought(one) is not one]
    assert len(gated) > 100
    for plain in gated:
        asked = sought(plain)
        for text in texts:
            spans = [match.span() for match in plain.finditer(text)]
            assert [match.span() for match in asked.finditer(text)] == spans, plain.pattern


@pytest.mark.parametrize(
    "text", ["其中，a增长3%", "增长3%，b增长4%", "a增长3%\n", "其中，a下降", ""]
)
def test_all_ways_of_asking_say_what_the_expression_says(text):
    plain = re.compile("(?<=.)(?:增长|其中)")
    asked = sought(plain)
    assert isinstance(asked, Sought)
    assert str(asked.search(text)) == str(plain.search(text))
    assert str(asked.search(text, 3)) == str(plain.search(text, 3))
    assert str(asked.search(text, 0, 5)) == str(plain.search(text, 0, 5))
    assert str(asked.match(text, 1)) == str(plain.match(text, 1))
    assert asked.findall(text) == plain.findall(text)
    assert asked.split(text) == plain.split(text)
    assert asked.sub("|", text) == plain.sub("|", text)
