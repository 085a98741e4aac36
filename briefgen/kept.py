"""The folder of this user for what can be made again: nothing in it is needed, all of it is keyed.

By default libraries keep such files in /tmp, where those of another user can be neither replaced
nor trusted.
"""

from __future__ import annotations

import os
from pathlib import Path


def kept_in(name: str) -> Path | None:
    """The folder `name`, which others may not enter, made if need be; None where it cannot be."""
    try:
        kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = kept / "briefgen" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # a full or locked disk; a user without a home
        return None
    return folder
