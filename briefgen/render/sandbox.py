"""The Jinja environment of all templates: strict, escaping, and shut in.

A template gets what the contract names and nothing else: no attribute but the declared ones, no
function but `range` and `namespace`, no filter that is not listed, no way to switch escaping off,
no file outside its folders. Everything it makes is taken off a budget (budget.py); only the pages
that come with briefgen, which are tested, go without the counting, and take half the time.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from briefgen.render import budget
from briefgen.render.context import FIELDS
from briefgen.render.filters import BUILT_IN, filters, listed
from briefgen.render.loader import Layers
from briefgen.render.rewrite import checked, counting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jinja2 import Template
    from jinja2.runtime import Context

MOST_TURNS = 1_000  # of range()
A_FILE = 20  # steps that taking in another file costs
METHODS: dict[type, frozenset[str]] = {  # what may be called on plain values
    str: frozenset(
        {
            "count",
            "endswith",
            "find",
            "isdigit",
            "lower",
            "lstrip",
            "rstrip",
            "split",
            "startswith",
            "strip",
            "title",
            "upper",
        }
    ),
    dict: frozenset({"items", "keys", "values", "get"}),
    list: frozenset({"index", "count"}),
    tuple: frozenset({"index", "count", "grouper", "list"}),  # the last two of |groupby
}
PLAIN = (int, float, bytes, type(None), type, type(len), type(lambda: 0))


def turns(*bounds: int) -> range:
    """`range` for templates: up to 1,000 turns."""
    made = range(*bounds)
    if len(made) > MOST_TURNS:
        raise OverflowError(f"range() of more than {MOST_TURNS} turns")
    return made


def escaping(name: str | None) -> bool:
    """Whether what is printed is escaped: always, but for the text of a mail."""
    return not (name or "").endswith(".txt")


def printed(value: object) -> object:
    """What `{{ … }}` prints: a text or a number; refused if it is a value with parts."""
    if isinstance(value, str):
        budget.spend(1, len(value))
        return value
    if isinstance(value, bool | int | float):
        budget.spend(1)
        return value
    if parts := FIELDS.get(type(value)):
        names = ", ".join(f".{name}" for name in sorted(parts))
        raise SecurityError(f"it prints a value that has parts; say which: {names}")
    if value is None or isinstance(value, list | tuple | dict):
        raise SecurityError("it prints a list, or nothing at all; test it with {% if … %}")
    if callable(value) and not isinstance(value, Undefined):  # {{ super }}, {{ range }}, {{ loop }}
        raise SecurityError("it prints what must be called; put brackets behind it: {{ super() }}")
    return value


class Sandbox(ImmutableSandboxedEnvironment):
    """See the module; without the counting."""

    def __init__(self, folders: Sequence[Path], **options: Any) -> None:  # noqa: ANN401 (Jinja's)
        """Read templates from these folders only, the first that has one."""
        super().__init__(
            loader=Layers(folders),
            undefined=StrictUndefined,
            autoescape=escaping,
            trim_blocks=True,
            lstrip_blocks=True,
            **options,
        )
        self.globals = {"range": turns, "namespace": Namespace}
        self.filters = listed()

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (Jinja's own signature)
        """The attribute, if a template may see it; of our own values in half the time."""
        if attribute in FIELDS.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Whether a template may see that attribute: those of plain values are listed."""
        if attr.startswith("_") or type(obj) in FIELDS:
            return attr in FIELDS.get(type(obj), ())
        if isinstance(obj, Enum):
            return attr in {"name", "value"} or attr in METHODS[str]
        for kind, allowed in METHODS.items():
            if isinstance(obj, kind):
                return attr in allowed
        return not isinstance(obj, PLAIN) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401
        """Nothing: `str.format` is not among the methods of a text."""

    def join_path(self, template: str, parent: str) -> str:
        """The name of the file that another one asks for, see Layers."""
        return self.loader.join(template, parent) if isinstance(self.loader, Layers) else template

    def prepared(self, tree: nodes.Template, name: str | None) -> nodes.Template:
        """The template as it is compiled; raises RefusedError for what is refused outright."""
        return checked(tree, name)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 (Jinja's own signature)
    ) -> str:
        return super()._generate(self.prepared(source, name), name, filename, defer_init)


class Counted(Sandbox):
    """The same, with everything a template does taken off the budget of its rendering."""

    intercepted_binops = frozenset(budget.OPERATORS)

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read templates from these folders only, the first that has one."""
        super().__init__(folders, finalize=printed)
        self.filters = {**filters(), **BUILT_IN}
        self.binop_table.update(budget.OPERATORS)

    def call(
        self,
        context: Context,
        function: Any,  # noqa: ANN401 (Jinja's own signature)
        /,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """What the function or macro gives back; arguments and result are taken off the budget."""
        budget.spend(1)
        for value in args:
            if isinstance(value, list | tuple | dict):
                budget.checked(value)
        made = super().call(context, function, *args, **kwargs)
        return budget.checked(made) if isinstance(made, str | list) else made

    def prepared(self, tree: nodes.Template, name: str | None) -> nodes.Template:
        """The template, in which loops, texts and lists are counted."""
        return counting(super().prepared(tree, name), self)

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002, ANN401 (Jinja's)
        template: Template = super()._load_template(name, globals)
        size = self.loader.size(template.filename) if isinstance(self.loader, Layers) else 0
        budget.spend(A_FILE + size // budget.A_STEP, size)
        return template
