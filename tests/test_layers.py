"""The code keeps the shape that docs/architecture.md draws."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "briefgen"
STAGES = ("read", "clean", "themes", "figures", "english", "select", "render", "deliver")
WAY_IN = {"read", "clean", "themes"}  # what comes out of them is asked of the pipeline
FOUNDATION = (
    "errors",
    "utf8",
    "fractions",
    "model",
    "lexicon",
    "contrast",
    "kept",
    "installed",
    "messages",
    "offspring",
    "place_words",
    "place_keys",
    "gazetteer",
    "fonts",
    "addresses",
    "endpoint",
    "subscriptions",
    "settings",
    "overrides",
    "word_styles",
)
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
MODULES = sorted(ROOT.rglob("*.py"))
IDS = [str(path.relative_to(ROOT)) for path in MODULES]
HAN = re.compile("[\u3401-\u4dbf\u4e00-\u9ffe]")  # without 㐀 and 鿿, the ends of ranges
LINES, FUNCTION_LINES = 300, 50

each_module = pytest.mark.parametrize("path", MODULES, ids=IDS)


def part(path: Path) -> str:
    """The stage or top-level module that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path, tree: ast.AST) -> set[str]:
    """The parts of briefgen that a file imports anywhere in it: late and for typing too."""
    package = ["briefgen", *path.relative_to(ROOT).parts[:-1]]
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    split = (name.split(".") for name in names)
    return {parts[1] for parts in split if parts[0] == "briefgen" and len(parts) > 1}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are docstrings, of attributes too."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


@each_module
def test_a_stage_imports_the_foundation_and_itself_only(path: Path):
    here = part(path)
    if here in STAGES:
        assert imported(path, parsed(path)) <= {here, *FOUNDATION, "__version__"}


@each_module
def test_the_foundation_imports_nothing_above_it(path: Path):
    here = part(path)
    if here in FOUNDATION:
        assert imported(path, parsed(path)) <= {*FOUNDATION, "__version__"}


def test_only_the_pipeline_knows_all_stages():
    knowing: dict[str, set[str]] = {}
    for path in MODULES:
        if part(path) not in STAGES:
            knowing.setdefault(part(path), set()).update(imported(path, parsed(path)))
    assert {name for name, used in knowing.items() if used & WAY_IN} == {"pipeline"}
    assert {name for name, used in knowing.items() if set(STAGES) <= used} == {"pipeline"}


def test_no_module_is_imported_in_a_circle():
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        graph.setdefault(part(path), set()).update(imported(path, parsed(path)) - {part(path)})
    while leaves := {name for name, uses in graph.items() if not uses & graph.keys()}:
        graph = {name: uses for name, uses in graph.items() if name not in leaves}
    assert graph == {}


@each_module
def test_a_module_is_short_and_so_are_its_functions(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LINES
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < FUNCTION_LINES, node.name


@each_module
def test_no_module_is_a_drawer_for_odds_and_ends(path: Path):
    assert not BANNED & {*path.relative_to(ROOT).with_suffix("").parts}


@each_module
def test_chinese_words_live_in_the_data(path: Path):
    tree = parsed(path)
    prose = docstrings(tree)
    if part(path) in {"cli", "commands", "model"}:
        return  # examples in help texts; the label of the contract
    words = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in prose and HAN.search(node.value)
    ]
    assert words == []


@each_module
def test_failures_are_loud(path: Path):
    for node in ast.walk(parsed(path)):
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None)
        assert not isinstance(node, ast.Assert)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print"
