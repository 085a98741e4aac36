"""`briefgen verify`: whether every number on a finished page is that of its sources."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.commands.options import text_or_json, workspace_of, workspace_option
from briefgen.console import Progress, say


@click.command(
    short_help="Trace every number on a finished page.",
    epilog="""\b
Examples:
  briefgen verify output/聊城-2024-W22.pdf   also .docx, edited or not
  briefgen verify output/聊城-2024-W22.json  what the page was set from
""",
)
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE"
)
@text_or_json
@workspace_option
@click.pass_context
def verify(ctx: click.Context, /, file: Path, form: str, workspace: Path | None) -> None:
    """Trace every number on a finished page to its source, and name each that has none.

    The page itself is read, as it is now. A number counts as traced only in its own statement:
    with its label, its period, its unit and its mark as a target. The JSON beside the page says
    which figures it should have, and is itself held against the documents. Exit code 1 if any
    number is not traced, or if a document has changed or is missing.
    """
    from briefgen.verify import as_json, as_text  # noqa: PLC0415 - late, for a quick --help
    from briefgen.verify import verify as verified  # noqa: PLC0415 - the same

    with Progress() as progress:
        verdict = verified(file, workspace_of(workspace), progress)
    say(as_json(verdict) if form == "json" else as_text(verdict))
    ctx.exit(0 if verdict.good else 1)
