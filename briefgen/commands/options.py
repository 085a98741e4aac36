"""Options that several commands share, and the kinds of values they take."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.workspace import Workspace

Command = TypeVar("Command", bound="Callable[..., Any]")


def day(text: str) -> date:
    """The day written 2024-05-31; wrong usage if there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is no day; write it as 2024-05-31"
        raise click.BadParameter(message) from error


def week(text: str) -> str:
    """The week as issues are named; wrong usage if there is no such week."""
    from briefgen.deliver.timetable import monday_of, week_of  # noqa: PLC0415 - late, for --help

    try:
        return week_of(monday_of(text))
    except DeliveryError as error:
        raise click.BadParameter(f"{error.message}; {error.hint}") from error


def formats(text: str) -> tuple[str, ...]:
    """The formats of a list parted by commas, each once; wrong usage if one is unknown."""
    from briefgen.settings import FORMATS  # noqa: PLC0415 - late, for a quick --help

    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    wrong = [name for name in names if name not in FORMATS]
    if wrong or not names:
        what = f"{wrong[0]!r} is no format" if wrong else "no format is named"
        raise click.BadParameter(f"{what}; there are {', '.join(FORMATS)}")
    return tuple(dict.fromkeys(names))


def workspace_option(command: Command) -> Command:
    """The command with --workspace, which may also stand before the command's name."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The workspace, instead of the nearest one upwards.",
    )(command)


def text_or_json(command: Command) -> Command:
    """The command with --format text|json, as `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Text for people, JSON for programs.",
    )(command)


def workspace_of(given: Path | None) -> Workspace:
    """The workspace named after the command, before it, or found upwards."""
    from briefgen.workspace import open_workspace  # noqa: PLC0415 - late, for a quick --help

    return open_workspace(given or click.get_current_context().obj)


def workspace_if_any(given: Path | None) -> Workspace | None:
    """The same, or None where no workspace is named and none is found upwards."""
    from briefgen.workspace import find_workspace, open_workspace  # noqa: PLC0415 - the same

    named = given or click.get_current_context().obj
    return open_workspace(named) if named or find_workspace() else None
