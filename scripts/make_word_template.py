"""Makes templates/briefing/page.docx, byte for byte the same each time.

The base is our own, not python-docx's: A4, zh-CN, no theme, no document grid, every style with its
own faces for Chinese and for the rest, exact line pitch, fixed table widths. Names, faces and sizes
come from template.toml; the text with its Jinja tags is written here.

    python scripts/make_word_template.py            # writes templates/briefing/page.docx
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from word_parts import (
    APP,
    CORE,
    DOCUMENT_RELATIONS,
    HEAD,
    PACKAGE_RELATIONS,
    SETTINGS,
    TYPES,
    R,
    W,
    font_table,
)
from word_pieces import GUTTER, MM, Body, cell, control, loop_cell, par, row, run, tag
from word_styles import styles_xml

from briefgen.render.package import write_package

FOLDER = Path(__file__).parents[1] / "templates" / "briefing"


def masthead(body: Body) -> str:
    right = round(66 * MM)
    left = body.width - right
    bottom = '<w:vAlign w:val="bottom"/>'
    cells = row(
        cell(
            left,
            par("Masthead", "{{ title.zh }}"),
            par("MastheadEnglish", "{{ title.en }}"),
            extra=bottom,
        ),
        cell(
            right,
            par("Issue", "{{ issue.zh }} · {{ dates.zh }}"),
            par("IssueEnglish", "{{ issue.en }} · {{ dates.en }}"),
            extra=bottom,
        ),
    )
    rule = body.edge("bottom", 24, body.colour("red"), "thinThickSmallGap")
    return body.table([left, right], cells, borders=rule)


def cards(body: Body) -> str:
    promise = "{{ knobs.words[card.status] }}\u00a0"
    card = cell(
        body.width,
        par("CardValue", "{{ card.value }}", run("{{ card.unit.zh }}", "Unit")),
        par(
            "CardLabel",
            tag('if card.status != "actual"'),
            run(promise, "Warn"),
            tag("endif"),
            "{{ card.label.zh }}",
            run("[{{ card.source }}]", "Mark"),
        ),
        par("CardEnglish", "{{ card.label.en }}"),
        par("CardNote", "{{ card.note.zh }}"),
        control("for bar in card.bars"),
        par("CardTrend", "{{ bar.period.zh }}\u3000", run("{{ bar.text }}", "Figure")),
        control("endfor"),
        par(
            "CardEnd",
            tag('if card.status != "actual"'),
            '{{ knobs.words[card.status ~ "_en"] }}; ',
            tag("endif"),
            "{{ card.note.en }}",
        ),
        extra=(
            f"<w:tcBorders>{body.edge('top', 12, body.colour('red'))}</w:tcBorders>"
            f'<w:shd w:val="clear" w:color="auto" w:fill="{body.colour("tint")}"/>'
        ),
    )
    white = body.edge("insideV", 48, "FFFFFF")
    cells = row(loop_cell("for card in key_figures"), card, loop_cell("endfor"))
    table = body.table([body.width], cells, borders=white, mar=(120, 120))
    return control("if key_figures") + table + control("endif")


SENTENCE = (
    tag("for line in theme.lines"),
    tag('if line.status != "actual"'),
    run("{{ knobs.words[line.status] }}\u00a0", "Warn"),
    tag("endif"),
    tag("for run in line.runs"),
    tag("if run.figure"),
    run("{{ run.text }}", "Figure"),
    tag("else"),
    run("{{ run.text }}"),
    tag("endif"),
    tag("endfor"),
    run("{{ line.end }}"),
    tag("if line.mark"),
    run("[{{ line.mark }}]", "Mark"),
    tag("endif"),
    tag("endfor"),
)


def documents(body: Body) -> str:
    theme = par(
        "Point",
        tag("if theme.child"),
        "\u3000",
        tag("endif"),
        tag("if theme.chip"),
        run("\u00a0{{ theme.label.zh }}\u00a0", "Chip"),
        run("\u00a0"),
        tag("else"),
        run("{{ theme.label.zh }}", "Lead"),
        run("\u3000"),
        tag("endif"),
        tag("if theme.title.zh"),
        run("{{ theme.title.zh }}", "Title"),
        run("\u3000"),
        tag("endif"),
        *SENTENCE,
    )
    column = cell(
        body.width + GUTTER,
        control("for theme in column"),
        control("if theme.group"),
        par("ThemeGroup", "{{ theme.group }}"),
        control("endif"),
        theme,
        control("endfor"),
    )
    cells = row(loop_cell("for column in document.columns"), column, loop_cell("endfor"))
    targets = par(
        "Targets",
        run("{{ knobs.words.targets }}", "Warn"),
        run("\u3000"),
        tag("for line in document.targets"),
        tag('if line.status == "forecast"'),
        run("{{ knobs.words.forecast }}\u00a0", "Warn"),
        tag("endif"),
        tag("for run in line.runs"),
        run("{{ run.text }}"),
        tag("endfor"),
        tag("if not loop.last"),
        run(" · ", "Promise"),
        tag("endif"),
        tag("if line.mark"),
        run("[{{ line.mark }}]", "Mark"),
        tag("endif"),
        tag("endfor"),
    )
    origin = '{{ [document.origin, document.day]|select|join(" · ") }} [{{ document.source }}]'
    return (
        control("for document in documents")
        + par(
            "DocumentHead",
            "{{ document.title }}",
            tag("if document.title|length * 1.3 + document.origin|length > 48"),
            "<w:r><w:br/></w:r>",
            tag("endif"),
            run("\t" + origin, "Origin"),
        )
        + control("if document.columns")
        + body.table([body.width + GUTTER], cells, mar=(0, GUTTER))
        + control("endif")
        + control("if document.targets")
        + targets
        + control("endif")
        + control("endfor")
    )


def summary(body: Body) -> str:
    millimetres = (28, 52, 21, 32, 39, 8)
    widths = [round(mm * MM) for mm in millimetres]
    ink = body.colour("ink")
    thin = body.edge("bottom", 4, ink)
    heads = ["theme", "indicator", "period", "figure", "compared", "source"]
    styles = ["TableHead"] * 6
    styles[3] = "TableHeadFigure"
    header = row(
        *(
            cell(
                width,
                par(style, f"{{{{ knobs.words.{head} }}}}"),
                extra=f"<w:tcBorders>{thin}</w:tcBorders>",
            )
            for width, head, style in zip(widths, heads, styles, strict=True)
        ),
        header=True,
    )
    first = (
        tag("if not row.repeated"),
        run("{{ row.theme }}", "LOOK"),
        tag("if row.theme_zh"),
        run(" ({{ row.theme_zh }})", "LOOK"),
        tag("endif"),
        tag("endif"),
    )
    indicator = (
        run("{{ row.indicator }}", "LOOK"),
        tag("if row.marked"),
        run("†", "Warn"),
        tag("endif"),
    )
    promise = (
        run("{{ knobs.words[row.status ~ '_en'] }}", "Warn"),
        tag("if row.compared"),
        run("; ", "LOOK"),
        tag("endif"),
    )

    def cells(look: str, *note: str) -> str:
        texts = (
            par("TableText", *first),
            par("TableText", *indicator),
            par("TableText", run("{{ row.period|hard }}", "LOOK")),
            par("TableFigure", run("{{ row.value }}", "LOOK")),
            par("TableText", *note, run("{{ row.compared }}", "LOOK")),
            par("TableText", run("[{{ row.source }}]", "Minor")),
        )
        made = row(*(cell(w, text) for w, text in zip(widths, texts, strict=True)))
        plain = '<w:rPr><w:rStyle w:val="LOOK"/></w:rPr>'
        return made.replace(plain, plain.replace("LOOK", look) if look else "")

    def tr(text: str) -> str:
        return row(cell(widths[0], control(text, "tr")))

    rows = (
        header
        + tr("for row in rows")
        + tr('if row.status == "actual"')
        + cells("")
        + tr("else")
        + cells("Promise", *promise)
        + tr("endif")
        + tr("endfor")
    )
    borders = (
        body.edge("top", 8, ink)
        + body.edge("bottom", 8, ink)
        + body.edge("insideH", 4, body.colour("rule"))
    )
    title = par(
        "SummaryHead",
        "{{ knobs.words.summary }}",
        run("\u3000{{ knobs.words.summary_zh }}", "Origin"),
    )
    table = body.table(widths, rows, borders=borders, mar=(45, 45))
    return control("if rows") + title + table + control("endif")


def foot() -> str:
    sources = par(
        "Foot",
        "{{ knobs.words.sources }} {{ knobs.words.sources_en }}",
        tag("for source in sources"),
        "\u3000[{{ source.number }}] {{ source.origin or source.title }} {{ source.day }}",
        tag("endfor"),
        tag("if marked"),
        "\u3000† {{ knobs.words.marked }} {{ knobs.words.marked_en }}",
        tag("endif"),
    )
    traced = (
        "{{ figure_count }}{{ knobs.words.traced }}"
        " · {{ figure_count }} {{ knobs.words.traced_en }}"
    )
    counted = (tag("if figure_count"), run(traced), tag("endif"))
    return sources + par("Imprint", *counted, run("\t{{ issuer.zh }} · {{ issuer.en }}"))


def document_xml(settings: dict[str, Any]) -> str:
    body = Body(settings)
    page = {key: round(value * MM) for key, value in body.page.items()}
    section = (
        f'<w:sectPr><w:pgSz w:w="{page["width"]}" w:h="{page["height"]}"/>'
        f'<w:pgMar w:top="{page["top"]}" w:right="{page["right"]}" w:bottom="{page["bottom"]}"'
        f' w:left="{page["left"]}" w:header="283" w:footer="283" w:gutter="0"/></w:sectPr>'
    )
    parts = (
        masthead(body),
        par("Gap"),
        cards(body),
        documents(body),
        summary(body),
        foot(),
        section,
    )
    body_xml = f"<w:body>{''.join(parts)}</w:body>"
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}">{body_xml}</w:document>'


def parts(settings: dict[str, Any]) -> dict[str, bytes]:
    """The parts of page.docx by name."""
    texts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "docProps/app.xml": APP,
        "docProps/core.xml": CORE,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/document.xml": document_xml(settings),
        "word/fontTable.xml": font_table(settings),
        "word/settings.xml": SETTINGS,
        "word/styles.xml": styles_xml(settings),
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}


def main() -> int:
    settings = tomllib.loads((FOLDER / "template.toml").read_text(encoding="utf-8"))
    path = FOLDER / "page.docx"
    path.write_bytes(write_package(parts(settings)))
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
