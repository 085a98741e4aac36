"""Refuses what no template may use, and puts the counting in, before a template is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.exceptions import TemplateAssertionError
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from jinja2 import Environment

REFUSED_NAMES = frozenset({"lipsum", "cycler", "joiner", "dict", "self"})
A_TURN = 64  # characters of fixed text that cost as much as one turn of a loop


class RefusedError(TemplateAssertionError):
    """Something that no template may use, wherever it stands."""


def checked(tree: nodes.Template, name: str | None) -> nodes.Template:
    """The template as it is; raises RefusedError, with the line, for what is refused outright."""
    text = bool(name and name.endswith(".txt"))
    for node in tree.find_all((nodes.Name, nodes.ScopedEvalContextModifier, nodes.For)):
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in REFUSED_NAMES:
            message = f"it may not use {node.name}"
        elif isinstance(node, nodes.ScopedEvalContextModifier) and not text:
            message = "it may not switch escaping off: {% autoescape %}"
        elif isinstance(node, nodes.For) and node.recursive:
            message = "it may not use a recursive loop"
        else:
            continue
        raise RefusedError(message, node.lineno, name)
    return tree


def counting(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """The template with its loops, joined texts and lists counted, see filters.BUILT_IN."""
    _Counting(environment).visit(tree)
    return tree


class _Counting(NodeTransformer):
    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 (Jinja's naming)
        fixed = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        weight = nodes.Const(1 + fixed // A_TURN, lineno=node.lineno)
        node.iter = self._filter(node.iter, ".counted", node, weight)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        items = nodes.List(list(node.nodes), lineno=node.lineno)
        return self._filter(items, ".joined", node)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._filter(self.generic_visit(node), ".checked", node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._filter(self.generic_visit(node), ".checked", node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return self._filter(node, ".checked", node) if node.ctx == "load" else node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.filter = self._filter(node.filter, ".checked", node)
        return node

    def _filter(
        self,
        value: Any,  # noqa: ANN401 (an expression; None is the text of the block itself)
        name: str,
        near: nodes.Node,
        *args: nodes.Expr,
    ) -> nodes.Filter:
        made = nodes.Filter(value, name, list(args), [], None, None, lineno=near.lineno)
        return made.set_environment(self._environment)  # type: ignore[return-value]
