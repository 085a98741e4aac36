"""Collects from the source what the program says when something is wrong or in doubt."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(briefgen.__file__).parent
# What a page of the preview never comes to: other commands, and faults of the package's own data.
APART = (
    *("commands", "compare", "doctor", "explain", "export", "mailing", "proof", "verify"),
    *("deliver/", "subscriptions", "translator"),
    *("addresses", "endpoint", "clean/", "figures/confidence", "figures/definitions"),
    *("english/units", "english/relatives", "lexicon", "model/", "select/importance"),
    *("select/issue", "select/trimming", "themes/words", "preview/server", "termbase"),
    # these speak both languages by data/template_faults.toml
    "templating/",
)
MADE = ("message", "hint", "fault", "told")  # names of what is said
SAYING = ("fault", "wrong", "odds", "told", "hint", "refused")
ENDINGS = ("ValueError", "KeyError", "TypeError", "RuntimeError", "OSError")
GAP = "\u241e"  # stands where something is put in


def messages() -> Iterator[tuple[str, str]]:
    """File and words of every message that an editor may see; GAP where something is put in."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(APART) or name in {"deliver/files.py", "figures/assemble.py"}:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from ((name, words) for said in _said(node) for words in _texts(said))


def _said(node: ast.AST) -> Iterator[ast.AST]:
    """The expressions of a node that make what is said."""
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called.endswith("Error") and called not in ENDINGS:
            yield from node.args[:1]
            yield from (each.value for each in node.keywords if each.arg == "hint")
        elif called == "Problem":
            yield from node.args[3:4]
        elif called in {"Rewording", "_refused"}:
            yield from node.args[:2]
    elif isinstance(node, ast.Assign):
        names = {getattr(target, "id", "") for target in node.targets}
        if names & {*MADE}:
            yield node.value
    elif isinstance(node, ast.FunctionDef) and any(word in node.name for word in SAYING):
        for each in ast.walk(node):
            if isinstance(each, ast.Return | ast.Yield) and each.value:
                yield each.value


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts in an expression, not those within a text that is put together."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else GAP for part in node.values)
        yield "".join(str(part) for part in parts)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Compare):
        for part in ast.iter_child_nodes(node):
            yield from _texts(part)
