"""The text of templates/briefing/page.docx: the flagship, with key figures and English table."""

from __future__ import annotations

from word_pieces import (
    GUTTER,
    JOINER,
    MM,
    Body,
    cell,
    control,
    drawing,
    loop_cell,
    par,
    row,
    run,
    tag,
)


def content(body: Body) -> str:
    """The paragraphs and tables of the page, in order."""
    parts = (masthead(body), par("Gap"), cards(body), documents(body), summary(body), foot())
    return "".join(parts)


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


CARD = (
    par("CardValue", "{{ card.value }}", run("{{ card.unit.zh }}", "Unit")),
    par(
        "CardLabel",
        tag('if card.status != "actual"'),
        run("{{ knobs.words[card.status] }}\u00a0", "Warn"),
        tag("endif"),
        "{{ card.label.zh }}",
        run(JOINER + "[{{ card.source }}]", "Mark"),
    ),
    par("CardNote", "{{ card.note.zh }}"),
    par(
        "CardEnd",
        run("{{ card.label.en }}", "Term"),
        tag('if card.status != "actual"'),
        ' · {{ knobs.words[card.status ~ "_en"] }}',
        tag("endif"),
        tag("if card.note.en"),
        " · {{ card.note.en }}",
        tag("endif"),
    ),
    control("if card.bars"),
    drawing("CardTrend", "trend", "{{ card.drawn }}"),
    control("endif"),
)


def cards(body: Body) -> str:
    look = (
        f"<w:tcBorders>{body.edge('top', 12, body.colour('red'))}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{body.colour("tint")}"/>'
    )
    card = cell(body.width, *CARD, extra=look)
    white = body.edge("insideV", 48, "FFFFFF")
    cells = row(loop_cell("for card in key_figures"), card, loop_cell("endfor"))
    table = body.table([body.width], cells, borders=white, mar=(120, 120))
    return control("if key_figures") + table + control("endif")


SENTENCE = (
    tag("for line in theme.lines"),
    tag('if line.status != "actual" and not line.told'),
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
    run(JOINER + "[{{ line.mark }}]", "Mark"),
    tag("endif"),
    tag("endfor"),
)


TITLE = (
    tag("if theme.title.zh"),
    run("{{ theme.title.zh }}", "Title"),
    run("\u3000"),
    tag("endif"),
)
LEAD = (
    tag("if theme.label.zh"),
    run("{{ theme.label.zh }}", "Lead"),
    run("\u3000"),
    tag("endif"),
)
# a chip hangs out to the left, its tab goes to where the lines below begin
THEME = "".join(
    (
        control("if theme.chip"),
        par("PointChip", run("{{ theme.label.zh }}", "Chip"), run("\t"), *TITLE, *SENTENCE),
        control("elif theme.child"),
        par("PointChild", *LEAD, *TITLE, *SENTENCE),
        control("else"),
        par("Point", *LEAD, *TITLE, *SENTENCE),
        control("endif"),
    )
)
TARGETS = par(
    "Targets",
    run("{{ document.targets_for }}{{ knobs.words.targets }}", "Warn"),
    run("\u3000"),
    tag("for line in document.targets"),
    tag('if line.status == "forecast"'),
    run("{{ knobs.words.forecast }}\u00a0", "Warn"),
    tag("endif"),
    tag("for run in line.runs"),
    run("{{ run.text }}"),
    tag("endfor"),
    tag("if not loop.last"),
    run("\u00a0· ", "Promise"),
    tag("endif"),
    tag("if line.mark"),
    run(JOINER + "[{{ line.mark }}]", "Mark"),
    tag("endif"),
    tag("endfor"),
)
ORIGIN = '{{ [document.origin, document.day]|select|join(" · ") }} [{{ document.source }}]'


def documents(body: Body) -> str:
    column = cell(
        body.width + GUTTER,
        control("for theme in column"),
        control("if theme.group"),
        par("ThemeGroup", "{{ theme.group }}"),
        control("endif"),
        THEME,
        control("endfor"),
    )
    cells = row(loop_cell("for column in document.columns"), column, loop_cell("endfor"))
    head = par(
        "DocumentHead",
        "{{ document.title }}",
        tag("if document.title|length * 1.3 + document.origin|length > 48"),
        "<w:r><w:br/></w:r>",
        tag("endif"),
        run("\t" + ORIGIN, "Origin"),
    )
    return (
        control("for document in documents")
        + head
        + control("if document.columns")
        + body.table([body.width + GUTTER], cells, mar=(0, GUTTER))
        + control("endif")
        + control("if document.targets")
        + TARGETS
        + control("endif")
        + control("endfor")
    )


COLUMNS = {  # of the English table: width in millimetres; their order is that of template.toml
    "theme": 31,
    "indicator": 58,
    "period": 20,
    "figure": 28,
    "compared": 43,
}
WIDTHS = {name: round(mm * MM) for name, mm in COLUMNS.items()}


def each_column(cells: dict[str, str]) -> str:
    """The cells of a row, in the order that template.toml names its columns in."""
    made = [loop_cell("for column in knobs.table.columns")]
    for number, (name, text) in enumerate(cells.items()):
        made += [loop_cell(f'{"elif" if number else "if"} column == "{name}"'), text]
    return "".join([*made, loop_cell("endif"), loop_cell("endfor")])


def header(body: Body) -> str:
    thin = f"<w:tcBorders>{body.edge('bottom', 4, body.colour('ink'))}</w:tcBorders>"
    cells = {}
    for name, width in WIDTHS.items():
        style = "TableHeadFigure" if name == "figure" else "TableHead"
        cells[name] = cell(width, par(style, f"{{{{ knobs.words.{name} }}}}"), extra=thin)
    return row(each_column(cells), header=True)


def table_row(look: str, *note: str) -> str:
    """One row of the English table; its words in the look named, if one is."""
    theme = (
        tag("if not row.repeated"),
        run("{{ row.theme }}", look),
        tag("if row.theme and row.theme_zh"),
        run(" ", look),
        tag("endif"),
        tag("if row.theme_zh"),
        run("({{ row.theme_zh }})", look),
        tag("endif"),
        tag("endif"),
    )
    indicator = (
        run("{{ row.indicator }}", look),
        tag("if row.marked"),
        run("†", "Warn"),
        tag("endif"),
    )
    figure = (run("{{ row.value }}", look), run("\u00a0[{{ row.source }}]", "Ref"))
    texts = {
        "theme": par("TableText", *theme),
        "indicator": par("TableText", *indicator),
        "period": par("TableText", run("{{ row.period }}", look)),
        "figure": par("TableFigure", *figure),
        "compared": par("TableText", *note, run("{{ row.compared }}", look)),
    }
    return row(each_column({name: cell(WIDTHS[name], text) for name, text in texts.items()}))


def summary(body: Body) -> str:
    promise = (
        run("{{ knobs.words[row.status ~ '_en'] }}", "Warn"),
        tag("if row.compared"),
        run("; ", "Promise"),
        tag("endif"),
    )

    def tr(text: str) -> str:
        return row(cell(WIDTHS["theme"], control(text, "tr")))

    rows = (
        header(body)
        + tr("for row in rows")
        + tr('if row.status == "actual"')
        + table_row("")
        + tr("else")
        + table_row("Promise", *promise)
        + tr("endif")
        + tr("endfor")
    )
    ink = body.colour("ink")
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
    table = body.table(list(WIDTHS.values()), rows, borders=borders, mar=(45, 45))
    return control("if rows") + title + table + control("endif")


def foot() -> str:
    sources = par(
        "Foot",
        "{{ knobs.words.sources }} {{ knobs.words.sources_en }}",
        tag("for source in sources"),
        "\u3000[{{ source.number }}] {{ source.origin or source.short or source.title }}",
        tag("if source.also"),
        "、{{ source.also|join('、') }}",
        tag("endif"),
        " {{ source.day }}",
        tag("endfor"),
    )
    traced = (
        "{{ figure_count }}{{ knobs.words.traced }}"
        " · {{ figure_count }} {{ knobs.words.traced_en }}"
    )
    counted = (
        tag("if figure_count"),
        run(traced),
        tag("endif"),
        tag("if marked"),
        run("\u3000† {{ knobs.words.marked }} {{ knobs.words.marked_en }}"),
        tag("endif"),
    )
    return sources + par("Imprint", *counted, run("\t{{ issuer.zh }} · {{ issuer.en }}"))
