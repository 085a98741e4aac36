"""The only variables that reach a template: frozen values, each field with its help text.

`templates/README.md` is written from these fields (`briefgen.render.handbook`), so what is said
here is what an editor reads.
"""

# ruff: noqa: RUF009 (`_help` is dataclasses.field with a help text, no default value)

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from briefgen.model import OVERALL, Bilingual, Fit, Run, SourceNote, drawn
from briefgen.render.columns import Bar, balanced, bars, gap_bars, height, with_filled_columns
from briefgen.render.described import described as _help

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model import Briefing, DocumentBlock, KeyFigure, Line, Row, Status, ThemeBlock


EVENER = 4  # lines that a theme parted between two columns must save
LONGEST_THEME = 38  # characters of the table's first column, on two lines
WIDE = 2  # a Chinese character takes the room of two Latin ones


@dataclass(frozen=True, slots=True)
class CardView:
    """One key figure at the head of the page."""

    value: str = _help("the number set large: +7.9")
    unit: Bilingual = _help("the small sign after it, `.zh` and `.en`: %")
    label: Bilingual = _help("the name of the indicator, `.zh` and `.en`")
    note: Bilingual = _help("its period and comparisons, `.zh` and `.en`")
    status: Status = _help("`actual`, `target` or `forecast`")
    source: int = _help("the number of its source")
    bars: tuple[Bar, ...] = _help(
        "the trend, oldest first, or the gap to a benchmark; empty when there is neither"
    )
    drawn: str = _help("the same in words, for those who cannot see it drawn; may be empty")


@dataclass(frozen=True, slots=True)
class LineView:
    """One highlight as printed."""

    runs: tuple[Run, ...] = _help(
        "its pieces, in order: `run.text`, and `run.figure`, which is empty for plain words"
    )
    status: Status = _help("`actual`, `target` or `forecast`")
    told: bool = _help(
        "true if its words, or its sentence, say that it is a forecast: no sign is due"
    )
    end: str = _help(
        "the punctuation that closes it: ； between the lines of a theme, 。 at its end and "
        "where what is foretold ends"
    )
    mark: int | None = _help("the number of the source to print after it, or none")


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme of a document with its lines."""

    label: Bilingual = _help(
        "its short name, `.zh` and `.en`; empty where it goes on from the column before"
    )
    title: Bilingual = _help("the rest of its heading, `.zh` and `.en`; may be empty")
    chip: bool = _help("true if the label is one character, to be set as a square")
    child: bool = _help("true if it stands under another theme")
    group: str = _help("the Chinese name to print above it, where its parent begins; mostly empty")
    lines: tuple[LineView, ...] = _help("its highlights")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One source document with its themes."""

    source: int = _help("the number of the source")
    title: str = _help("its heading")
    origin: str = _help("who published it; may be empty")
    day: str = _help("its date; may be empty")
    columns: tuple[tuple[ThemeView, ...], ...] = _help("the themes in one to three even columns")
    themes: tuple[ThemeView, ...] = _help("the same themes in one list")
    targets: tuple[LineView, ...] = _help("what the document promises, together; may be empty")
    targets_for: str = _help("the year the targets are set for; may be empty")


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the English table."""

    theme: str = _help("the theme in English; empty if it has none")
    theme_zh: str = _help("the theme in Chinese; empty where both take more than two lines")
    repeated: bool = _help("true if the row above has the same theme of the same source")
    indicator: str = _help("the indicator in English")
    period: str = _help("the period in English")
    value: str = _help("the figure in English")
    compared: str = _help("what it is compared with; may be empty")
    status: Status = _help("`actual`, `target` or `forecast`")
    source: int = _help("the number of the source")
    marked: bool = _help("true if a term in it is not in the glossary: print a sign")


@dataclass(frozen=True, slots=True)
class PageView:
    """What a template may use."""

    place: Bilingual = _help("the place, `.zh` and `.en`")
    title: Bilingual = _help("the title of the brief, `.zh` and `.en`")
    issuer: Bilingual = _help("who issues it, `.zh` and `.en`")
    issue: Bilingual = _help("the number of the issue, `.zh` and `.en`")
    dates: Bilingual = _help("the days it covers, `.zh` and `.en`")
    week: str = _help("the ISO week: 2024-W22")
    day: str = _help("the date of the issue: 2024-05-31")
    key_figures: tuple[CardView, ...] = _help("three or four key figures, or none")
    documents: tuple[DocumentView, ...] = _help(
        "the source documents, those of the place itself first, then newest first"
    )
    rows: tuple[RowView, ...] = _help("the rows of the English table, or none")
    sources: tuple[SourceNote, ...] = _help(
        "the sources: `.number`, `.title`, `.short`, `.origin`, `.also`, `.day`, `.path`"
    )
    figure_count: int = _help("how many figures are printed, each traced to its source")
    marked: bool = _help("true if any row of the English table is marked")
    fit: Fit = _help(
        "how the page is set: `.body` and `.table` in points, `.leading` and `.spacing` as factors"
    )
    knobs: Mapping[str, Any] = _help("`[knobs]` of the template's own template.toml")


VIEWS = (PageView, CardView, Bar, DocumentView, ThemeView, LineView, RowView)
FIELDS: dict[
    type, frozenset[str]
] = {  # what a template may see of each value; all of it is plain and frozen
    kind: frozenset(item.name for item in fields(kind))
    for kind in (*VIEWS, Bilingual, Fit, Run, SourceNote)
}


def page_context(
    briefing: Briefing, knobs: Mapping[str, Any], fit: Fit | None = None
) -> dict[str, Any]:
    """The variables of a template by name, see PageView; `fit` is that of the PDF unless told."""
    page = PageView(
        place=briefing.place,
        title=briefing.title,
        issuer=briefing.issuer,
        issue=briefing.issue,
        dates=briefing.dates,
        week=briefing.week,
        day=briefing.day.isoformat(),
        key_figures=tuple(_card(card, briefing.place) for card in briefing.key_figures),
        documents=tuple(_document(block, knobs.get("columns", 0)) for block in briefing.documents),
        rows=_rows(briefing.rows),
        sources=briefing.sources,
        figure_count=briefing.figure_count,
        marked=any(row.marked for row in briefing.rows),
        fit=fit or briefing.fit,
        knobs=with_filled_columns(knobs, briefing.rows),
    )
    return {item.name: getattr(page, item.name) for item in fields(page)}


def _card(card: KeyFigure, place: Bilingual) -> CardView:
    drawing, words = bars(card.trend), ""
    if drawing:
        words = drawn(card.label.zh, [f"{bar.period.zh}{bar.text}" for bar in drawing])
    elif card.gap:
        drawing = gap_bars(card.gap, card.gap.place or place)
        words = drawn(card.label.zh, [f"{card.value}{card.unit.zh}", card.note.zh])
    return CardView(
        card.value, card.unit, card.label, card.note, card.status, card.source, drawing, words
    )


def _document(block: DocumentBlock, columns: int) -> DocumentView:
    themes = _themes(block.themes)
    return DocumentView(
        source=block.source,
        title=block.title,
        origin=block.origin,
        day=block.day,
        columns=_columns(themes, columns),
        themes=themes,
        targets=_lines(block.targets),
        targets_for=block.targets_for,
    )


def _themes(blocks: tuple[ThemeBlock, ...]) -> tuple[ThemeView, ...]:
    """The themes; a parent that has no block of its own is named above its first child."""
    named = {block.label.zh for block in blocks}
    views = []
    for block in blocks:
        parent = block.parent.zh if block.parent else ""
        group = "" if parent in named else parent
        named.add(parent)
        view = ThemeView(
            block.label, block.title, block.chip, bool(parent), group, _lines(block.lines)
        )
        views.append(view)
    if len(views) == 1 and views[0].label.zh == OVERALL:  # alone it says nothing
        return (replace(views[0], label=Bilingual("", "")),)
    return tuple(views)


def _lines(lines: tuple[Line, ...]) -> tuple[LineView, ...]:
    """The lines with their punctuation; a source mark stands only where the source changes.

    A stop ends what is foretold, so that no result behind it is taken for a forecast.
    """
    following = [after.source == line.source for line, after in pairwise(lines)] + [False]
    ended = [line.told and not after.told for line, after in pairwise(lines)] + [True]
    return tuple(
        LineView(
            runs=line.runs,
            status=line.status,
            told=line.told,
            end="。" if end else "；",
            mark=None if same else line.source,
        )
        for line, same, end in zip(lines, following, ended, strict=False)
    )


def _columns(themes: tuple[ThemeView, ...], wanted: int) -> tuple[tuple[ThemeView, ...], ...]:
    """The themes in even columns; a long one goes on in the next if that is much more even."""
    whole = balanced(themes, [_weight(theme) for theme in themes], wanted)
    parted = _parted(themes) if len(whole) == 2 else whole  # noqa: PLR2004 (side by side)
    high, low = (
        [[_weight(theme) for theme in column] for column in way] for way in (whole, parted)
    )
    return parted if parted and height(high) - height(low) >= EVENER else whole


def _parted(themes: tuple[ThemeView, ...]) -> tuple[tuple[ThemeView, ...], ...]:
    """Two columns, parted between two lines of the theme that stands in the middle."""
    middle = sum(_weight(theme) for theme in themes) / 2
    for number, theme in enumerate(themes):
        if _weight(theme) < middle:
            middle -= _weight(theme)
            continue
        cuts = [_cut(theme, at) for at in range(1, len(theme.lines))]
        if not cuts:
            return ()
        first, rest = min(cuts, key=lambda cut: abs(_weight(cut[0]) - middle))
        return (*themes[:number], first), (rest, *themes[number + 1 :])
    return ()


def _cut(theme: ThemeView, at: int) -> tuple[ThemeView, ThemeView]:
    """The theme with its first lines, and the same going on, without its name, with the others."""
    first = replace(theme, lines=theme.lines[:at])
    none = Bilingual("", "")
    rest = replace(theme, label=none, title=none, chip=False, group="", lines=theme.lines[at:])
    return first, rest


def _weight(theme: ThemeView) -> int:
    """How much room a theme takes, in characters."""
    words = sum(len(run.text) for line in theme.lines for run in line.runs)
    return words + len(theme.label.zh) + len(theme.title.zh) + 8


def _named(row: Row) -> tuple[str, str]:
    """The theme of a row in both languages, or in English where both take more than two lines."""
    length = len(row.theme)
    if length + WIDE * len(row.theme_zh) <= LONGEST_THEME or not row.theme_zh:
        return row.theme, row.theme_zh
    return (row.theme, "") if row.theme else ("", row.theme_zh)


def _rows(rows: tuple[Row, ...]) -> tuple[RowView, ...]:
    views = []
    above: tuple[str, str, int] | None = None
    for row in rows:
        theme = (row.theme, row.theme_zh, row.source)
        said, written = _named(row)
        views.append(
            RowView(
                theme=said,
                theme_zh=written,
                repeated=theme == above,
                indicator=row.indicator,
                period=row.period,
                value=row.value,
                compared=row.compared,
                status=row.status,
                source=row.source,
                marked=row.marked,
            )
        )
        above = theme
    return tuple(views)
