"""What is kept between runs: it is never needed, and what changed is made anew."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from briefgen.kept import kept_in
from briefgen.render import compiled as module
from briefgen.render.compiled import compiled, kept_code


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "kept_code", kept_code.__wrapped__)
    return tmp_path


def said(text: str, name: str = "a") -> tuple[str, list[str]]:
    """What the template says, and what had to be prepared for it."""
    prepared: list[str] = []

    def prepare(source: str) -> str:
        prepared.append(source)
        return source.replace("[", "{{").replace("]", "}}")

    template = compiled(Environment(autoescape=True), (name, "1"), text, prepare)
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


def test_a_folder_that_is_gone_or_in_the_way_is_no_failure(home, monkeypatch):
    code = kept_code.__wrapped__()
    monkeypatch.setattr(module, "kept_code", lambda: code)
    next((home / "briefgen").glob("templates*")).rmdir()
    assert said("[x]") == ("2", ["[x]"])


def test_others_may_not_look_into_it(home):
    assert kept_in("a").stat().st_mode & 0o077 == 0
    assert home in kept_in("a").parents
