"""`briefgen explain`: why a number was read as it was."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.commands.options import text_or_json, workspace_if_any, workspace_option
from briefgen.console import Progress, counted, say


@click.command(
    short_help="Show why a number was read as it was.",
    context_settings={"ignore_unknown_options": True},  # -1.2% is a number, not an option
    epilog="""\b
Examples:
  briefgen explain seeds/001*.txt 9.0%         the number as written
  briefgen explain seeds/001*.txt 技改投资     or a part of its label
  briefgen explain seeds/001*.txt 6293         also why a number is no figure
""",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("number", metavar="NUMBER")
@click.option("--all-matches", "everything", is_flag=True, help="Every place, not the first three.")
@text_or_json
@workspace_option
def explain(
    file: Path,
    number: str,
    everything: bool,  # noqa: FBT001 - click passes it by name
    form: str,
    workspace: Path | None,
) -> None:
    """Show how a number was read: its sentence, its clauses, and each attribute with its source.

    For a number that is no figure it says which guard excluded it, and why.
    """
    from briefgen.explain import as_json, as_text  # noqa: PLC0415 - late, for a quick --help
    from briefgen.explain import explain as asked  # noqa: PLC0415 - the same
    from briefgen.gather import read_all  # noqa: PLC0415 - the same

    with Progress() as progress:
        readings, refused = read_all([file], workspace_if_any(workspace), progress)
    if refused:
        raise refused[0]
    if not readings:
        raise click.UsageError(f"{file} holds no documents")
    if len(readings) > 1:
        raise click.UsageError("name one document, not a folder")
    answers, more = asked(readings[0], number, everything=everything)
    if form == "json":
        say(as_json(readings[0], answers))
        return
    say(as_text(readings[0], answers))
    if more:
        say(f"\n{counted(more, 'further place')}; see them with --all-matches")
