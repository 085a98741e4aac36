"""Expressions taken from those kept are those that Python compiles, and a spoiled file is none."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from briefgen.kept import KeptValues
from briefgen.lexicon import DATA

SHOWN = """
import re, sys
from briefgen.patterns import keep_patterns
keep_patterns()
import re._compiler as compiler
asked = []
parse = compiler._parser.parse
compiler._parser.parse = lambda *told: asked.append(told[0]) or parse(*told)
for pattern, flags in (
    (r"(?P<a>[一二三]+)(?:年|月)\\b(?(a)x|y)", 0),
    (r"^[^a-zé]{2,}$", re.I | re.M),
    (r"^[^a-zé]{2,}$", 0),
    ("(?i:A)b|c", re.X),
    (rb"a+", 0),
):
    found = re.compile(pattern, flags)
    print(found.pattern, int(found.flags), found.groups, dict(found.groupindex))
    if isinstance(pattern, str):
        print([m.span() for m in found.finditer("三月\\n二年x ÉÉ\\nabBc")])
print(len([one for one in asked if "月" in str(one) or "é" in str(one)]))
"""

PARSED = """
import tomllib
from briefgen import kept, lexicon
kept.keep()
parse, asked = tomllib.loads, []
tomllib.loads = lambda text: asked.append(text) or parse(text)
print([(name, lexicon.load_toml(name)) for name in {names}])
print(len(asked))
"""


DAY = re.compile(r"^[^#\"]*= \[?\d{4}-\d\d-\d\d", re.MULTILINE)  # a date is no plain value


def said(home, script=SHOWN):
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr
    *lines, compiled = done.stdout.splitlines()
    return lines, int(compiled)


def kept(home):
    (path,) = home.rglob("patterns-*/values")
    return path


def test_an_expression_is_compiled_once_and_stays_the_same(tmp_path):
    plain = said(tmp_path, SHOWN.replace("keep_patterns()\n", "\n"))
    first, second = said(tmp_path), said(tmp_path)
    assert first == plain
    assert plain[1] == 3
    assert second == (plain[0], 0)


@pytest.mark.parametrize("left", [b"", b"spoiled", 20, 200, "last"])
def test_a_spoiled_file_is_none_and_is_written_anew(tmp_path, left):
    first = said(tmp_path)
    path = kept(tmp_path)
    whole = path.read_bytes()
    if left == "last":
        left = whole[:-1] + bytes([whole[-1] ^ 1])
    path.write_bytes(whole[:left] if isinstance(left, int) else left)
    assert said(tmp_path) == first
    assert said(tmp_path) == (first[0], 0)
    assert [each.name for each in path.parent.iterdir()] == ["values"]


def test_code_that_is_none_is_not_run(tmp_path):
    first = said(tmp_path)
    script = SHOWN.replace(
        "keep_patterns()\n",
        "import briefgen.kept\n"
        "get = briefgen.kept.KeptValues.get\n"
        "def spoiled(self, key):\n"
        "    found = get(self, key)\n"
        "    return (found[0], found[1][4:], *found[2:]) if found else None\n"
        "briefgen.kept.KeptValues.get = spoiled\n"
        "keep_patterns()\n",
        1,
    )
    assert said(tmp_path, script)[0] == first[0]


def test_nothing_is_kept_where_no_folder_can_be_made(tmp_path):
    (tmp_path / "briefgen").touch()
    assert said(tmp_path) == said(tmp_path)
    assert said(tmp_path)[1] == 3


def test_a_data_file_is_parsed_once(tmp_path):
    files = [path for path in sorted(DATA.glob("*.toml")) if "source =" in path.read_text("utf-8")]
    script = PARSED.format(names=[path.stem for path in files])
    first, second = said(tmp_path, script), said(tmp_path, script)
    assert first[0] == second[0]
    assert second[1] == sum(bool(DAY.search(path.read_text("utf-8"))) for path in files) < first[1]


def test_what_is_no_plain_value_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    values = KeptValues("some")
    values.add("a", re.compile("a"))
    values._write(values._path, os.getpid())  # noqa: SLF001
    assert not list(tmp_path.rglob("values*"))
    values.add("a", 1)
    values._write(values._path, os.getpid() + 1)  # noqa: SLF001 - a process split off
    assert not list(tmp_path.rglob("values*"))
    values._write(values._path, os.getpid())  # noqa: SLF001
    assert KeptValues("some").get("a") == 1
    assert KeptValues("some", "2").get("a") is None
