"""What is kept between runs: it is never needed, and what changed is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from briefgen.english import dictionary, sounds
from briefgen.kept import KeptWords, kept_in
from briefgen.render.compiled import compiled, kept_code
from briefgen.render.environment import make_environment


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def said(text: str, name: str = "a") -> tuple[str, list[str]]:
    """What the template says, and what had to be prepared for it."""
    prepared: list[str] = []

    def prepare(source: str) -> str:
        prepared.append(source)
        return source.replace("[", "{{").replace("]", "}}")

    environment = Environment(autoescape=True, bytecode_cache=kept_code.__wrapped__())
    template = compiled(environment, (name, "1"), text, prepare)
    return template.render(x=2), prepared


def files(home):
    return sorted(path for path in home.rglob("*") if path.is_file())


def test_a_template_is_compiled_once(home):
    assert said("[x]") == ("2", ["[x]"])
    assert said("[x]") == ("2", [])
    assert len(files(home)) == 1


def test_a_changed_template_is_compiled_anew_and_another_is_kept_apart(home):
    said("[x]")
    assert said("[x]!") == ("2!", ["[x]!"])
    assert said("[x]?", "b") == ("2?", ["[x]?"])
    assert said("[x]!") == ("2!", [])
    assert len(files(home)) == 2


@pytest.mark.parametrize("left", [b"", b"spoiled", 30, 60, 200])
def test_what_is_spoiled_is_compiled_anew(home, left):
    said("[x]")
    path = files(home)[0]
    path.write_bytes(path.read_bytes()[:left] if isinstance(left, int) else left)
    assert said("[x]") == ("2", ["[x]"])
    assert said("[x]") == ("2", [])


def test_nothing_is_kept_where_no_folder_can_be_made(home):
    (home / "briefgen").touch()
    assert kept_in("a") is None
    assert said("[x]") == said("[x]") == ("2", ["[x]"])


def test_a_folder_that_is_gone_is_no_failure(home):
    environment = Environment(autoescape=True, bytecode_cache=kept_code.__wrapped__())
    next((home / "briefgen").glob("templates*")).rmdir()
    assert compiled(environment, ("a", "1"), "{{x}}", str).render(x=2) == "2"


def test_what_an_editor_wrote_is_not_kept(tmp_path):
    assert make_environment([tmp_path]).bytecode_cache is None
    assert make_environment([tmp_path], ours=True).bytecode_cache is not None


def test_others_may_not_look_into_it(home):
    assert kept_in("a").stat().st_mode & 0o077 == 0
    assert home in kept_in("a").parents


class Asked:
    """A new process that asks for the pinyin of words, and had to look up some of them."""

    def __init__(self, path, *words):
        self.looked_up: list[str] = []
        kept = KeptWords(path, self._look_up, sounds.LINE)
        self.said = [kept.of(word) for word in words]

    def _look_up(self, word):
        self.looked_up.append(word)
        return sounds.looked_up(word)


@pytest.fixture
def names(tmp_path):
    return tmp_path / "names.tsv"


def test_a_name_is_looked_up_once(names):
    first = Asked(names, "信发", "西安", "信发")
    assert (first.said, first.looked_up) == (["Xinfa", "Xi'an", "Xinfa"], ["信发", "西安"])
    second = Asked(names, "信发", "西安", "通达")
    assert (second.said, second.looked_up) == (["Xinfa", "Xi'an", "Tongda"], ["通达"])
    assert Asked(names, "信发", "西安", "通达").looked_up == []
    assert names.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "spoiled", ["信发\tXin", "信发\tXin信发\tXinfa\n", "信发\tX1n\n", "信发\n", "\tXin\n", "\udcff"]
)
def test_a_line_that_is_not_whole_is_none(names, spoiled):
    assert Asked(names, "西安").said == ["Xi'an"]
    spoilt = names.read_bytes() + spoiled.encode("utf-8", errors="surrogateescape")
    names.write_bytes(spoilt)
    assert Asked(names, "信发").said == ["Xinfa"]


def test_no_more_is_kept_than_there_is_room_for(names, monkeypatch):
    monkeypatch.setattr("briefgen.kept.LARGEST", 1)
    assert [Asked(names, "西安", "信发").looked_up for _ in range(2)] == [
        ["西安", "信发"],
        ["信发"],
    ]


@pytest.mark.parametrize("word", ["信\n发", "信\t发", "信\ud800", ""])
def test_what_no_line_can_hold_is_looked_up_each_time(names, word):
    assert [Asked(names, word).looked_up for _ in range(2)] == [[word], [word]]


@pytest.mark.parametrize("path", [None, Path("/dev/null/names.tsv"), Path("/")])
def test_without_a_file_words_are_looked_up(path):
    assert Asked(path, "信发").said == ["Xinfa"]


def test_words_of_the_dictionary_are_kept_and_it_is_not_read_again(home, monkeypatch):
    def asked():
        dictionary._meaning.cache_clear()  # noqa: SLF001 - as a new process
        dictionary._senses.cache_clear()  # noqa: SLF001
        return dictionary.meanings({"排放", "重", "中", "阿狗"})

    first = asked()
    assert first == {"重": "repeat", "中": "within"}  # the sense of 排放 is a phrase of three words
    assert len(files(home)) == 1

    def read(_path):
        raise AssertionError("the dictionary is read")

    monkeypatch.setattr(dictionary, "_entries", read)
    assert asked() == first
