"""Writes docs/templates.md, and what `briefgen template vars` prints, from the contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml
from briefgen.render.folder import find_template
from briefgen.render.manifest import contract_version
from briefgen.templating.contract import groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD = Path(__file__).with_name("handbook.md")
MEANING = str(load_toml("template_meanings")["meaning"])  # the head of the Chinese column
BLOCKS = (
    "head",
    "masthead",
    "key_figures",
    "documents",
    "document_head",
    "table",
    "foot",
)


def handbook() -> str:
    """The text of docs/templates.md: every variable, filter and setting of a template."""
    blocks = ", ".join(f"`{block}`" for block in BLOCKS)
    head = HEAD.read_text(encoding="utf-8")
    head = head.replace("VERSION", str(contract_version())).replace("BLOCKS", blocks)
    return head + "".join((*_variables(), *_filters(), *_settings(), *_replaced()))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _variables() -> Iterator[str]:
    for group in groups():
        yield f"\n## {_titles()[group.view]['en']}\n\n"
        yield f"| variable | type | {MEANING} | what it is | example |\n|---|---|---|---|---|\n"
        for one in group.variables:
            cells = (f"`{one.name}`", one.kind, one.zh, one.en, one.example)
            yield f"| {' | '.join(map(_cell, cells))} |\n"


def _filters() -> Iterator[str]:
    yield "\n## Filters\n\nNo others are known.\n\n"
    yield f"| filter | {MEANING} | what it does | example |\n|---|---|---|---|\n"
    for name, said in load_toml("template_meanings")["filters"].items():
        yield f"| `{name}` | {said['zh']} | {said['en']} | `{_cell(said['example'])}` |\n"


def _settings() -> Iterator[str]:
    yield f"\n## template.toml\n\n| key | {MEANING} | what it is |\n|---|---|---|\n"
    for name, said in load_toml("template_meanings")["keys"].items():
        yield f"| `{name}` | {said['zh']} | {said['en']} |\n"
    knobs = find_template("briefing").knobs
    yield "\nThe knobs of `briefing`, with what they are set to:\n\n| knob | value |\n|---|---|\n"
    for name, value in knobs.items():
        if isinstance(value, dict):
            for inner, one in value.items():
                yield f"| `knobs.{name}.{inner}` | {_toml(one)} |\n"
        else:
            yield f"| `knobs.{name}` | {_toml(value)} |\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _replaced() -> Iterator[str]:
    yield "\n## What replaced what\n\n"
    yield "A template says `contract = N`; without, it is of contract 1. Old words still work.\n\n"
    yield "| since contract | old | now |\n|---|---|---|\n"
    for change in load_toml("template_contract")["replaced"]:
        yield f"| {change['since']} | `{change['old']}` | `{change['now']}` |\n"


def listing(language: str) -> Iterator[str]:
    """The lines that `briefgen template vars` prints, in "zh", "en" or "both"."""
    tongues = ("zh", "en") if language == "both" else (language,)

    def said(texts: Mapping[str, str]) -> str:
        return " · ".join(dict.fromkeys(texts[one].replace("`", "") for one in tongues))

    for group in groups():
        yield f"\n{said(_titles()[group.view])}"
        width = max(len(one.name) for one in group.variables)
        for one in group.variables:
            yield f"  {one.name:{width}}  {said({'zh': one.zh, 'en': one.en})}  = {one.example}"


def _titles() -> dict[str, dict[str, str]]:
    """What the groups of variables are called, by the name of their view."""
    titles: dict[str, dict[str, str]] = load_toml("template_meanings")["titles"]
    return titles


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a stream of text
    sys.stdout.write(handbook())
