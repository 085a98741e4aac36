"""`briefgen approve`: an issue that waits for review may be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.options import week, workspace_of, workspace_option
from briefgen.console import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    short_help="Let an issue that waits for review be sent.",
    epilog="Example:  briefgen approve --week 2024-W22",
)
@click.option("--subscription", metavar="NAME", help="One subscription only.")
@click.option(
    "--week", "week", type=week, metavar="WEEK", help="The issue of this week, such as 2024-W22."
)
@workspace_option
def approve(subscription: str | None, week: str | None, workspace: Path | None) -> None:
    """Approve the issues that wait for review; the next briefgen send sends them as they are."""
    from briefgen.mailing.desk import approve as approved  # noqa: PLC0415 - late, for --help

    for line in approved(workspace_of(workspace), subscription, week):
        say(line)
