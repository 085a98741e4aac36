"""`briefgen init`: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.console import near, say


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
        say(f"made  {near(path)}")
    for path in kept:
        say(f"kept  {near(path)}")
    say("Next: put source documents into seeds/, then run: briefgen build --city NAME")
