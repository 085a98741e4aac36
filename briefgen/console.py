"""What the commands say on a terminal: results, warnings, progress. Nothing else prints."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE = 1.0  # seconds of work before progress is shown: what is quicker needs none


def say(text: str) -> None:
    """Print a line of the result on standard output."""
    click.echo(text)


def warn(text: str) -> None:
    """Print what was left out or is in doubt, on standard error."""
    click.echo(f"{click.style('briefgen: warning:', fg='yellow')} {text}", err=True)


def fail(text: str) -> None:
    """Print what went wrong, on standard error."""
    click.echo(f"{click.style('briefgen:', fg='red', bold=True)} {text}", err=True)


def near(path: Path) -> str:
    """The path relative to the current folder where it lies in it, else as it is."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 document, 5 documents."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Progress:
    """One line on standard error that says what is being done; silent in a pipe or when quick."""

    def __init__(self) -> None:
        """Start the clock."""
        self._shown = False
        self._start = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Itself, to be called with what is being done."""
        return self

    def __call__(self, text: str) -> None:
        """Say what is being done now."""
        if self._terminal and time.monotonic() - self._start >= PATIENCE:
            click.echo(f"\r\x1b[K{text} …", err=True, nl=False)
            self._shown = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the line."""
        self.clear()

    def clear(self) -> None:
        """Make room for a result or a warning."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False
