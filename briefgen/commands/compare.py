"""`briefgen compare`: one indicator across documents, periods and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import Progress, say, warn

if TYPE_CHECKING:
    from pathlib import Path

MEASURES = ["growth", "amount", "count", "share", "rank", "delta", "multiple"]
MEASURES += ["contribution", "physical"]


@click.command(
    short_help="Show one indicator across documents.",
    epilog="""\b
Examples:
  briefgen compare --indicator 规上工业增加值                 all documents of the workspace
  briefgen compare --indicator 工业投资 --measure growth     rates only
  briefgen compare --indicator 工业投资 --city 聊城 --format csv > investment.csv
""",
)
@click.option("--indicator", required=True, metavar="NAME", help="The indicator, or part of it.")
@click.option("--city", metavar="NAME", help="Documents of this place only.")
@click.option("--measure", type=click.Choice(MEASURES), help="Figures of this measure only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table for people, CSV for spreadsheets, JSON for programs.",
)
@workspace_option
def compare(
    indicator: str, city: str | None, measure: str | None, form: str, workspace: Path | None
) -> None:
    """Show one indicator across the documents, periods and places of the workspace.

    Definitions are kept apart: 规模以上工业增加值 is not 工业增加值, and a rate is not a level.
    """
    from briefgen import compare as comparing  # noqa: PLC0415 - late, for a quick --help
    from briefgen.model import Measure  # noqa: PLC0415 - the same

    opened = workspace_of(workspace)
    with Progress() as progress:
        readings, warnings = comparing.understood(opened, city, progress)
    for text in warnings:
        warn(text)
    groups = comparing.compare(readings, indicator, Measure(measure) if measure else None)
    if form == "csv":
        click.echo(comparing.as_csv(groups), nl=False)
    else:
        say(comparing.as_text(groups) if form == "table" else comparing.as_json(groups))
