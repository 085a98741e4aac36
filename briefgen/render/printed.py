"""Whether a page shows anything of what it was made for; if not, what of the template to mend.

A page of nothing but a masthead is as empty as a white one: more was taken out than was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import TemplateError
from briefgen.render.anchors import bare
from briefgen.render.remarks import bare_text, extends_another

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.model import Briefing
    from briefgen.render.folder import TemplateFolder

FIRST = 6  # characters by which a text is known again; what follows may be set in many ways
PAGE, WORD = "page.html", "page.docx"
UNSEEN = re.compile(r"<head\b.*?</head>|<style\b.*?</style>|<[^>]*>", re.DOTALL | re.IGNORECASE)
BLOCK = re.compile(r"\{%[-+]?\s*block\s+(\w+)")


def check_page(text: str, html: str, briefing: Briefing, template: TemplateFolder) -> None:
    """Raises TemplateError if the `text` of the PDF has nothing of the briefing.

    `html` is what it was set from.
    """
    if _says_something(text, briefing):
        return
    if _says_something(UNSEEN.sub("", html), briefing):
        raise _hidden(template)
    raise _empty(template, template.file(PAGE), _what_to_mend(template))


def check_seen(
    pieces: Iterable[tuple[str, bool]], briefing: Briefing, template: TemplateFolder
) -> None:
    """Raises TemplateError if the words of the PDF have the briefing, and those to be seen nothing.

    `pieces` are its words, each with whether it can be seen; no more are asked for than it takes.
    """
    seen = every = ""
    for words, visible in pieces:
        every += words
        seen += words if visible else ""
        if visible and _says_something(seen, briefing):
            return
    if _says_something(every, briefing):
        raise _hidden(template)


def _hidden(template: TemplateFolder) -> TemplateError:
    sheets = (*template.all_files("page.css"), *template.all_files("extra.css"))
    hint = "the words are there, but a style hides them: look at what was changed last"
    return _empty(template, sheets[-1], hint)


def _empty(template: TemplateFolder, file: Path, hint: str) -> TemplateError:
    message = f"the page of the template “{template.name}” prints no highlight, no figure, no row"
    return TemplateError(message, where=str(file), hint=hint)


def check_word(text: str, briefing: Briefing, template: TemplateFolder) -> None:
    """Raises TemplateError if the text of the Word page has nothing of the briefing."""
    if _says_something(text, briefing):
        return
    name, command = template.name, f"briefgen template restore {template.name} {WORD}"
    message = f"the Word page of the template “{name}” prints no highlight, no figure, no row"
    hint = f"put its tags back, or take the page it is based on: {command}"
    raise TemplateError(message, where=str(template.file(WORD)), hint=hint)


def _what_to_mend(template: TemplateFolder) -> str:
    """What of page.html leaves everything out."""
    text = bare_text(template.file(PAGE))
    based = (f"{each.name}/{PAGE}" for each in template.folders[1:] if (each / PAGE).is_file())
    base = next(based, "")
    if base and not extends_another(text):
        return f'it must begin with {{% extends "{base}" %}}; else it is the whole page'
    if names := ", ".join(dict.fromkeys(BLOCK.findall(text))):
        again = "put {{ super() }} into those that shall print something, or take them out"
        return f"{PAGE} writes these blocks itself: {names}; {again}"
    return (
        "let it print documents, their themes and lines, or begin anew with briefgen template new"
    )


def _says_something(text: str, briefing: Briefing) -> bool:
    known = bare(text).casefold()
    return any(first in known for first in _firsts(briefing))


def _firsts(briefing: Briefing) -> Iterator[str]:
    """How the highlights, the names of the key figures and the rows begin."""
    lines = [each.text for document in briefing.documents for each in document.targets]
    for document in briefing.documents:
        lines += [line.text for theme in document.themes for line in theme.lines]
    lines += [words for card in briefing.key_figures for words in (card.label.zh, card.label.en)]
    lines += [row.indicator for row in briefing.rows]
    return (bare(words)[:FIRST].casefold() for words in lines if bare(words))
