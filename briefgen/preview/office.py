"""The Word page as a picture: LibreOffice makes a PDF of it, in the background, when installed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path

from briefgen.errors import OutputError
from briefgen.fonts import FONT_DIR

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include>{known}</include><dir>{ours}</dir></fontconfig>
"""
FONTS_OF_SYSTEM = "/etc/fonts/fonts.conf"
SECONDS = 120.0
PROGRAMS = ("soffice", "libreoffice")


@cache
def program() -> str | None:
    """The path of LibreOffice; None if it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def gently() -> tuple[str, ...]:
    """What has a program give way to others where the system can: to the next PDF."""
    nice = shutil.which("nice")
    return (nice, "-n", "10") if nice else ()


def with_our_fonts(folder: Path) -> dict[str, str]:
    """What tells a program to take our faces where the computer has none for Chinese.

    Where fontconfig is not used it says nothing. `folder` keeps the file that says it.
    """
    known = os.environ.get("FONTCONFIG_FILE") or FONTS_OF_SYSTEM
    if not Path(known).is_file():
        return {}
    file = folder / "fonts.conf"
    file.write_text(FONTS.format(known=escape(known), ours=escape(str(FONT_DIR))), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}


def command(profile: Path) -> list[str]:
    """What begins LibreOffice without a window; `profile` keeps its settings from run to run."""
    begun = [*gently(), program() or PROGRAMS[0], "--headless", "--norestore"]
    return [*begun, f"-env:UserInstallation={(profile / 'profile').as_uri()}"]


async def as_pdf(word: bytes, profile: Path, seconds: float = SECONDS) -> bytes:
    """The Word file as LibreOffice sets it, with the settings in `profile`.

    Raises OutputError where it fails. Who does not wait for it any longer ends it.
    """
    with tempfile.TemporaryDirectory(dir=profile, prefix="page-") as folder:
        path = Path(folder) / "page.docx"
        path.write_bytes(word)
        convert = [*command(profile), "--convert-to", "pdf", "--outdir", folder, str(path)]
        try:
            await _run(convert, {**os.environ, **with_our_fonts(profile)}, seconds)
            return path.with_suffix(".pdf").read_bytes()
        except TimeoutError as error:
            raise OutputError("LibreOffice did not set the Word page in time") from error
        except OSError as error:
            raise OutputError(f"LibreOffice could not set the Word page: {error}") from error


async def _run(command: list[str], environment: dict[str, str], seconds: float) -> None:
    """Wait for a program in a group of its own, which ends with the wait: a script starts more."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if code := await asyncio.wait_for(process.wait(), seconds):
            raise OutputError(f"LibreOffice could not set the Word page: it ended with {code}")
    finally:
        if process.returncode is None:
            end(process)
            await process.wait()


def end(process: asyncio.subprocess.Process) -> None:
    """End a program that was begun in a group of its own, with all that it began."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:  # Windows: LibreOffice is no script there
            process.kill()
