"""The `briefgen` program: its commands, and the one place where a failure becomes a message."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from briefgen import __version__
from briefgen.commands.absorb import absorb
from briefgen.commands.approve import approve
from briefgen.commands.build import build
from briefgen.commands.cities import cities
from briefgen.commands.clean import clean
from briefgen.commands.compare import compare
from briefgen.commands.doctor import doctor
from briefgen.commands.edit import edit
from briefgen.commands.explain import explain
from briefgen.commands.extract import extract
from briefgen.commands.init import init
from briefgen.commands.preview import preview
from briefgen.commands.schedule import schedule
from briefgen.commands.send import send
from briefgen.commands.status import status
from briefgen.commands.template import template
from briefgen.commands.terms import terms
from briefgen.commands.unsubscribe import unsubscribe
from briefgen.commands.usage import WrongUsage
from briefgen.commands.verify import verify
from briefgen.console import fail
from briefgen.errors import BriefgenError
from briefgen.kept import keep
from briefgen.messages import in_both
from briefgen.patterns import keep_patterns

UTF8 = {"encoding": "utf-8"}  # what a pipe or a file gets, whatever the terminal speaks
INTERRUPTED = 130  # 128 + SIGINT, as shells count
TERMINATED = 143  # 128 + SIGTERM
BETWEEN_LOOKS = 50_000  # objects made before the interpreter looks for dead cycles; its own: 700

EXAMPLES = """\b
Examples:
  briefgen build --city 聊城             the page of a city, in Word and PDF
  briefgen build --all --jobs 2          the pages of all cities
  briefgen cities                        which cities have documents
  briefgen extract FILE --format table   what was understood of a document
  briefgen verify PAGE                   every number on a finished page, traced to its source
  briefgen edit pin KEY                  a highlight that must stand on the page; also hide, reword
  briefgen absorb PAGE.docx              what an editor changed in a Word page
  briefgen clean FILE --show-cut         its text, what was cut and what was mended
  briefgen explain FILE 7.9%             why a number was read as it was
  briefgen compare --indicator 工业投资  one indicator across documents
  briefgen terms 技改                    the English of a term; --missing lists what has none
  briefgen template new my-brief         a template of your own; check, diff, restore
  briefgen send --dry-run                the weekly mail that is due, as files; without, it is sent
  briefgen schedule                      when the next mails go out
  briefgen init my-briefings             a new workspace
  briefgen doctor                        what is missing, and how to get it

A command works in the workspace (the folder with briefgen.toml) that it is run in or below, or in
the one that --workspace names. Exit codes: 0 done, 1 failed, 2 wrong usage.
"""


class Program(click.Group):
    """The group of commands; turns every failure into one message and an exit code."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:  # noqa: ANN401 - click's own
        """The context of the program; what is wrong before a command is told like the rest."""
        try:
            return super().make_context(*given, **more)
        except click.UsageError as error:
            raise WrongUsage(error) from error

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """What the command returns; exits with 1 after a failure, 130 when interrupted."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise WrongUsage(error) from error
        except BriefgenError as error:
            fail(in_both(error))
            self._leave(ctx, 1)
        except KeyboardInterrupt:
            fail("interrupted")
            self._leave(ctx, INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours; users get words, not a trace
            fail(
                f"a fault in briefgen: {type(error).__name__}: {error}\n"
                "  please report it with the output of the same command after: briefgen --debug"
            )
            self._leave(ctx, 1)

    def _leave(self, ctx: click.Context, code: int) -> None:
        if ctx.params.get("debug"):
            traceback.print_exc()
        ctx.exit(code)


@click.group(cls=Program, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace, instead of the nearest one upwards.",
)
@click.option("--debug", is_flag=True, envvar="BRIEFGEN_DEBUG", help="Show where a failure arose.")
@click.pass_context
def main(ctx: click.Context, /, workspace: Path | None, debug: bool) -> None:  # noqa: ARG001, FBT001
    """One-page bilingual briefings, in Word and PDF, from Chinese government news."""
    ctx.obj = workspace
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    # a name or a text that the terminal cannot show is shown escaped, not as a failure
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace", **({} if stream.isatty() else UTF8))


PAGES = (build, edit, absorb, cities, clean, extract, explain, compare)
CARE = (verify, terms, template, preview, init, doctor)
MAIL = (send, approve, schedule, status, unsubscribe)

for command in (*PAGES, *CARE, *MAIL):
    main.add_command(command)


def program() -> None:
    """Run the commands as a process of their own; ends it.

    The interpreter looks for dead cycles less often, and not once more over all that is left when
    the process ends, which the system takes back anyway: a fifth of a build. There are few such
    cycles; the highest memory stays the same.
    """
    gc.set_threshold(BETWEEN_LOOKS)
    keep()
    keep_patterns()
    atexit.register(gc.freeze)
    signal.signal(signal.SIGTERM, _leave)  # a time limit, a shutdown: put away what is begun
    main(prog_name="briefgen")


def _leave(*_: object) -> None:
    raise SystemExit(TERMINATED)
