"""The contract as values: every variable a template may use, its type, meaning and an example."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from briefgen.lexicon import load_toml
from briefgen.mailing.cover import VIEWS as MAIL_VIEWS
from briefgen.mailing.cover import FileView, MailView, NumberView, SheetView
from briefgen.model import Bilingual, Fit, Line, Run, SourceNote
from briefgen.render.columns import Bar
from briefgen.render.context import VIEWS, PageView, page_context
from briefgen.templating.sample import sample_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ITEMS = {  # the name that the shipped templates give to one of a list
    "CardView": "card",
    "Bar": "bar",
    "DocumentView": "document",
    "ThemeView": "theme",
    "LineView": "line",
    "RowView": "row",
    "SheetView": "page",
    "NumberView": "number",
    "FileView": "file",
}
OTHERS = (Bilingual, Fit, Run, SourceNote)  # values of the model that templates see
LONGEST = 40  # characters of an example


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its full name (`card.value`), what it is in both languages, an example."""

    name: str
    kind: str
    zh: str
    en: str
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """The variables of one kind of value: those of the page itself have no item."""

    view: str
    item: str
    mail: bool
    variables: tuple[Variable, ...]


def groups() -> Iterator[Group]:
    """Every variable there is, by the value it belongs to: first the page's, then the mail's."""
    examples = {**_page_examples(), **_mail_examples()}
    for view in (*VIEWS, *MAIL_VIEWS):
        name = view.__name__
        item = ITEMS.get(name, "")
        meanings = load_toml("template_meanings")["variables"][name]
        made = tuple(
            Variable(
                f"{item}.{one.name}" if item else one.name,
                kind_of(str(one.type)),
                meanings[one.name],
                str(one.metadata["help"]),
                shown(getattr(examples[name], one.name)),
            )
            for one in fields(view)
        )
        yield Group(name, item, view in MAIL_VIEWS, made)


def kind_of(annotation: str) -> str:
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


def shown(value: object) -> str:
    """An example as documentation shows it, on one line."""
    if isinstance(value, Bilingual):
        return f"{_cut(value.zh)} / {_cut(value.en)}"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "none"}[value]
    if isinstance(value, tuple):
        if value and isinstance(value[0], Run):
            return "".join(run.text for run in value)[:LONGEST]
        plain = all(isinstance(item, str) for item in value)
        return _cut("; ".join(value)) if plain and value else f"[{len(value)}]"
    if isinstance(value, Fit):
        return f".body {value.body:g}, .leading {value.leading:g}"
    return "{…}" if isinstance(value, dict) else _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def fullest(values: list[Any]) -> Any:  # noqa: ANN401 - one of the values
    """The value of a list of which most parts say something."""

    def filled(value: Any) -> int:  # noqa: ANN401
        return sum(bool(getattr(value, item.name)) for item in fields(value))

    return max(values, key=filled)


def _page_examples() -> dict[str, Any]:
    variables = page_context(sample_page(), {})
    documents = variables["documents"]
    themes = [theme for document in documents for theme in document.themes]
    lines = [line for theme in themes for line in theme.lines]
    cards = list(variables["key_figures"])
    bars = [bar for card in cards for bar in card.bars] or [Bar(cards[0].note, "", 0, 0)]
    return {
        "PageView": PageView(**variables),
        "CardView": fullest(cards),
        "Bar": fullest(bars),
        "DocumentView": fullest(list(documents)),
        "ThemeView": fullest(themes),
        "LineView": fullest(lines),
        "RowView": fullest(list(variables["rows"])),
    }


def mail_view() -> MailView:
    """The mail of the sample page."""
    page = sample_page()
    numbers = tuple(
        NumberView(
            card.label,
            Bilingual(card.value + card.unit.zh, card.value + card.unit.en),
            card.note,
            card.status != "actual",
        )
        for card in page.key_figures
    )
    sheet = SheetView(page.place, page.title, "", numbers)
    files = (FileView(f"{page.place.zh}-{page.week}.pdf", "312 kB"),)
    return MailView(
        subject=f"{page.title.zh} {page.issue.zh}",
        subscription=page.title.zh,
        chinese=True,
        english=True,
        title=page.title,
        issue=page.issue,
        dates=page.dates,
        week=page.week,
        pages=(sheet,),
        files=files,
        news_zh=(_first_line(page.documents[0].themes[0].lines),),
        news_en=(page.rows[0].indicator,),
        unchanged=False,
        sender="editor@example.cn",
        due=f"{page.day} 08:30 Asia/Shanghai (UTC+8)",
        sign_off="mailto:editor@example.cn?subject=unsubscribe",
    )


def _first_line(lines: tuple[Line, ...]) -> str:
    return lines[0].text


def _mail_examples() -> dict[str, Any]:
    view = mail_view()
    return {
        "MailView": view,
        "SheetView": view.pages[0],
        "NumberView": view.pages[0].numbers[0],
        "FileView": view.files[0],
    }


@cache
def parts(view: type) -> Mapping[str, Any]:
    """The types of the parts of a value that templates see, by name; {} for a plain value."""
    if not (isinstance(view, type) and is_dataclass(view)):
        return {}
    known = {one.__name__: one for one in (*VIEWS, *MAIL_VIEWS, *OTHERS)}
    names = {**known, "Status": str, "Mapping": dict, "Any": object}
    return get_type_hints(view, globalns=names)


def item_of(kind: Any) -> Any:  # noqa: ANN401 - any type
    """The type of what stands in a list of that type; None if it is no list."""
    inner = get_args(kind)
    return inner[0] if getattr(kind, "__origin__", None) is tuple and inner else None
