"""How time grows with the length of awkward text: the same few signs, again and again.

    .venv/bin/python benchmarks/bench_growth.py [--times 3]

Four times the text should take about four times as long; quadratic work would take sixteen times.
Then the seconds of the labels of all figures of the seed documents put into English.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measure import SEEDS, fastest

from briefgen.clean import clean
from briefgen.english import load_glossary, translate_label
from briefgen.figures import extract
from briefgen.read import read_source
from briefgen.themes import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Article

SIZES = (10_000, 40_000)  # characters
SENTENCE = "规模以上工业增加值同比增长9.0%，高于全省平均1.9个百分点。\n"
FOR_CLEANING = (
    SENTENCE,
    "中",
    "1 ",
    '"',
    "（记者",
    "中?，",
    "广告\n",
    "全市推进，\n\n",
    "会议举行。\n标签：\n",
    "一推进成效。\n",
    "首页>",
    "2024-05-28 08:57 来源：某报 | ",
    "2024年5月28日\n",
    "注：\n[1]说明\n",
    "阅读 12 ",
    "某市统计局\n2024年5月28日\n",
    "作者：张三\n",
    "/某网/正文",
    "中|",
)
FOR_THEMES = ("一是加强储备，", "“稳”，", "增长9.0%。", "（一）", "从投资看，", "——\n", "一")


def article(folder: Path, text: str) -> Article:
    """What cleaning makes of `text`."""
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return clean(read_source(path))


def growth(unit: str, step: Callable[[str], Callable[[], object]], times: int) -> None:
    """Print the seconds of `step` on the shorter and the longer text of `unit`, and their ratio."""
    short, long = (fastest(step((unit * size)[:size]), times) for size in SIZES)
    print(f"{unit.strip()[:20]!r:28}{short:9.3f}{long:9.3f}{long / max(short, 1e-6):8.1f}")


def labels_of(path: Path) -> list[str]:
    """The indicators of the figures in the document at `path`."""
    given = clean(read_source(path))
    figures, _ = extract(given, outline(given))
    return [figure.indicator for figure in figures]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=3, help="runs, the fastest of which counts")
    times = options.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.process_time()
        outline(article(folder, SENTENCE))
        print(f"tables loaded in {time.process_time() - start:.1f} s")
        print("\ncleaning, 10,000 and 40,000 characters of")
        for unit in FOR_CLEANING:
            growth(unit, lambda text: lambda: article(folder, text), times)
        print("\nthemes, 10,000 and 40,000 characters of")
        for unit in FOR_THEMES:

            def themes_of(text: str) -> Callable[[], object]:
                given = article(folder, text)
                return lambda: outline(given)

            growth(unit, themes_of, times)
    glossary = load_glossary()
    labels = sorted({label for path in SEEDS.glob("*.txt") for label in labels_of(path)})
    translate_label(labels[0], glossary)
    spent = fastest(lambda: [translate_label(label, glossary) for label in labels], times)
    print(f"\nEnglish of {len(labels)} labels: {spent:.2f} s")


if __name__ == "__main__":
    main()
