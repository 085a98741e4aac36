"""The filters of a template: those the contract lists, each watched over by the budget."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import markup_join, str_join
from jinja2.utils import pass_environment, pass_eval_context
from markupsafe import Markup, escape

from briefgen.lexicon import load_toml
from briefgen.render import budget
from briefgen.render.headlines import title_lines
from briefgen.render.typography import number_with_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2.nodes import EvalContext

_OF_TEXT = {  # those that take a text as it prints: of a list that may be without end
    "capitalize",
    "escape",
    "e",
    "lower",
    "replace",
    "string",
    "title",
    "trim",
    "truncate",
    "upper",
    "wordcount",
}
_PASSING = ("jinja_pass_arg",)


def glued(text: str) -> Markup:
    """The text as HTML, in which no number is parted from its unit at the end of a line."""
    parts: list[str] = []
    last = 0
    for match in number_with_unit().finditer(text):
        parts.append(str(escape(text[last : match.start()])))
        parts.append(f'<span class="nb">{escape(match.group())}</span>')
        last = match.end()
    parts.append(str(escape(text[last:])))
    return Markup("".join(parts))  # noqa: S704 (every part is escaped above)


def hard(text: str) -> str:
    """The text with spaces that do not break: for short English such as RMB 3.6 billion."""
    return text.replace(" ", "\u00a0")


def plain(value: object) -> object:
    """The value, if it is a text, a number or the like; a list is refused."""
    if isinstance(value, list | tuple | dict | set):
        raise SecurityError("it prints a list; go through it with {% for … %}, or use |join")
    return value


@pass_eval_context
def _join(
    context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | None = None
) -> str:
    """The texts of a list as one, with `d` between them."""
    if attribute is not None:
        value = map(make_attrgetter(context.environment, attribute), value)
    items = [plain(item) for item in value]
    size = sum(len(item) for item in items if isinstance(item, str)) + len(str(d)) * len(items)
    if size > budget.TEXT:
        raise SecurityError(f"it makes a text of more than {budget.TEXT} characters")
    return str(FILTERS["join"](context, items, d))


@pass_eval_context
def _replace(context: EvalContext, text: object, old: str, new: str, count: int = -1) -> str:
    """The text with `new` in place of `old`."""
    size = len(str(plain(text)))
    if (size + 1) * max(1, len(str(new))) > budget.TEXT and str(new):
        found = str(text).count(str(old))
        if size + found * len(str(new)) > budget.TEXT:
            raise SecurityError(f"it makes a text of more than {budget.TEXT} characters")
    return str(FILTERS["replace"](context, text, old, new, count))


@pass_environment
def _sum(environment: Any, values: Iterable[Any], attribute: str | None = None) -> float:  # noqa: ANN401
    """The sum of the numbers of a list."""
    if attribute is not None:
        values = map(make_attrgetter(environment, attribute), values)
    return sum(value if isinstance(value, int) else float(value) for value in values)


OWN: dict[str, Callable[..., Any]] = {
    "glued": glued,
    "hard": hard,
    "join": _join,
    "lines": title_lines,
    "replace": _replace,
    "sum": _sum,
}


def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, with what it is given and what it makes taken off the budget."""
    passed = any(hasattr(function, mark) for mark in _PASSING)
    text = name in _OF_TEXT

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (any filter)
        value = args[passed] if len(args) > passed else None
        if text:
            plain(value)
        size = len(value) if isinstance(value, str | list | tuple) else 0
        budget.spend(1 + size // budget.A_STEP)
        return budget.checked(function(*args, **kwargs))

    return guarded


def listed() -> dict[str, Callable[..., Any]]:
    """The filters of the contract by name, not watched over."""
    names = load_toml("template_contract")["filters"]
    plain_ones: dict[str, Callable[..., Any]] = {
        "glued": glued,
        "hard": hard,
        "lines": title_lines,
    }
    return {name: plain_ones.get(name) or FILTERS[name] for name in names}


def filters() -> dict[str, Callable[..., Any]]:
    """The filters of the contract by name, each watched over."""
    names = load_toml("template_contract")["filters"]
    return {name: watched(name, OWN.get(name) or FILTERS[name]) for name in names}


# --- what the compiler puts in; no template can name these ----------------------------------------


def counted(items: Iterable[Any], weight: int) -> Iterable[Any]:
    """The items of a loop, each turn taken off the budget; `weight` is what a turn costs."""
    if isinstance(items, list | tuple | dict | str):
        budget.spend(weight * len(items))
        return items
    return _each(items, weight)


def _each(items: Iterable[Any], weight: int) -> Iterator[Any]:
    for item in items:
        budget.spend(weight)
        yield item


@pass_eval_context
def joined(context: EvalContext, items: list[Any]) -> str:
    """`a ~ b`: the values as one text."""
    size = sum(len(item) for item in items if isinstance(plain(item), str))
    if size > budget.TEXT:
        raise SecurityError(f"it makes a text of more than {budget.TEXT} characters")
    made = markup_join(items) if context.autoescape else str_join(items)
    budget.checked(made)
    return made


BUILT_IN: dict[str, Callable[..., Any]] = {
    ".counted": counted,
    ".joined": joined,
    ".checked": budget.checked,
}
