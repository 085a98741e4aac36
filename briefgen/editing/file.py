"""Writes the file of hand edits; what people wrote into it stays as it is, comments too."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import tomlkit

from briefgen.deliver.files import write_files
from briefgen.errors import OutputError
from briefgen.lexicon import load_toml
from briefgen.overrides import TABLE, Override, load_overrides

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tomlkit.items import Table

GAP = re.compile(r"\n+\[\[")  # one empty line above each, however many the library leaves


def saved(path: Path, changes: Sequence[Override]) -> Path:
    """The path of the file, written with each of these edits in place of that for the same key.

    An edit that asks for nothing is taken out. Raises SettingsError where the file is not as it
    must be, OutputError where it cannot be written or was changed meanwhile.
    """
    load_overrides(path)
    before = path.read_bytes() if path.exists() else None
    text = before.decode("utf-8-sig") if before is not None else load_toml("edits")["opening"]
    document = tomlkit.parse(text)
    tables = document.get(TABLE)
    entries: list[Any] = list(tables) if tables is not None else []
    for change in changes:
        at = next((n for n, each in enumerate(entries) if each["key"] == change.key), len(entries))
        kept = entries[at] if at < len(entries) else tomlkit.table()
        entries[at : at + 1] = [_filled(kept, change)] if change.actions else []
    if tables is not None:
        document.remove(TABLE)
    if entries:
        array = tomlkit.aot()
        for each in entries:
            array.append(each)
        document.append(TABLE, array)
    made = GAP.sub("\n\n[[", tomlkit.dumps(document)).rstrip("\n").encode() + b"\n"
    if before != (path.read_bytes() if path.exists() else None):
        message = "the hand edits were changed by someone else just now"
        raise OutputError(message, where=str(path), hint="run the command again")
    (written,) = write_files(path.parent, {path.name: made})
    return written


def _filled(table: Table, change: Override) -> Table:
    """The table of an entry with what is asked for; comments in it stay."""
    for each in fields(change):
        value = getattr(change, each.name)
        if value:
            table[each.name] = value
        elif each.name in table:
            table.remove(each.name)
    return table
