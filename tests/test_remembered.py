"""A document understood before is not read again, unless what decides it has changed."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from workspaces import seeds

from briefgen import installed, kept, pipeline, remembered
from briefgen.errors import SourceError


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "_ours", True)
    return tmp_path


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    folder = seeds(tmp_path_factory.mktemp("one") / "ws") / "seeds"
    path = min(folder.glob("*.txt"))
    return pipeline.open_article(path, path.name)


class Reader:
    """Understands, and counts how often."""

    def __init__(self):
        self.times = 0

    def __call__(self, article):
        self.times += 1
        return pipeline.understand(article, pipeline.glossary_of(None))


def files(home):
    return sorted((home / "cache").rglob("readings/*"))


def test_a_document_is_understood_once(home, article):
    reader = Reader()
    first = remembered.remembered(article, (None,), reader)
    assert remembered.remembered(article, (None,), reader) == first
    assert (reader.times, len(files(home))) == (1, 1)


def test_nothing_is_kept_in_a_process_that_is_not_ours(home, article, monkeypatch):
    monkeypatch.setattr(kept, "_ours", False)
    reader = Reader()
    for _ in range(2):
        remembered.remembered(article, (None,), reader)
    assert (reader.times, files(home)) == (2, [])


def test_another_text_path_glossary_or_code_is_understood_anew(home, article, monkeypatch):
    reader = Reader()
    terms = home / "terms.tsv"
    other = replace(article.source, text=article.source.text + "。")
    for again, of in (
        (article, (None,)),
        (replace(article, source=other), (None,)),
        (replace(article, source=replace(article.source, path="b.txt")), (None,)),
        (replace(article, also=(*article.also, "x")), (None,)),
    ):
        remembered.remembered(again, of, reader)
    for words in ("zh\ten\n", "zh\ten\n技改\tupgrading\n"):
        terms.write_text(words, encoding="utf-8")
        remembered.remembered(article, (terms,), reader)
    assert reader.times == 6
    for changed in (b"another", b"third"):
        monkeypatch.setattr(remembered, "code_state", lambda changed=changed: changed)
        remembered.remembered(article, (None,), reader)
    assert reader.times == 8


def test_every_file_that_decides_is_part_of_the_code(tmp_path, monkeypatch):
    monkeypatch.setattr(installed, "HERE", tmp_path)
    code = installed.own_files.__wrapped__
    (tmp_path / "data").mkdir()
    (tmp_path / "__pycache__").mkdir()
    states = [code()]
    for name in ("a.py", "data/words.toml"):
        (tmp_path / name).write_text("1")
        states.append(code())
        os.utime(tmp_path / name, ns=(1, 1))
        states.append(code())
    assert len(set(states)) == 5
    (tmp_path / "__pycache__" / "a.pyc").write_text("1")
    assert code() == states[-1]


@pytest.mark.parametrize("left", [b"", b"spoiled", 40, "other"])
def test_a_spoiled_file_is_none(home, article, left):
    reader = Reader()
    first = remembered.remembered(article, (None,), reader)
    (path,) = files(home)
    whole = path.read_bytes()
    if left == "other":
        left = whole[:-9] + b"?" + whole[-8:]
    path.write_bytes(whole[:left] if isinstance(left, int) else left)
    assert remembered.remembered(article, (None,), reader) == first
    assert remembered.remembered(article, (None,), reader) == first
    assert reader.times == 2


def test_only_the_newest_are_kept(home, article, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 2)
    reader = Reader()
    for number in range(4):
        named = replace(article, source=replace(article.source, path=f"{number}.txt"))
        remembered.remembered(named, (None,), reader)
    assert len(files(home)) == 2


def test_a_disk_that_takes_nothing_is_no_failure(home, article):
    (home / "cache").mkdir()
    (home / "cache" / "briefgen").touch()
    assert remembered.remembered(article, (None,), Reader()).figures


def test_a_file_is_cleaned_once_unless_it_or_its_name_changes(home):
    path = home / "a.txt"
    path.write_text("聊城市1—4月份工业投资同比增长23.9%，居全省第2位。\n" * 3, encoding="utf-8")
    opened = []

    def clean(path, shown):
        opened.append(shown)
        return pipeline.clean_source(path, shown)

    first = remembered.remembered_article(path, "a.txt", clean)
    assert remembered.remembered_article(path, "a.txt", clean) == first
    assert opened == ["a.txt"]
    assert remembered.remembered_article(path, "b.txt", clean).source.path == "b.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("23.9", "24.9"), encoding="utf-8")
    assert "24.9" in remembered.remembered_article(path, "a.txt", clean).source.text
    assert opened == ["a.txt", "b.txt", "a.txt"]


def test_what_is_understood_of_a_kept_document_is_found_again(home):
    path = home / "a.txt"
    path.write_text("聊城市1—4月份工业投资同比增长23.9%，居全省第2位。\n" * 3, encoding="utf-8")
    reader = Reader()
    for _ in range(3):
        article = remembered.remembered_article(path, "a.txt", pipeline.clean_source)
        remembered.remembered(article, (None,), reader)
    assert reader.times == 1


def test_a_file_that_cannot_be_read_is_told_as_ever(home):
    with pytest.raises(SourceError):
        remembered.remembered_article(home / "none.txt", "none.txt", pipeline.clean_source)
    assert files(home) == []
