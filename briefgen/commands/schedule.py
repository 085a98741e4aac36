"""`briefgen schedule`: when the weekly mails go out, and what makes them go out by themselves."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import Progress, fail, near, say, warn

EPILOG = """\b
Examples:
  briefgen schedule                        the next eight dates
  briefgen schedule install                files for a systemd timer
  briefgen schedule install --kind cron    a line for a crontab
  briefgen schedule run                    stay, and send when it is time (for containers)
"""


@click.group(
    invoke_without_command=True, short_help="Show or install the timetable.", epilog=EPILOG
)
@click.option(
    "--next", "count", type=click.IntRange(1, 400), default=8, show_default=True, metavar="N",
    help="How many dates.",
)  # fmt: skip
@workspace_option
@click.pass_context
def schedule(ctx: click.Context, /, count: int, workspace: Path | None) -> None:
    """Show when the next issues of each subscription are due, in its time zone."""
    ctx.obj = workspace or ctx.obj
    if ctx.invoked_subcommand:
        return
    from briefgen.deliver.dispatch import now  # noqa: PLC0415 - late, for a quick --help
    from briefgen.mailing.overview import timetable  # noqa: PLC0415 - the same
    from briefgen.mailing.wanted import chosen  # noqa: PLC0415 - the same

    opened = workspace_of(workspace)
    lines, warnings = timetable(opened, chosen(opened, None), now(), count)
    for text in warnings:
        warn(text)
    for line in lines:
        say(line)


@schedule.command(short_help="Write a systemd timer or a crontab line.")
@click.option(
    "--kind", type=click.Choice(["systemd", "cron"]), default="systemd", show_default=True,
    help="What wakes briefgen.",
)  # fmt: skip
@click.option(
    "--folder", type=click.Path(path_type=Path), metavar="DIR", help="Where the files go."
)
@workspace_option
def install(kind: str, folder: Path | None, workspace: Path | None) -> None:
    """Write the files, into the user's folder for them; the command that starts them is shown."""
    from briefgen.mailing.timer import install as written  # noqa: PLC0415 - the same
    from briefgen.mailing.wanted import chosen  # noqa: PLC0415 - late, for a quick --help

    opened = workspace_of(workspace)
    target = folder.expanduser().absolute() if folder else None
    files, advice = written(opened, chosen(opened, None), kind, target)
    for path in files:
        say(near(path))
    say(f"to start it: {advice}")


@schedule.command(short_help="Stay in the foreground and send when it is time.")
@workspace_option
def run(workspace: Path | None) -> None:
    """Send what is due now, then wait for what is due next, until stopped (SIGTERM, Ctrl-C).

    A failure is reported, the operator is told, and the waiting goes on.
    """
    from briefgen.mailing.watch import watch  # noqa: PLC0415 - late, for a quick --help

    with Progress() as progress:
        for kind, text in watch(lambda: workspace_of(workspace), progress):
            progress.clear()
            {"done": say, "warning": warn, "failure": fail}[kind](text)
