"""The words round the page: subject, text and HTML of the mail, from the template's files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from briefgen.errors import TemplateError
from briefgen.lexicon import load_toml
from briefgen.model import Bilingual
from briefgen.render import find_template
from briefgen.render.described import described
from briefgen.render.environment import make_environment, render_file

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.settings import Settings

FILES = ("email.txt", "email.html")
FALLBACK = "briefing"  # a template without mail files takes those of this one


# RUF009 takes `described` for a value shared by all; it makes a field
# ruff: noqa: RUF009


@dataclass(frozen=True, slots=True)
class NumberView:
    """One of `page.numbers`."""

    label: Bilingual = described("the indicator, `.zh` and `.en`")
    value: Bilingual = described(
        "the figure with its unit, `.zh`, and `.en`, which may be empty: +7.9%"
    )
    note: Bilingual = described("its period and comparisons, `.zh` and `.en`")
    target: bool = described("true if it is a target or a forecast, not a result")


@dataclass(frozen=True, slots=True)
class SheetView:
    """One of `pages`."""

    place: Bilingual = described("the place, `.zh` and `.en`")
    title: Bilingual = described("the title of the page, `.zh` and `.en`")
    picture: str = described('the name of its picture, for `src="cid:…"`; empty if there is none')
    numbers: tuple[NumberView, ...] = described("its key figures")


@dataclass(frozen=True, slots=True)
class FileView:
    """One of `files`."""

    name: str = described("the name of the attached file")
    size: str = described("its size: 312 kB")


@dataclass(frozen=True, slots=True)
class MailView:
    """What `email.txt` and `email.html` may use."""

    subject: str = described("the subject of the mail")
    subscription: str = described("the name of the subscription")
    chinese: bool = described("true if Chinese words are wanted")
    english: bool = described("true if English words are wanted")
    title: Bilingual = described("the title of the brief, `.zh` and `.en`")
    issue: Bilingual = described("the number of the issue, `.zh` and `.en`")
    dates: Bilingual = described("the days of its week, `.zh` and `.en`")
    week: str = described("the ISO week: 2024-W22")
    pages: tuple[SheetView, ...] = described("the pages, one for each place")
    files: tuple[FileView, ...] = described("the attached files")
    news_zh: tuple[str, ...] = described("what is new since the last issue, up to three lines")
    news_en: tuple[str, ...] = described("the same in English")
    unchanged: bool = described(
        "true if this is the last page once more, for want of new documents"
    )
    sender: str = described("who sends the mail")
    due: str = described(
        "when it was due, with its time zone: 2024-05-27 08:30 Asia/Shanghai (UTC+8)"
    )
    sign_off: str = described("the link by which a reader signs off; each gets his own")


VIEWS = (MailView, SheetView, NumberView, FileView)


def cover(view: MailView, settings: Settings) -> tuple[str, str]:
    """The text part and the HTML part; raises TemplateError with file and line."""
    folders = [*_folders(settings.template, settings), *_folders(FALLBACK, settings)]
    environment = make_environment(folders)
    context = {one.name: getattr(view, one.name) for one in fields(view)}
    text, html = (render_file(environment, name, context) for name in FILES)
    if not text.strip() or not html.strip():
        raise TemplateError("the template of the mail leaves it empty", where=str(folders[0]))
    return text, html


def _folders(name: str, settings: Settings) -> list[Path]:
    return list(find_template(name, settings.templates).folders)


def subject(view_title: Bilingual, issue: Bilingual, language: str, *, unchanged: bool) -> str:
    """The subject in the language of the subscription; Chinese where both are wanted."""
    words = load_toml("mail")["subject"]
    tongue = "en" if language == "en" else "zh"
    said = words[language].format(title=getattr(view_title, tongue), issue=getattr(issue, tongue))
    return (words[f"unchanged_{tongue}"] if unchanged else "") + str(said)


def joined_title(name: str, sheets: tuple[SheetView, ...]) -> Bilingual:
    """The title of the one page, or for several the name of the subscription."""
    return sheets[0].title if len(sheets) == 1 else Bilingual(name, name)


def sheet(sidecar: dict[str, Any], picture: str) -> SheetView:
    """One page as its sidecar describes it."""
    rows = {row["figure"]: row["value"] for row in sidecar["printed"]["rows"]}
    return SheetView(
        place=Bilingual(**sidecar["place"]),
        title=Bilingual(**sidecar["title"]),
        picture=picture,
        numbers=tuple(_number(one, rows) for one in sidecar["printed"]["key_figures"]),
    )


def _number(key: dict[str, Any], rows: dict[str, str]) -> NumberView:
    """A key figure; in English as the table says it, since 万 and 亿 have other powers there."""
    value, unit = key["value"], key["unit"]
    percent = unit["zh"] == unit["en"] == "%"
    english = rows.get(key["figure"]) or (f"{value}%" if percent else unit["en"])
    return NumberView(
        label=Bilingual(**key["label"]),
        value=Bilingual(f"{value}{unit['zh']}", english),
        note=Bilingual(**key["note"]),
        target=key["status"] != "actual",
    )


def size_said(size: int) -> str:
    """A size for readers: 312 kB, 1.4 MB."""
    thousand = 1000
    if size < thousand * thousand:
        return f"{max(1, round(size / thousand))} kB"
    return f"{size / thousand / thousand:.1f} MB"
