"""What click says of a wrong command, in both languages as all other failures are."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from briefgen.messages import in_chinese


class WrongUsage(click.UsageError):
    """A wrong use of a command: what click says of it, then the same in Chinese."""

    def __init__(self, error: click.UsageError) -> None:
        """Take over what was found, and where."""
        super().__init__(error.format_message(), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the use of the command, how to see its help, and what is wrong."""
        lines = []
        if self.ctx:
            asked = f"{self.ctx.command_path} {self.ctx.help_option_names[-1]}"
            lines += [self.ctx.get_usage(), f"Try '{asked}' for help. 用法见 {asked}", ""]
        lines.append(f"Error: {self.message}")
        if (chinese := in_chinese(self.message)) != self.message:
            lines.append(f"错误：{chinese}")
        color = self.ctx.color if self.ctx else None
        click.echo("\n".join(lines), file=file or sys.stderr, color=color)
