"""The commands as people use them: what they print, what they write, how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from workspaces import REPOSITORY, report, run, seeds, workspace, written

from briefgen import __version__
from briefgen.cli import main
from briefgen.console import Progress
from briefgen.export.columns import aligned, width
from briefgen.gather import file_name, named
from briefgen.settings import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"weasyprint", "docx", "docxtpl", "jieba", "opencc", "pypinyin", "fontTools", "pikepdf"}


def program(*words: object, cwd: Path | None = None, **options: object):
    """What the installed program gives, in a process of its own."""
    command = [sys.executable, "-m", "briefgen", *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, **options)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    return seeds(tmp_path_factory.mktemp("real") / "ws")


# --- help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [None, *main.commands])
def test_help_has_an_example_for_every_command(name):
    result = run(*filter(None, [name]), "--help")
    assert result.exit_code == 0
    assert f"briefgen {name or ''}".strip() in result.output
    assert "Example" in result.output


def test_the_version_is_that_of_the_package():
    assert run("--version").output == f"briefgen {__version__}\n"


def test_help_loads_nothing_heavy():
    code = (
        "import sys, click.testing, briefgen.cli as cli\n"
        "click.testing.CliRunner().invoke(cli.main, ['build', '--help'])\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), 'briefgen.model' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[] False\n"


def test_the_module_runs_as_the_program():
    assert program("--version").stdout.decode() == f"briefgen {__version__}\n"


# --- init ---------------------------------------------------------------------------------------


def test_init_makes_a_workspace_with_the_shipped_settings(tmp_path):
    result = run("init", tmp_path / "new" / "ws")
    assert result.exit_code == 0
    folder = tmp_path / "new" / "ws"
    assert (folder / "briefgen.toml").read_bytes() == SHIPPED.read_bytes()
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [
        "output",
        "seeds",
        "templates",
    ]
    for words in ("seeds", "空着时不能出刊", "no page can be made", ".docx", "briefgen cities"):
        assert words in result.output


def test_init_beside_documents_asks_for_none(tmp_path):
    result = run("init", workspace(tmp_path / "ws", mine="text"))
    assert "空着" not in result.output
    assert "briefgen cities" in result.output


def test_init_overwrites_nothing(tmp_path):
    folder = workspace(tmp_path / "ws", mine="text")
    (folder / "briefgen.toml").write_text("# mine\n")
    result = run("init", folder)
    assert result.exit_code == 0
    assert (folder / "briefgen.toml").read_text() == "# mine\n"
    assert (folder / "seeds" / "mine.txt").read_text() == "text"
    assert "kept" in result.output


def test_init_in_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    result = run("init", tmp_path / "file")
    assert result.exit_code == 1
    assert "the workspace cannot be made" in result.stderr


# --- cities -------------------------------------------------------------------------------------


def test_cities_lists_places_documents_and_dates(real):
    result = run("cities", "--workspace", real)
    assert result.exit_code == 0, result.stderr
    lines = result.output.splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["泰安", "Tai'an", "1", "2023-07-03"],
        ["聊城", "Liaocheng", "4", "2023-04-10", "to", "2024-05-27"],
    ]


def test_a_workspace_is_found_upwards(real):
    below = real / "seeds" / "deep"
    below.mkdir(exist_ok=True)
    result = program("cities", cwd=below)
    assert "聊城" in result.stdout.decode()


def test_a_folder_with_seeds_is_a_workspace_when_it_is_named(tmp_path):
    folder = workspace(tmp_path / "ws", one=report())
    (folder / "briefgen.toml").unlink()
    for words in (("--workspace", folder, "cities"), ("cities", "--workspace", folder)):
        assert "聊城" in run(*words).output


def test_the_documents_of_counties_count_for_their_city(tmp_path):
    folder = workspace(tmp_path / "ws", county=report("冠县"))
    assert [
        line.split()[0] for line in run("cities", "--workspace", folder).output.splitlines()
    ] == [
        "地区",
        "聊城",
    ]


def test_a_document_that_is_there_twice_counts_once(tmp_path):
    folder = workspace(tmp_path / "ws", a=report(), b=report())
    result = run("cities", "--workspace", folder)
    assert "seeds/b.txt: the same as seeds/a.txt" in result.stderr
    assert result.output.splitlines()[-1].split() == ["聊城", "Liaocheng", "1", "2024-05-28"]


def test_a_document_without_a_place_is_reported(tmp_path):
    folder = workspace(tmp_path / "ws", a=report(), b="今天天气很好。\n一切如常。\n")
    assert "seeds/b.txt: no place found" in run("cities", "--workspace", folder).stderr


# --- extract ------------------------------------------------------------------------------------

FIGURE = (
    "id theme highlight indicator indicator_en measure basis direction value value_max unit bound"
    " mention value_en area period status versus rank baseline rule confidence start end"
)
DOCUMENT = (
    "id path sha256 title published event source place script encoding noise themes highlights"
    " figures problems subjects"
)


@pytest.fixture(scope="module")
def understood(real):
    paths = sorted((real / "seeds").glob("*.txt"))
    result = run("extract", *paths)
    assert result.exit_code == 0, result.stderr
    content = json.loads(result.stdout)
    assert all(each["themes"] and each["figures"] for each in content["documents"])
    return content, {path.stem: path for path in paths}


def test_extract_gives_every_document_in_order(understood):
    content, paths = understood
    assert content["schema"] == "briefgen.extract/1"
    assert [document["id"] for document in content["documents"]] == list(paths)


def test_extract_gives_every_field_of_the_contract(understood):
    for document in understood[0]["documents"]:
        assert list(document) == DOCUMENT.split()
        for figure in document["figures"]:
            assert list(figure) == FIGURE.split()


def test_every_offset_leads_to_the_number_in_the_file(understood):
    content, paths = understood
    for document in content["documents"]:
        raw = paths[document["id"]].read_text(encoding="utf-8")
        for figure in document["figures"]:
            assert 0 <= figure["start"] < figure["end"] <= len(raw)
            digits = [c for c in figure["mention"] if c.isdigit()]
            found = [c for c in raw[figure["start"] : figure["end"]] if c.isdigit()]
            assert found == digits, figure


def test_every_theme_that_is_named_is_there(understood):
    for document in understood[0]["documents"]:
        themes = {theme["id"] for theme in document["themes"]}
        highlights = {highlight["id"] for highlight in document["highlights"]}
        assert {figure["theme"] for figure in document["figures"]} <= themes
        assert {h["theme"] for h in document["highlights"]} <= themes
        assert {f["highlight"] for f in document["figures"]} <= highlights | {None}
        assert {theme["parent"] for theme in document["themes"]} <= themes | {None}


def test_what_stands_before_the_first_theme_is_overall(understood):
    first = [document["themes"][0] for document in understood[0]["documents"]]
    overall = [theme for theme in first if theme["id"] == "T0"]
    assert overall
    for theme in overall:
        assert (theme["parent"], theme["label"]) == (None, "总体")
        assert theme["start"] < theme["end"]


def test_values_are_numbers_without_noise(understood):
    for document in understood[0]["documents"]:
        for figure in document["figures"]:
            assert isinstance(figure["value"], int | float)
            assert len(repr(figure["value"])) < 14, figure


def test_json_is_utf8_in_any_locale(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(report(), encoding="utf-8")
    environment = {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONUTF8": "0"}
    result = program("extract", path, env=environment)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.decode("utf-8"))["documents"][0]["place"]["zh"] == "聊城"


def test_the_table_shows_figures_under_their_themes(real):
    path = next((real / "seeds").glob("000*.txt"))
    result = run("extract", path, "--format", "table")
    assert result.exit_code == 0, result.stderr
    lines = result.output.splitlines()
    assert any(line.startswith("— 总体") for line in lines)
    assert any("规模以上工业增加值" in line and "7.9%" in line for line in lines)


def test_a_reader_that_stops_early_is_no_failure(real):
    words = " ".join(f"'{path}'" for path in sorted((real / "seeds").glob("*.txt")))
    command = f"'{sys.executable}' -m briefgen extract {words} | head -c 20"
    result = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert len(result.stdout) == 20
    assert result.stderr == b""


# --- build --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(real):
    result = run("--workspace", real, "build", "--city", "聊城", "--date", "2024-05-31")
    assert result.exit_code == 0, result.stderr
    return result, real / "output"


def test_build_writes_a_page_in_each_format_and_its_sidecar(built):
    suffixes = ("docx", "html", "json", "pdf")
    assert written(built[1]) == [f"聊城-2024-W22.{suffix}" for suffix in suffixes]
    assert (built[1] / "聊城-2024-W22.pdf").read_bytes().startswith(b"%PDF")


def test_build_says_what_it_wrote_and_how_it_fits(built):
    lines = built[0].output.splitlines()
    assert [line.rpartition(".")[2] for line in lines[:4]] == ["pdf", "docx", "json", "html"]
    assert lines[4].startswith("fit: ")
    assert "held back" in lines[4]
    assert "figures from" in lines[5]


def test_the_sidecar_traces_every_printed_figure(built, real):
    content = json.loads((built[1] / "聊城-2024-W22.json").read_text(encoding="utf-8"))
    assert content["week"] == "2024-W22"
    assert content["figures"]
    for figure in content["figures"]:
        raw = (real / figure["path"]).read_text(encoding="utf-8")
        assert raw[figure["start"] : figure["end"]] == figure["raw"]
        assert figure["raw"] in figure["quote"]


def test_the_sidecar_says_why_a_line_is_printed_or_held_back(built):
    content = json.loads((built[1] / "聊城-2024-W22.json").read_text(encoding="utf-8"))
    themes = [theme for each in content["printed"]["documents"] for theme in each["themes"]]
    lines = [line for theme in themes for line in theme["lines"]]
    assert lines
    assert content["held_back"]
    for each in (*lines, *content["held_back"]):
        assert 0 < each["score"] <= 1, each
        assert each["reasons"], each


def test_the_same_documents_and_date_give_the_same_bytes(built, real, tmp_path):
    words = ("build", "--city", "Liaocheng", "--date", "2024-05-31", "--out", tmp_path)
    assert program("--workspace", real, *words).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == written(built[1])
    for path in built[1].iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.suffix


def pages(folder: Path, out: Path, *words: object) -> list[str]:
    result = run("--workspace", folder, "build", "--formats", "pdf", "--out", out, *words)
    assert result.exit_code == 0, result.stderr
    return [name.removesuffix(".pdf") for name in written(out) if name.endswith(".pdf")]


def week_now() -> str:
    year, week, _ = date.today().isocalendar()  # noqa: DTZ011 - as the command counts
    return f"{year}-W{week:02}"


def test_the_city_of_the_settings_is_built_when_none_is_named(tmp_path):
    folder = workspace(tmp_path / "ws", one=report())
    (folder / "briefgen.toml").write_text('[build]\ncity = "聊城市"\n', encoding="utf-8")
    before, (name,), after = week_now(), pages(folder, tmp_path / "out"), week_now()
    assert name in {f"聊城-{before}", f"聊城-{after}"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_cities_are_built_in_the_same_order(tmp_path, jobs):
    folder = workspace(tmp_path / "ws", b=report("聊城市"), a=report("泰安市"))
    words = ("build", "--all", "--date", "2024-05-31", "--jobs", jobs)
    result = program("--workspace", folder, *words, "--formats", "pdf", cwd=folder)
    assert result.returncode == 0, result.stderr.decode()
    files = [line for line in result.stdout.decode().splitlines() if line.endswith(".pdf")]
    assert files == ["output/泰安-2024-W22.pdf", "output/聊城-2024-W22.pdf"]


def test_each_document_may_have_its_own_page(tmp_path):
    other = report(title="乙").replace("7.9%", "8.4%").replace("23.9%", "19.2%")
    folder = workspace(tmp_path / "ws", a=report(title="甲"), b=other)
    words = ("--city", "聊城", "--date", "2024-12-30", "--per-document")
    assert pages(folder, tmp_path / "out", *words) == ["聊城-2025-W01-a", "聊城-2025-W01-b"]


def test_a_province_takes_in_its_cities(tmp_path):
    other = report("泰安市")
    for was, now in (("7.9%", "6.1%"), ("23.9%", "13.3%"), ("12.1%", "4.4%"), ("473家", "88家")):
        other = other.replace(was, now)
    folder = workspace(tmp_path / "ws", a=report("聊城市"), b=other)
    out = tmp_path / "out"
    assert pages(folder, out, "--city", "山东", "--date", "2024-05-31") == ["山东-2024-W22"]
    content = json.loads((out / "山东-2024-W22.json").read_text(encoding="utf-8"))
    assert len(content["sources"]) == 2


NAMES = [
    ("聊城市", "聊城"),
    ("吉林省", "吉林"),
    ("吉林市", "吉林市"),
    ("320106", "鼓楼区-320106"),
    ("冠县", "冠县"),
]


@pytest.mark.parametrize(("city", "name"), NAMES)
def test_files_have_the_short_name_of_the_place_where_it_means_no_other(city, name):
    assert file_name(named(city)[0]) == name


def test_days_limit_the_documents_and_undated_ones_are_left_out_with_a_warning(tmp_path):
    undated = "聊城市工业经济运行情况\n\n一是稳中有进。聊城市工业投资增长5.5%。\n"
    old = report().replace("2024年5月28日", "2022年3月1日")
    folder = workspace(tmp_path / "ws", new=report(), old=old, undated=undated)
    words = ("--city", "聊城", "--date", "2024-05-31", "--formats", "pdf", "--since", "2024-05-01")
    result = run("--workspace", folder, "build", *words)
    assert result.exit_code == 0, result.stderr
    assert "seeds/undated.txt: states no date and is left out" in result.stderr
    content = json.loads((folder / "output" / "聊城-2024-W22.json").read_text(encoding="utf-8"))
    assert [source["path"] for source in content["sources"]] == ["seeds/new.txt"]


# --- doctor, interruption -----------------------------------------------------------------------


def test_the_doctor_finds_nothing_missing_that_is_required(real):
    result = run("doctor", "--workspace", real)
    assert result.exit_code == 0, result.output
    for name in ("Python", "Pango", "fonts", "LibreOffice", "poppler", "documents", "glossary"):
        assert name in result.output


def test_the_doctor_says_what_is_wrong_with_a_workspace(tmp_path):
    folder = workspace(tmp_path / "ws")
    (folder / "briefgen.toml").write_text('[build]\ntemplate = "nope"\n')
    result = run("--workspace", folder, "doctor")
    assert result.exit_code == 1
    assert "MISSING  documents" in result.output
    assert "MISSING  template" in result.output


def test_the_doctor_works_outside_a_workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "workspace (optional)" in result.output


def test_an_interrupted_command_ends_with_130(real, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefgen.gather.survey", interrupted)
    result = run("cities", "--workspace", real)
    assert result.exit_code == 130
    assert result.stderr == "briefgen: interrupted\n"


def test_the_repository_is_a_workspace():
    assert (REPOSITORY / "briefgen.toml").is_file()
    assert any((REPOSITORY / "seeds").glob("*.txt"))


# --- progress, tables ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "patience", "shown"), [(True, 0, True), (True, 60, False), (False, 0, False)]
)
def test_progress_is_shown_on_a_terminal_when_work_takes_long(
    monkeypatch, capsys, terminal, patience, shown
):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    monkeypatch.setattr("briefgen.console.PATIENCE", patience)
    with Progress() as progress:
        progress("reading")
    said = capsys.readouterr().err
    assert ("reading" in said) == shown
    assert said.endswith("\r\x1b[K") == shown


COLUMNS = [("abc", 3), ("聊城", 4), ("“聊”", 4), ("a\u0301", 1), ("１％", 4), ("", 0)]


@pytest.mark.parametrize(("text", "columns"), COLUMNS)
def test_wide_characters_take_two_columns(text, columns):
    assert width(text) == columns


def test_columns_line_up_and_long_cells_are_cut():
    rows = [("聊城", "a", "x"), ("b", "字" * 40, "y")]
    lines = aligned(rows).splitlines()
    assert [width(line) for line in lines] == [4 + 2 + 36 + 2 + 1] * 2
    assert "…" in lines[1]
