"""`briefgen cities`: the cities that have documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import Progress, say, warn

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ("地区", "city", "文件 documents", "日期 dates")


@click.command(
    short_help="List the cities with documents.",
    epilog="Example:  briefgen cities --workspace my-briefings",
)
@workspace_option
def cities(workspace: Path | None) -> None:
    """List the cities of the workspace, with the number and the dates of their documents."""
    from briefgen.gather import city_table, survey  # noqa: PLC0415 - late, for a quick --help

    opened = workspace_of(workspace)
    with Progress() as progress:
        found = survey(opened, progress)
    for text in found.warnings:
        warn(text)
    say(city_table(found, HEAD))
