"""The Word page as a picture: LibreOffice makes a PDF of it, in the background, when installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from briefgen.errors import OutputError

SECONDS = 120
PROGRAMS = ("soffice", "libreoffice")


@cache
def program() -> str | None:
    """The path of LibreOffice; None if it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def gently() -> tuple[str, ...]:
    """What has a program give way to others where the system can: to the next PDF."""
    nice = shutil.which("nice")
    return (nice, "-n", "10") if nice else ()


def as_pdf(word: bytes, profile: Path) -> bytes:
    """The Word file as LibreOffice sets it; `profile` keeps its settings from run to run.

    Raises OutputError where it fails.
    """
    with tempfile.TemporaryDirectory(dir=profile, prefix="page-") as folder:
        path = Path(folder) / "page.docx"
        path.write_bytes(word)
        command = [*gently(), program() or PROGRAMS[0], "--headless", "--norestore"]
        command += [f"-env:UserInstallation={(profile / 'profile').as_uri()}"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(path)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
            return path.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise OutputError(f"LibreOffice could not set the Word page: {error}") from error
