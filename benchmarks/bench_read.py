"""How the time of reading grows with the size of the file: read, clean, themes, figures.

    .venv/bin/python benchmarks/bench_read.py [largest size in kB]

Prints for each shape of file and each size the time of every step, and the time per character as a
ratio to that of the smallest file: about 1 all the way down means that time is linear.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from briefgen import clean, figures, read, themes
from briefgen.errors import SourceError

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10, 100, 1_000, 5_000, 20_000)  # kilobytes
SEED = max((ROOT / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
MENU = "首页\n政务公开\n新闻中心 | 互动交流\n登录\n"


def shapes(text: str) -> dict[str, tuple[str, str]]:
    """The unit that each shape of file repeats, and its ending."""
    flat = "".join(text.split())
    return {
        "paragraphs": (text, ".txt"),
        "one line": (flat, ".txt"),
        "traditional": (text.replace("业", "業").replace("发", "發"), ".txt"),
        "menus": (MENU, ".txt"),
        "page": ("".join(f"<p>@ {line}</p>\n" for line in text.splitlines() if line), ".html"),
    }


def measured(path: Path) -> tuple[list[float], int]:
    """The seconds of each step, and how many characters there were."""
    marks = [time.process_time()]
    source = read.read_source(path)
    marks.append(time.process_time())
    article = clean.clean(source)
    marks.append(time.process_time())
    outline = themes.outline(article)
    marks.append(time.process_time())
    figures.extract(article, outline)
    marks.append(time.process_time())
    spent = [later - sooner for sooner, later in pairwise(marks)]
    return spent, len(source.text)


def main() -> None:
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    text = SEED.read_text(encoding="utf-8")
    measured(SEED)  # loads the tables
    print(f"{'shape':12}{'kB':>8}{'read':>8}{'clean':>8}{'themes':>8}{'figures':>8}{'s':>8}  ratio")
    with tempfile.TemporaryDirectory() as folder:
        for shape, (unit, suffix) in shapes(text).items():
            first = 0.0
            for size in (each for each in SIZES if each <= largest):
                path = Path(folder) / f"a{suffix}"
                count = size * 1_000 // len(unit.encode()) + 1
                # the extractor leaves out paragraphs that are there twice: each gets its number
                body = "".join(unit.replace("@", str(number)) for number in range(count))
                path.write_text(body, encoding="utf-8")
                try:
                    spent, length = measured(path)
                except SourceError as error:
                    print(f"{shape:12}{size:>8}  refused: {error.message}")
                    continue
                each = sum(spent) / length
                first = first or each
                cells = "".join(f"{one:8.2f}" for one in spent)
                print(f"{shape:12}{size:>8}{cells}{sum(spent):8.2f}{each / first:7.2f}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
