"""`briefgen build`: the pages of one city or of all."""

from __future__ import annotations

import traceback
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.commands.faults import behind, errors_of, lines_of
from briefgen.commands.options import day, formats, workspace_of, workspace_option
from briefgen.console import Progress, counted, fail, near, say, warn
from briefgen.errors import BriefgenError, TemplateError
from briefgen.messages import in_both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from briefgen.render.beside import Beside
    from briefgen.templating.faults import Fault

DAY = "YYYY-MM-DD"
EPILOG = """\b
Examples:
  briefgen build --city 聊城                     also 聊城市, Liaocheng, or a province
  briefgen build --city 聊城 --date 2024-05-31   the issue of that week
  briefgen build --city 聊城 --since 2024-05-01  newer documents only
  briefgen build --all --jobs 2 --formats pdf    all cities, PDF only

The files are named after the place and the ISO week: output/聊城-2024-W22.pdf, .docx, .json, .html.
The JSON says what was printed, what was held back and why, and where each figure stands in its
source; the HTML is the proof sheet, which shows it: click a figure, see its sentence.
A document counts with the day of the event it reports, or else the day it was published. One that
states neither is left out, with a warning, when --since, --until or a window limits the days.
"""


@click.command(epilog=EPILOG, short_help="Make the page of a place, or of all.")
@click.option("--city", metavar="NAME", help="The place, in Chinese or English; a province too.")
@click.option("--all", "every", is_flag=True, help="Every city that has documents.")
@click.option("--template", metavar="NAME", help="The template, instead of that of the settings.")
@click.option("--formats", type=formats, metavar="FORMATS", help="pdf, docx or pdf,docx.")
@click.option(
    "--date", "day", type=day, metavar=DAY, help="The date of the issue. [default: today]"
)
@click.option("--since", type=day, metavar=DAY, help="Leave out documents from before this day.")
@click.option("--until", type=day, metavar=DAY, help="Leave out documents from after this day.")
@click.option(
    "--per-document/--together",
    default=None,
    help="A page for each document, or one for all; else as the template says.",
)
@click.option("--proof/--no-proof", default=None, help="Write the proof sheet, .html, or not.")
@click.option("--strict-english", is_flag=True, help="Refuse English that is in no glossary.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where results go.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="Work in parallel."
)
@workspace_option
@click.pass_context
def build(ctx: click.Context, /, workspace: Path | None, jobs: int, **asked: Any) -> None:  # noqa: ANN401
    """Make the one-page briefing of a place from its documents, newest first."""
    if asked["every"] and asked["city"]:
        raise click.UsageError("--city and --all exclude each other")
    opened = workspace_of(workspace)
    if not (asked["every"] or asked["city"] or opened.settings.city):
        message = "name a place with --city, or as `city` in briefgen.toml; or build --all"
        raise click.UsageError(message)
    failed = False
    name = asked["template"] or opened.settings.template
    explained = partial(_explained, name=name, templates=opened.settings.templates)
    with _by_check(ctx, explained), Progress() as progress, _help(asked, jobs) as beside:
        # late, for a quick --help, and while the process beside loads what it needs
        from briefgen.press import Wish, press, take_orders  # noqa: PLC0415

        orders, warnings = take_orders(opened, Wish(**asked), progress)
        progress.clear()
        for text in warnings:
            warn(text)
        for result in press(orders, jobs, progress, beside):
            progress.clear()
            if isinstance(result, Exception):
                fail(explained(result))
                failed = True
                continue
            for text in (*result.contradictions, *result.undone):
                warn(text)
            for path in result.files:
                say(near(path))
            say(f"fit: {result.body:g} pt, {counted(result.held, 'highlight')} held back")
            say(
                f"{counted(result.figures, 'figure')} from"
                f" {result.documents} of {counted(result.given, 'document')},"
                f" {counted(result.problems, 'problem')}"
            )
            if result.edits:
                done = result.edits - len(result.undone)
                say(f"{counted(result.edits, 'hand edit')}, {done} carried out")
    # what stops no page may be missing on it
    if not failed and (faults := errors_of(name, opened.settings.templates)):
        warn(_by_the_check(name, faults))
    ctx.exit(1 if failed else 0)


@contextmanager
def _by_check(ctx: click.Context, explained: Callable[[Exception], str]) -> Iterator[None]:
    """Tells a failure of the template as its check does; with --debug also where it arose."""
    try:
        yield
    except TemplateError as error:
        fail(explained(error))
        if ctx.find_root().params.get("debug"):
            traceback.print_exc()
        ctx.exit(1)


def _explained(error: Exception, name: str, templates: Path | None) -> str:
    """A failure as text; then the errors that the check of the template finds, as it tells them."""
    said = in_both(error) if isinstance(error, BriefgenError) else str(error)
    faults = behind(error, name, templates)
    return "\n".join((said, _by_the_check(name, faults))) if faults else said


def _by_the_check(name: str, faults: Sequence[Fault]) -> str:
    head = f"模板“{name}”检查出 the check of the template “{name}” finds:"
    return "\n".join((head, *lines_of(faults)))


def _help(asked: Mapping[str, Any], jobs: int) -> AbstractContextManager[Beside | None]:
    """A process beside this one for a single page; many pages are shared out by --jobs."""
    from briefgen.render import beside  # noqa: PLC0415 - late, for a quick --help

    alone = not asked["every"] and not asked["per_document"] and jobs == 1
    return beside.Beside(_load_delivery) if alone and beside.possible() else nullcontext()


def _load_delivery() -> None:
    from briefgen.pipeline import load_delivery  # noqa: PLC0415 - the same

    load_delivery()
