"""What a template changes of the one it is based on, file by file; what is the same is not told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.render.manifest import SETTINGS
from briefgen.render.remarks import extends_another, without_remarks
from briefgen.render.shipped import known
from briefgen.templating.blocktext import blocks_of, outside_of_blocks
from briefgen.templating.change import ADDED, KEPT, Change, both, differing
from briefgen.templating.shelf import beneath, own_files, toml_text
from briefgen.templating.textfile import lines_of
from briefgen.templating.wordchanges import word_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.render.folder import TemplateFolder
    from briefgen.templating.blocktext import Block

WORD, PAGE, SHEET, MAIL = ".docx", ".html", ".css", ".txt"
TEXTS = {PAGE, SHEET, MAIL}
BESIDE = "extra.css"  # is added to those beneath, and stands in for none
NO_CHANGE = ("extends", "contract")  # what the file must say, whatever it changes
SUPER = re.compile(r"\{\{[-+]?\s*super\(\)\s*[-+]?\}\}")
NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)


def changes(template: TemplateFolder) -> Iterator[Change]:
    """All that it changes; raises TemplateError for one that comes with briefgen as it is.

    One that is based on no other changes nothing.
    """
    files = sorted(own_files(template), key=lambda one: one.name != SETTINGS)
    if len(template.folders) == 1:
        return
    base, own = template.folders[1].name, not known(template.folders[0])
    for path in files:
        other = beneath(template, path.name)
        if path.name == SETTINGS:
            yield from _settings(template, path)
        elif other is None or (own and path.name == BESIDE):
            yield from _own(path, base)
        elif other.read_bytes() == path.read_bytes():
            if own:  # one that is changed in its own place has copies of nothing
                yield Change("copy", path.name, said={"base": base})
        elif path.suffix == WORD:
            yield from word_changes(other, path)
        elif path.suffix == PAGE and extends_another("\n".join(_bare(path))):
            yield from sorted(_blocks(template, path), key=lambda one: one.line or 0)
        elif path.suffix in TEXTS:
            yield from _lines(path.name, lines_of(other), lines_of(path))
        else:
            yield Change("other_file", path.name)


def _own(path: Path, base: str) -> Iterator[Change]:
    """A file that stands in for none: of a style sheet what it says, apart from its notes."""
    if path.suffix != SHEET:
        yield Change("own_file", path.name, said={"base": base})
        return
    text = NOTE.sub(lambda note: re.sub(r"[^\n]", " ", note[0]), "\n".join(lines_of(path)))
    said = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if said:
        lines = tuple(ADDED + line.rstrip() for _, line in said)
        named = {"beneath": "page.css"}
        yield Change("own_sheet", path.name, said[0][0], said=named, lines=lines)


def _bare(path: Path) -> list[str]:
    """The lines of a page, blank where its notes are."""
    return without_remarks("\n".join(lines_of(path))).splitlines()


# --- pages ----------------------------------------------------------------------------------------


def _blocks(template: TemplateFolder, path: Path) -> Iterator[Change]:
    """The blocks that a page writes anew, and what it says outside of them."""
    text = "\n".join(_bare(path))
    below: dict[str, Block] = {}
    for folder in reversed(template.folders[1:]):
        if (folder / path.name).is_file():
            every = blocks_of("\n".join(_bare(folder / path.name)), inner=True)
            below |= {block.name: block for block in every}
    for number, line in outside_of_blocks(text):
        yield Change("outside", path.name, number, lines=(ADDED + line,))
    for block in blocks_of(text):
        yield from _block(path.name, block, below.get(block.name))


def _block(file: str, block: Block, old: Block | None) -> Iterator[Change]:
    named = {"name": block.name}
    lines = [line for line in block.lines if line.strip()]
    kept = [bool(SUPER.search(line)) for line in lines]
    if any(kept):
        if all(SUPER.fullmatch(line.strip()) for line in lines):
            return
        shown = tuple(
            (KEPT if stays else ADDED) + line for line, stays in zip(lines, kept, strict=True)
        )
        yield Change("block_more", file, block.line, said=named, lines=shown)
    elif old is None:
        yield Change("block_new", file, block.line, said=named, lines=both((), lines))
    elif not lines:
        yield Change("block_empty", file, block.line, said=named)
    else:
        was = [line for line in old.lines if line.strip()]
        found = list(differing(_bared(was), _bared(lines)))
        shown = tuple(line for a, b in found for line in both(was[slice(*a)], lines[slice(*b)]))
        if shown:
            yield Change("block_anew", file, block.line, said=named, lines=shown)


def _bared(lines: Sequence[str]) -> list[str]:
    """The lines as they are compared: how far they are set in changes nothing."""
    return [line.strip() for line in lines]


def _lines(file: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Each place where a file is other than the one it stands in for."""
    for (a, b), (c, d) in differing(_bared(old), _bared(new)):
        gone = [line for line in old[a:b] if line.strip()]
        added = [line for line in new[c:d] if line.strip()]
        if gone or added:
            kind = "lines" if gone and added else "lines_more" if added else "lines_less"
            yield Change(kind, file, min(c + 1, len(new)) or None, lines=both(gone, added))


# --- settings -------------------------------------------------------------------------------------


def _settings(template: TemplateFolder, path: Path) -> Iterator[Change]:
    below: dict[str, str] = {}
    for layer in reversed(template.layers[1:]):
        below |= dict(_flat(layer))
    lines = lines_of(path)
    for key, value in _flat(template.layers[0]):
        if below.get(key) == value or key in NO_CHANGE or _as_begun(key, value, template.name):
            continue
        said = {"key": key, "old": below.get(key, ""), "new": value}
        kind = "setting" if key in below else "setting_new"
        yield Change(kind, SETTINGS, _line(lines, key), said=said)


def _as_begun(key: str, value: str, name: str) -> bool:
    """Whether it is what `template new` writes where nobody has said anything yet."""
    table = key.partition(".")[0]
    return (table, value) in {("name", toml_text(name)), ("description", toml_text(""))}


def _flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, toml_text(value)


def _line(lines: Sequence[str], key: str) -> int | None:
    """The line where a key is set: below the heading of its table, or in a table on one line."""
    table, here = key.rpartition(".")[0], ""
    for number, line in enumerate(lines, 1):
        if heading := re.match(r"\s*\[+([\w.\-\" ]+)\]", line):
            here = f"{heading[1].strip()}."
        if said := re.match(r"\s*([\w.\-]+)\s*=\s*(\{?)", line):
            full = here + said[1]
            if full == key or (full == table and said[2]):
                return number
    return None
