"""Loads WeasyPrint without asking a compiler where its libraries are."""

from __future__ import annotations

import ctypes.util
import io
import sys
from contextlib import redirect_stdout, suppress


def load_weasyprint() -> None:
    """Load it, so that what imports it later finds it loaded.

    It tries several names of each library. Where the first is not the right one, Python starts gcc
    and ld to search for it, which takes longer than loading them all. On Linux the last name tried
    is that by which the system itself finds the library; if it does not, the import of WeasyPrint
    that follows searches as ever, and says what is missing.
    """
    if sys.platform != "linux":
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        with suppress(OSError), redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: F401, PLC0415 - this is the point
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> str | None:  # noqa: ARG001 (the search gives it)
    return None
