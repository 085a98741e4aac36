"""Processes that ours begins to work for it: they end when it does, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import tempfile
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from shutil import rmtree
from threading import Thread


def belong(folder: str | None = None) -> None:
    """Have this process end with the one that began it, however that ends.

    A worker of a pool waits on a pipe whose other end it holds too: without this it would wait for
    ever for one that was killed. `folder` takes what it keeps in files meanwhile (16 MB of faces);
    without one, it makes and removes its own.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the one that waits, and by it this
    kept = folder or tempfile.mkdtemp(prefix="briefgen-")
    tempfile.tempdir = kept
    Finalize(None, rmtree, (kept,), {"ignore_errors": True}, exitpriority=0)
    signal.signal(signal.SIGTERM, lambda *_: _end(kept))  # not the handler of the one it is of
    if parent := parent_process():
        Thread(target=_follow, args=(parent.sentinel, kept), daemon=True).start()


def _follow(parent: int, kept: str) -> None:
    wait([parent])
    _end(kept)


def _end(kept: str) -> None:
    gone = f"{kept}-gone"
    with suppress(OSError):
        os.rename(kept, gone)  # noqa: PTH104 - nothing more is written into it meanwhile
    for folder in (gone, kept):
        rmtree(folder, ignore_errors=True)
    os._exit(1)
