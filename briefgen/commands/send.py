"""`briefgen send`: the weekly mail."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.commands.options import week, workspace_of, workspace_option
from briefgen.console import Progress, fail, say, warn

EPILOG = """\b
Examples:
  briefgen send                        what is due and not sent yet
  briefgen send --dry-run              the mails as .eml files, and who would get them
  briefgen send --to me@example.cn     a test to one address
  briefgen send --week 2024-W22        a certain issue, however late

An issue goes to each reader once: run again, or twice at a time, nobody gets it twice and nobody
is left out. Exit code 1 if anything went wrong; the operator named in briefgen.toml is then told
by mail. docs/mail.md says more.
"""


@click.command(epilog=EPILOG, short_help="Send the weekly mail that is due.")
@click.option("--subscription", metavar="NAME", help="One subscription only.")
@click.option(
    "--week", "week", type=week, metavar="WEEK", help="The issue of this week, such as 2024-W22."
)
@click.option("--force", is_flag=True, help="Send once more, or without news.")
@click.option(
    "--retry",
    multiple=True,
    type=click.Choice(["uncertain", "refused"]),
    help="Send again to readers whose mail is uncertain, or was refused.",
)
@click.option("--dry-run", is_flag=True, help="Write .eml files; send nothing.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where .eml files go.")
@click.option("--to", "test", metavar="ADDRESS", help="Send a test to this address only.")
@workspace_option
@click.pass_context
def send(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    /,
    subscription: str | None,
    week: str | None,
    force: bool,  # noqa: FBT001 - click passes it by name
    retry: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - the same
    out: Path | None,
    test: str | None,
    workspace: Path | None,
) -> None:
    """Build, check and send the issue that is due, once to each reader."""
    from briefgen.mailing.desk import send_due, send_test, write_mails  # noqa: PLC0415 - late
    from briefgen.mailing.wanted import Wanted  # noqa: PLC0415 - the same

    if dry_run and test:
        raise click.UsageError("--dry-run and --to exclude each other")
    if force and retry:
        raise click.UsageError("--force and --retry exclude each other")
    wanted = Wanted(subscription, week, force, retry)
    opened = workspace_of(workspace)
    failures: list[str] = []
    with Progress() as progress:
        if dry_run:
            target = out.expanduser().absolute() if out else opened.settings.output / "mail"
            lines = write_mails(opened, wanted, target, progress)
        elif test:
            lines = send_test(opened, wanted, test, progress)
        else:
            report = send_due(opened, wanted, progress)
            progress.clear()
            for text in report.warnings:
                warn(text)
            lines, failures = report.done, report.failures
    for line in lines:
        say(line)
    for text in failures:
        fail(text)
    ctx.exit(1 if failures else 0)
