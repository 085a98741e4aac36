"""`briefgen extract`: what was understood of documents."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.commands.options import workspace_if_any, workspace_option
from briefgen.console import Progress, fail, say


@click.command(
    short_help="Show what was understood of documents.",
    epilog="""\b
Examples:
  briefgen extract seeds/001.txt --format table   for people
  briefgen extract seeds/*.txt > understood.json  for programs
""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table"]),
    default="json",
    show_default=True,
    help="JSON for programs, a table for people.",
)
@workspace_option
@click.pass_context
def extract(
    ctx: click.Context, /, files: tuple[Path, ...], form: str, workspace: Path | None
) -> None:
    """Show what was understood of documents: themes, figures, doubts.

    A document that cannot be read is reported, and the others are still shown; the exit code is
    then 1. The glossary of the workspace is used where there is one.
    """
    from briefgen.export import as_json, as_table  # noqa: PLC0415 - late, for a quick --help
    from briefgen.gather import read_all  # noqa: PLC0415 - the same

    with Progress() as progress:
        readings, refused = read_all(files, workspace_if_any(workspace), progress)
    for error in refused:
        fail(str(error))
    if readings:
        say(as_json(readings) if form == "json" else as_table(readings))
    ctx.exit(1 if refused else 0)
