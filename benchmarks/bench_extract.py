"""Prints how fast documents are read: beside jieba.cut alone on the same text, and by size.

    .venv/bin/python benchmarks/bench_extract.py [--times 25] [--largest 5000] [--texts FOLDER]

The text is that of the seed documents, or of those in a folder. For the larger sizes that of the
seeds is repeated, each time with other decimals, so that nothing can be remembered from before.
"""

from __future__ import annotations

import argparse
import logging
import random
import re
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import jieba
from measure import SEEDS, fastest_in_turn

from briefgen.clean import clean
from briefgen.figures import extract
from briefgen.read import read_source
from briefgen.themes import outline

if TYPE_CHECKING:
    from briefgen.model import Source

SIZES = (10, 50, 200, 1000, 5000)  # thousand bytes
DECIMAL = re.compile(r"(?<=[0-9]\.)[0-9]+")


def understand(source: Source) -> int:
    """The number of figures found by cleaning, themes and figures."""
    article = clean(source)
    figures, _ = extract(article, outline(article))
    return len(figures)


def beside_jieba(folder: Path, times: int) -> None:
    """Print characters a second over the documents of a folder as they are."""
    sources = [read_source(path) for path in sorted(folder.glob("*.txt"))]
    characters = sum(len(source.text) for source in sources)
    jieba.setLogLevel(logging.CRITICAL)
    jieba.initialize()  # its dictionary is not part of the comparison
    for source in sources:
        understand(source)  # nor are our data files
    articles = [clean(source) for source in sources]
    outlined = [(article, outline(article)) for article in articles]
    cut, figures, ours = fastest_in_turn(
        (
            lambda: [list(jieba.cut(source.text)) for source in sources],
            lambda: [extract(*one) for one in outlined],
            lambda: [understand(source) for source in sources],
        ),
        times,
    )
    print(f"{len(sources)} documents, {characters} characters")
    print(f"{'':26}{'characters a second':>20}{'time':>8}")
    print(f"{'jieba.cut':26}{characters / cut:20,.0f}{1:8.2f}")
    print(f"{'figures':26}{characters / figures:20,.0f}{figures / cut:8.2f}")
    print(f"{'clean, themes, figures':26}{characters / ours:20,.0f}{ours / cut:8.2f}")


def text_of(size: int) -> str:
    """Text of about `size` bytes: the seed documents again and again, with changing decimals."""
    chance = random.Random(size)  # noqa: S311 - the same decimals at every run
    seeds = "\n".join(read_source(path).text for path in sorted(SEEDS.glob("*.txt")))
    pieces, length = [], 0
    while length < size:
        piece = DECIMAL.sub(lambda _: str(chance.randrange(1, 100)), seeds)
        pieces.append(piece)
        length += len(piece.encode())
    return "\n".join(pieces).encode()[:size].decode(errors="ignore")


def by_size(largest: int) -> None:
    """Print the time of one document at growing sizes; linear if the last column stays."""
    print(
        f"\n{'kB':>6}{'characters':>12}{'clean':>9}{'themes':>9}{'figures':>9}{'s per million':>16}"
    )
    with TemporaryDirectory() as folder:
        for size in SIZES:
            if size > largest:
                break
            path = Path(folder) / "document.txt"
            path.write_text(text_of(size * 1000), encoding="utf-8")
            source = read_source(path)
            marks = [time.process_time()]
            article = clean(source)
            marks.append(time.process_time())
            structure = outline(article)
            marks.append(time.process_time())
            extract(article, structure)
            marks.append(time.process_time())
            taken = [after - before for before, after in pairwise(marks)]
            columns = "".join(f"{seconds:9.2f}" for seconds in taken)
            characters = len(source.text)
            print(f"{size:6}{characters:12,}{columns}{sum(taken) / characters * 1e6:16.2f}")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=25, help="runs, the fastest of which counts")
    options.add_argument("--texts", type=Path, default=SEEDS, help="folder of documents, *.txt")
    options.add_argument("--largest", type=int, default=SIZES[-1], help="largest size in kB")
    chosen = options.parse_args()
    beside_jieba(chosen.texts, chosen.times)
    by_size(chosen.largest)


if __name__ == "__main__":
    main()
