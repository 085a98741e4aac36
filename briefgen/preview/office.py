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
from pathlib import Path
from xml.sax.saxutils import escape

from briefgen.errors import OutputError
from briefgen.fonts import FONT_DIR

SECONDS = 120
PROGRAMS = ("soffice", "libreoffice")
# The system's own faces, and ours for a machine that has no Chinese ones: it would print boxes.
FACES = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{fonts}</dir></fontconfig>"""


@cache
def program() -> str | None:
    """The path of LibreOffice; None if it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def gently() -> tuple[str, ...]:
    """What has a program give way to others where the system can: to the next PDF."""
    nice = shutil.which("nice")
    return (nice, "-n", "10") if nice else ()


def with_faces(folder: Path) -> dict[str, str]:
    """The environment in which LibreOffice has a Chinese face; `folder` keeps what tells it so."""
    told = folder / "fonts.conf"
    told.write_text(FACES.format(fonts=escape(str(FONT_DIR))), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(told)}


async def as_pdf(word: bytes, profile: Path) -> bytes:
    """The Word file as LibreOffice sets it; `profile` keeps its settings from run to run.

    Raises OutputError where it fails. Who does not wait for it any longer ends it.
    """
    with tempfile.TemporaryDirectory(dir=profile, prefix="page-") as folder:
        path = Path(folder) / "page.docx"
        path.write_bytes(word)
        command = [*gently(), program() or PROGRAMS[0], "--headless", "--norestore"]
        command += [f"-env:UserInstallation={(profile / 'profile').as_uri()}"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(path)]
        try:
            await _run(command, with_faces(path.parent))
            return path.with_suffix(".pdf").read_bytes()
        except TimeoutError as error:
            raise OutputError("LibreOffice did not set the Word page in time") from error
        except OSError as error:
            raise OutputError(f"LibreOffice could not set the Word page: {error}") from error


async def _run(command: list[str], environment: dict[str, str]) -> None:
    """Wait for a program in a group of its own, which ends with the wait: a script starts more."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        if code := await asyncio.wait_for(process.wait(), SECONDS):
            raise OutputError(f"LibreOffice could not set the Word page: it ended with {code}")
    finally:
        if process.returncode is None:
            _end(process)
            await process.wait()


def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:  # Windows: LibreOffice is no script there
            process.kill()
