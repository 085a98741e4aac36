"""Makes the pages of a template with every sample, in a process that is held to time and memory.

python -m briefgen.templating.trial NAME [FOLDER OF TEMPLATES]     # prints faults as JSON lines
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from dataclasses import asdict, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import exceptions
from weasyprint.formatting_structure.boxes import TextBox

from briefgen.errors import FontError, TemplateError
from briefgen.render import find_template
from briefgen.render.environment import make_environment, render_file
from briefgen.render.pdf import lay_out, page_html
from briefgen.render.unseen import Drawn, pieces
from briefgen.render.word import FILE, estimate_height, write_docx
from briefgen.scales import scale_of
from briefgen.templating.contract import mail_view
from briefgen.templating.faults import Fault, words_of
from briefgen.templating.sample import least, sample_page, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.model import Briefing
    from briefgen.render import TemplateFolder

SECONDS = 90  # for all samples in both formats; some ten are usual on a slow machine
MEMORY = 3 * 1024**3
EDGE = 2.0  # points over the right edge that nobody sees
MAILS = ("email.txt", "email.html")
PDF, WORD = "PDF", "Word"


def tried(name: str, templates: Path | None) -> list[Fault]:
    """What goes wrong with the samples; a process that is stopped is a fault too."""
    command = [sys.executable, "-P", "-m", "briefgen.templating.trial", name]
    command += [str(templates)] if templates else []
    try:
        run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return [Fault("too_slow", name)]
    lines = run.stdout.decode("utf-8").splitlines()
    faults = [Fault(**json.loads(line)) for line in lines]
    if run.returncode:
        faults.append(Fault("too_slow", name))
    return faults


SAID = {  # words of a message: the kind of fault that it tells of
    "object has no element": "may_be_short",
    "alternative text must be": "cannot_be_made",
    "may not load": "outside",
    "not there": "missing_file",
    "has no file": "missing_file",
    "prints no highlight": "prints_nothing",
    "within": "too_slow",
    "too much memory": "too_slow",
    "is not whole": "broken_word",
}
RAISED = {
    exceptions.TemplateNotFound: "missing_file",
    exceptions.UndefinedError: "undefined",
    exceptions.SecurityError: "refused",
    exceptions.TemplateSyntaxError: "syntax",
}


def faults_of(template: TemplateFolder) -> Iterator[Fault]:
    """What goes wrong when the pages and mails of the samples are made."""
    seen: set[tuple[str, str, str]] = set()
    for fault in _all(template):
        said = str(fault.said.get("said", fault.said))
        if fault.kind == "broken_word":  # of each sample at another place of what nobody sees
            said = ""
        key = (fault.kind, fault.where("en"), said)
        if key not in seen:
            seen.add(key)
            yield fault


def _all(template: TemplateFolder) -> Iterator[Fault]:
    for name, page in samples(scale_of(template)).items():
        yield from _made(name, partial(_pdf, name, page, template))
        yield from _made(name, partial(_word, name, page, template))
    environment = make_environment(template.folders)
    view = mail_view()
    context = {one.name: getattr(view, one.name) for one in fields(view)}
    for mail in MAILS:
        if template.has(mail):
            yield from _made("real", partial(_mail, environment, mail, context))


def _mail(environment: Any, mail: str, context: dict[str, Any]) -> list[Fault]:  # noqa: ANN401
    render_file(environment, mail, context)
    return []


def _made(sample: str, make: Callable[[], list[Fault]]) -> list[Fault]:
    try:
        return make()
    except (TemplateError, FontError) as error:
        return [_told(error, sample)]


def _told(error: TemplateError | FontError, sample: str) -> Fault:
    """The failure as a fault, with its file and line."""
    file, _, line = error.where.rpartition(":")
    number = int(line) if line.isdigit() else None
    where = file if number else error.where
    said = {"said": error.message.partition(": ")[2] or error.message, "sample": sample}
    said |= {"hint": error.hint, "name": error.message.rpartition(" ")[2]}
    if isinstance(error.__cause__, exceptions.TemplateNotFound):
        said["name"] = str(error.__cause__.name)
    kind = "no_glyph" if isinstance(error, FontError) else _kind(error)
    return Fault(kind, where, None if where.endswith(".docx") else number, said=said)


def _kind(error: TemplateError) -> str:
    """The kind of fault that a failure tells of, by its message or by what Jinja raised."""
    told = f"{error.message} {error.hint}"
    kinds = (kind for words, kind in SAID.items() if words in told)
    causes = (kind for raised, kind in RAISED.items() if isinstance(error.__cause__, raised))
    return next(kinds, None) or next(causes, "fails")


def _pdf(name: str, page: Briefing, template: TemplateFolder) -> list[Fault]:
    path = str(template.file("page.html"))
    layout = lay_out(page, template)
    faults: list[Fault] = []
    if name == "real":
        faults += _unseen(layout.write(), path)
        faults += _leftover(page_html(page, template), path)
        faults += _fits(template)
    elif layout.pages != 1 or layout.fill > 1:
        faults.append(_tight(PDF, name, layout.fill, path))
    over = next(_over(layout.document), None)
    if over is not None:
        faults.append(Fault("runs_over", path, words=words_of(over), said={"sample": name}))
    return faults


def _word(name: str, page: Briefing, template: TemplateFolder) -> list[Fault]:
    path = str(template.file(FILE))
    made = write_docx(page, template)
    if not made.startswith(b"PK"):
        return [Fault("broken_word", path, said={"said": ""})]
    height = estimate_height(page, template)
    return [_tight(WORD, name, height, path)] if name != "real" and height > 1 else []


def _tight(kind: str, name: str, fill: float, path: str) -> Fault:
    said = {"format": kind, "sample": name, "percent": f"{fill * 100:.0f}"}
    return Fault("tight", path, said=said)


def _fits(template: TemplateFolder) -> Iterator[Fault]:
    """Whether one page holds the first document, in the smallest setting with the least content."""
    page = sample_page()
    few = replace(page, documents=page.documents[:1], rows=page.rows[:3])
    small = least(few, scale_of(template))
    layout = lay_out(small, template)
    if layout.pages > 1 or layout.fill > 1:
        said = {"format": PDF, "percent": f"{layout.fill * 100:.0f}"}
        yield Fault("no_fit", str(template.file("page.html")), said=said)
    height = estimate_height(small, template)
    if height > 1:
        said = {"format": WORD, "percent": f"{height * 100:.0f}"}
        yield Fault("no_fit", str(template.file(FILE)), said=said)


def _leftover(html: str, path: str) -> Iterator[Fault]:
    text = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    if match := re.search(r"\{\{|\{%|%\}|\}\}", text):
        words = words_of(text[max(0, match.start() - 20) : match.end() + 30])
        yield Fault("printed_tag", path, words=words)


def _unseen(pdf: bytes, path: str) -> Iterator[Fault]:
    """Words that the page prints and nobody can see."""
    with Drawn(pdf) as drawn:
        hidden = [words for words, seen in pieces(drawn) if not seen]
    if hidden:
        yield Fault("unseen", path, words=words_of(hidden[0]), said={"count": len(hidden)})


def _over(document: Any) -> Iterator[str]:  # noqa: ANN401 (WeasyPrint is untyped)
    """Texts that end to the right of the type area."""
    for page in document.pages:
        box = page._page_box  # noqa: SLF001 (WeasyPrint is pinned; it has no public measure)
        edge = box.margin_width() - (box.margin_right / 2)
        for one in box.descendants():
            if isinstance(one, TextBox) and one.position_x + one.width > edge + EDGE:
                yield one.text


def _held() -> None:
    """Hold this process to its time and memory, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, hard))


def main(arguments: list[str]) -> int:
    """Print the faults of the template named, one JSON object a line."""
    _held()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    template = find_template(arguments[0], Path(arguments[1]) if arguments[1:] else None)
    for fault in faults_of(template):
        line = json.dumps(asdict(fault), ensure_ascii=False, default=dict)
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
