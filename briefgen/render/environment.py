"""Makes the environment of both formats and the mail, fills templates in, and explains failures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import exceptions
from jinja2.filters import FILTERS

from briefgen.errors import TemplateError
from briefgen.render import budget
from briefgen.render.compiled import kept_code
from briefgen.render.rewrite import RefusedError
from briefgen.render.sandbox import Counted, Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from jinja2 import Template

# What an expression in a template can raise by itself: 1/0, {}["x"], "a" + 1, too deep a macro.
WORD = ".docx"
RUNTIME = (
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    RuntimeError,
    AttributeError,
    SyntaxError,
    MemoryError,
)


def make_environment(
    folders: Sequence[Path], *, ours: bool = False, program: bool = False
) -> Sandbox:
    """The environment that reads templates from these folders only, the first that has one.

    What a template does is counted, unless it is one of `ours`. Pages that are part of the
    `program`, and no templates for editors, have two filters more. Of these two kinds, which do not
    change, the compiled code is kept; what an editor wrote is checked and compiled at each run.
    """
    if ours or program:
        environment = Sandbox(folders, bytecode_cache=kept_code())
    else:
        environment = Counted(folders)
    if program:
        environment.filters.update({name: FILTERS[name] for name in ("format", "tojson")})
    return environment


def render_file(environment: Sandbox, name: str, context: Mapping[str, object]) -> str:
    """The template of that name filled in; raises TemplateError with file, line and cure."""
    try:
        with budget.allowance():
            return filled(environment.get_template(name), context)
    except (exceptions.TemplateError, *RUNTIME) as error:
        raise explained(error, name) from error


def filled(template: Template, context: Mapping[str, object]) -> str:
    """The template filled in, piece by piece, so that one without end is stopped on the way."""
    pieces: list[str] = []
    room = budget.OUTPUT
    for piece in template.generate(context):
        pieces.append(piece)
        room -= len(piece)
        if room < 0:
            raise exceptions.SecurityError(f"it prints more than {budget.OUTPUT} characters")
    return "".join(pieces)


def explained(error: Exception, name: str) -> TemplateError:
    """The error of a template as one of ours: what, in which file and line, and what to do."""
    ran, at = _place(error.__traceback__)
    line = getattr(error, "lineno", None) or at
    file = getattr(error, "filename", None) or getattr(error, "name", None) or ran or name
    hint = "docs/templates.md lists every variable a template may use: briefgen template vars"
    if isinstance(error, exceptions.TemplateNotFound):
        message = f"the template asks for a file that its folder does not have: {error.name}"
        file, hint = name, "a template may use only files of its own folder"
    elif isinstance(error, exceptions.SecurityError | RefusedError):
        message = f"the template uses what it may not: {error.message}"
    elif isinstance(error, exceptions.UndefinedError):
        message = f"the template uses a variable that does not exist: {error.message}"
    elif isinstance(error, exceptions.TemplateSyntaxError):
        message = f"the template cannot be read: {error.message}"
        if not str(error.message).startswith(("No filter", "No test")):
            hint = "look for a tag that is not closed, at this line or above it"
    elif isinstance(error, SyntaxError | RecursionError | MemoryError):
        message = "the template goes too deep: blocks within blocks, or a macro that calls itself"
    else:
        message = f"the template fails while it is filled in: {error}"
    if str(file).endswith(WORD):  # all its paragraphs are one line
        name, line = Path(file).parent.name, None
        hint = f"briefgen template check {name} says in which paragraph"
    return TemplateError(message, where=f"{file}:{line}" if line else str(file), hint=hint)


def _place(trace: TracebackType | None) -> tuple[str, int | None]:
    """The file and line an error comes from: the innermost frame that is code of a template.

    The file is empty where the template was read from none.
    """
    file, line = "", None
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            name = trace.tb_frame.f_code.co_filename
            file, line = name if Path(name).is_absolute() else "", trace.tb_lineno
        trace = trace.tb_next
    return file, line
