"""The data files of `select` fail loudly when an editor breaks them."""

import copy

import pytest

from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml
from briefgen.select import importance, issue, trimming

MODULES = [
    (trimming, trimming.trimming, "trimming", "forward"),
    (importance, importance.importance, "importance", "money"),
    (issue, issue.words, "issue", "dates"),
]


@pytest.fixture
def broken(monkeypatch):
    def set_up(module, load, name, change):
        content = copy.deepcopy(load_toml(name))
        change(content)
        monkeypatch.setattr(module, "load_toml", lambda _name: content)
        return load.__wrapped__

    return set_up


@pytest.mark.parametrize(("module", "load", "name", "key"), MODULES)
def test_a_missing_key_is_named(broken, module, load, name, key):
    with pytest.raises(LexiconError, match=key):
        broken(module, load, name, lambda content: content.pop(key))()


@pytest.mark.parametrize("words", [["(", "x"], [""], []])
def test_a_pattern_that_cannot_be_read_is_named(broken, words):
    change = {"forward": words}
    load = broken(trimming, trimming.trimming, "trimming", lambda content: content.update(change))
    with pytest.raises(LexiconError, match=r"regular expression|empty"):
        load()


def test_an_issue_without_all_its_words_is_refused(broken):
    load = broken(issue, issue.words, "issue", lambda content: content["words"].pop("target_en"))
    with pytest.raises(LexiconError, match="missing or unknown"):
        load()


def test_an_unknown_measure_is_refused(broken):
    change = {"size": 0.5}
    load = broken(
        importance, importance.importance, "importance", lambda c: c["measure"].update(change)
    )
    with pytest.raises(LexiconError, match="size"):
        load()
