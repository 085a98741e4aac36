"""Whatever goes wrong is told in one message, with exit code 1, and nothing is half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from workspaces import report, run, workspace, written

from briefgen.errors import FontError

BINARY = b"\x7fELF" + bytes(range(256)) * 20


@pytest.fixture
def lone(tmp_path):
    return workspace(tmp_path / "ws", one=report())


def refused(result, *parts: str, code: int = 1) -> str:
    """The message of a command that failed as it should."""
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert "fault in briefgen" not in result.output
    if code == 1:
        assert result.stderr.count("briefgen: ") - result.stderr.count("briefgen: warning") == 1
    for part in parts:
        assert part in result.stderr, result.stderr
    return result.stderr


def build(folder: Path, *words: object):
    return run("--workspace", folder, "build", *words)


def test_an_unknown_city_is_answered_with_the_cities_there_are(lone):
    message = refused(
        build(lone, "--city", "聊成"), "no place is called “聊成”", "did you mean 聊城?"
    )
    assert "聊城 Liaocheng (1)" in message
    assert written(lone / "output") == []


@pytest.mark.parametrize(
    "name", ["Liaochen", "liaocheng shi qu", "聊", "123", "--", "🙂", "x" * 9000]
)
def test_no_name_of_a_place_ends_in_a_traceback(lone, name):
    refused(build(lone, f"--city={name}"), "there are documents of: 聊城 Liaocheng (1)")


def test_a_city_without_documents_is_answered_with_those_that_have_some(lone):
    refused(build(lone, "--city", "青岛"), "no documents of 青岛市", "聊城 Liaocheng (1)")


def test_a_name_that_means_several_places_with_documents_is_refused(tmp_path):
    folder = workspace(
        tmp_path / "ws", a=report("南京市鼓楼区"), b=report("徐州市鼓楼区"), c=report("聊城市")
    )
    message = refused(build(folder, "--city", "鼓楼区"), "南京市鼓楼区 (320106)", "--city CODE")
    assert "徐州市鼓楼区 (320302)" in message
    assert "聊城" not in message


def test_no_city_at_all_is_wrong_usage(lone):
    refused(build(lone), "--city", "--all", code=2)


def test_a_city_and_all_cities_together_are_wrong_usage(lone):
    refused(build(lone, "--all", "--city", "聊城"), "exclude each other", code=2)


def test_a_wrong_city_in_the_settings_is_refused(lone):
    (lone / "briefgen.toml").write_text('[build]\ncity = "Nowhere"\n', encoding="utf-8")
    refused(build(lone), "no place is called “Nowhere”")


@pytest.mark.parametrize("command", [("build", "--all"), ("build", "--city", "聊城"), ("cities",)])
def test_an_empty_folder_of_documents_is_refused(tmp_path, command):
    folder = workspace(tmp_path / "ws")
    refused(run("--workspace", folder, *command), "holds no documents", str(folder / "seeds"))


def test_a_missing_folder_of_documents_is_refused(tmp_path):
    folder = workspace(tmp_path / "ws")
    (folder / "seeds").rmdir()
    refused(build(folder, "--all"), str(folder / "seeds"))


def test_without_a_workspace_the_way_to_one_is_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused(run("build", "--all"), "no workspace", "briefgen init", "--workspace")


@pytest.mark.parametrize("name", ["none", "file"])
def test_a_workspace_that_is_no_folder_is_refused(tmp_path, name):
    (tmp_path / "file").write_bytes(b"")
    refused(run("--workspace", tmp_path / name, "cities"), "no such folder", str(tmp_path / name))


def test_a_folder_that_is_no_workspace_is_refused(tmp_path):
    refused(run("cities", "--workspace", tmp_path), "no workspace", f"briefgen init {tmp_path}")


DOCUMENTS = [
    (b"", "is empty"),
    (b"\n \r\n\t\n", "white space"),
    (BINARY, "one.txt"),
    (b"%PDF-1.7\n" + BINARY, "a PDF"),
    (b"\x00" * 3000, "one.txt"),
    (b"\x81\xff\x80\xfe" * 500, "one.txt"),
]


@pytest.mark.parametrize(("content", "message"), DOCUMENTS)
def test_a_document_that_is_no_text_is_refused_where_it_is_alone(tmp_path, content, message):
    folder = workspace(tmp_path / "ws", one=content)
    refused(build(folder, "--all"), "no document can be read", message)
    refused(run("extract", folder / "seeds" / "one.txt"), "one.txt", message)
    assert written(folder / "output") == []


def test_a_missing_document_is_named(tmp_path):
    refused(run("extract", tmp_path / "none.txt"), "no such file", str(tmp_path / "none.txt"))


def test_an_unreadable_document_is_named(lone, monkeypatch):
    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", locked)
    refused(build(lone, "--all"), "no document can be read", "Permission denied")


def test_a_document_that_only_its_owner_may_read_is_named(lone):
    path = lone / "seeds" / "one.txt"
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    refused(build(lone, "--all"), "Permission denied")


def test_all_wrong_settings_are_told_at_once(lone):
    text = '[build]\nwindow = "x"\nformats = ["html"]\ncty = "A"\n'
    (lone / "briefgen.toml").write_text(text, encoding="utf-8")
    message = refused(build(lone, "--all"), "3 settings are wrong", "did you mean `city`?")
    assert [f"briefgen.toml:{line}:" in message for line in (2, 3, 4)] == [True] * 3


def test_settings_that_are_not_toml_are_told_with_their_line(lone):
    (lone / "briefgen.toml").write_text("[build]\ncity = 聊城\n", encoding="utf-8")
    refused(run("cities", "--workspace", lone), "not valid TOML", "line 2, column")


def test_a_missing_template_is_answered_with_those_there_are(lone):
    refused(build(lone, "--all", "--template", "nope"), "no template “nope”", "briefing")


@pytest.mark.parametrize("name", ["../briefing", "", ".", "x" * 5000, "a\nb"])
def test_no_name_of_a_template_ends_in_a_traceback(lone, name):
    result = build(lone, "--all", f"--template={name}")
    if name:
        refused(result, "template")
    assert "Traceback" not in result.output


def test_a_missing_glossary_is_named(lone):
    text = '[english]\nglossary = "terms.tsv"\n'
    (lone / "briefgen.toml").write_text(text, encoding="utf-8")
    refused(build(lone, "--all"), "terms.tsv")


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_results_that_cannot_be_written_are_refused(lone, out):
    (lone / "file").write_bytes(b"mine")
    refused(build(lone, "--all", "--out", lone / out), str(lone / out), "--out")
    assert (lone / "file").read_bytes() == b"mine"


def test_days_without_documents_are_answered_with_those_that_have_some(lone):
    message = refused(build(lone, "--all", "--since", "2030-01-01"), "in the days asked for")
    assert "2024-05-28" in message


USAGE = [
    ("build", "--all", "--date", "2024-13-01"),
    ("build", "--all", "--date", "yesterday"),
    ("build", "--all", "--since", "2024-02-30"),
    ("build", "--all", "--formats", "html"),
    ("build", "--all", "--formats", ","),
    ("build", "--all", "--jobs", "0"),
    ("build", "--all", "--jobs", "many"),
    ("build", "--nonsense"),
    ("extract",),
    ("extract", "x.txt", "--format", "xml"),
    ("nonsense",),
]


@pytest.mark.parametrize("words", USAGE)
def test_wrong_usage_is_exit_code_2(lone, words):
    refused(run("--workspace", lone, *words), "Usage:", code=2)


def test_one_bad_document_is_reported_and_the_page_is_made_of_the_others(tmp_path):
    folder = workspace(tmp_path / "ws", good=report(), bad=BINARY, empty=b"")
    result = build(folder, "--city", "聊城", "--date", "2024-05-31", "--formats", "pdf")
    assert result.exit_code == 0, result.stderr
    assert "warning: seeds/bad.txt: " in result.stderr
    assert "warning: seeds/empty.txt: the file is empty; it is left out" in result.stderr
    assert written(folder / "output") == [
        f"聊城-2024-W22.{each}" for each in ("html", "json", "pdf")
    ]


def test_one_bad_document_does_not_keep_the_others_from_being_extracted(tmp_path):
    folder = workspace(tmp_path / "ws", good=report(), bad=BINARY)
    result = run("extract", folder / "seeds/bad.txt", folder / "seeds/good.txt")
    assert result.exit_code == 1
    assert "bad.txt" in result.stderr
    assert '"id": "good"' in result.stdout


def test_nothing_is_written_when_one_format_fails(lone, monkeypatch):
    def failing(*_: object) -> bytes:
        raise FontError("no font shows U+20000", where="seeds/one.txt")

    monkeypatch.setattr("briefgen.joints.write_docx", failing)
    result = build(lone, "--all", "--formats", "pdf,docx")
    refused(result, "no font shows U+20000")
    assert written(lone / "output") == []


def test_a_fault_of_ours_is_told_without_a_traceback(lone, monkeypatch):
    def broken(*_: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("briefgen.gather.survey", broken)
    result = run("cities", "--workspace", lone)
    assert result.exit_code == 1
    assert "a fault in briefgen: KeyError" in result.stderr
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr


def test_debug_shows_where_a_failure_arose(lone):
    result = run("--debug", "--workspace", lone, "build", "--city", "Nowhere")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert "place_named" in result.stderr
