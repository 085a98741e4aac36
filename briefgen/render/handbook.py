"""Writes templates/README.md from the fields of the context, so that it cannot be out of date."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from briefgen.render.context import VIEWS, PageView

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# Templates

One folder per template: `template.toml` (colours, words, Word styles), `page.html` and `page.css`
(the PDF), `page.docx` (Word). Copy a folder, or only the files you change, to `templates/<name>/`
of your workspace; what you leave out is taken from the shipped template. `extends = "briefing"` in
`template.toml` takes what is missing from another template; so does
`{% extends "briefing/page.html" %}` in a page, of which you then write only the blocks you change.
`extra.css` adds to `page.css`.

In both formats a variable is `{{ title.zh }}`; text of the documents is never read as a tag. In
Word, `{%p … %}`, `{%tr … %}`, `{%tc … %}` and `{%r … %}` take away the paragraph, table row, cell
or run that holds them. An unknown variable stops the build and names its file and line.

Filters of our own: `glued` (HTML: keeps a number with its unit on one line), `hard` (spaces that
do not break).

The sizes of the Word styles named under `[word.paragraphs]` are set at each build, since the page
is fitted; change them in `template.toml`. All else about a style is changed in Word.

This file is written by `python -m briefgen.render.handbook > templates/README.md`.
"""
NAMES = {
    "PageView": "The page (these names stand by themselves)",
    "CardView": "One of `key_figures`",
    "Bar": "One of `card.bars`",
    "DocumentView": "One of `documents`",
    "ThemeView": "One of `document.themes`, and of each of `document.columns`",
    "LineView": "One of `theme.lines`, and of `document.targets`",
    "RowView": "One of `rows`",
}


def handbook() -> str:
    """The text of templates/README.md: every variable that a template may use, with its type."""
    return HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    for view in VIEWS:
        yield f"\n## {NAMES[view.__name__]}\n\n| variable | type | what it is |\n|---|---|---|\n"
        for item in fields(view):
            if not item.metadata.get("help"):
                raise LookupError(f"{view.__name__}.{item.name} has no help text")
            kind = _kind(str(item.type))
            yield f"| `{item.name}` | {kind} | {item.metadata['help']} |\n"
    yield f"\n{len(fields(PageView))} variables at the top; nothing else reaches a template.\n"


def _kind(annotation: str) -> str:
    """The type in an editor's words."""
    for pattern, words in (
        (r"^tuple\[tuple\[.*", "list of lists"),
        (r"^tuple\[.*", "list"),
        (r"^Mapping.*", "table"),
        (r"^Bilingual$", "zh, en"),
        (r"^(str|Status)$", "text"),
        (r"^(int|float)( \| None)?$", "number"),
        (r"^bool$", "true or false"),
    ):
        if re.match(pattern, annotation):
            return words
    return annotation.lower()


if __name__ == "__main__":
    import sys

    sys.stdout.write(handbook())
