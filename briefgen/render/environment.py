"""The one Jinja set-up of both formats: strict, escaping, sandboxed, and shut in its folders."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined, exceptions
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefgen.errors import TemplateError
from briefgen.lexicon import load_toml
from briefgen.render.compiled import kept_code
from briefgen.render.context import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

_HAN = "\u3400-\u9fff"


@cache
def _glue() -> re.Pattern[str]:
    """A number with its sign, its multipliers and its unit (or one more character)."""
    words = load_toml("typography")
    units = "|".join(re.escape(unit) for unit in sorted(words["units"], key=len, reverse=True))
    multipliers = re.escape(words["multipliers"])
    return re.compile(rf"[+\-−≥≤]?\d[\d.,:/]*[%‰℃]?(?:[{multipliers}]*(?:{units}|[{_HAN}])?)?")


def glued(text: str) -> Markup:
    """The text as HTML, in which no number is parted from its unit at the end of a line."""
    parts: list[str] = []
    last = 0
    for match in _glue().finditer(text):
        parts.append(str(escape(text[last : match.start()])))
        parts.append(f'<span class="nb">{escape(match.group())}</span>')
        last = match.end()
    parts.append(str(escape(text[last:])))
    return Markup("".join(parts))  # noqa: S704 (every part is escaped above)


def hard(text: str) -> str:
    """The text with spaces that do not break: for short English such as RMB 3.6 billion."""
    return text.replace(" ", "\u00a0")


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to the fields of our own values: half the time of a page."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (Jinja's own signature)
        """The attribute, if a template may see it."""
        if attribute in FIELDS.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def make_environment(folders: list[Path]) -> ImmutableSandboxedEnvironment:
    """The environment that reads templates from these folders only, the first that has one."""
    environment = _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        bytecode_cache=kept_code(),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(glued=glued, hard=hard)
    return environment


def render_file(
    environment: ImmutableSandboxedEnvironment, name: str, context: Mapping[str, object]
) -> str:
    """The template of that name filled in; raises TemplateError with file, line and cure."""
    try:
        return environment.get_template(name).render(context)
    except (exceptions.TemplateError, *RUNTIME) as error:
        raise explained(error, name) from error


# What an expression in a template can raise by itself: 1/0, {}["x"], "a" + 1, too deep a macro.
RUNTIME = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, AttributeError)


def explained(error: Exception, name: str) -> TemplateError:
    """The error of a template as one of ours: what, in which file and line, and what to do."""
    line = getattr(error, "lineno", None) or _line(error.__traceback__)
    file = getattr(error, "filename", None) or getattr(error, "name", None) or name
    hint = "templates/README.md lists every variable a template may use"
    if isinstance(error, exceptions.TemplateNotFound):
        message = f"the template asks for a file that its folder does not have: {error.name}"
        file, hint = name, "a template may use only files of its own folder"
    elif isinstance(error, exceptions.SecurityError):
        message = f"the template uses what it may not: {error}"
    elif isinstance(error, exceptions.UndefinedError):
        message = f"the template uses a variable that does not exist: {error.message}"
    elif isinstance(error, exceptions.TemplateSyntaxError):
        message = f"the template cannot be read: {error.message}"
        hint = "look for a tag that is not closed, at this line or above it"
    else:
        message = f"the template fails while it is filled in: {error}"
    return TemplateError(message, where=f"{file}:{line}" if line else str(file), hint=hint)


def _line(trace: TracebackType | None) -> int | None:
    """The line of the template an error comes from: the innermost frame that is template code."""
    line = None
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
