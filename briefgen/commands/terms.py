"""`briefgen terms`: the glossary, what it lacks, and what is added to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from briefgen.commands.options import workspace_if_any, workspace_of, workspace_option
from briefgen.console import Progress, counted, fail, near, say

EPILOG = """\b
Examples:
  briefgen terms 技改                     what the glossary says about a word
  briefgen terms                          the whole glossary
  briefgen terms --missing                terms without English in the workspace's documents
  briefgen terms --missing FILE…          the same in these files
  briefgen terms add 嬷嬷灯 "Momo lamps"   a term for the glossary of the workspace

A word may be Chinese or English. A term is added to the glossary that briefgen.toml names under
[english]; if it names none, glossary.tsv is made. A spreadsheet opens it.
"""
ADD_EPILOG = """\b
Examples:
  briefgen terms add 嬷嬷灯 "Momo lamps"
  briefgen terms add 产量 "output" --kind of   a head noun: 嬷嬷灯产量 = output of Momo lamps
  briefgen terms add 技改 "technical renewal" --replace
"""


class Lookup(click.Group):
    """The group of `terms`: a first word that is no command is a word to look up."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first, or else the one that looks words up."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "look", look, args


@click.group(
    cls=Lookup,
    invoke_without_command=True,
    short_help="Look up, list and add English terms.",
    epilog=EPILOG,
    subcommand_metavar="[WORD | FILE… | add ZH EN]",
)
@click.option("--missing", is_flag=True, help="List terms without English, with a sentence each.")
@workspace_option
@click.pass_context
def terms(ctx: click.Context, /, *, missing: bool, workspace: Path | None) -> None:
    """Look up the glossary, list what it lacks, or add a term to it."""
    ctx.obj = workspace or ctx.obj
    ctx.meta["missing"] = missing
    if ctx.invoked_subcommand is None:
        ctx.invoke(look, words=())


@click.command(hidden=True)
@click.argument("words", nargs=-1)
@click.pass_context
def look(ctx: click.Context, /, words: tuple[str, ...]) -> None:
    """Say what the glossary holds or lacks."""
    if ctx.meta.get("missing"):
        _missing(ctx, tuple(Path(word) for word in words))
    else:
        _found(ctx, " ".join(words))


def _found(ctx: click.Context, text: str) -> None:
    from briefgen import termbase  # noqa: PLC0415 - late, for a quick --help
    from briefgen.pipeline import glossary_of  # noqa: PLC0415 - the same

    opened = workspace_if_any(ctx.obj)
    rows = termbase.found(glossary_of(opened.settings if opened else None), text)
    if not rows:
        fail(f"the glossary has nothing with “{text}”")
        ctx.exit(1)
    say(termbase.listed(rows))


def _missing(ctx: click.Context, files: tuple[Path, ...]) -> None:
    from briefgen import termbase  # noqa: PLC0415 - late, for a quick --help
    from briefgen.gather import read_all  # noqa: PLC0415 - the same
    from briefgen.pipeline import glossary_of  # noqa: PLC0415 - the same

    opened = workspace_if_any(ctx.obj) if files else workspace_of(ctx.obj)
    with Progress() as progress:
        wanted = files or ((opened.settings.seeds,) if opened else ())
        readings, refused = read_all(wanted, opened, progress)
    for error in refused:
        fail(str(error))
    gaps = termbase.missing(readings, glossary_of(opened.settings if opened else None))
    for gap in gaps:
        say(str(gap))
    say(f"{counted(len(gaps), 'term')} without English in {counted(len(readings), 'document')}")
    ctx.exit(1 if refused else 0)


@terms.command(short_help="Add a term to the glossary of the workspace.", epilog=ADD_EPILOG)
@click.argument("zh")
@click.argument("en")
@click.option("--note", default="", metavar="TEXT", help="A note for editors.")
@click.option(
    "--kind",
    default="term",
    show_default=True,
    help="What the term does in a phrase; the head of briefgen/data/glossary.tsv lists them.",
)
@click.option("--replace", is_flag=True, help="Put it in place of a term there is.")
@workspace_option
@click.pass_context
def add(ctx: click.Context, /, *, workspace: Path | None, **cells: Any) -> None:  # noqa: ANN401
    """Write a Chinese term and its English to the glossary of the workspace."""
    from briefgen import termbase  # noqa: PLC0415 - late, for a quick --help
    from briefgen.pipeline import glossary_of  # noqa: PLC0415 - the same

    opened = workspace_of(workspace or ctx.obj)
    zh, english = cells.pop("zh"), cells.pop("en")
    written = termbase.added(opened, glossary_of(opened.settings), zh, english, **cells)
    for path in written:
        say(f"written  {near(path)}")
