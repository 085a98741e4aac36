"""Runs the preview until it is stopped."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from briefgen.errors import OutputError
from briefgen.preview.app import application
from briefgen.preview.guard import Guard
from briefgen.preview.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = "127.0.0.1"
GRACE = 1  # seconds that open pages get when the server ends


def serve(root: Path, port: int, query: str, ready: Callable[[str], None]) -> None:
    """Serve the workspace `root` at a free port, or at `port`; `ready` is told the address.

    Raises OutputError where the port is taken.
    """
    with _listening(port) as listening:
        port = listening.getsockname()[1]
        token, nonce = secrets.token_urlsafe(24), secrets.token_urlsafe(16)
        studio = Studio(root)
        guarded = Guard(application(studio, nonce), token, nonce, hosts_of(port))
        config = uvicorn.Config(
            guarded,
            log_level="warning",
            access_log=False,  # it would show the token
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            ws="none",
        )
        ready(f"http://{HERE}:{port}/{token}/{query}")
        with suppress(KeyboardInterrupt):  # the way to end it
            uvicorn.Server(config).run([listening])


def hosts_of(port: int) -> tuple[str, ...]:
    """The names by which a browser on this computer reaches the port."""
    return (f"{HERE}:{port}", f"localhost:{port}")


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HERE, port))
        listening.listen()
    except OSError as error:
        listening.close()
        hint = "leave --port out: a free one is taken"
        raise OutputError(f"port {port} cannot be used: {error.strerror}", hint=hint) from error
    return listening
