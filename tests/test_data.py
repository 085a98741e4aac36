"""The data files: all are described, say their source, load, and hold nothing twice."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import briefgen
from briefgen.english.glossary import COLUMNS as GLOSSARY
from briefgen.english.patterns import COLUMNS as LABELS
from briefgen.gazetteer import COLUMNS as PLACES
from briefgen.lexicon import DATA, load_tsv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TABLES = {"glossary": GLOSSARY, "places": PLACES}
WORKSPACE = "briefgen.toml"  # the settings of a new workspace, no word list
FILES = sorted(path for path in DATA.iterdir() if path.suffix in {".toml", ".tsv"})
LISTS = [path for path in FILES if path.suffix == ".toml" and path.name != WORKSPACE]
GUIDE = (DATA / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w.]+)` \|(.+)\|$", re.MULTILINE)
TEST = re.compile(r"`(?:tests/)?((?:cases/)?[\w]+\.(?:py|toml))`")

# An empty text that says something: the sign is dropped, or the word has no English.
MAY_BE_EMPTY = {("place_names", "generics")}
BOUNDED = 90_000  # characters of a file: more is a table and belongs into a TSV


def content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def values(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value below `value` with the keys that lead to it; lists count as one and by item."""
    yield place, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from values(inner, (*place, key))
    elif isinstance(value, list):
        for inner in value:
            yield from values(inner, place)


def stem(path: Path) -> str:
    return path.name


# --- the guide ----------------------------------------------------------------------------------


def test_the_guide_lists_every_file_once_and_no_other():
    listed = Counter(name for name, _ in ROW.findall(GUIDE))
    assert listed == Counter(path.name for path in FILES)


def test_nothing_else_lies_among_the_data():
    others = {path.name for path in DATA.iterdir()} - {path.name for path in FILES}
    assert others - {"__pycache__"} == {"README.md"}


@pytest.mark.parametrize(("name", "row"), ROW.findall(GUIDE))
def test_a_row_of_the_guide_says_all_it_should(name: str, row: str):
    cells = [cell.strip() for cell in row.split(" | ")]
    assert len(cells) == 5, name
    assert all(cells), name
    decides, _entries, _source, who, tests = cells
    assert len(decides) > 10
    assert re.match(r"E|D|made: `.+`$", who), name
    named = TEST.findall(tests + who)
    assert named
    here = DATA.parent.parent / "tests"
    missing = [test for test in named if not any(here.rglob(test.rpartition("/")[2]))]
    scripts = DATA.parent.parent / "scripts"
    assert all((scripts / test).is_file() for test in missing), missing


@pytest.mark.parametrize(("name", "row"), ROW.findall(GUIDE))
def test_the_entries_that_the_guide_names_are_in_the_file(name: str, row: str):
    entries = row.split(" | ")[1]
    text = (DATA / name).read_text(encoding="utf-8")
    for table in re.findall(r"`(\[[\w\[\]]+\])`", entries):
        bare = table.strip("[]")
        assert re.search(rf"^\[{{1,2}}{bare}(?:\]|\.)", text, re.MULTILINE), f"{name}: {table}"
    if name.endswith(".tsv"):
        header = next(line for line in text.splitlines() if not line.startswith("#"))
        assert set(header.split("\t")) <= set(re.findall(r"`(\w+)`", entries))


# --- the files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=stem)
def test_a_file_says_where_its_content_comes_from(path: Path):
    text = path.read_text(encoding="utf-8")
    if path in LISTS:
        assert len(content(path)["source"].strip()) > 15
    else:
        head = text[: re.search(r"^[^#]", text, re.MULTILINE).start()]
        assert len(head) > 100
    if path.suffix == ".tsv":
        assert re.search(r"\b[Ss]ource\b|\bfrom\b", head)


@pytest.mark.parametrize("path", FILES, ids=stem)
def test_a_file_is_clean_text(path: Path):
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert "\r" not in text
    assert "\ufffd" not in text
    assert text.endswith("\n")
    if path.suffix == ".toml":
        assert len(text) < BOUNDED


@pytest.mark.parametrize("path", LISTS, ids=stem)
def test_no_word_stands_twice_or_empty_in_a_list(path: Path):
    for place, value in values(content(path)):
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            continue
        where = f"{path.name}: {'.'.join(place)}"
        twice = [word for word, times in Counter(value).items() if times > 1]
        assert not twice, f"{where} has twice: {twice}"
        assert value, f"{where} is empty"
        assert all(word.strip() for word in value), f"{where} has an empty word"


@pytest.mark.parametrize("path", LISTS, ids=stem)
def test_no_text_is_empty_or_has_loose_ends(path: Path):
    for place, value in values(content(path)):
        if isinstance(value, str) and (path.stem, place[0]) not in MAY_BE_EMPTY:
            assert value, f"{path.name}: {'.'.join(place)} is empty"
            assert "\t" not in value, f"{path.name}: {'.'.join(place)} has a tab"


# --- patterns -----------------------------------------------------------------------------------

SIGNS = re.compile(r"\(\?|\\[dswbS]|\[\^|\{\d*,\d*\}|\.\*|\.\+")  # only patterns have these


def as_read(pattern: str) -> str:
    """The pattern with stand-ins for what the steps put into it."""
    filled = re.sub(r"(?<!\?P)<\w+>", "(?:x)", re.sub(r"\[<\w+>", "[x", pattern))
    return re.sub("DATE|DAY|NAME", "(?:x)", filled)


def patterns() -> Iterator[tuple[str, str]]:
    for path in LISTS:
        for place, value in values(content(path)):
            if isinstance(value, str) and place != ("source",) and SIGNS.search(value):
                yield f"{path.stem}.{'.'.join(place)}", value


def test_every_pattern_compiles():
    found = list(patterns())
    assert len(found) > 100
    for where, pattern in found:
        try:
            re.compile(as_read(pattern))
        except re.error as error:
            pytest.fail(f"{where}: {error}: {pattern}")


def test_no_pattern_repeats_a_repetition():
    """(a+)+ takes a time that doubles with every character of a text that nearly matches."""
    nested = re.compile(r"\((?:\?:|\?P<\w+>)?(?:[^()\\[\]|]|\[[^\]]*\]|\\.)[+*]\)[+*]")
    assert [where for where, pattern in patterns() if nested.search(pattern)] == []


def readers() -> list[Callable[[], object]]:
    """Every function that reads data files once: cached, and without arguments."""
    found = {}
    for module in pkgutil.walk_packages(briefgen.__path__, "briefgen."):
        if module.name.endswith("__main__"):
            continue
        for name, thing in vars(importlib.import_module(module.name)).items():
            ours = getattr(thing, "__module__", "").startswith("briefgen")
            if ours and hasattr(thing, "cache_info") and not inspect.signature(thing).parameters:
                found[f"{thing.__module__}.{name}"] = thing
    return [found[name] for name in sorted(found)]


def qualified(reader: Callable[[], object]) -> str:
    return f"{reader.__module__}.{reader.__name__}".removeprefix("briefgen.")


def test_there_are_readers():
    assert len(readers()) > 20


@pytest.mark.parametrize("reader", readers(), ids=qualified)
def test_what_a_step_makes_of_its_data_can_be_made(reader: Callable[[], object]):
    reader()


def test_every_file_is_asked_for_in_the_code():
    code = "\n".join(p.read_text(encoding="utf-8") for p in DATA.parent.rglob("*.py"))
    asked = set(re.findall(r"load_(?:toml|tsv)\(\s*[\"'](\w+)", code))
    quoted = set(re.findall(r"[\"'](\w+)(?:\.tsv|\.toml)?[\"']", code))
    maker = "place_names"  # only scripts/make_places.py reads it
    assert {path.stem for path in FILES} - asked - quoted - {maker} == set()


# --- examples and tables ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "guard", content(DATA / "not_figures.toml")["guard"], ids=lambda g: g["name"]
)
def test_a_guard_holds_its_examples(guard: dict[str, Any]):
    assert guard["has"]
    assert guard["not"]
    assert len(guard["reason"]) > 10
    pattern = re.compile(guard["pattern"])
    assert [text for text in guard["has"] if not pattern.search(text)] == []


def test_guards_have_names_of_their_own():
    names = Counter(guard["name"] for guard in content(DATA / "not_figures.toml")["guard"])
    assert max(names.values()) == 1


@pytest.mark.parametrize("rule", content(DATA / "repairs.toml")["rule"], ids=lambda r: r["reason"])
def test_a_repair_names_what_is_wrong_and_keeps_its_length(rule: dict[str, str]):
    (wrong,) = re.findall(r"\(\?P<wrong>([^()]+)\)", rule["pattern"])
    assert len(re.sub(r"\[[^\]]+\]", "x", wrong)) == len(rule["now"]) > 0


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_one_row_for_each_key(name: str):
    rows = load_tsv(name, TABLES[name])
    key = "zh" if name == "glossary" else "code"
    keys = Counter((row[key], row.get("kind") or "term") for row in rows)
    assert [each for each, times in keys.items() if times > 1] == []
    for row in rows:
        assert all(cell == cell.strip() for cell in row.values()), row
        assert row[key], row


def test_every_term_has_its_english_and_says_where_it_is_from():
    for row in load_tsv("glossary", GLOSSARY):
        assert row["en"], row
        assert row["source"], row


def test_a_label_pattern_says_only_what_it_finds():
    kinds = content(DATA / "labels.toml")["counted_units"]
    for row in load_tsv("label_patterns", LABELS):
        pattern = re.compile(re.sub(r"(?<!\?P)<\w+>", "", row["zh"]))
        assert row["en"], row
        assert all(int(at) < pattern.groups for at in re.findall(r"\{(\d+)\}", row["en"])), row
        assert row["unit"] in {"", *kinds}, row
