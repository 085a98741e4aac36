"""The glossary as its editors see it: what it says, what it lacks, and what is added to it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import TYPE_CHECKING

from briefgen.cells import command
from briefgen.deliver import write_files
from briefgen.english import (
    KINDS,
    doubtful_text,
    in_words,
    meanings,
    pinyin,
    render_theme,
    tidy,
    translate_label,
)
from briefgen.errors import LexiconError, SettingsError
from briefgen.export.columns import width
from briefgen.settings import FILE_NAME, PROPOSALS, line_of
from briefgen.translator.kept import load_proposals, write_proposals
from briefgen.translator.proposals import wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.english import Glossary, Rendering, Term
    from briefgen.model import Reading
    from briefgen.workspace import Workspace

NAME = "glossary.tsv"  # of the glossary of a workspace that has none yet
HEADER = ("zh", "en", "note", "source", "kind")
OPENING = (
    "# The terms of this workspace, looked up before those of briefgen (tab-separated, UTF-8).\n"
)
LONGEST = 200
SOUNDED = "pinyin: only right for a name"
LOOKED_UP = "CC-CEDICT: check whether this is the meaning here"
CONTEXT = 36  # characters of the sentence on either side
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇]")
WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’]")
BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]")
STOP = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Gap:
    """A term without English: how often it stands in labels, one sentence, and a proposal."""

    zh: str
    count: int
    sentence: str
    path: str
    proposal: str
    origin: str = ""  # where a proposal comes from that is not composed: pinyin, CC-CEDICT

    def __str__(self) -> str:
        """Three lines for a terminal; the last is a command to be completed and run."""
        note = f"  ({self.origin})" if self.origin else ""
        lines = (
            f"{self.count:>4}  {self.zh}{note}",
            f"      {self.sentence}  [{self.path}]",
            f"      {command(self.zh, self.proposal) if self.proposal else command(self.zh)}",
        )
        return "\n".join(lines)


# --- looking up ---------------------------------------------------------------------------------


def found(glossary: Glossary, text: str) -> list[Term]:
    """The rows whose Chinese or English holds the text: equal ones first, then the shortest."""
    wanted, english = tidy(text), text.strip().lower()
    rows = [term for kinds in glossary.terms.values() for term in kinds.values()]
    hits = [row for row in rows if wanted in row.zh or english in row.en.lower()]
    return sorted(hits, key=lambda row: (row.zh != wanted, len(row.zh), row.zh, row.kind))


def listed(rows: Iterable[Term]) -> str:
    """One line a term: Chinese, English, and its kind where it is not a plain term."""
    rows = list(rows)
    room = max((width(row.zh) for row in rows), default=0)
    lines = []
    for row in rows:
        kind = f"  [{row.kind}]" if row.kind != "term" else ""
        lines.append(f"{row.zh}{' ' * (room - width(row.zh))}  {row.en}{kind}")
    return "\n".join(lines)


# --- what is missing ----------------------------------------------------------------------------


def missing(readings: Iterable[Reading], glossary: Glossary) -> list[Gap]:
    """The terms in labels and headings that have no English, the most frequent first."""
    counts: Counter[str] = Counter()
    first: dict[str, Gap] = {}
    for reading in readings:
        path = reading.article.source.path
        for rendering, label, sentence in _said(reading, glossary):
            whole = len(rendering.missing) == 1 and not _guess(rendering.missing[0], rendering.text)
            # a single character says nothing by itself: the whole label is what wants English
            words = rendering.missing if min(map(len, rendering.missing)) > 1 else (label,)
            for word in words:
                counts[word] += 1
                composed = whole or word == label
                proposal, origin = _composed(rendering) if composed else (pinyin(word), SOUNDED)
                first.setdefault(word, Gap(word, 0, sentence, path, proposal, origin))
    known = meanings({gap.zh for gap in first.values() if gap.origin})
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return [_settled(first[word], counts[word], known.get(word)) for word in ranked]


def _composed(rendering: Rendering) -> tuple[str, str]:
    """What the rules made of the whole label, if it holds no guess and reads as English."""
    guessed = any(_guess(word, rendering.text) for word in rendering.missing)
    return ("" if guessed or doubtful_text(rendering.text) else rendering.text), ""


def _settled(gap: Gap, count: int, meaning: str | None) -> Gap:
    if meaning:
        return replaced(gap, count=count, proposal=meaning, origin=LOOKED_UP)
    return replaced(gap, count=count)


def _said(reading: Reading, glossary: Glossary) -> Iterator[tuple[Rendering, str, str]]:
    """Every label and heading that is not wholly covered, with the sentence it stands in."""
    for figure in reading.figures:
        if not figure.covered:
            text = reading.passages[figure.passage].text.text if figure.passage >= 0 else ""
            rendering = translate_label(figure.indicator, glossary, figure.unit)
            if rendering.missing:
                yield rendering, figure.indicator, _sentence(text, figure.at)
    for theme in reading.themes:
        for heading in (theme.label, theme.title):
            rendering = render_theme(heading, glossary)
            if rendering.missing:
                yield rendering, heading, heading


def waiting(readings: Iterable[Reading], glossary: Glossary) -> list[str]:
    """Lines that show the machine-made English in these documents, and how to accept it."""
    used = sorted({one.zh for one in wanted(readings, glossary)} & glossary.proposed.keys())
    return [f"  by machine: {zh} = {glossary.proposed[zh]}\n      {accepting(zh)}" for zh in used]


def accepting(zh: str) -> str:
    """The command that takes a proposal into the glossary, to be copied."""
    return f'briefgen terms accept "{zh}"'


def _guess(word: str, text: str) -> bool:
    """Whether the missing word stands in the English as pinyin, or by the dictionary."""
    spoken = (in_words(word).replace(" ", ""), pinyin(word))
    return any(one and one.lower() in text.lower().replace(" ", "") for one in spoken)


def _sentence(text: str, at: int) -> str:
    start = max((stop.end() for stop in STOP.finditer(text, 0, max(at, 0))), default=0)
    end = STOP.search(text, max(at, 0))
    start, stop = max(start, at - CONTEXT), min(end.start() if end else len(text), at + CONTEXT)
    return text[start:stop].strip()


# --- adding -------------------------------------------------------------------------------------


def added(  # noqa: PLR0913 - the cells of a row
    workspace: Workspace,
    glossary: Glossary,
    zh: str,
    english: str,
    *,
    note: str = "",
    kind: str = "term",
    replace: bool = False,
) -> tuple[Path, ...]:
    """The files written: the glossary of the workspace with the term, and its settings if need be.

    Raises LexiconError for cells that are no term, and for a term that there is already unless
    `replace`; OutputError where a file cannot be written.
    """
    row = {"zh": tidy(zh), "en": english.strip(), "note": note.strip(), "kind": kind}
    if fault := _fault(row):
        raise LexiconError(fault, where=f"{zh.strip() or zh!r}")
    known = glossary.terms.get(row["zh"], {})
    if known.get(kind) and not replace:
        own = "the workspace" if row["zh"] in glossary.extra else "briefgen"
        message = f"the glossary of {own} has it already: {known[kind].en}"
        raise LexiconError(message, where=row["zh"], hint="--replace puts yours in its place")
    path = workspace.settings.glossary or workspace.root / NAME
    text = _text_of(path) if path.exists() else OPENING + "\t".join(HEADER) + "\n"
    written = write_files(path.parent, {path.name: _with_row(text, row).encode()})
    if workspace.settings.glossary is None:
        settings = workspace.root / FILE_NAME
        before = settings.read_text(encoding="utf-8-sig") if settings.exists() else ""
        told = with_glossary(before, path.name, settings)
        written += write_files(workspace.root, {FILE_NAME: told.encode()})
    return written


def accepted(
    workspace: Workspace, glossary: Glossary, zh: str, english: str = ""
) -> tuple[Path, ...]:
    """The files written: the glossary with the proposed label, or `english`, and the proposals.

    Raises LexiconError where nothing is proposed for the label, and as `added` does.
    """
    path = workspace.settings.proposals or workspace.root / PROPOSALS
    kept = load_proposals(path)
    found = next((one for one in kept if one.zh == tidy(zh)), None)
    if found is None:
        hint = "briefgen terms --propose asks for proposals; briefgen terms add takes your own"
        raise LexiconError("nothing is proposed for this label", where=zh, hint=hint)
    note = "" if english else f"made by {found.by}, accepted"[:LONGEST]
    said = english or found.en
    written = added(workspace, glossary, zh, said, note=note, kind="phrase", replace=True)
    write_proposals(path, [one for one in kept if one is not found])
    return (*written, path)


def _fault(row: dict[str, str]) -> str:
    """What is wrong with the cells; empty if nothing is."""
    faults = {
        "the term must be Chinese": not HAN.search(row["zh"]),
        "the English is empty": not row["en"],
        f"the English holds Chinese: {row['en']}": WIDE.search(row["en"]),
        f"the kind must be one of {', '.join(sorted(KINDS))}": row["kind"] not in KINDS,
    }
    if fault := next((text for text, holds in faults.items() if holds), ""):
        return fault
    for name, cell in zip(("term", "English", "note", "kind"), row.values(), strict=True):
        if BREAKS.search(cell) or not cell.isprintable():
            return f"the {name} holds a tab, a line break or a control character"
        if len(cell) > LONGEST:
            return f"the {name} is longer than {LONGEST} characters"
    return ""


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")  # as it is: line ends and byte order mark
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", where=str(path)) from error


def _with_row(text: str, row: dict[str, str]) -> str:
    """The file with the row in it, in place of one for the same term and kind if there is one."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.removesuffix("\n").removesuffix("\r").split(end)
    at = next(i for i, line in enumerate(lines) if line.strip("\ufeff \t") and line[0] != "#")
    header = lines[at].lstrip("\ufeff").split("\t")
    lacking = [name for name in ("note", "kind") if row[name] and name not in header]
    lacking = [name for name in lacking if name != "kind" or row["kind"] != "term"]
    lines[at] = "\t".join([lines[at], *lacking])
    header += lacking
    line = "\t".join(row.get(name, "") for name in header).rstrip("\t")
    for index in range(at + 1, len(lines)):
        cells = dict(zip(header, lines[index].split("\t"), strict=False))
        same = tidy(cells.get("zh", "")) == row["zh"]
        if same and (cells.get("kind", "").strip() or "term") == row["kind"]:
            lines[index] = line
            break
    else:
        lines.append(line)
    return end.join(lines) + end


def with_glossary(text: str, name: str, path: Path) -> str:
    """The settings with the name of the glossary in them; all else stays as it is written."""
    lines = text.split("\n")
    setting = f'glossary = "{name}"'
    tables = tomllib.loads(text).get("english", {})
    if "glossary" in tables:
        lines[line_of(text, "english", "glossary") - 1] = setting
    elif any(line.strip() == "[english]" for line in lines):
        lines.insert(
            next(i for i, li in enumerate(lines) if li.strip() == "[english]") + 1, setting
        )
    else:
        lines = [*text.rstrip("\n").split("\n"), "", "[english]", setting, ""]
    changed = "\n".join(lines).lstrip("\n") if not text.strip() else "\n".join(lines)
    try:
        done = tomllib.loads(changed)["english"]["glossary"] == name
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        done = False
    if not done:
        message = "the glossary is written, but could not be named in the settings"
        raise SettingsError(message, where=str(path), hint=f"put  {setting}  under [english]")
    return changed
