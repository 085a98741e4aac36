"""`briefgen doctor`: what is missing, and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_option
from briefgen.console import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    short_help="Say what is missing, and how to get it.",
    epilog="Example:  briefgen doctor --workspace my-briefings",
)
@workspace_option
@click.pass_context
def doctor(ctx: click.Context, /, workspace: Path | None) -> None:
    """Check libraries, fonts, programs and the workspace; exit 1 if something needed is missing."""
    from briefgen.doctor import examine  # noqa: PLC0415 - late, for a quick --help

    missing = False
    for finding in examine(workspace or ctx.obj):
        say(str(finding))
        missing = missing or (finding.required and not finding.ok)
    ctx.exit(1 if missing else 0)
