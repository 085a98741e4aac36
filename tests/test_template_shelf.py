"""New templates, what they change, and shipped files taken back; nothing of an editor is lost."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
import sample_briefing
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.errors import TemplateError
from briefgen.lexicon import load_toml
from briefgen.render import find_template
from briefgen.render.pdf import page_html
from briefgen.render.shipped import fingerprint, shipped_templates
from briefgen.templating.changes import changes
from briefgen.templating.check import check
from briefgen.templating.origin import over_its_origin
from briefgen.templating.shelf import create, listed, restore

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 5, 31, 8, 30, 0)  # noqa: DTZ001 (the editor's own clock)


@pytest.fixture
def workspace(tmp_path) -> Path:
    """A workspace with the template `mine`, based on the shipped one."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefgen.toml").write_text("")
    create("mine", "briefing", tmp_path / "templates")
    return tmp_path


def mine(workspace: Path) -> Any:
    return find_template("mine", workspace / "templates")


def run(workspace: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--workspace", str(workspace), "template", *arguments])
    return result.exit_code, result.output


def test_a_new_template_is_sound_and_prints_what_its_base_prints(workspace):
    assert check("mine", workspace / "templates", trial=False) == []
    page = sample_briefing.full()
    assert page_html(page, mine(workspace)).strip() == page_html(page, find_template("briefing"))


def test_the_example_in_a_new_page_works_when_its_comment_is_taken_away(workspace):
    path = workspace / "templates" / "mine" / "page.html"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("{# 例"))
    kept = [line for n, line in enumerate(lines) if n != start and not line.endswith("line. #}")]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert check("mine", workspace / "templates", trial=False) == []
    html = page_html(sample_briefing.short(), mine(workspace))
    assert "内部参考" in html
    assert "<header>" in html


def test_every_knob_of_a_new_template_may_be_switched_on(workspace):
    path = workspace / "templates" / "mine" / "template.toml"
    text = path.read_text(encoding="utf-8")
    head, _, knobs = text.partition("[knobs]")
    path.write_text(head + "[knobs]" + knobs.replace("# ", ""), encoding="utf-8")
    assert mine(workspace).knobs == find_template("briefing").knobs
    assert check("mine", workspace / "templates", trial=False) == []


@pytest.mark.parametrize(
    ("name", "base", "message"),
    [
        ("mine", "briefing", "already"),
        ("briefing", "briefing", "already"),
        ("other", "nothing", "no template"),
        ("../other", "briefing", "name"),
        ("", "briefing", "name"),
    ],
)
def test_a_template_that_cannot_be_made_is_refused(workspace, name, base, message):
    with pytest.raises(TemplateError, match=message):
        create(name, base, workspace / "templates")
    assert sorted(path.name for path in (workspace / "templates").iterdir()) == ["mine"]


def test_the_list_names_all_with_their_base(workspace):
    (workspace / "templates" / "bad").mkdir()
    (workspace / "templates" / "bad" / "template.toml").write_text("a = = 1")
    found = {one.name: one for one in listed(workspace / "templates")}
    assert found["briefing"].shipped
    assert (found["mine"].base, found["mine"].shipped) == ("briefing", False)
    assert "cannot be read" in found["bad"].fault


def test_taking_back_keeps_every_version_of_the_editor(workspace):
    folder = workspace / "templates" / "mine"
    shipped = find_template("briefing").file("page.css").read_bytes()
    for text in ("first", "second"):
        (folder / "page.css").write_text(text)
        ((path, backup),) = restore(mine(workspace), "page.css", NOW)
        assert path.read_bytes() == shipped
        assert backup.read_text() == text
    assert len(list((folder / ".backup").iterdir())) == 2
    assert restore(mine(workspace), "page.css", NOW) == [(folder / "page.css",) * 2]


def test_taking_all_back_leaves_the_settings_and_what_only_the_editor_has(workspace):
    folder = workspace / "templates" / "mine"
    before = (folder / "template.toml").read_bytes()
    (folder / "page.css").write_text("mine")
    (folder / "logo.svg").write_text("<svg/>")
    done = restore(mine(workspace), None, NOW)
    assert sorted(path.name for path, _ in done) == ["page.css", "page.html"]
    assert (folder / "template.toml").read_bytes() == before
    assert (folder / "logo.svg").read_text() == "<svg/>"


@pytest.mark.parametrize("name", ["nothing.html", "template.toml", "../x"])
def test_what_is_not_shipped_cannot_be_taken_back(workspace, name):
    with pytest.raises(TemplateError, match="take back"):
        restore(mine(workspace), name, NOW)


def test_a_shipped_template_has_nothing_to_compare():
    with pytest.raises(TemplateError, match="comes with briefgen"):
        list(changes(find_template("briefing")))


def test_the_commands_do_what_they_say(workspace):
    assert run(workspace, "new", "other", "--take", "page.css")[0] == 0
    code, out = run(workspace, "list")
    assert code == 0
    assert "other" in out
    assert "综合简报 · Briefing" in out
    assert run(workspace, "diff", "other")[0] == 0
    assert "restored" in run(workspace, "restore", "other", "page.html")[1]
    assert ".backup" in run(workspace, "restore", "mine", "page.html")[1]
    folder = workspace / "templates" / "mine"
    (folder / "extra.css").write_text("h1 { color: red }", encoding="utf-8")
    told = run(workspace, "restore", "mine")[1]
    assert re.search("left as it is 未动  .*extra.css", told)
    assert re.search("left as it is 未动  .*template.toml", told)
    assert "请删去或改名" in told
    assert "left as it is" not in run(workspace, "restore", "mine", "page.html")[1]
    assert "card.value" in run(workspace, "vars", "--language", "zh")[1]
    assert run(workspace, "check", "--quick") == (
        0,
        "mine: 没有问题 · sound\nother: 没有问题 · sound\n",
    )


def test_check_tells_faults_in_both_languages_and_fails(workspace):
    page = workspace / "templates" / "mine" / "page.html"
    page.write_text("\n{{ titel.zh }}", encoding="utf-8")
    code, out = run(workspace, "check", "mine", "--quick")
    assert code == 1
    assert "错误 error" in out
    assert "page.html:2" in out
    assert "您是否想写 title" in out
    assert "Did you mean title" in out
    assert "mine: 错误 1，提醒 0 · 1 error, 0 warnings" in out
    assert out.count("page.html:2") == 1
    code, out = run(workspace, "check", "mine", "--quick", "--format", "json")
    told = json.loads(out)["mine"][0]
    assert (code, told["kind"], told["line"], told["words"]) == (
        1,
        "unknown_variable",
        2,
        "{{ titel.zh }}",
    )


def test_a_warning_alone_does_not_fail(workspace):
    (workspace / "templates" / "mine" / "extra.css").write_text("p { colour: red }")
    code, out = run(workspace, "check", "mine", "--quick")
    assert code == 0
    assert "提醒 warning" in out


@pytest.mark.parametrize("command", ["", "new", "diff", "restore", "vars", "check", "list"])
def test_every_command_has_help(command):
    result = CliRunner().invoke(main, ["template", *command.split(), "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


# --- in a checkout, where the shipped templates are those of the workspace ------------------------


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the shipped templates, committed, that is the shipped folder."""
    folder = tmp_path / "templates"
    shutil.copytree(shipped_templates(), folder)
    given = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*given, *command], check=True)
    for module in ("briefgen.render.shipped", "briefgen.render.folder"):
        monkeypatch.setattr(f"{module}.shipped_templates", lambda: folder)
    return folder


def test_only_what_is_as_shipped_to_the_letter_is_trusted(checkout):
    create("mine", "briefing", checkout)
    assert find_template("briefing", checkout).shipped
    assert not find_template("mine", checkout).shipped
    (checkout / "compact" / "note.txt").write_text("x", encoding="utf-8")
    assert not find_template("compact", checkout).shipped
    with (checkout / "briefing" / "page.css").open("a", encoding="utf-8") as file:
        file.write("h1 { color: blue }\n")
    assert not find_template("briefing", checkout).shipped


def test_an_own_template_beside_the_shipped_ones_is_compared_and_taken_back(checkout):
    create("mine", "briefing", checkout)
    (checkout / "mine" / "page.css").write_text("h1 { color: blue }\n", encoding="utf-8")
    with over_its_origin(find_template("mine", checkout)) as found:
        assert any("+ h1 { color: blue }" in change.lines for change in changes(found))
        ((path, backup),) = restore(found, "page.css", NOW)
    assert path.read_bytes() == (checkout / "briefing" / "page.css").read_bytes()
    assert backup.parent.name == ".backup"


@pytest.mark.parametrize("name", ["briefing", "compact"])
def test_a_shipped_template_changed_in_place_is_compared_with_the_one_committed(checkout, name):
    with (
        over_its_origin(find_template(name, checkout)) as found,
        pytest.raises(TemplateError, match="was not changed"),
    ):
        list(changes(found))
    path = checkout / name / "page.html"
    before = path.read_bytes()
    path.write_bytes(before + b"\n{% block mine %}<p>mine</p>{% endblock %}\n")
    with (checkout / name / "template.toml").open("a", encoding="utf-8") as file:
        file.write('[knobs.more]\ncity = "x"\n')
    with over_its_origin(find_template(name, checkout)) as found:
        told = list(changes(found))
        assert {change.file for change in told} == {"page.html", "template.toml"}
        assert any(
            "mine</p>" in line or "mine" in change.message("en")
            for change in told
            for line in change.lines
        )
        assert any('knobs.more.city is added: "x"' in change.message("en") for change in told)
        done = dict(restore(found, None, NOW))
    assert path.read_bytes() == before
    assert b"mine" in done[path].read_bytes()


def test_a_shipped_template_changed_where_nothing_is_committed_is_said_plainly(checkout):
    shutil.rmtree(checkout.parent / ".git")
    (checkout / "briefing" / "page.css").write_text("h1 { color: blue }\n", encoding="utf-8")
    with (
        pytest.raises(TemplateError, match="is the shipped template itself"),
        over_its_origin(find_template("briefing", checkout)),
    ):
        pass


def test_the_digests_are_those_of_the_shipped_templates():
    # made anew by scripts/make_shipped_digests.py
    folders = [path.parent for path in shipped_templates().glob("*/template.toml")]
    committed = {folder.name: fingerprint(folder) for folder in folders}
    assert load_toml("shipped_templates")["digests"] == committed
