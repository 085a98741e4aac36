"""Reads template.toml: what a template says of itself, in the words of the contract of today."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from briefgen.errors import TemplateError
from briefgen.lexicon import load_toml
from briefgen.utf8 import text_of

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "template.toml"
TONGUES = ("zh", "en")


def contract_version() -> int:
    """The version of the contract that this briefgen keeps."""
    return int(load_toml("template_contract")["version"])


def read_manifest(path: Path) -> dict[str, Any]:
    """The settings in one template.toml, old keys under their names of today; {} if it is none.

    Raises TemplateError if it is no TOML, or written for a contract later than ours.
    """
    if not path.is_file():
        return {}
    try:
        said = tomllib.loads(text_of(path, TemplateError))
    except (tomllib.TOMLDecodeError, OSError) as error:
        hint = 'text stands in straight quotes: name = "…"'
        raise TemplateError(f"cannot be read: {error}", where=str(path), hint=hint) from error
    version = said.get("contract", 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise TemplateError("`contract` is no whole number", where=str(path), hint=_now())
    if version > contract_version():
        ours = contract_version()
        message = f"the template is written for contract {version}, this briefgen keeps {ours}"
        raise TemplateError(message, where=str(path), hint="install a newer briefgen")
    for kind in ("extends", "based_on"):
        if not isinstance(said.get(kind, ""), str):
            hint = 'extends = "briefing"'
            raise TemplateError(f"`{kind}` is no text", where=str(path), hint=hint)
    for kind in ("knobs", "word"):
        if not isinstance(said.get(kind, {}), dict):
            raise TemplateError(f"`{kind}` is no table", where=str(path), hint=f"write [{kind}]")
    return _of_today(said, version)


def _now() -> str:
    return f"write: contract = {contract_version()}"


def _of_today(said: dict[str, Any], version: int) -> dict[str, Any]:
    """The settings with the keys that have another name since; a key of today is never overrun."""
    for change in load_toml("template_contract")["replaced"]:
        if version < change["since"] and change["old"] in said:
            value = said.pop(change["old"])
            if isinstance(value, dict) or not isinstance(said.get(change["now"]), dict):
                said[change["now"]] = value
    return said


def bilingual(value: object, otherwise: str) -> dict[str, str]:
    """A text of template.toml in both languages; one given as plain text stands for both."""
    if isinstance(value, str) and value:
        return dict.fromkeys(TONGUES, value)
    table = value if isinstance(value, dict) else {}
    either = next((str(table[tongue]) for tongue in TONGUES if table.get(tongue)), otherwise)
    return {tongue: str(table.get(tongue) or either) for tongue in TONGUES}
