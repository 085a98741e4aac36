"""`briefgen absorb`: an editor's changes in a Word page, kept for every build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.commands.options import workspace_of, workspace_option
from briefgen.console import Progress, counted, fail, near, say
from briefgen.errors import SourceError
from briefgen.messages import in_chinese

if TYPE_CHECKING:
    from briefgen.workspace import Workspace


@click.command(
    short_help="Take the changes of an edited Word page over.",
    epilog="""\b
Examples:
  briefgen absorb output/聊城-2024-W22.docx           takes the changes into overrides.toml
  briefgen absorb output/聊城-2024-W22.docx --dry-run says what it would take

A name alone is looked for in the output folder of the workspace, too.

The page is one that briefgen made and someone edited, in Word, WPS or LibreOffice. Highlights that
were reworded, deleted or moved within their theme are taken over, and headings of themes that were
changed. Tracked changes count as accepted. A rewording that changes a number is refused; so is what
belongs to no highlight, such as a new sentence or a changed cell of the table, and a highlight put
under another theme. It is all listed, in English and Chinese.
""",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and write nothing.")
@workspace_option
@click.pass_context
def absorb(ctx: click.Context, /, file: Path, *, dry_run: bool, workspace: Path | None) -> None:
    """Take the changes that an editor made in a Word page into the hand edits of the workspace.

    Exit code 1 if something could not be taken.
    """
    from briefgen.editing import Desk  # noqa: PLC0415 - late, for a quick --help
    from briefgen.editing.absorb import absorb as absorbed  # noqa: PLC0415 - the same
    from briefgen.verify.furniture import template_words  # noqa: PLC0415 - the same

    opened = workspace_of(workspace)
    with Progress() as progress:
        desk = Desk(opened, progress)
        marks = template_words(opened.settings.template, opened)[1]
        signs = [word for words in marks.values() for word in words]
        done = absorbed(desk, _returned(file, opened), signs, write=not dry_run)
    for what, wish in done.taken:
        beside = wish.after or wish.before if what == "moved" else ""
        said = wish.text if "word" in what or "titled" in what else beside
        told = f"{what} {in_chinese(what)}  {wish.key}  {wish.was}"
        say(f"{told}\n    → {said}" if said else told)
    for words, reason in done.refused:
        fail(f"not taken: {words}\n  {reason}\n  {in_chinese(reason)}")
    changes = counted(len(done.taken), "change")
    total = f"{changes} taken, {len(done.refused)} not, {done.unchanged} unchanged"
    say(f"{total}\n{in_chinese(total)}")
    if done.taken and not dry_run:
        say(f"written  {near(desk.path)}")
    ctx.exit(1 if done.refused else 0)


def _returned(file: Path, workspace: Workspace) -> Path:
    """The file itself, or, of a name alone, the page in the output folder; raises SourceError."""
    output = workspace.settings.output
    for path in (file, output / file.name) if file.parent == Path() else (file,):
        if path.is_file():
            return path
    message = "there is no such file"
    shown = (one for one in output.glob("*.docx") if not one.name.startswith("~$"))  # Word's locks
    pages = sorted(shown, key=lambda one: one.stat().st_mtime)
    hint = f"write it with its folder, such as {near(pages[-1] if pages else output / file.name)}"
    raise SourceError(message, where=str(file), hint=hint)
