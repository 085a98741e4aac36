"""`briefgen terms`: the glossary, what it lacks, and what is added to it."""

from __future__ import annotations

from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.commands.options import workspace_if_any, workspace_of, workspace_option
from briefgen.console import Progress, counted, fail, near, say, warn
from briefgen.errors import SettingsError
from briefgen.messages import in_both

if TYPE_CHECKING:
    from briefgen.english import Glossary
    from briefgen.model import Reading
    from briefgen.workspace import Workspace

EPILOG = """\b
Examples:
  briefgen terms 技改                     what the glossary says about a word
  briefgen terms                          the whole glossary
  briefgen terms --missing                terms without English in the workspace's documents
  briefgen terms --missing FILE…          the same in these files
  briefgen terms add 嬷嬷灯 "Momo lamps"   a term for the glossary of the workspace
  briefgen terms --propose                asks the translator of the settings for what is missing
  briefgen terms accept 嬷嬷灯             takes what the translator proposed into the glossary

A word may be Chinese or English. A term is added to the glossary that briefgen.toml names under
[english]; if it names none, glossary.tsv is made. A spreadsheet opens it.
"""
ADD_EPILOG = """\b
Examples:
  briefgen terms add 嬷嬷灯 "Momo lamps"
  briefgen terms add 产量 "output" --kind of   a head noun: 嬷嬷灯产量 = output of Momo lamps
  briefgen terms add 技改 "technical renewal" --replace

\b
The kinds used most; all are at the head of briefgen/data/glossary.tsv:
  term    a noun, in the plural if it is counted       adj    before a noun: provincial-level
  phrase  taken only where it is the whole label       verb   a base verb: cultivate
  of, in, to, for …   a head noun and the word that joins what it belongs to
  name    a proper name                                place  a named area, said with "in"
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
    subcommand_metavar="[WORD | FILE… | add ZH EN | accept ZH]",
)
@click.option("--missing", is_flag=True, help="List terms without English, with a sentence each.")
@click.option("--propose", is_flag=True, help="Ask the translator for them; see the settings.")
@workspace_option
@click.pass_context
def terms(ctx: click.Context, /, *, missing: bool, propose: bool, workspace: Path | None) -> None:
    """Look up the glossary, list what it lacks, or add a term to it."""
    ctx.obj = workspace or ctx.obj
    ctx.meta["wanted"] = "proposed" if propose else "missing" if missing else ""
    if ctx.invoked_subcommand is None:
        ctx.invoke(look, words=())


@click.command(hidden=True)
@click.argument("words", nargs=-1)
@click.pass_context
def look(ctx: click.Context, /, words: tuple[str, ...]) -> None:
    """Say what the glossary holds or lacks."""
    if wanted := ctx.meta.get("wanted"):
        _missing(ctx, tuple(Path(word) for word in words), ask=wanted == "proposed")
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


def _missing(ctx: click.Context, files: tuple[Path, ...], *, ask: bool) -> None:
    from briefgen import termbase  # noqa: PLC0415 - late, for a quick --help
    from briefgen.gather import read_all  # noqa: PLC0415 - the same
    from briefgen.pipeline import glossary_of  # noqa: PLC0415 - the same

    opened = workspace_if_any(ctx.obj) if files and not ask else workspace_of(ctx.obj)
    with Progress() as progress:
        wanted = files or ((opened.settings.seeds,) if opened else ())
        readings, refused = read_all(wanted, opened, progress)
    for error in refused:
        fail(in_both(error))
    glossary = glossary_of(opened.settings if opened else None)
    if ask and opened:
        _proposed(opened, readings, glossary)
        ctx.exit(1 if refused else 0)
    gaps = termbase.missing(readings, glossary)
    for gap in gaps:
        path = opened.shown(Path(gap.path)) if opened else near(Path(gap.path))
        say(str(replaced(gap, path=path)))
    for line in termbase.waiting(readings, glossary):
        say(line)
    say(f"{counted(len(gaps), 'term')} without English in {counted(len(readings), 'document')}")
    ctx.exit(1 if refused else 0)


def _proposed(opened: Workspace, readings: list[Reading], glossary: Glossary) -> None:
    from briefgen.settings import FILE_NAME  # noqa: PLC0415 - late, for a quick --help
    from briefgen.termbase import accepting  # noqa: PLC0415 - the same
    from briefgen.translator.proposals import propose, wanted  # noqa: PLC0415 - the same

    settings = opened.settings
    if settings.translator is None or settings.proposals is None:
        hint = "name one there: `url` under [translator]; its English is only ever proposed"
        message = "the settings name no translator"
        raise SettingsError(message, where=str(opened.root / FILE_NAME), hint=hint)
    phrases = wanted(readings, glossary)
    with Progress() as progress:
        made, refused = propose(
            settings.translator, phrases, glossary, settings.proposals, progress
        )
    for one in made:
        say(f"{one.zh}\n      {one.en}\n      {accepting(one.zh)}")
    for phrase, reason in refused:
        warn(f"{phrase.zh}: the answer is not taken: {reason}")
    say(f"{counted(len(made), 'proposal')}, {counted(len(refused), 'answer')} not taken")
    if made:
        say(f"written  {near(settings.proposals)}")


@terms.command(short_help="Take what the translator proposed into the glossary.")
@click.argument("zh")
@click.argument("en", required=False, default="")
@workspace_option
@click.pass_context
def accept(ctx: click.Context, /, zh: str, en: str, *, workspace: Path | None) -> None:
    """Take the English that was proposed for a label, or EN in its place, into the glossary."""
    from briefgen import termbase  # noqa: PLC0415 - late, for a quick --help
    from briefgen.pipeline import glossary_of  # noqa: PLC0415 - the same

    opened = workspace_of(workspace or ctx.obj)
    for path in termbase.accepted(opened, glossary_of(opened.settings), zh, en):
        say(f"written  {near(path)}")


@terms.command(short_help="Add a term to the glossary of the workspace.", epilog=ADD_EPILOG)
@click.argument("zh")
@click.argument("en")
@click.option("--note", default="", metavar="TEXT", help="A note for editors.")
@click.option(
    "--kind",
    default="term",
    show_default=True,
    help="What the term does in a phrase; the kinds are told below.",
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
