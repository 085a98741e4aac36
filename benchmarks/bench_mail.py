"""What sending costs us: our own time for each mail, and memory, with few readers and with many.

    .venv/bin/python benchmarks/bench_mail.py [--readers 1000] [--times 3]

The issue is made once, from the seed documents of 聊城. Then it is sent to a server on loopback, in
a process of its own, that takes everything and forgets it. "Ours" is the processor time of the
sender: composing, the ledger, the talk. The wall-clock time has also the waiting: for the server,
and for the disk, since each mail is noted on it before its end and after. The bare loop hands as
many bytes to the same server with smtplib, and keeps no account of them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import smtplib
import socket
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measure import SEEDS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ANSWERS = {
    "EHLO": b"250-loopback\r\n250 SIZE 99999999\r\n",
    "DATA": b"354 go on\r\n",
    "QUIT": b"221 bye\r\n",
}
TOML = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "经济运行简报 <brief@example.cn>"
patience = 0

[[subscription]]
name = "聊城周报"
cities = ["聊城"]
weekday = "monday"
time = "08:30"
list = "readers.csv"
formats = ["pdf", "docx"]
"""


def serve(said: Connection) -> None:
    """Take mails on a free port of loopback, one connection at a time, for ever."""
    listening = socket.create_server(("127.0.0.1", 0))
    said.send(listening.getsockname()[1])
    while True:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 loopback\r\n")
            talk(connection, lines)


def talk(connection: socket.socket, lines) -> None:  # noqa: ANN001 - a buffered reader
    """Answer one client until it goes."""
    for line in lines:
        verb = line[:4].strip().upper().decode("ascii", "replace")
        connection.sendall(ANSWERS.get(verb, b"250 ok\r\n"))
        if verb == "QUIT":
            return
        if verb == "DATA":
            while (part := lines.readline()) not in {b".\r\n", b""}:
                del part
            connection.sendall(b"250 taken\r\n")


def workspace(folder: Path, port: int) -> None:
    """A workspace with the seed documents, whose issue is made and has not been sent."""
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / "readers.csv").write_text("address\nfirst@example.cn\n", encoding="utf-8")
    write_settings(folder, dead_port())
    send(folder)
    write_settings(folder, port)


def dead_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_settings(folder: Path, port: int) -> None:
    (folder / "briefgen.toml").write_text(TOML.format(port=port), encoding="utf-8")


def send(folder: Path) -> None:
    """Send what is due, as the command does."""
    from briefgen.mailing.desk import send_due  # noqa: PLC0415 - not in the parent
    from briefgen.mailing.wanted import Wanted  # noqa: PLC0415 - the same
    from briefgen.workspace import open_workspace  # noqa: PLC0415 - the same

    send_due(open_workspace(folder), Wanted(), lambda _: None)


def measured(folder: Path, said: Connection) -> None:
    """Send in a process of its own: processor and wall-clock seconds, highest memory in MB."""
    import resource  # noqa: PLC0415 - not on every system

    wall, own = time.perf_counter(), time.process_time()
    send(folder)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said.send((time.process_time() - own, time.perf_counter() - wall, highest))


def in_process(folder: Path) -> tuple[float, float, float]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=measured, args=(folder, theirs))
    process.start()
    theirs.close()
    found = ours.recv()
    process.join()
    return found


def sent(made: Path, readers: int) -> tuple[float, float, float]:
    """What sending to so many took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "w"
        shutil.copytree(made, folder)
        listed = "".join(f"reader{number}@example.cn\n" for number in range(readers))
        (folder / "readers.csv").write_text(f"address\n{listed}", encoding="utf-8")
        return in_process(folder)


def bare(port: int, message: bytes, readers: int) -> tuple[float, float]:
    """Wall-clock and processor seconds of a loop of smtplib that sends the same bytes."""
    wall, own = time.perf_counter(), time.process_time()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(readers):
            smtp.sendmail("brief@example.cn", [f"reader{number}@example.cn"], message)
    return time.perf_counter() - wall, time.process_time() - own


def example(made: Path) -> bytes:
    """One mail of the issue, for the bare loop: of the size of its files as base64."""
    files = (made / ".briefgen" / "issues").glob("*/*")
    size = sum(path.stat().st_size for path in files if path.suffix in {".pdf", ".docx", ".png"})
    line = b"x" * 76 + b"\r\n"
    return b"Subject: bench\r\n\r\n" + line * (size * 4 // 3 // 76)


def sent_often(made: Path, readers: int, times: int) -> list[float]:
    """The medians of our seconds, the wall-clock seconds and the highest memory."""
    runs = [sent(made, readers) for _ in range(times)]
    return [median(column) for column in zip(*runs, strict=True)]


def row(name: str, ours: float, wall: float, memory: float | None = None) -> str:
    """A line of the table."""
    shown = f"{name:24}{ours:18.2f}{wall:18.2f}"
    return shown if memory is None else f"{shown}{memory:12.0f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--times", type=int, default=3)
    wanted = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "made"
        made.mkdir()
        workspace(made, port)
        message = example(made)
        print(f"one mail: {len(message) / 1e6:.2f} MB; median of {wanted.times}")
        print(f"{'':24}{'ours, ms a mail':>18}{'wall-clock, ms':>18}{'highest MB':>12}")
        first = sent_often(made, 1, wanted.times)
        print(row("beginning and one mail", first[0] * 1e3, first[1] * 1e3, first[2]))
        for readers in (wanted.readers // 10, wanted.readers):
            found = sent_often(made, readers, wanted.times)
            each = [
                (now - then) / (readers - 1) * 1e3 for now, then in zip(found, first, strict=True)
            ]
            print(row(f"{readers} readers", each[0], each[1], found[2]))
        wall, own = bare(port, message, wanted.readers)
        each_ms = 1e3 / wanted.readers
        print(row("the bare loop", own * each_ms, wall * each_ms))
    server.terminate()


if __name__ == "__main__":
    sys.exit(main())
