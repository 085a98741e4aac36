"""The text of templates/gongwen/page.docx: a brief in the manner of GB/T 9704."""

from __future__ import annotations

from typing import TYPE_CHECKING

from word_pieces import JOINER, cell, control, par, row, run, tag

if TYPE_CHECKING:
    from word_pieces import Body

NUMBERS = "一二三四五六七八九十"


def content(body: Body) -> str:
    """The paragraphs and tables of the page, in order."""
    return "".join((masthead(), documents(), abstract(), foot(body)))


def masthead() -> str:
    date = "{{ day[:4] }}年{{ day[5:7]|int }}月{{ day[8:]|int }}日"
    return (
        par("OfficialName", "{{ title.zh }}")
        + par("OfficialNameEnglish", "{{ title.en }}")
        + par("OfficialIssue", "{{ issue.zh }}")
        + par("OfficialIssuer", "{{ issuer.zh }}", run(f"\t{date}"))
    )


def number(loop: str) -> str:
    """The Chinese number of a turn of a loop."""
    return f"{{{{ '{NUMBERS}'[{loop}:{loop} + 1] or {loop} + 1 }}}}"


HEADING = "{{ theme.label.zh }}{% if theme.title.zh %}{{ '：' if theme.chip else '，' }}{% endif %}"


def sentences(of: str, marked: str) -> tuple[str, ...]:
    """The lines of a theme or of targets, one after the other; those that are `marked` say so."""
    return (
        tag(f"for line in {of}"),
        tag(f"if line.status {marked}"),
        run("{{ knobs.words[line.status] }}", "Warn"),
        tag("endif"),
        tag("for run in line.runs"),
        run("{{ run.text }}"),
        tag("endfor"),
        run("{{ line.end }}"),
        tag("endfor"),
    )


def heading(style: str, at: str) -> tuple[str, ...]:
    """The heading that a paragraph begins with: its number, the theme's label and its title."""
    return (
        run(at + HEADING, style),
        tag("if theme.title.zh"),
        run("{{ theme.title.zh }}", style),
        tag("endif"),
        run("。", style),
    )


def documents() -> str:
    headline = (
        tag(
            "for part in (knobs.words.of_several if documents[1:]"
            " else documents[0].title if documents else title.zh)|lines(20)"
        ),
        run("{{ part }}"),
        tag("if not loop.last"),
        "<w:r><w:br/></w:r>",
        tag("endif"),
        tag("endfor"),
    )
    inner = heading("Kai", f"（{number('loop.index0')}）")
    outer = heading("Black", f"{number('loop.index0')}、")
    theme = par(
        "OfficialText",
        tag("if theme.label.zh"),
        tag("if documents[1:]"),
        *inner,
        tag("else"),
        *outer,
        tag("endif"),
        tag("endif"),
        *sentences("theme.lines", '!= "actual"'),
    )
    targets = par(
        "OfficialText",
        run("{{ document.targets_for }}{{ knobs.words.targets }}。", "Black"),
        *sentences("document.targets", '== "forecast"'),
    )
    title = f"{number('loop.index0')}、{{{{ document.title }}}}"
    return (
        par("OfficialTitle", *headline)
        + control("for document in documents")
        + control("if documents[1:]")
        + par("OfficialDocument", title, run(JOINER + "[{{ document.source }}]", "Mark"))
        + control("endif")
        + control("for theme in document.themes")
        + theme
        + control("endfor")
        + control("if document.targets")
        + targets
        + control("endif")
        + control("endfor")
    )


def abstract() -> str:
    sentence = (
        tag("for row in rows"),
        run("{{ row.indicator }}{{ '†' if row.marked else '' }}: "),
        run("{{ row.value }}", "AbstractHead"),
        run("{{ ' (' ~ row.period ~ ')' if row.period else '' }}"),
        run("{{ ', ' ~ row.compared if row.compared else '' }}"),
        run("{{ '; ' ~ knobs.words[row.status ~ '_en'] if row.status != 'actual' else '' }}. "),
        tag("endfor"),
    )
    head = run("{{ knobs.words.abstract }}. ", "AbstractHead")
    return control("if rows") + par("OfficialAbstract", head, *sentence) + control("endif")


def foot(body: Body) -> str:
    sources = par(
        "OfficialSources",
        "{{ knobs.words.sources }}：",
        tag("for source in sources"),
        "[{{ source.number }}]\u00a0{{ source.origin or source.short or source.title }}",
        tag("if source.also"),
        "、{{ source.also|join('、') }}",
        tag("endif"),
        "{{ ' ' ~ source.day if source.day else '' }}{{ '' if loop.last else '；' }}",
        tag("endfor"),
        "{{ '。' ~ figure_count ~ knobs.words.traced if figure_count else '' }}",
        "{{ '。† ' ~ knobs.words.marked if marked else '' }}",
    )
    ink = body.colour("ink")
    borders = body.edge("top", 8, ink) + body.edge("bottom", 8, ink)
    borders += body.edge("insideH", 6, ink)
    words = ("to_report", "to_send", "to_issue")
    rows = "".join(
        row(cell(body.width, par("OfficialFoot", f"{{{{ knobs.words.{word} }}}}")))
        for word in words
    )
    return sources + body.table([body.width], rows, borders=borders) + par("Gap")
