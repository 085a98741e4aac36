"""Reads a template as Jinja does, and finds the names in it that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import nodes
from jinja2.tests import TESTS

from briefgen.lexicon import load_toml
from briefgen.model import Bilingual
from briefgen.render.rewrite import REFUSED_NAMES
from briefgen.templating.contract import item_of, parts
from briefgen.templating.faults import nearest, table
from briefgen.templating.nodes import (
    attribute_of,
    exported,
    kind_of_value,
    leads,
    one_of,
    spelled,
    stored,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SUPER = "super"
GLOBALS = ("range", "namespace", SUPER)
SAME = {"select", "reject", "sort", "list", "unique", "reverse", "selectattr", "rejectattr"}
MAY_LACK = {"default", "d", "defined", "undefined"}  # what may be asked of a name that is not there
METHODS = {"get", "items", "keys", "values", "count", "index"}


class Found(NamedTuple):
    """A name that leads nowhere: the kind of fault, its line, and what is told of it."""

    kind: str
    line: int
    said: dict[str, str]
    near: str = ""


class Known(NamedTuple):
    """A value that is known itself, not only its type: the knobs."""

    value: Any


def kinds_of(view: type, knobs: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that a template begins with, each with its type."""
    kinds = dict(parts(view))
    if "knobs" in kinds:
        kinds["knobs"] = Known(knobs)
    return kinds


class Reader:
    """Goes through a template with the names that are known at each point."""

    def __init__(self, known: Mapping[str, Any], macros: Callable[[str], set[str] | None]) -> None:
        """Begin with these variables; `macros` tells what a file exports, None if it is missing."""
        self.found: list[Found] = []
        self._top = dict(known)
        self._macros = macros
        self._filters = load_toml("template_contract")["filters"]

    def read(self, tree: nodes.Template, inherited: Iterable[str] = ()) -> list[Found]:
        """What leads nowhere in the template; `inherited` are names of the one it extends."""
        scope = self._top | dict.fromkeys((*GLOBALS, *inherited, *exported(tree)))
        self._block(tree.body, scope)
        return self.found

    def _block(self, body: list[nodes.Node], scope: dict[str, Any]) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: Any, scope: dict[str, Any]) -> None:  # noqa: C901, ANN401
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                self._print(one, self._kind(one, scope))
        elif isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            kind = self._kind(node.node, scope)
            single = isinstance(node.target, nodes.Name)
            for name in stored(node.target):
                scope[name] = kind if single else None
        elif isinstance(node, nodes.AssignBlock):
            self._block(node.body, dict(scope))
            scope |= {one.name: str for one in [node.target] if isinstance(one, nodes.Name)}
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self._macro(node, scope)
        elif isinstance(node, nodes.FromImport | nodes.Import | nodes.Include | nodes.Extends):
            self._file(node, scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=False):
                kind = self._kind(value, scope)
                inner |= {one.name: kind for one in [target] if isinstance(one, nodes.Name)}
            self._block(node.body, inner)
        else:
            self._inside(node, scope)

    def _inside(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Whatever else there is: its expressions and statements in turn."""
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Stmt):
                self._statement(child, scope)
            elif isinstance(child, nodes.Expr):
                self._kind(child, scope)

    def _loop(self, node: nodes.For, scope: dict[str, Any]) -> None:
        kind = self._kind(node.iter, scope)
        if kind in {str, bool, int, float} or (parts(kind) if isinstance(kind, type) else False):
            self._tell("not_a_list", node, name=spelled(node.iter))
        inner = scope | {"loop": None}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = item_of(kind)
        else:
            inner |= dict.fromkeys(stored(node.target))
        if node.test:
            self._kind(node.test, inner)
        self._block(node.body, inner)
        self._block(node.else_, dict(scope))

    def _macro(self, node: nodes.Macro | nodes.CallBlock, scope: dict[str, Any]) -> None:
        if isinstance(node, nodes.CallBlock):
            self._kind(node.call, scope)
        else:
            scope[node.name] = None
        names = [one.name for one in node.args]
        for default in node.defaults:
            self._kind(default, scope)
        extra = ("varargs", "kwargs", "caller")
        self._block(node.body, scope | dict.fromkeys((*names, *extra)))

    def _file(self, node: Any, scope: dict[str, Any]) -> None:  # noqa: ANN401 (four kinds of tag)
        names: set[str] | None = set()
        file = node.template.value if isinstance(node.template, nodes.Const) else None
        if isinstance(file, str):
            names = self._macros(file)
            if names is None and not getattr(node, "ignore_missing", False):
                self._tell("missing_file", node, name=file)
        elif isinstance(node.template, nodes.Div):  # a path without quotation marks
            path = "/".join(map(spelled, (node.template.left, node.template.right)))
            self._tell("unquoted_name", node, name=path)
        else:
            self._kind(node.template, scope)
        if isinstance(node, nodes.FromImport):
            for one in node.names:
                name, own = one if isinstance(one, tuple) else (one, one)
                scope[own] = None
                if names and name not in names:
                    near = nearest(name, names)
                    self._tell("unknown_macro", node, near=near, name=name, file=str(file))
        elif isinstance(node, nodes.Import):
            scope[node.target] = None

    # --- expressions: each gives the type of its value, None where it is not known --------------

    def _kind(  # noqa: PLR0911 (one for each kind of expression)
        self, node: nodes.Node, scope: dict[str, Any]
    ) -> Any:  # noqa: ANN401 (a type)
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._part(node, self._kind(node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Test):
            return self._test(node, scope)
        self._inside(node, scope)
        if isinstance(node, nodes.CondExpr | nodes.Call):
            return None
        return type(node.value) if isinstance(node, nodes.Const) else None

    def _name(self, node: nodes.Name, scope: dict[str, Any]) -> Any:  # noqa: ANN401
        if node.name in scope or node.ctx != "load":
            return scope.get(node.name)
        if node.name not in REFUSED_NAMES:  # those are told of otherwise
            if node.name in table()["loops"]:
                self._tell("outside_loop", node, name=node.name, list=table()["loops"][node.name])
                return None
            near = nearest(node.name, scope)
            self._tell("unknown_variable", node, near=near, name=node.name)
        return None

    def _part(self, node: Any, kind: Any, name: str) -> Any:  # noqa: ANN401
        """The type of a part of a value; a part that it does not have is found."""
        owner = spelled(node.node)
        if isinstance(kind, Known):
            if isinstance(kind.value, dict) and name in kind.value:
                inner = kind.value[name]
                return Known(inner) if isinstance(inner, dict) else kind_of_value(inner)
            if isinstance(kind.value, dict) and name not in METHODS:
                near = nearest(name, kind.value)
                near = f"{owner}.{near}" if near else ""
                self._tell("unknown_knob", node, near=near, name=f"{owner}.{name}")
            return None
        if item_of(kind) is not None and name not in METHODS:
            self._tell("part_of_list", node, owner=owner, name=name)
            return None
        there = parts(kind) if isinstance(kind, type) else {}
        if there and name not in there:
            near = nearest(name, there)
            near = f"{owner}.{near}" if near else ""
            listed = ", ".join(f".{one}" for one in there)
            self._tell("unknown_part", node, near=near, owner=owner, name=name, parts=listed)
        return there.get(name)

    def _item(self, node: nodes.Getitem, scope: dict[str, Any]) -> Any:  # noqa: ANN401
        kind = self._kind(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            self._inside(node.arg, scope)
            return kind
        if isinstance(node.arg, nodes.Const):
            name = node.arg.value
            return self._part(node, kind, name) if isinstance(name, str) else item_of(kind)
        self._kind(node.arg, scope)
        return item_of(kind)

    def _filter(self, node: nodes.Filter, scope: dict[str, Any]) -> Any:  # noqa: ANN401
        lax = node.name in MAY_LACK
        kind = None
        if node.node is not None and not (lax and leads(node.node)):
            kind = self._kind(node.node, scope)
        for one in (*node.args, *(pair.value for pair in node.kwargs)):
            self._kind(one, scope)
        if node.name not in self._filters:
            near = nearest(node.name, self._filters)
            self._tell("unknown_filter", node, near=near, name=node.name)
            return None
        attribute = attribute_of(node)
        inner = None
        if attribute and item_of(kind) is not None:
            near_node = nodes.Getattr(nodes.Name(one_of(node.node), "load"), attribute, "load")
            near_node.lineno = node.lineno
            inner = self._part(near_node, item_of(kind), attribute)
        if node.name == "map":
            return tuple[inner, ...] if inner is not None else None  # type: ignore[valid-type]
        if node.name in {"first", "last"}:
            return item_of(kind)
        return kind if node.name in SAME else None

    def _test(self, node: nodes.Test, scope: dict[str, Any]) -> Any:  # noqa: ANN401
        if node.name not in TESTS:
            self._tell("unknown_test", node, near=nearest(node.name, TESTS), name=node.name)
        if not (node.name in MAY_LACK and leads(node.node)):
            self._kind(node.node, scope)
        for one in node.args or ():
            self._kind(one, scope)
        return bool

    def _print(self, node: nodes.Node, kind: Any) -> None:  # noqa: ANN401
        if isinstance(node, nodes.Name) and node.name == SUPER:
            self._tell("not_called", node, name=SUPER)
        elif isinstance(kind, Known) and isinstance(kind.value, dict):
            listed = ", ".join(f".{one}" for one in kind.value)
            self._tell("prints_parts", node, name=spelled(node), parts=listed)
        elif item_of(kind) is not None:
            self._tell("prints_list", node, name=spelled(node))
        elif isinstance(kind, type) and (there := parts(kind)):
            name = spelled(node)
            near = f"{name}.zh" if kind is Bilingual else ""
            listed = ", ".join(f"{name}.{one}" for one in there)
            self._tell("prints_parts", node, near=near, name=name, parts=listed)

    def _tell(self, kind: str, node: nodes.Node, near: str = "", **said: str) -> None:
        self.found.append(Found(kind, node.lineno, said, near))
