"""What is told beside a preview: how full it is, what was held back, what is in doubt."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml
from briefgen.messages import in_chinese
from briefgen.proof.reasons import reason_zh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Briefing, Line
    from briefgen.pipeline import Page


QUOTED = 60  # characters of the source that are shown of what is in doubt


def report(page: Page, fills: Mapping[str, float], warnings: Sequence[str]) -> dict[str, Any]:
    """The lines on the page and those held back, problems, and how it was fitted, as JSON."""
    briefing = page.briefing
    doing: dict[str, list[str]] = defaultdict(list)
    for edit in briefing.edits:
        if not edit.problem:
            doing[edit.key].append(edit.did)
    blocks = list(_blocks(briefing))
    return {
        "fills": dict(fills),
        "fit": {"body": briefing.fit.body, "leading": briefing.fit.leading},
        "blocks": [{**block, "did": doing.get(block["key"], [])} for block, _ in blocks],
        "lines": [
            {**_line(line), "block": number, "did": doing.get(line.key, [])}
            for number, (_, lines) in enumerate(blocks)
            for line in lines
        ],
        "held": [
            {"key": each.key, "text": each.text, "score": each.score, **both("held", each.reason)}
            for each in briefing.held
        ],
        "problems": list(_problems(page, warnings)),
        "figures": briefing.figure_count,
        "documents": len(briefing.documents),
        "given": len(page.readings),
    }


def _blocks(briefing: Briefing) -> Iterator[tuple[dict[str, Any], Sequence[Line]]]:
    """The themes and the targets of each document, each with its lines.

    `text` and `text_en` are what an editor may give another wording; targets have no key.
    """
    for document in briefing.documents:
        for theme in document.themes:
            named = f"{theme.label.zh} {theme.title.zh}".strip()
            heading = theme.title if theme.title.zh or theme.chip else theme.label
            words = {"text": heading.zh, "text_en": heading.en, "was": theme.was}
            yield {"key": theme.key, "name": named, "kind": "theme", **words}, theme.lines
        if document.targets:
            yield {"key": "", "name": document.title, "kind": "targets"}, document.targets


def _line(line: Line) -> dict[str, Any]:
    return {"key": line.key, "text": line.text, "was": line.was}


def _problems(page: Page, warnings: Sequence[str]) -> Iterator[dict[str, str]]:
    for edit in page.briefing.edits:
        if edit.problem:
            yield {"where": f"{edit.key}: {edit.was}", **both("held", edit.problem)}
    for reading in page.readings:
        for problem in reading.problems:
            kind = both("problems", problem.kind)
            where = reading.article.source.path
            told = problem.kind == "untranslated_term"  # its message says the words
            said = "" if told else reading.article.source.text[problem.start : problem.end]
            yield {
                "where": where,
                "words": " ".join(said.split())[:QUOTED],
                "zh": f"{kind['zh']}：{in_chinese(problem.message)}",
                "en": f"{kind['en']}: {problem.message}",
            }
    for warning in warnings:
        yield {"where": "", "zh": in_chinese(warning), "en": warning}


def both(table: str, words: str) -> dict[str, str]:
    """The program's English words in both languages: by their table, or as a message."""
    found = reason_zh(words) if table == "held" else texts()[table].get(words)
    zh = found if found not in {None, words} else in_chinese(words)
    return {"zh": zh, "en": words.replace("_", " ")}


@cache
def texts() -> dict[str, Any]:
    """The texts of data/preview.toml."""
    return load_toml("preview")
