"""A translator on loopback that answers as it is told to, however wrong or slow."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = tuple[int, dict[str, str], bytes]


class Service:
    """What was asked (path, headers, JSON), and what is answered."""

    def __init__(self) -> None:
        """Answer with nothing at first."""
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.answer: Callable[[str], Answer] = lambda _zh: (200, {}, b"")
        self.drip = 0.0  # seconds between the bytes of the body
        self.url = ""

    def says(self, table: dict[str, str] | str) -> None:
        """Answer as a model does: by the label, or always the same."""

        def answer(zh: str) -> Answer:
            said = table if isinstance(table, str) else table.get(zh, "")
            return 200, {}, json.dumps({"choices": [{"message": {"content": said}}]}).encode()

        self.answer = answer

    def sends(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer with these bytes, whatever is asked."""
        self.answer = lambda _zh: (status, headers, body)


def label_of(asked: dict[str, Any]) -> str:
    """The label that a question is about, in either form."""
    if "q" in asked:
        return str(asked["q"])
    lines = str(asked["messages"][-1]["content"]).splitlines()
    return next(line.removeprefix("Label: ") for line in lines if line.startswith("Label: "))


@contextmanager
def translator() -> Iterator[Service]:
    """A service for the time of a test."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append((self.path, dict(self.headers), asked))
            status, headers, body = service.answer(label_of(asked))
            with suppress(OSError):
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                pieces = [body] if not service.drip else [body[i : i + 1] for i in range(len(body))]
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(service.drip)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
