"""The guide for editors: what it tells to do works, and both languages tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sample_briefing
from click.testing import CliRunner

from briefgen import pipeline
from briefgen.cli import main
from briefgen.render import find_template
from briefgen.render.pdf import page_html
from briefgen.render.word import write_docx

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = ("editors.zh.md", "editors.md")
COMMAND = re.compile(r"^ +briefgen (template .*?)(?: +#.*)?$", re.MULTILINE)


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def run(workspace: Path, command: str) -> str:
    result = CliRunner().invoke(main, ["--workspace", str(workspace), *command.split()])
    assert result.exit_code == 0, result.output
    return result.output


def test_both_languages_have_the_same_steps_pictures_and_knobs():
    chinese, english = map(text, GUIDES)
    for pattern in (r"^#+ ", r"pictures/[\w-]+\.png", r"`\[[\w.]+\]`", r"^\d\. ", r"^\| "):
        found = [re.findall(pattern, one, re.MULTILINE) for one in (chinese, english)]
        assert found[0] == found[1], pattern
    assert COMMAND.findall(chinese) == COMMAND.findall(english)


def test_the_pictures_are_there_and_small():
    named = {
        name for guide in GUIDES for name in re.findall(r"pictures/([\w-]+\.png)", text(guide))
    }
    there = {path.name for path in (DOCS / "pictures").iterdir()}
    assert named <= there
    assert sum((DOCS / "pictures" / name).stat().st_size for name in named) < 300_000


@pytest.mark.parametrize("guide", GUIDES)
def test_the_first_change_works_as_it_is_told(tmp_path, guide):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefgen.toml").write_text("")
    commands = COMMAND.findall(text(guide))
    assert commands[0] == "template new my-brief --from briefing"
    run(tmp_path, commands[0])
    folder = tmp_path / "templates" / "my-brief"
    settings = (folder / "template.toml").read_text(encoding="utf-8")
    old, new = re.findall(r'(?:# )?red = "#\w+"', text(guide))[:2]
    assert old in settings
    (folder / "template.toml").write_text(settings.replace(old, new), encoding="utf-8")
    block = re.search(r"\{% block masthead %\}.*?\{% endblock %\}", text(guide), re.DOTALL)[0]
    lines = [line.strip() for line in block.splitlines()]
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert all(line in page for line in lines)
    head = page[: page.index("{# 例")]
    (folder / "page.html").write_text(head + "\n".join(lines), encoding="utf-8")
    for command in commands[1:]:
        quick = " --quick" if "check" in command else ""
        run(tmp_path, command + quick)
        if command.startswith("template check") and commands.index(command) == 1:
            template = find_template("my-brief", tmp_path / "templates")
            html = page_html(sample_briefing.short(), template)
            assert "#1d4f91" in html
            assert "内部参考" in html
            assert write_docx(sample_briefing.short(), template)


def test_every_template_command_is_told_of():
    for guide in GUIDES:
        for command in ("new", "check", "diff", "restore", "vars"):
            assert f"briefgen template {command}" in text(guide)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_kind_of_document_that_is_read_is_told_of(guide):
    [told] = re.findall(r"(?:`\.\w+`[^`]{1,6})*`\.\w+`", text(guide).partition("`seeds/`")[2])[:1]
    assert sorted(re.findall(r"`(\.\w+)`", told)) == sorted(pipeline.formats())
