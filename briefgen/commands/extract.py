"""`briefgen extract`: what was understood of documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_if_any, workspace_option
from briefgen.console import Progress, counted, fail, near, say, warn
from briefgen.messages import in_both

if TYPE_CHECKING:
    from briefgen.model import Reading


@click.command(
    short_help="Show what was understood of documents.",
    epilog="""\b
Examples:
  briefgen extract seeds/001*.txt --format table           for people
  briefgen extract seeds/*.txt > understood.json           for programs
  briefgen extract seeds/ --format xlsx --out figures.xlsx for spreadsheets; csv too
  briefgen extract seeds/ --format sdmx --out figures.csv  SDMX-CSV 2.0, for statistical systems
""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table", "csv", "xlsx", "sdmx"]),
    default="json",
    show_default=True,
    help="JSON for programs, a table for people, or one row for each figure.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the result goes."
)
@workspace_option
@click.pass_context
def extract(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    form: str,
    out: Path | None,
    workspace: Path | None,
) -> None:
    """Show what was understood of documents: themes, figures, doubts.

    A document that cannot be read is reported, and the others are still shown; the exit code is
    then 1. The glossary of the workspace is used where there is one.
    """
    from briefgen.gather import read_all  # noqa: PLC0415 - late, for a quick --help

    if form == "xlsx" and out is None and sys.stdout.isatty():
        raise click.UsageError("a workbook cannot be shown on a terminal; name a file with --out")
    with Progress() as progress:
        readings, refused = read_all(files, workspace_if_any(workspace), progress)
    for error in refused:
        fail(in_both(error))
    if readings:
        _hand_over(_content(readings, form), out)
    ctx.exit(1 if refused else 0)


def _content(readings: list[Reading], form: str) -> str | bytes:
    """The readings in the format asked for; a warning tells what SDMX has no place for."""
    from briefgen import export  # noqa: PLC0415 - late, for a quick --help

    if form == "sdmx":
        content, left_out = export.as_sdmx(readings)
        if left_out:
            warn(f"{counted(left_out, 'figure')} without a period left out: SDMX needs one")
        return content
    if form in {"csv", "xlsx"}:
        return export.as_csv(readings) if form == "csv" else export.as_xlsx(readings)
    return export.as_json(readings) if form == "json" else export.as_table(readings)


def _hand_over(content: str | bytes, out: Path | None) -> None:
    """Write the result whole into its file, or onto standard output."""
    if out is None:
        click.echo(content, nl=isinstance(content, str))
        return
    from briefgen.deliver import write_files  # noqa: PLC0415 - late, for a quick --help

    target = out.expanduser().absolute()
    data = (
        content if isinstance(content, bytes) else f"{content}\n".encode(errors="backslashreplace")
    )
    for path in write_files(target.parent, {target.name: data}):
        say(near(path))
