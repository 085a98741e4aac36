"""What the checker asks of the pieces of a template that Jinja has parsed."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes

BY_ATTRIBUTE = {"map", "sort", "unique", "groupby", "join", "sum", "max", "min"}
FIRST_IS_ATTRIBUTE = {"selectattr", "rejectattr", "groupby"}


def spelled(node: nodes.Node) -> str:
    """The expression as it is written, more or less."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        inner = node.arg.value if isinstance(node.arg, nodes.Const) else "…"
        return f"{spelled(node.node)}[{inner}]"
    return "…"


def stored(target: nodes.Node) -> list[str]:
    """The names that an assignment gives a value to."""
    if isinstance(target, nodes.Name):
        return [target.name]
    return [one.name for one in target.find_all(nodes.Name)]


def exported(tree: nodes.Template) -> set[str]:
    """The names that a file gives to those that import or extend it."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.Macro):
            names.add(node.name)
        elif isinstance(node, nodes.FromImport):
            names |= {one[1] if isinstance(one, tuple) else one for one in node.names}
        elif isinstance(node, nodes.Import):
            names.add(node.target)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            names |= {one.name for one in node.find_all(nodes.Name) if one.ctx == "store"}
    return names


def leads(node: nodes.Node) -> bool:
    """Whether the expression is a name, or a part of one."""
    return isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem)


def attribute_of(node: nodes.Filter) -> str:
    """The attribute of the items that a filter looks at, if it says one."""
    said = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    if node.name in FIRST_IS_ATTRIBUTE:
        said = list(node.args[:1])
    elif node.name not in BY_ATTRIBUTE:
        return ""
    value = said[0].value if said and isinstance(said[0], nodes.Const) else ""
    return value if isinstance(value, str) and "." not in value else ""


def one_of(node: nodes.Node | None) -> str:
    """What one item of a list is called when it is told of."""
    return spelled(node).rpartition(".")[2] if node is not None else "…"


def kind_of_value(value: object) -> Any:  # noqa: ANN401 (a type)
    """The type of a value that is known."""
    if isinstance(value, list):
        return tuple[str, ...]
    return type(value)
