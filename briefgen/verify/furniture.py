"""What a page says besides its figures: masthead, headings, sources, counts, words of its own."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError
from briefgen.select import issue
from briefgen.verify.finding import TEMPLATE, Finding
from briefgen.verify.statement import Statement, statement
from briefgen.verify.words import bare, number_pattern, quantity_pattern, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.render import TemplateFolder
    from briefgen.workspace import Workspace

WORD_TEXT = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)


def masthead(day: date, pages: int = 1) -> Iterator[Statement]:
    """The issue, its dates and its day, in the forms that templates use."""
    forms = table()["furniture"]
    year, week, _ = day.isocalendar()
    named = issue.words().months[day.month - 1]
    fields = {"year": year, "week": week, "month": day.month, "day": day.day, "name": named}
    for text in (issue.issue(day), issue.dates(day)):
        yield statement("masthead", (text.zh,))
        yield statement("masthead", (text.en,))
    yield statement("masthead", (issue.week_name(day),))
    for form in forms["issue"]:
        yield statement("masthead", (form.format(**fields),))
    for form in forms["date"]:
        yield statement("masthead", (form.format(**{**fields, "year": day.year}),))
    for page in range(1, pages + 1):
        for form in forms["page"]:
            yield statement("page number", (form.format(page=page, pages=pages),))


def headings(content: Mapping[str, Any]) -> Iterator[Statement]:
    """Titles, themes and sources of a page's JSON: their numbers are names, not figures."""
    for source in content["sources"]:
        mark = f"[{source['number']}]"
        texts = [source["origin"], source.get("short", ""), source["title"]]
        also, number = source.get("also", ()), source["number"]
        for text in filter(None, texts):
            for parts in ((mark, text, source["day"]), (text, source["day"]), (mark, text)):
                yield statement("source", parts, also, source=number)
    for document in content["printed"]["documents"]:
        number = document["source"]
        head = (document["title"], document["origin"], document["day"])
        yield statement("heading", head, source=number)
        yield statement("heading", (document["title"],), source=number)
        for theme in document["themes"]:
            both = [theme["label"], theme["title"], theme["parent"] or {}]
            for text in (text for each in both for text in each.values() if text):
                yield statement("theme", (text,))
    for row in content["printed"]["rows"]:
        yield statement("theme", (row["theme"],))
        yield statement("theme", (row["theme_zh"],))
    for name in ("place", "title", "issuer"):
        for text in content[name].values():
            yield statement("masthead", (text,))


def counts(content: Mapping[str, Any], words: tuple[str, ...]) -> Iterator[Statement]:
    """How many figures the page says it has, and the years its targets are for."""
    years = {document.get("targets_for", "") for document in content["printed"]["documents"]}
    yield from counted(len(content["figures"]), words)
    yield from promised(years - {""}, words)


def counted(count: int, words: tuple[str, ...]) -> Iterator[Statement]:
    """That the page has so many figures."""
    for form in table()["furniture"]["count"]:
        yield statement("count", (form.format(count=count),))
    for word in words:
        if not word[:1].isdigit():
            yield Statement("count", (f"{count}{word}",))


def promised(years: Iterable[str], words: tuple[str, ...]) -> Iterator[Statement]:
    """The heads of lists of targets: 2024年目标."""
    for year in years:
        for word in (*words, *table()["marks"]["target"]):
            yield Statement("heading", (bare(year) + bare(word),))


def template_words(name: str, workspace: Workspace) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """All texts that a template prints by itself, bare; and those that mark a promise.

    A template that is not there any more has none. A text that states a quantity is left out: no
    source proves it, whoever typed it.
    """
    from briefgen.render import find_template  # noqa: PLC0415 - only pages need it

    marks = {key: [bare(word) for word in words] for key, words in table()["marks"].items()}
    try:
        template = find_template(name, workspace.settings.templates)
        pages = [
            path.read_text(encoding="utf-8")
            for folder in template.folders
            for path in sorted(folder.glob("*.html"))
            if not path.name.startswith("email")
        ]
        pages.append(_word_text(template))
    except (BriefgenError, OSError, UnicodeDecodeError):
        return (), marks
    texts = [text for text in TAGS.sub("\n", "\n".join(pages)).splitlines() if text.strip()]
    said = template.knobs.get("words", {})
    knobs = {key: bare(text) for key, text in said.items() if isinstance(text, str)}
    for status in marks:
        own = (knobs.get(key) for key in (status, f"{status}s", f"{status}_en"))
        marks[status] += [word for word in own if word]
    words = {*map(bare, texts), *knobs.values(), *map(bare, table()["words"])}
    return tuple(sorted(w for w in words if w and not quantity_pattern().search(w))), marks


def _word_text(template: TemplateFolder) -> str:
    """The words of a template's Word page with its tags, a line for each paragraph."""
    from lxml import etree  # noqa: PLC0415 - only a finished page needs it

    from briefgen.render.package import read_package  # noqa: PLC0415 - the same
    from briefgen.render.styles import Q  # noqa: PLC0415 - the same

    parts = read_package(template.file("page.docx"))
    names = (name for name in sorted(parts) if WORD_TEXT.fullmatch(name))
    paragraphs = (each for name in names for each in etree.fromstring(parts[name]).iter(f"{Q}p"))
    texts = ((item.text or "" for item in each.iter(f"{Q}t")) for each in paragraphs)
    return "\n".join("".join(each) for each in texts)


def numbers_of_template(words: tuple[str, ...]) -> Iterator[Statement]:
    """The template's own texts that hold a number, such as a telephone line."""
    for word in words:
        if len(word) > 1 and number_pattern().search(word):
            yield Statement(TEMPLATE, (word,))
    for head in table()["furniture"]["heads"]:
        yield statement("heading number", (head,))


def day_of(content: Mapping[str, Any], findings: list[Finding]) -> date | None:
    """The day of the issue; a masthead that is not of that day is a finding."""
    try:
        day = date.fromisoformat(content["day"])
    except ValueError:
        findings.append(Finding("JSON, day", str(content["day"]), "", "it is no day"))
        return None
    true = {
        "issue": {"zh": issue.issue(day).zh, "en": issue.issue(day).en},
        "dates": {"zh": issue.dates(day).zh, "en": issue.dates(day).en},
        "week": issue.week_name(day),
    }
    for name, expected in true.items():
        if content[name] != expected:
            said = str(content[name])
            findings.append(
                Finding(f"JSON, {name}", said, "", "it is not of that day", str(expected))
            )
    return day
