"""Holds a finished page, or the JSON of one, against the documents of its workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.errors import SourceError
from briefgen.gazetteer import gazetteer
from briefgen.verify import furniture
from briefgen.verify.documents import Archive
from briefgen.verify.finding import Finding, TracedNumber, Verdict
from briefgen.verify.finished import attached_data, read_finished
from briefgen.verify.guess import guesses, promised_years
from briefgen.verify.page import WITNESSES, Page
from briefgen.verify.recount import Recount
from briefgen.verify.stream import stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.verify.documents import Witness
    from briefgen.verify.statement import Statement
    from briefgen.workspace import Workspace

SCHEMA = "briefgen.page/1"
NEEDED = (
    "figures",
    "sources",
    "printed",
    "day",
    "issue",
    "dates",
    "week",
    "place",
    "title",
    "issuer",
)
HINT = "build the page again, or move the file away to hold the page against the documents"
WEAKER = (
    "the page's JSON is not beside it: its numbers are held against all documents of the"
    " workspace, so a figure of another document or period may pass, and counts are not checked"
)


def verify(
    path: Path, workspace: Workspace, progress: Callable[[str], None] = lambda _: None
) -> Verdict:
    """What the page's numbers came to, of a .pdf, a .docx, or the .json that lies beside them.

    Raises SourceError where the file cannot be read.
    """
    archive = Archive(workspace, progress, gazetteer().find(path.stem.partition("-")[0]))
    beside = path.with_suffix(".json")
    if path.suffix.lower() == ".json":
        return _json(path, archive)
    blocks = read_finished(path)
    if beside.is_file():
        content = _read(beside)
    elif (inside := attached_data(path)) is not None:
        content, beside = _parsed(inside, path), Path(f"{path}, its data")
    else:
        return _alone(path, archive, blocks)
    archive.page = gazetteer().get(str(content.get("place_code"))) or archive.page
    recount = Recount(content, archive)
    statements, findings = _counted(content, recount, str(beside))
    words, marks = furniture.template_words(_template(content, workspace), workspace)
    statements += furniture.counts(content, words)
    statements += furniture.numbers_of_template(words)
    witnesses = [each for each in archive.known.values() if each]
    page = Page(stream(blocks), list(dict.fromkeys(statements)), words, marks, witnesses)
    traced, wrong = page.explain()
    return Verdict(
        file=str(path),
        against=str(beside),
        traced=tuple(traced),
        findings=(*findings, *wrong),
        notes=_absent(page),
    )


def _counted(
    content: dict[str, Any], recount: Recount, where: str
) -> tuple[list[Statement], list[Finding]]:
    try:
        statements = recount.statements()
        day = furniture.day_of(content, recount.findings)
        statements += furniture.masthead(day) if day else ()
        statements += furniture.headings(content)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        message = f"not as briefgen wrote it: {type(error).__name__}: {error}"
        raise SourceError(message, where=where, hint=HINT) from error
    return statements, recount.findings


def _json(path: Path, archive: Archive) -> Verdict:
    """The JSON alone: all that it says of its page, held against the documents."""
    content = _read(path)
    archive.page = gazetteer().get(str(content.get("place_code"))) or archive.page
    recount = Recount(content, archive)
    _, findings = _counted(content, recount, str(path))
    good = [s for s in recount.content["figures"] if s["path"] not in recount.broken]
    wrong = {finding.place for finding in findings}
    traced = [
        TracedNumber(f"JSON, figure {each['id']}", str(each["raw"]), "figure")
        for each in good
        if f"JSON, figure {each['id']}" not in wrong
    ]
    return Verdict(str(path), "the documents", tuple(traced), tuple(findings))


def _alone(path: Path, archive: Archive, blocks: Sequence[Any]) -> Verdict:
    witnesses: list[Witness] = archive.everything()
    workspace = archive.workspace
    words, marks = furniture.template_words(workspace.settings.template, workspace)
    statements = [*guesses(witnesses, path.stem), *furniture.numbers_of_template(words)]
    statements += furniture.promised(promised_years(witnesses), words)
    made = stream(blocks)
    for count in {each.text for each in made.numbers if each.text.isdigit()}:
        statements += furniture.counted(int(count), words)
    page = Page(made, list(dict.fromkeys(statements)), words, marks, witnesses)
    traced, findings = page.explain()
    return Verdict(str(path), "all documents", tuple(traced), tuple(findings), (WEAKER,))


def _absent(page: Page) -> tuple[str, ...]:
    """What the JSON says is printed and the page lacks: no wrong number, but worth a word."""
    found = {each.statement.proofs for each in page.placed}
    wanted = {
        each.proofs: each for each in page.statements if each.kind in WITNESSES and each.proofs
    }
    gone = [each for proofs, each in wanted.items() if proofs not in found]
    return tuple(f"not on the page as built: {each.fields[0]}" for each in gone)


def _template(content: dict[str, Any], workspace: Workspace) -> str:
    made_with = content.get("made_with")
    name = made_with.get("template") if isinstance(made_with, dict) else None
    return str(name or workspace.settings.template)


def _read(path: Path) -> dict[str, Any]:
    """The JSON of a page; raises SourceError if it is none."""
    try:
        return _parsed(path.read_bytes(), path)
    except OSError as error:
        raise SourceError(f"cannot be read: {error}", where=str(path), hint=HINT) from error


def _parsed(data: bytes, path: Path) -> dict[str, Any]:
    try:
        content = json.loads(data.decode())
    except ValueError as error:
        raise SourceError(f"cannot be read: {error}", where=str(path), hint=HINT) from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise SourceError("not the JSON of a page of briefgen", where=str(path), hint=HINT)
    lacking = [name for name in NEEDED if name not in content]
    if lacking:
        message = f"the JSON lacks {', '.join(lacking)}"
        raise SourceError(message, where=str(path), hint=HINT)
    return content
