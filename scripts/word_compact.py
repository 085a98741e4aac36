"""The text of templates/compact/page.docx: black and white, dense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from word_briefing import CARD, documents, foot, summary
from word_pieces import cell, control, loop_cell, par, row, run, tag

if TYPE_CHECKING:
    from word_pieces import Body


def content(body: Body) -> str:
    """The paragraphs and tables of the page, in order."""
    return "".join((masthead(), cards(body), documents_of(body), summary(body), foot()))


def masthead() -> str:
    issue = "\t{{ issue.zh }} · {{ dates.zh }} · {{ issue.en }}"
    origin = '{{ [documents[0].origin, documents[0].day]|select|join(" · ") }}'
    return (
        par("CompactMast", "{{ title.zh }}\u3000{{ title.en }}", run(issue, "Origin"))
        + control("if documents|length == 1")
        + par(
            "CompactTitle",
            tag("for part in documents[0].title|lines(28)"),
            run("{{ part }}"),
            tag("if not loop.last"),
            "<w:r><w:br/></w:r>",
            tag("endif"),
            tag("endfor"),
        )
        + control("if documents[0].origin or documents[0].day")
        + par("CompactOrigin", f"{origin} [{{{{ documents[0].source }}}}]")
        + control("endif")
        + control("endif")
    )


def cards(body: Body) -> str:
    """The key figures in a row, with rules above and below instead of a tint."""
    ink = body.colour("ink")
    look = f"<w:tcBorders>{body.edge('top', 8, ink)}{body.edge('bottom', 4, ink)}</w:tcBorders>"
    card = cell(body.width, *CARD, extra=look)
    cells = row(loop_cell("for card in key_figures"), card, loop_cell("endfor"))
    table = body.table([body.width], cells, mar=(0, 120))
    return control("if key_figures") + table + par("Gap") + control("endif")


def documents_of(body: Body) -> str:
    """The documents; one by itself has its heading at the top of the page already."""
    text = documents(body)
    start = text.index('<w:p><w:pPr><w:pStyle w:val="DocumentHead"/>')
    end = text.index("</w:p>", start) + len("</w:p>")
    head = control("if documents|length != 1") + text[start:end] + control("endif")
    return text[:start] + head + text[end:]
