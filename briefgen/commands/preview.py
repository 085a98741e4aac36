"""`briefgen preview`: the page in a browser, as it changes."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import click

from briefgen.commands.options import day, workspace_of, workspace_option
from briefgen.console import say
from briefgen.errors import WorkspaceError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

NEEDED = ("starlette", "uvicorn", "watchfiles")
EPILOG = """\b
Examples:
  briefgen preview --city 聊城                        in the browser; Ctrl+C ends it
  briefgen preview --city 聊城 --template my-brief
  briefgen preview --no-browser --port 8000           only say the address

The page shows PDF and Word beside each other, anew whenever a file of the workspace is saved; in it
templates, terms and highlights can be changed. It is for this computer only: the address
holds a secret, and nothing else is answered. Guide: docs/preview.md.
"""


@click.command(epilog=EPILOG, short_help="See the page in a browser while you change it.")
@click.option("--city", default="", metavar="NAME", help="The place to begin with.")
@click.option("--template", default="", metavar="NAME", help="The template to begin with.")
@click.option("--date", "issue", type=day, metavar="YYYY-MM-DD", help="The date of the issue.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="[default: a free one]")
@click.option("--browser/--no-browser", default=True, help="Open the browser, or not.")
@workspace_option
def preview(  # noqa: PLR0913 - one parameter an option
    *,
    city: str,
    template: str,
    issue: date | None,
    port: int,
    browser: bool,
    workspace: Path | None,
) -> None:
    """See the page in a browser 预览：PDF and Word, anew whenever something is saved."""
    opened = workspace_of(workspace)
    if lacking := [name for name in NEEDED if find_spec(name) is None]:
        message = f"the preview needs {', '.join(lacking)}"
        raise WorkspaceError(message, hint="install it: pip install 'briefgen[preview]'")
    from briefgen.preview.server import serve  # noqa: PLC0415 - late, for a quick --help

    def ready(address: str) -> None:
        say(address)
        if browser:
            import webbrowser  # noqa: PLC0415 - only here

            webbrowser.open(address)

    asked = {"city": city, "template": template, "day": str(issue or "")}
    query = urlencode({name: value for name, value in asked.items() if value})
    serve(opened.root, port, f"?{query}" if query else "", ready)
