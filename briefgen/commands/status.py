"""`briefgen status`: what was mailed to whom, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    short_help="Say what was mailed to whom, and what is due.",
    epilog="Example:  briefgen status --all",
)
@click.option("--subscription", metavar="NAME", help="One subscription only.")
@click.option("--all", "every", is_flag=True, help="Every issue, not the last three.")
@workspace_option
def status(subscription: str | None, every: bool, workspace: Path | None) -> None:  # noqa: FBT001
    """Show each issue with its readers: when, with what result, and when the next one is due."""
    from briefgen.deliver.dispatch import now  # noqa: PLC0415 - late, for a quick --help
    from briefgen.mailing.overview import status as lines  # noqa: PLC0415 - the same
    from briefgen.mailing.wanted import chosen  # noqa: PLC0415 - the same

    opened = workspace_of(workspace)
    for line in lines(opened, chosen(opened, subscription), now(), every=every):
        say(line)
