from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from briefgen.errors import SettingsError
from briefgen.settings import CHECKS, SHIPPED, line_of, load_settings

REPOSITORY = Path(__file__).parents[1]


def settings_of(folder: Path, text: str | bytes):
    path = folder / "briefgen.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(folder)


def refusal(folder: Path, text: str | bytes) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        settings_of(folder, text)
    return caught.value


def test_every_setting_has_a_default(tmp_path):
    settings = load_settings(tmp_path)
    assert settings.title.zh == "{place}经济运行简报"
    assert settings.title.en == "{place} Economic Brief"
    assert settings.formats == ("pdf", "docx")
    assert settings.window == 0
    assert settings.city == ""
    assert settings.glossary is None


def test_an_empty_file_is_as_good_as_none(tmp_path):
    without = load_settings(tmp_path)
    assert settings_of(tmp_path, "") == without


def test_the_shipped_file_states_every_setting_and_no_other():
    tables = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    stated = {f"{table}.{name}" for table, content in tables.items() for name in content}
    assert stated == set(CHECKS)


def test_every_setting_of_the_shipped_file_has_a_comment_above_it():
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\w+ = ", line):
            above = lines[number - 1]
            assert above.startswith("#") or re.match(r"\w+ = ", above), line


def test_the_settings_of_the_repository_are_the_shipped_ones():
    assert (REPOSITORY / "briefgen.toml").read_bytes() == SHIPPED.read_bytes()


def test_one_setting_changes_and_the_others_stay(tmp_path):
    settings = settings_of(tmp_path, '[build]\ncity = "聊城"\nwindow = 7\n')
    assert (settings.city, settings.window) == ("聊城", 7)
    assert settings.formats == ("pdf", "docx")


def test_paths_are_relative_to_the_file(tmp_path):
    text = '[folders]\nseeds = "../news"\noutput = "/srv/out"\n[english]\nglossary = "terms.tsv"\n'
    settings = settings_of(tmp_path, text)
    assert settings.seeds == tmp_path / "../news"
    assert settings.output == Path("/srv/out")
    assert settings.glossary == tmp_path / "terms.tsv"


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    assert settings_of(tmp_path, b'\xef\xbb\xbf[build]\r\ncity = "A"\r\n').city == "A"


WRONG = [
    ('[build]\nwindow = "7"\n', 2, "`window` in [build] must be a whole number"),
    ("[build]\nwindow = -1\n", 2, "`window`"),
    ("[build]\nwindow = true\n", 2, "`window`"),
    ("[build]\nwindow = 99999999\n", 2, "`window`"),
    ("[build]\nwindow = 1.5\n", 2, "`window`"),
    ('[build]\nformats = ["pdf", "html"]\n', 2, "'html' is no format"),
    ('[build]\nformats = "pdf"\n', 2, "must be a list"),
    ("[build]\nformats = []\n", 2, "must be a list"),
    ("[build]\nformats = [[]]\n", 2, "is no format"),
    ('[build]\n\ntemplate = "../x"\n', 3, "a name, not a path"),
    ('[build]\ntemplate = ""\n', 2, "not empty"),
    ("[build]\ncity = 3\n", 2, "must be text"),
    ('[title]\nzh = "{city}简报"\n', 2, "no other braces"),
    ('[title]\nen = "{place"\n', 2, "no other braces"),
    ('[title]\nen = " "\n', 2, "not empty"),
    ("[issuer]\nzh = false\n", 2, "must be text"),
    ('[folders]\nseeds = ""\n', 2, "name of a folder"),
    ("[english]\nglossary = []\n", 2, "name of a file"),
    ('[bild]\ncity = "A"\n', 1, "did you mean `build`?"),
    ("\n[build]\nwindows = 7\n", 3, "did you mean `window`?"),
    ('[build]\nglossary = "x"\n', 2, "it belongs under [english]"),
    ("[build]\nqqq = 1\n", 2, "there are city, window, template, formats"),
    ('city = "A"\n', 1, "`city` is no table"),
    ("build = 3\n", 1, "must be a table"),
    ('title = { zh = "{x}" }\n', 1, "no other braces"),
    ('title.zh = "{x}"\n', 1, "no other braces"),
    ("[[build]]\nwindow = 1\n", 1, "must be a table"),
    ('["build"]\n"window" = "x"\n', 2, "`window`"),
    ("[ build ]\n  window= [\n 1 ]\n", 2, "`window`"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_wrong_setting_is_named_with_its_line(tmp_path, text, line, message):
    error = refusal(tmp_path, text)
    assert message in error.message
    assert f"briefgen.toml:{line}: " in error.message
    assert error.message.startswith("one setting is wrong")
    assert error.hint


def test_all_wrong_settings_are_reported_at_once_in_the_order_of_their_lines(tmp_path):
    text = '[title]\nzh = 1\n[build]\nformats = "x"\nwindow = "y"\nciti = "z"\n[nope]\n'
    error = refusal(tmp_path, text)
    assert error.message.startswith("5 settings are wrong")
    assert re.findall(r"briefgen\.toml:(\d+):", error.message) == ["2", "4", "5", "6", "7"]


BROKEN = [
    ("[build\ncity = 1\n", "line 1"),
    ('[build]\ncity = "A\n', "line 2, column"),
    ("[build]\ncity = A\n", "line 2, column"),
    ('[build]\ncity = "A"\ncity = "B"\n', "line 3"),
    (f"[build]\nwindow = {'9' * 5000}\n", "not valid TOML"),
    (f"[build]\nformats = {'[' * 5000}\n", "not valid TOML"),
    ("[build]\ncity = \0\n", "line 2"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_file_that_is_not_toml_is_refused_with_line_and_column(tmp_path, text, message):
    error = refusal(tmp_path, text)
    assert "not valid TOML" in error.message
    assert message in error.message
    assert error.where.endswith("briefgen.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    error = refusal(tmp_path, '[build]\ncity = "聊城"\n'.encode("gb18030"))
    assert "UTF-8" in error.message


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "briefgen.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


def test_the_line_of_a_table_is_that_of_its_header():
    assert line_of("\n\n[build]\ncity = 1\n", "build") == 3


def test_what_cannot_be_found_is_given_as_the_first_line():
    assert line_of("", "build", "city") == 1
