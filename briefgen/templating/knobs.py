"""Checks template.toml: its keys, and that every knob has a value of its kind."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml
from briefgen.render.folder import find_template
from briefgen.render.manifest import SETTINGS, contract_version, read_manifest
from briefgen.render.remarks import bare_text
from briefgen.scales import fit_fault
from briefgen.templating.faults import Fault, nearest, table, words_of
from briefgen.templating.textfile import line_at, lines_of, wrong_encoding
from briefgen.utf8 import bad_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.errors import TemplateError
    from briefgen.render.folder import TemplateFolder

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
EXTENDED = re.compile(r"\{%[-+]?\s*extends\s+[\"']([^\"'/]+)/")
MOST_COLUMNS = 3
LIKE = 0.8  # how like a known knob one must be to be taken for a slip


def check_settings(template: TemplateFolder, folder: Path, shown: str) -> Iterator[Fault]:
    """The faults of a template.toml in one folder of the template."""
    path = folder / SETTINGS
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8-sig")
    said = tomllib.loads(text)

    def told(kind: str, name: str, near: str = "", **more: str) -> Fault:
        line = _line(text, name)
        words = words_of(line_at(text.splitlines(), line)) or name
        return Fault(kind, shown, line, words=words, said={"name": name, **more}, near=near)

    yield from _keys(said, told)
    if "fit" in said and (fault := fit_fault(template)):
        yield told("wrong_fit", "fit", said=fault)
    known = _known(template, folder)
    for name, value in _flat(said.get("knobs", {})):
        if name not in known and (table_of := _other_table(name, value, known, template)):
            yield told("wrong_table", name.rpartition(".")[2], table=table_of)
        elif name not in known:
            slip = get_close_matches(name, known, n=1, cutoff=LIKE)
            if slip:
                short = name.rpartition(".")[2]
                parts = ", ".join(known)
                yield told("unknown_key", short, slip[0].rpartition(".")[2], parts=parts)
        elif (kind := _kind(name, known[name])) == "columns" and (
            column := _odd_column(value, template)
        ):
            there = [one for one in known[name] if isinstance(one, str)]
            yield told(
                "unknown_column",
                "columns",
                nearest(column, there),
                column=column,
                parts=", ".join(there),
            )
        elif kind and not _fits(kind, value, template):
            kinds = table()["kinds"][kind]
            yield told(
                "wrong_value",
                name.rpartition(".")[2],
                value=str(value),
                kind_zh=kinds["zh"],
                kind_en=kinds["en"],
                example=_example(known[name]),
            )


def _keys(said: dict[str, Any], told: Callable[..., Fault]) -> Iterator[Fault]:
    """The keys of the file that are not known, or have another name now."""
    keys = load_toml("template_contract")["keys"]
    old = {one["old"]: one for one in load_toml("template_contract")["replaced"]}
    version = said.get("contract", 1)
    for key in said:
        if key in old and version < old[key]["since"]:
            yield told("replaced", key, now=old[key]["now"], contract=str(contract_version()))
        elif key not in keys:
            yield told("unknown_key", key, nearest(key, keys), parts=", ".join(keys))


def _known(template: TemplateFolder, folder: Path) -> dict[str, Any]:
    """The knobs of the templates below, and of the flagship, by name."""
    known = dict(_flat(find_template("briefing").knobs)) if folder.name != "briefing" else {}
    below = False
    for own, layer in zip(template.folders, template.layers, strict=True):
        known |= dict(_flat(layer.get("knobs", {}))) if below else {}
        below = below or own == folder
    return known


def _flat(knobs: object, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each knob with its full name: sizes.title."""
    for name, value in knobs.items() if isinstance(knobs, dict) else ():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _other_table(
    name: str, value: object, known: Mapping[str, Any], template: TemplateFolder
) -> str:
    """The one table with a knob of this name that takes the value, if it is another; else empty."""
    short = name.rpartition(".")[2]
    tables = {
        f"knobs.{one}".rpartition(".")[0]
        for one, usual in known.items()
        if one.rpartition(".")[2] == short and _fits(_kind(one, usual), value, template)
    }
    return tables.pop() if len(tables) == 1 else ""


def _kind(name: str, usual: object) -> str:
    if name == "columns":
        return "count"
    if name == "table.columns":
        return "columns"
    if isinstance(usual, bool):
        return "switch"
    if isinstance(usual, int | float):
        return "number"
    if isinstance(usual, str):
        return "colour" if COLOUR.fullmatch(usual) else "text"
    return ""


def _fits(kind: str, value: object, template: TemplateFolder) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "colour":
        return isinstance(value, str) and COLOUR.fullmatch(value) is not None
    if kind == "number":
        return number and 0 < float(str(value)) < 1000  # noqa: PLR2004 (points: no page is larger)
    if kind == "count":
        return isinstance(value, int) and number and 0 <= value <= MOST_COLUMNS
    if kind == "switch":
        return isinstance(value, bool)
    if kind == "columns":
        words = template.knobs.get("words", {})
        return isinstance(value, list) and bool(value) and all(one in words for one in value)
    return isinstance(value, str)


def _odd_column(value: object, template: TemplateFolder) -> str:
    """The first of these columns that a table does not have; empty if it has them all."""
    words = template.knobs.get("words", {})
    given = value if isinstance(value, list) else []
    return next((one for one in given if isinstance(one, str) and one not in words), "")


def _example(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(f'"{one}"' for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _line(text: str, name: str) -> int | None:
    """The line on which a key stands."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[*(?:[\w.]+\.)?{re.escape(name)}\b\s*[\]=.]", line):
            return number
    return None


def unreadable(error: TemplateError, path: Path, shown: str) -> Fault:
    """A template.toml that cannot be read at all, as a fault with its line and what is wrong."""
    if bad_line(path.read_bytes()):
        return wrong_encoding(path, shown)
    match = re.search(r"at line (\d+)", error.message)
    line = int(match[1]) if match else None
    said = error.message.removeprefix("cannot be read: ")
    words = line_at(lines_of(path), line)
    kind, wide = _slip(said, words)
    told = {"said": said, "hint": error.hint, "name": wide}
    return Fault(kind, shown, line, words=words_of(words), said=told)


def _slip(said: str, words: str) -> tuple[str, str]:
    """The kind of fault that a line of TOML has, and the sign that is wrong."""
    if "overwrite" in said or "twice" in said:
        return "key_twice", ""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", words)
    if switch := re.search(r"=\s*(True|False|TRUE|FALSE)\b", bare):
        return "capital_switch", switch[1]
    wide = next((sign for sign in bare if sign in table()["lists"]["wide"]), "")
    return ("wide_setting", wide) if wide else ("bad_settings", "")


def base_fault(name: str, path: Path, names: Sequence[str], shown: str) -> Fault | None:
    """What is wrong with the template that a template.toml says it extends; None if nothing is."""
    base = read_manifest(path).get("extends")
    if base is None and (asked := _asked_for(path.with_name("page.html"))) in names:
        return Fault("extends_unsaid", shown, 1, said={"name": asked}) if asked != name else None
    if base is None or (base in names and base != name):
        return None
    line = _line(path.read_text(encoding="utf-8-sig"), "extends")
    if base == name:
        return Fault("extends_itself", shown, line, words=words_of(line_at(lines_of(path), line)))
    near = nearest(str(base), names)
    return Fault("no_base", shown, line, said={"name": base, "parts": ", ".join(names)}, near=near)


def _asked_for(page: Path) -> str:
    """The template whose page a page extends; empty if it extends none."""
    found = EXTENDED.search(bare_text(page)) if page.is_file() else None
    return found[1] if found else ""
