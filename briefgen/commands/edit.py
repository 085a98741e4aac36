"""`briefgen edit`: what editors change by hand, kept for every build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import Progress, counted, fail, near, say

if TYPE_CHECKING:
    from briefgen.editing import Desk
    from briefgen.overrides import Override

EPILOG = """\b
Examples:
  briefgen edit keys --city 聊城                   the highlights and themes, each with its key
  briefgen edit pin h1a2b3c_4d5e6f70               it must stand on the page
  briefgen edit hide 招商推介会                     it must not; found by its words
  briefgen edit reword h1a2b3c_4d5e6f70 "规上工业增加值同比增长7.9%"
  briefgen edit move h1a2b3c_4d5e6f70 --before h1a2b3c_99aabbcc
  briefgen edit retitle t1a2b3c_0f1e2d3c "工业稳中向好" --en "Industry steady and improving"
  briefgen edit list                               all edits, and whether they still hold
  briefgen edit undo h1a2b3c_4d5e6f70              takes the edits of a highlight back

Edits are kept in overrides.toml of the workspace and carried out on every build. A highlight is
named by its key, which stands in the proof sheet and in the JSON too, or by words that only it has.
A rewording that changes, adds or loses a number is refused. Where the source has changed since, the
edit is listed as a problem; it is never put to another sentence.
"""


@click.group(
    short_help="Pin, hide, reword, move and retitle what stands on the page.", epilog=EPILOG
)
@workspace_option
@click.pass_context
def edit(ctx: click.Context, /, workspace: Path | None) -> None:
    """Change by hand what stands on the page, for this build and all that follow."""
    ctx.obj = workspace or ctx.obj


@edit.command(name="list", short_help="List the edits, and whether they still hold.")
@workspace_option
@click.pass_context
def list_edits(ctx: click.Context, /, workspace: Path | None) -> None:
    """List all hand edits of the workspace. Exit code 1 if one of them cannot be carried out."""
    broken = 0
    with Progress() as progress:
        desk = _desk(workspace or ctx.obj, progress)
        for wish in desk.overrides:
            fault = desk.fault(wish)
            progress.clear()
            broken += bool(fault)
            say(_told(wish))
            if fault:
                fail(f"{wish.key}: {fault}")
    many = len(desk.overrides)
    say(f"改动 {many} 处，其中 {broken} 处不能照办")
    say(f"{counted(many, 'edit')}, {broken} that cannot be carried out")
    ctx.exit(1 if broken else 0)


@edit.command(short_help="List the highlights and themes with their keys.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[FILE…]")
@click.option("--city", metavar="NAME", help="Only those of a place.")
@workspace_option
@click.pass_context
def keys(
    ctx: click.Context, /, files: tuple[Path, ...], city: str | None, workspace: Path | None
) -> None:
    """List what can be edited: the themes and highlights of the documents, each with its key."""
    from briefgen.editing.listing import documents_of, listed  # noqa: PLC0415 - late, for --help

    with Progress() as progress:
        desk = _desk(workspace or ctx.obj, progress)
        opened = workspace_of(workspace or ctx.obj)
        wanted = tuple(path.resolve() for path in files) or documents_of(opened, city, progress)
        lines = list(listed(desk, wanted))
    for line in lines:
        say(line)


@edit.command(short_help="Have a highlight stand on the page.")
@click.argument("key")
@workspace_option
@click.pass_context
def pin(ctx: click.Context, /, key: str, workspace: Path | None) -> None:
    """Have a highlight stand on the page, before all others."""
    _change(workspace or ctx.obj, key, pin=True)


@edit.command(short_help="Keep a highlight off the page.")
@click.argument("key")
@workspace_option
@click.pass_context
def hide(ctx: click.Context, /, key: str, workspace: Path | None) -> None:
    """Keep a highlight off the page, and its figures with it."""
    _change(workspace or ctx.obj, key, hide=True)


@edit.command(short_help="Word a highlight anew.")
@click.argument("key")
@click.argument("text")
@workspace_option
@click.pass_context
def reword(ctx: click.Context, /, key: str, text: str, workspace: Path | None) -> None:
    """Print a highlight in other words. Its numbers must be those of the source."""
    _change(workspace or ctx.obj, key, text=text.strip())


@edit.command(short_help="Move a highlight within its theme.")
@click.argument("key")
@click.option("--before", default="", metavar="KEY", help="The highlight that it comes before.")
@click.option("--after", default="", metavar="KEY", help="The highlight that it comes after.")
@workspace_option
@click.pass_context
def move(ctx: click.Context, /, key: str, before: str, after: str, workspace: Path | None) -> None:
    """Move a highlight before or after another one of its theme."""
    if bool(before) == bool(after):
        raise click.UsageError("say where to: --before KEY or --after KEY")
    _change(workspace or ctx.obj, key, before=before, after=after)


@edit.command(short_help="Give a theme another heading.")
@click.argument("key")
@click.argument("text")
@click.option("--en", default="", metavar="TEXT", help="The heading in English.")
@workspace_option
@click.pass_context
def retitle(ctx: click.Context, /, key: str, text: str, en: str, workspace: Path | None) -> None:
    """Give a theme another heading. Its sign (稳, 一是) stays; without --en it has no English."""
    _change(workspace or ctx.obj, key, text=text.strip(), text_en=en.strip())


@edit.command(short_help="Take the edits of a highlight or theme back.")
@click.argument("key")
@workspace_option
@click.pass_context
def undo(ctx: click.Context, /, key: str, workspace: Path | None) -> None:
    """Take all edits of a highlight or theme back."""
    with Progress() as progress:
        desk = _desk(workspace or ctx.obj, progress)
        was = desk.undo(key)
    if was is None:
        fail(f"{key}: there is no edit of this key\n  list them: briefgen edit list")
        ctx.exit(1)
    else:
        say(f"taken back  {_told(was)}")


def _desk(workspace: Path | None, progress: Progress) -> Desk:
    from briefgen.editing import Desk as Opened  # noqa: PLC0415 - late, for a quick --help

    return Opened(workspace_of(workspace), progress)


def _change(workspace: Path | None, key: str, **wishes: str | bool) -> None:
    with Progress() as progress:
        desk = _desk(workspace, progress)
        wish = desk.change(key, **wishes)
    say(_told(wish))
    say(f"written  {near(desk.path)}")


def _told(wish: Override) -> str:
    said = {
        "pin": "pinned",
        "hide": "hidden",
        "text": "reads",
        "before": "before",
        "after": "after",
    }
    if wish.of_theme:
        said["text"] = "titled"
    parts = []
    for name in wish.actions:
        value = getattr(wish, name)
        word = said.get(name, name)
        parts.append(f"{word} {value}" if isinstance(value, str) else word)
    if wish.text_en:
        parts.append(f"({wish.text_en})")
    return f"{wish.key}  {wish.was}\n    {', '.join(parts)}"
