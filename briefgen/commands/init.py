"""`briefgen init`: a new workspace."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.console import near, say

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command(
    short_help="Make a new workspace.",
    epilog="""\b
Examples:
  briefgen init               make the current folder a workspace
  briefgen init my-briefings  make a new folder, and a workspace of it
""",
)
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
def init(folder: Path) -> None:
    """Make a workspace: settings to edit, and folders for documents, templates and results.

    What is there already stays as it is.
    """
    from briefgen.workspace import create_workspace  # noqa: PLC0415 - late, for a quick --help

    made, kept = create_workspace(folder.expanduser().resolve())
    for path in made:
        say(f"新建 made  {near(path)}")
    for path in kept:
        say(f"已有 kept  {near(path)}")
    for line in _next(folder.expanduser().resolve()):
        say(line)


def _next(root: Path) -> Iterator[str]:
    """What to do in a new workspace: without documents nothing can be made."""
    from briefgen.pipeline import formats, list_sources  # noqa: PLC0415 - late, for a quick --help

    seeds = root / "seeds"
    yield "下一步 Next:"
    if not list_sources(seeds):
        yield f"  把来源文件放进 put the source documents into  {near(seeds)}"
        yield f"    可用的类型 kinds: {', '.join(formats())}"
        yield "    空着时不能出刊 while it is empty no page can be made"
    if root != Path.cwd():
        yield f"  cd {shlex.quote(near(root))}"
    yield "  briefgen cities               有哪些地区 the places that they are about"
    yield "  briefgen build --city 聊城    出一期 make the page of one"
