"""The contract: what reaches a template, and that the documentation says just that."""

from __future__ import annotations

from dataclasses import fields

import pytest

from briefgen.lexicon import load_toml
from briefgen.render import find_template
from briefgen.render.context import VIEWS, page_context
from briefgen.render.environment import make_environment, render_file
from briefgen.select.options import Scale
from briefgen.templating.contract import groups, mail_view, parts
from briefgen.templating.handbook import BLOCKS, handbook, listing
from briefgen.templating.sample import _value, as_plain, sample_page, samples

CONTRACT = load_toml("template_contract")
MEANINGS = load_toml("template_meanings")


def test_the_sample_page_is_read_back_as_it_was():
    page = sample_page()
    assert _value(type(page), as_plain(page)) == page
    assert len(page.key_figures) >= 3
    assert len(page.rows) >= 6


def test_every_variable_has_a_meaning_in_both_languages_and_an_example():
    for group in groups():
        for one in group.variables:
            assert one.zh, one.name
            assert one.en, one.name
            empty_is_right = {"theme.group", "document.origin", "page.picture"}
            assert one.example or one.name in empty_is_right, one.name


def test_the_meanings_are_those_of_the_variables_there_are():
    told = {name: set(said) for name, said in MEANINGS["variables"].items()}
    there = {
        group.view: {one.name.rpartition(".")[2] for one in group.variables} for group in groups()
    }
    assert told == there


@pytest.mark.parametrize("name", CONTRACT["filters"])
def test_the_example_of_every_filter_works(tmp_path, name):
    (tmp_path / "page.html").write_text(
        "{% set row = rows[0] %}{% set line = documents[0].themes[0].lines[0] %}"
        + MEANINGS["filters"][name]["example"]
    )
    context = page_context(sample_page(), find_template("briefing").knobs)
    made = render_file(make_environment([tmp_path]), "page.html", context)
    assert made or name in {"d", "default"}
    assert name in MEANINGS["filters"][name]["example"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_types_of_all_parts_are_known(view):
    assert list(parts(view)) == [one.name for one in fields(view)]


def test_every_key_and_filter_has_a_meaning():
    assert list(MEANINGS["keys"]) == CONTRACT["keys"]
    assert list(MEANINGS["filters"]) == CONTRACT["filters"]


def test_the_blocks_that_are_told_are_those_of_the_shipped_page():
    text = find_template("briefing").file("page.html").read_text(encoding="utf-8")
    assert [part.split(" ")[0] for part in text.split("{% block ")[1:]] == list(BLOCKS)


@pytest.mark.parametrize(
    ("language", "tongues"), [("zh", ("zh",)), ("en", ("en",)), ("both", ("zh", "en"))]
)
def test_the_list_for_the_terminal_names_every_variable(language, tongues):
    text = "\n".join(listing(language))
    for group in groups():
        title = MEANINGS["titles"][group.view]
        for one in group.variables:
            lines = [each for each in text.splitlines() if f"  {one.name} " in each]
            for tongue, said in (("zh", one.zh), ("en", one.en.replace("`", ""))):
                assert any(said in line for line in lines) == (tongue in tongues)
                assert title[tongue].replace("`", "") in text or tongue not in tongues


def test_the_documentation_shows_every_filter_knob_and_change():
    text = handbook()
    for name in CONTRACT["filters"]:
        assert f"| `{name}` |" in text
    for change in CONTRACT["replaced"]:
        assert f"`{change['old']}` | `{change['now']}`" in text


def test_the_mail_sample_is_one_that_the_templates_take():
    folders = find_template("briefing").folders
    view = mail_view()
    context = {one.name: getattr(view, one.name) for one in fields(view)}
    for name in ("email.txt", "email.html"):
        assert view.title.zh in render_file(make_environment(folders), name, context)


def test_the_awkward_pages_are_what_they_are_called():
    made = samples(Scale())
    assert "R&D" in made["awkward"].place.zh
    assert made["plain"].rows == ()
    assert len(made["many"].documents[0].themes) == 12
