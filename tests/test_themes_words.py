"""The words of the step `themes`: numerals, and a data file that is not as it must be."""

from __future__ import annotations

import pytest

from briefgen.errors import LexiconError
from briefgen.themes import words as module
from briefgen.themes.mark import head, label_and_title, tidy


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21),
        ("7", 7), ("12", 12), ("①", 1), ("⑳", 20), ("首先", 1), ("再次", 3), ("", 0), ("甲", 0),
    ],
)  # fmt: skip
def test_a_numeral_is_read(text, number):
    assert module.numeral(text) == number


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("精准施策稳经济，回升态势巩固。面对", False, ("精准施策稳经济", "回升态势巩固")),
        ("压减落后产能，淘汰设备251台，效果明显。", False, ("压减落后产能", "")),
        ("“五大比拼，两大问效”行动，推动升温。", False, ("“五大比拼，两大问效”行动", "推动升温")),
        ("扎实推进“链长制” 产业竞争优势凸显", True, ("扎实推进“链长制”", "产业竞争优势凸显")),
        ("“稳”，工业运行稳中向好。", False, ("稳", "工业运行稳中向好")),
        ("在稳增长方面，工业运行平稳。", False, ("稳增长", "工业运行平稳")),
        ("加强项目储备；二是", False, ("加强项目储备", "")),
        ("。", False, None),
        ("没有停顿的一句话" * 9, False, None),
    ],
)  # fmt: skip
def test_the_first_sentence_is_cut_into_label_and_title(text, line, expected):
    assert label_and_title(head(text, line=line)) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("要扩大有效投资", "扩大有效投资"),
        ("要素保障有力", "要素保障有力"),
        ("“育苗”行动", "“育苗”行动"),
    ],
)  # fmt: skip
def test_a_label_loses_what_does_not_belong_to_it(label, expected):
    assert tidy(label) == expected


def test_a_missing_key_is_named(monkeypatch):
    monkeypatch.setattr(module, "load_toml", lambda _: {"source": "a test"})
    with pytest.raises(LexiconError, match="is missing"):
        module.words.__wrapped__()


def test_a_broken_pattern_is_named():
    with pytest.raises(LexiconError, match="not a regular expression"):
        module._compile("(")  # noqa: SLF001
