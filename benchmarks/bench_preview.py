"""Prints how long it takes from a save to the picture of the new page in `briefgen preview`.

    .venv/bin/python benchmarks/bench_preview.py [--times 5]

A real server with the seed documents, warm: a file is written, the server tells that it changed,
the page is asked for and its picture fetched, as the browser does. Beside it, in turn, one Chinese
page is set by WeasyPrint alone in this process, warm too: on a machine with other work both wait.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

from bare_page import page
from measure import SEEDS
from weasyprint import HTML

from briefgen.preview.files import Files

if TYPE_CHECKING:
    from collections.abc import Callable

CHOICE = {"city": "聊城", "day": "2024-05-31", "template": "my-brief", "part": "0"}
PAGE = '{% extends "briefing/page.html" %}\n'
SETTLED = 5.0  # seconds between two saves: LibreOffice makes the Word page after the picture


def fetched(address: str) -> bytes:
    with urlopen(address, timeout=120) as answer:  # noqa: S310 - of the server started here
        return bytes(answer.read())


def picture(address: str) -> tuple[str, bool]:
    """The name of the page's picture, fetched, and whether there was an error."""
    told = json.loads(fetched(f"{address}api/page?{urlencode(CHOICE)}"))
    for name in told["pictures"]:
        fetched(f"{address}blob/{name}.png")
    return told["pictures"][0], bool(told["error"])


def changes(folder: Path) -> dict[str, Callable[[int], object]]:
    """What is saved, by name; each takes a number, so that no two saves are the same."""
    own = folder / "templates" / "my-brief"
    document = min((folder / "seeds").glob("*.txt"))
    text, settings = (
        document.read_text(encoding="utf-8"),
        (own / "template.toml").read_text("utf-8"),
    )

    lines = json.loads(fetched(f"{address_of(folder)}api/page?{urlencode(CHOICE)}"))["lines"]

    def edit(number: int) -> object:
        value = f'[[edit]]\nkey = "{lines[number % len(lines)]["key"]}"\nhide = true\n'
        return (folder / "overrides.toml").write_text(value, encoding="utf-8")

    return {
        "style sheet": lambda n: (own / "extra.css").write_text(f"h1 {{ color: #0000{n:02} }}"),
        "page.html": lambda n: (own / "page.html").write_text(
            f"{PAGE}{{% block foot %}}<p>{n}</p>{{{{ super() }}}}{{% endblock %}}\n"
        ),
        "template.toml": lambda n: (own / "template.toml").write_text(
            settings.replace("[knobs]", f'[knobs]\nred = "#aa00{n:02}"'), encoding="utf-8"
        ),
        "glossary": lambda n: (folder / "glossary.tsv").write_text(
            f"zh\ten\n工业投资\tInvestment in industry {'abcdefghi'[n % 9]}\n", encoding="utf-8"
        ),
        "hand edits": edit,
        "document": lambda n: document.write_text(
            text.replace("473", f"4{n:02}"), encoding="utf-8"
        ),
    }


def address_of(folder: Path) -> str:
    return (folder / "address").read_text(encoding="utf-8")


def bare(lines: list[str]) -> float:
    """Seconds that WeasyPrint takes for one page of this text."""
    start = time.perf_counter()
    HTML(string=page(lines, "machine")).write_pdf()
    return time.perf_counter() - start


def measured(folder: Path, times: int) -> None:
    address = address_of(folder)
    picture(address)
    lines = min(SEEDS.glob("*.txt")).read_text(encoding="utf-8").splitlines()
    bare(lines)
    with urlopen(f"{address}events", timeout=120) as events:  # noqa: S310 - the same
        for name, save in changes(folder).items():
            took, beside = [], []
            for number in range(10, 10 + times):
                time.sleep(SETTLED)
                before = picture(address)[0]
                start = time.perf_counter()
                save(number)
                while not events.readline().startswith(b"event: changed"):
                    pass
                after, failed = picture(address)
                took.append(time.perf_counter() - start)
                beside.append(bare(lines))
                if failed or after == before:
                    print(f"{name}: the page did not change")
            usual, alone = statistics.median(took), statistics.median(beside)
            told = f"{name:14} {usual:.2f} s (best {min(took):.2f} s, worst {max(took):.2f} s)"
            print(f"{told}, bare page {alone:.2f} s: {usual / alone:.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        shutil.copytree(SEEDS, folder / "seeds")
        (folder / "briefgen.toml").write_text('[english]\nglossary = "glossary.tsv"\n')
        (folder / "glossary.tsv").write_text("zh\ten\n", encoding="utf-8")
        Files(folder).create("my-brief", "briefing")
        command = [sys.executable, "-m", "briefgen", "preview", "--no-browser"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = server.stdout.readline().strip() if server.stdout else ""
                (folder / "address").write_text(address.partition("?")[0], encoding="utf-8")
                measured(folder, times)
            finally:
                server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
