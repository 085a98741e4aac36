"""The settings of a workspace: one TOML file over the shipped defaults, checked as a whole."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.endpoint import ENDPOINT_CHECKS, Endpoint, endpoint_of
from briefgen.errors import SettingsError
from briefgen.model import Bilingual
from briefgen.subscriptions import (
    MAIL_CHECKS,
    SUBSCRIPTION_CHECKS,
    Mail,
    Subscription,
    mail_fault,
    mail_of,
    subscription_faults,
    subscription_of,
    switch_fault,
)
from briefgen.utf8 import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE_NAME = "briefgen.toml"
EDITS = "overrides.toml"  # the hand edits, beside the settings
SHIPPED = Path(__file__).parent / "data" / FILE_NAME
PROPOSALS = "proposals.tsv"
LONGEST_NAME = 80  # characters: 240 bytes of Chinese, and file systems take 255
CENTURY = 36525  # days; a longer window overflows the calendar
FORMATS = ("pdf", "docx")
LIST = "subscription"  # the one table that may stand several times


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace has settled; paths are absolute, `window` is in days (0: no limit)."""

    title: Bilingual
    issuer: Bilingual
    city: str
    window: int
    template: str
    formats: tuple[str, ...]
    seeds: Path
    output: Path
    templates: Path
    glossary: Path | None
    strict_english: bool = False
    proof: bool = True  # whether a proof sheet is written beside each page
    translator: Endpoint | None = None  # None: switched off
    proposals: Path | None = None  # the file of what a translator proposed, if there is one
    mail: Mail | None = None  # None only where settings are made by hand
    subscriptions: tuple[Subscription, ...] = ()
    overrides: Path | None = None  # the file of hand edits, which need not be there


def load_settings(root: Path) -> Settings:
    """The settings of the workspace `root`: its briefgen.toml, if there is one, over the defaults.

    Raises SettingsError with every wrong setting and its line.
    """
    path = root / FILE_NAME
    text = _text_of(path) if path.exists() else ""
    tables = _parsed(text, path)
    faults = sorted(_faults(tables, text))
    if faults:
        raise SettingsError(_told(faults, path), hint=_advice(path), where=str(path))
    return _settings(_merged(tables), root)


def _text_of(path: Path) -> str:
    try:
        return text_of(path, SettingsError)
    except OSError as error:
        message = f"the settings cannot be read: {error.strerror}"
        raise SettingsError(message, where=str(path)) from error


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a ValueError: a number of 5,000 digits
        raise SettingsError(
            f"not valid TOML: {_lower(str(error) or 'too deeply nested')}",
            where=str(path),
            hint="text stands in quotation marks, and each line has the form  name = value",
        ) from error


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _told(faults: list[tuple[int, str]], path: Path) -> str:
    count = "one setting is wrong" if len(faults) == 1 else f"{len(faults)} settings are wrong"
    lines = [f"  {path.name}:{line}: {message}" for line, message in faults]
    return "\n".join([count, *lines])


def _advice(path: Path) -> str:
    return f"mend them in {path.name}; a line that is left out takes its default"


# --- what each setting may be -------------------------------------------------------------------


def _text(value: object) -> str:
    return "" if isinstance(value, str) else "must be text in quotation marks"


def _words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return "must be text in quotation marks, and not empty"
    others = set(re.findall(r"[{}]", value.replace("{place}", "")))
    return "may hold {place}, and no other braces" if others else ""


def name_fault(value: object) -> str:
    """What is wrong with the name of a template; empty if nothing is."""
    if not isinstance(value, str) or not value.strip():
        return "must be text, and not empty"
    if len(value) > LONGEST_NAME or not value.isprintable():
        return f"must be a name of at most {LONGEST_NAME} characters on one line"
    return "must be a name, not a path" if re.search(r"[/\\]|^\.", value) else ""


def _folder(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        return "must be the name of a folder in quotation marks"
    return ""


def _file(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        return "must be the name of a file in quotation marks"
    return ""


def _days(value: object) -> str:
    # a bool is an int to Python, but not to the one who wrote `window = true`
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= CENTURY:
        return "must be a whole number of days, 0 or more"
    return ""


def _formats(value: object) -> str:
    known = " and ".join(f'"{name}"' for name in FORMATS)
    if not isinstance(value, list) or not value:
        return f"must be a list in brackets, of {known}"
    wrong = [item for item in value if item not in FORMATS]
    return f"{wrong[0]!r} is no format; there are {known}" if wrong else ""


CHECKS: dict[str, Callable[[object], str]] = {
    "title.zh": _words,
    "title.en": _words,
    "issuer.zh": _words,
    "issuer.en": _words,
    "build.city": _text,
    "build.window": _days,
    "build.template": name_fault,
    "build.formats": _formats,
    "build.proof": switch_fault,
    "folders.seeds": _folder,
    "folders.output": _folder,
    "folders.templates": _folder,
    "english.glossary": _file,
    "english.strict": switch_fault,
    **{f"translator.{name}": check for name, check in ENDPOINT_CHECKS.items()},
    **{f"mail.{name}": check for name, check in MAIL_CHECKS.items()},
}
TABLES = tuple(dict.fromkeys(key.split(".")[0] for key in CHECKS))


def _faults(tables: dict[str, Any], text: str) -> Iterator[tuple[int, str]]:
    """Every wrong setting: its line (1 if it cannot be told) and what is wrong."""
    for table, content in tables.items():
        if table == LIST:
            yield from _list_faults(content, tables, text)
        elif table not in TABLES:
            yield line_of(text, table), _unknown(table, (*TABLES, LIST), "table")
        elif not isinstance(content, dict):
            yield line_of(text, table), f"`{table}` must be a table: [{table}] on a line of its own"
        else:
            for name, value in content.items():
                key = f"{table}.{name}"
                line = line_of(text, table, name)
                if key not in CHECKS:
                    names = tuple(k.split(".")[1] for k in CHECKS if k.startswith(f"{table}."))
                    yield line, _unknown(name, names, f"setting in [{table}]")
                elif fault := CHECKS[key](value):
                    yield line, f"`{name}` in [{table}] {fault}"


def _list_faults(content: object, tables: dict[str, Any], text: str) -> Iterator[tuple[int, str]]:
    """The same for the subscriptions, each a table of its own, and for the server they need."""
    checks = {**SUBSCRIPTION_CHECKS, "formats": _formats}
    for number, name, fault in subscription_faults(content, checks):
        told = fault or _unknown(name, tuple(checks), f"setting in [[{LIST}]]")
        yield line_of(text, LIST, name, number), told
    if content and isinstance(mail := tables.get("mail", {}), dict):
        whole = {**tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["mail"], **mail}
        right = not any(check(whole[name]) for name, check in MAIL_CHECKS.items())
        if right and (fault := mail_fault(whole)):
            yield line_of(text, "mail"), fault


def _unknown(name: str, known: tuple[str, ...], kind: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    near = get_close_matches(name, known, 1)
    if near:
        return f"`{name}` is no {kind}; did you mean `{near[0]}`?"
    if any(key.endswith(f".{name}") for key in CHECKS):
        home = next(key for key in CHECKS if key.endswith(f".{name}")).split(".")[0]
        return f"`{name}` is no {kind}; it belongs under [{home}]"
    return f"`{name}` is no {kind}; there are {', '.join(known)}"


def line_of(text: str, table: str, name: str = "", entry: int | None = None) -> int:
    """The line of a setting in the text of a TOML file, or of its table, counted from 1.

    `entry` is the number of the table among those of its name, from 0, as [[subscription]] has.

    tomllib keeps no positions. This reads headers, keys and dotted keys at the start of lines,
    which is how settings are written by hand; what it cannot find is given as line 1.
    """
    wanted = f"{table}.{name}" if name else table
    inside, home, met = "", 0, -1
    for number, line in enumerate(text.split("\n"), 1):
        key, equals, _ = line.partition("=")
        if line.lstrip().startswith("["):
            found = inside = _bare(line.strip().lstrip("[").partition("]")[0])
            met += found == table
        elif equals:
            found = f"{inside}.{_bare(key)}".lstrip(".")
        else:
            continue
        if entry is not None and met != entry:
            continue
        if found == wanted or found.startswith(f"{wanted}."):
            return number
        if found == table:
            home = home or number  # title = { zh = … }: all on the line of the table
    return home or 1


def _bare(key: str) -> str:
    return ".".join(part.strip(" \t\"'") for part in key.split("."))


# --- the value ----------------------------------------------------------------------------------


def _merged(tables: dict[str, Any]) -> dict[str, Any]:
    shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    merged = {table: {**content, **tables.get(table, {})} for table, content in shipped.items()}
    return {**merged, LIST: tables.get(LIST, [])}


def _settings(tables: dict[str, Any], root: Path) -> Settings:
    build, folders = tables["build"], tables["folders"]
    glossary = tables["english"]["glossary"].strip()
    return Settings(
        title=Bilingual(**tables["title"]),
        issuer=Bilingual(**tables["issuer"]),
        city=build["city"].strip(),
        window=build["window"],
        template=build["template"],
        formats=tuple(dict.fromkeys(build["formats"])),
        seeds=root / folders["seeds"],
        output=root / folders["output"],
        templates=root / folders["templates"],
        glossary=root / glossary if glossary else None,
        strict_english=tables["english"]["strict"],
        proof=build["proof"],
        translator=endpoint_of(tables["translator"], root),
        proposals=root / PROPOSALS,
        mail=mail_of(tables["mail"], root),
        subscriptions=tuple(subscription_of(one, root) for one in tables[LIST]),
        overrides=root / EDITS,
    )
