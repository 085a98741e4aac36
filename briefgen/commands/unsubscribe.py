"""`briefgen unsubscribe`: a reader who wants no more mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    short_help="Send nothing more to an address.",
    epilog="Example:  briefgen unsubscribe reader@example.cn",
)
@click.argument("address", metavar="ADDRESS")
@click.option("--undo", is_flag=True, help="Send to the address again.")
@workspace_option
def unsubscribe(address: str, undo: bool, workspace: Path | None) -> None:  # noqa: FBT001
    """Sign an address off, in all subscriptions; every send respects it, also one under way.

    Instead of the address, the token of a reader's sign-off link may be given.
    """
    from briefgen.mailing.desk import unsubscribe as sign_off  # noqa: PLC0415 - late, for --help

    say(sign_off(workspace_of(workspace), address, undo=undo))
