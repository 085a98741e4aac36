"""The hand edits of a workspace: `overrides.toml`, one [[edit]] for each highlight or theme.

A key names what is edited: the file, and a digest of the source's own words. It stays the same
whatever else appears in the document, and is gone when the sentence is gone or changed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from unicodedata import category

from briefgen.errors import SettingsError
from briefgen.settings import line_of
from briefgen.utf8 import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLE = "edit"
KEY = re.compile(r"[ht][0-9a-f]{6}_[0-9a-f]{8}(?:_\d+)?")
LONGEST = 200  # characters of a rewording or a heading
LINE, HEADING = "h", "t"  # what a key begins with: a highlight, a theme
ACTIONS = ("pin", "hide", "text", "before", "after")


@dataclass(frozen=True, slots=True)
class Override:
    """What an editor wants of one highlight or theme; empty and False leave it as it is.

    `text` are its words on the page, `text_en` the English of a theme's heading; `before` or
    `after` is the key of the line it moves to. `document` and `was` tell people what it was.
    """

    key: str
    document: str = ""
    was: str = ""
    pin: bool = False
    hide: bool = False
    text: str = ""
    text_en: str = ""
    before: str = ""
    after: str = ""

    @property
    def of_theme(self) -> bool:
        """Whether it is a theme that is edited."""
        return self.key.startswith(HEADING)

    @property
    def actions(self) -> tuple[str, ...]:
        """What is asked for, by the names of the fields."""
        return tuple(name for name in ACTIONS if getattr(self, name))


def sentence_digest(sentence: str) -> str:
    """What stands for a sentence in the keys of all that is cut from it."""
    return _digest(sentence, 16)


def key_in(path: str, digest: str, words: str, number: int = 1) -> str:
    """The key of `words` cut from a source sentence; `number` tells equal ones apart.

    The sentence is given by its digest: a long one is read only once.
    """
    return _key(LINE, path, f"{digest}\0{words}", number)


def theme_key(path: str, label: str, title: str, number: int = 1) -> str:
    """The key of a theme."""
    return _key(HEADING, path, f"{label}\0{title}", number)


def document_part(path: str) -> str:
    """What the keys of a document have in common: a digest of the name of its file."""
    return _digest(PurePosixPath(path).name, 6)


def belongs(key: str, path: str) -> bool:
    """Whether a key is one of a document's."""
    return key[1:].startswith(document_part(path))


def _key(kind: str, path: str, words: str, number: int) -> str:
    made = f"{kind}{document_part(path)}_{_digest(words, 8)}"
    return made if number == 1 else f"{made}_{number}"


def _digest(text: str, length: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


# --- the file ------------------------------------------------------------------------------------


def load_overrides(path: Path | None) -> tuple[Override, ...]:
    """The edits of a file in its order; none where there is no file.

    Raises SettingsError with every wrong entry and its line.
    """
    if path is None or not path.exists():
        return ()
    text = ""
    try:
        text = text_of(path, SettingsError)
        content = tomllib.loads(text)
    except (ValueError, OSError, RecursionError) as error:
        hint = "text stands in quotation marks; or undo the last change: briefgen edit undo KEY"
        message = f"the hand edits cannot be read: {error}"
        where = f"{path}{_place(str(error), text)}"
        raise SettingsError(message, where=where, hint=hint) from error
    faults = sorted(_faults(content, text))
    if faults:
        told = "\n".join(f"  {path.name}:{line}: {message}" for line, message in faults)
        count = "one hand edit is" if len(faults) == 1 else f"{len(faults)} hand edits are"
        hint = "mend them in the file, or with: briefgen edit"
        raise SettingsError(f"{count} wrong\n{told}", where=f"{path}:{faults[0][0]}", hint=hint)
    return tuple(Override(**entry) for entry in content.get(TABLE, []))


def _place(message: str, text: str) -> str:
    """The line that tomllib tells of, as it is put behind the name of the file; or nothing."""
    if "at end of document" in message:
        return f":{text.count(chr(10)) + 1}"
    found = re.search(r"at line (\d+)", message)
    return f":{found[1]}" if found else ""


def _faults(content: dict[str, Any], text: str) -> Iterator[tuple[int, str]]:
    for name in content.keys() - {TABLE}:
        yield line_of(text, name), f"`{name}` is unknown; there is only [[{TABLE}]]"
    entries = content.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        yield line_of(text, TABLE), f"write [[{TABLE}]] on a line of its own, in double brackets"
        return
    known: set[object] = set()
    for number, entry in enumerate(entries):
        key = entry.get("key")
        for name, fault in (*_wrong_fields(entry), *_at_odds(entry)):
            yield line_of(text, TABLE, name, number), fault
        if isinstance(key, str) and key in known:
            yield line_of(text, TABLE, "key", number), f"{key} is edited above: put both into one"
        known.add(str(key))


def _wrong_fields(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of an entry that are unknown or of a wrong kind."""
    kinds = {each.name: bool if each.name in {"pin", "hide"} else str for each in fields(Override)}
    for name, value in entry.items():
        if name not in kinds:
            yield name, f"`{name}` is unknown; there are {', '.join(kinds)}"
        elif not isinstance(value, kinds[name]):
            what = "true or false" if kinds[name] is bool else "text in quotation marks"
            yield name, f"`{name}` must be {what}"
        elif name in {"text", "text_en"} and (fault := text_fault(str(value))):
            yield name, f"`{name}` {fault}"
    for name in ("key", "before", "after"):
        value = entry.get(name, "" if name == "key" else None)
        if isinstance(value, str) and not KEY.fullmatch(value):
            yield name, f"`{name}` must be a key such as h1a2b3c_4d5e6f70: briefgen edit keys"


def _at_odds(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What of an entry cannot stand together."""
    theme = str(entry.get("key", "")).startswith(HEADING)
    if entry.get("pin") and entry.get("hide"):
        yield "hide", "a highlight cannot be pinned and hidden"
    if entry.get("before") and entry.get("after"):
        yield "after", "a highlight moves before another or after it, not both"
    for name in ("pin", "hide", "before", "after") if theme else ("text_en",):
        if entry.get(name):
            what = "a highlight" if theme else "a theme"
            yield name, f"`{name}` is for {what}"


def text_fault(text: str) -> str:
    """What is wrong with words for the page; empty if nothing is."""
    if not text.strip():
        return "is empty"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    # the wide space of Chinese text and one that does not break are no control characters
    plain = "".join(" " if category(sign) == "Zs" else sign for sign in text)
    return "" if plain.isprintable() else "holds a line break or a control character"
