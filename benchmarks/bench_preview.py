"""Prints how long it takes from a save to the picture of the new page in `briefgen preview`.

    .venv/bin/python benchmarks/bench_preview.py [--times 5]

A real server with the seed documents, warm: a file is written, the server tells that it changed,
the page is asked for and its picture fetched, as the browser does; a highlight is hidden as its
button does it. Then the picture of the Word page is waited for, which LibreOffice draws; after a
change that only the PDF shows it is there already. Beside it, in turn, one Chinese page is set by
WeasyPrint alone in this process, warm too: on a machine with other work both wait.
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
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from urllib.request import urlopen

from bare_page import page
from docx import Document
from docx.shared import RGBColor
from measure import SEEDS
from weasyprint import HTML

from briefgen.preview.files import Files
from briefgen.render import find_template

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPResponse

CHOICE = {"city": "聊城", "day": "2024-05-31", "template": "my-brief", "part": "0"}
PAGE = '{% extends "briefing/page.html" %}\n'
SETTLED = 2.0  # seconds between two saves, after the Word page of the first has come


def fetched(address: str, given: bytes | None = None) -> bytes:
    """What is answered, to what is `given` if anything is."""
    with urlopen(address, given, timeout=120) as answer:  # noqa: S310 - of the server started here
        return bytes(answer.read())


def picture(address: str) -> dict[str, Any]:
    """What is told of the page, its picture fetched."""
    told = dict(json.loads(fetched(f"{address}api/page?{urlencode(CHOICE)}")))
    for name in told["pictures"]:
        fetched(f"{address}blob/{name}.png")
    return told


def drawn(address: str, events: HTTPResponse, told: dict[str, Any]) -> None:
    """Wait until the Word page of this page is drawn, or is known to be missing; fetch it."""
    word = told["word"]
    while word["state"] == "making":
        said = next_event(events, b"word")
        word = said if said["id"] == told["id"] else word
    for name in word.get("pictures", ()):
        fetched(f"{address}blob/{name}.png")


def next_event(events: HTTPResponse, kind: bytes) -> dict[str, Any]:
    """What the server tells next of this kind."""
    while events.readline() != b"event: " + kind + b"\n":
        pass
    return dict(json.loads(events.readline().removeprefix(b"data: ")))


def changes(folder: Path) -> dict[str, Callable[[int], object]]:
    """What is saved, by name; each takes a number, so that no two saves are the same."""
    own = folder / "templates" / "my-brief"
    document = min((folder / "seeds").glob("*.txt"))
    text, settings = (
        document.read_text(encoding="utf-8"),
        (own / "template.toml").read_text("utf-8"),
    )

    word = own / "page.docx"
    shutil.copy(find_template("briefing").file("page.docx"), word)
    lines = json.loads(fetched(f"{address_of(folder)}api/page?{urlencode(CHOICE)}"))["lines"]

    def styled(number: int) -> object:
        document = Document(str(word))
        document.styles["报头"].font.color.rgb = RGBColor(0, 0, number)
        return document.save(str(word))

    def hidden(number: int) -> object:
        wish = {"key": lines[number % len(lines)]["key"], "wishes": {"hide": True}, **CHOICE}
        return fetched(f"{address_of(folder)}api/edit", json.dumps(wish).encode())

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
        "one more hidden": hidden,
        "page.docx": styled,
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
    lines = min(SEEDS.glob("*.txt")).read_text(encoding="utf-8").splitlines()
    bare(lines)
    with urlopen(f"{address}events", timeout=120) as events:  # noqa: S310 - the same
        drawn(address, events, picture(address))
        for name, save in changes(folder).items():
            took, word, beside = [], [], []
            for number in range(10, 10 + times):
                time.sleep(SETTLED)
                before = picture(address)
                drawn(address, events, before)
                start = time.perf_counter()
                save(number)
                next_event(events, b"changed")
                after = picture(address)
                took.append(time.perf_counter() - start)
                drawn(address, events, after)
                word.append(time.perf_counter() - start)
                beside.append(bare(lines))
                same = after["pictures"] == before["pictures"] and name != "page.docx"
                if after["error"] or same:
                    print(f"{name}: the page did not change")
            usual, alone = statistics.median(took), statistics.median(beside)
            told = f"{name:15} {usual:.2f} s (best {min(took):.2f} s, worst {max(took):.2f} s)"
            told += f", Word {statistics.median(word):.1f} s"
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
