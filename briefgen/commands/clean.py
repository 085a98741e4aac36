"""`briefgen clean`: the cleaned text of a document, and what was done to it."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.commands.options import text_or_json
from briefgen.console import say


@click.command(
    short_help="Show the cleaned text of a document.",
    epilog="""\b
Examples:
  briefgen clean seeds/001*.txt                   the text as the page is made from it
  briefgen clean seeds/001*.txt --show-cut        with what was cut, mended and damaged
  briefgen clean page.html --show-cut --format json
""",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--show-cut", is_flag=True, help="Also show what was cut, mended and damaged.")
@text_or_json
def clean(file: Path, form: str, *, show_cut: bool) -> None:
    """Show the cleaned text of a document: what the page is made from.

    With --show-cut, also what was cut (advert, menu, caption and so on), what was mended (was ->
    now, and why), and what is damaged or was not read. Lines are counted in the text as it was
    read, which for pages, Word, PDF and mail is the text taken out of them.
    """
    from briefgen.export.cleaned import cleaned_json, cleaned_text  # noqa: PLC0415 - quick --help
    from briefgen.pipeline import clean_source  # noqa: PLC0415 - the same

    article = clean_source(file, str(file))
    say((cleaned_json if form == "json" else cleaned_text)(article, show_cut=show_cut))
