"""Failures that end a command: what is wrong, where, and what to do about it."""

from __future__ import annotations


class BriefgenError(Exception):
    """A failure to tell the user in one message; `cli` prints it and exits with code 1.

    `message` says what is wrong, `where` names the file (and line) or setting, `hint` what to do.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        """Keep the three parts apart; `str()` joins them for a terminal."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


class SourceError(BriefgenError):
    """A document that cannot be read: empty, binary, undecodable, unreadable."""


class LexiconError(BriefgenError):
    """A data file of the package or the workspace that is not as it must be."""


class SettingsError(BriefgenError):
    """Settings that are wrong; the message lists every one of them."""


class WorkspaceError(BriefgenError):
    """No workspace, no documents, no such city."""


class TemplateError(BriefgenError):
    """A template that is missing, broken, or uses what it may not."""


class FitError(BriefgenError):
    """A page that cannot be made to hold what must stand on it."""


class FontError(BriefgenError):
    """A character that no font of the package can show."""


class EnglishError(BriefgenError):
    """English that must not be printed: a wrong number, or a term that an editor must settle."""


class TranslatorError(BriefgenError):
    """A translator that cannot be asked, or whose answer is none."""


class OutputError(BriefgenError):
    """A result that cannot be written."""


class DeliveryError(BriefgenError):
    """A mail that could not be sent, or must not be."""
