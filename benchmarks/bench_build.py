"""Prints what a build costs: cold, each further page of a batch, memory, beside a bare page.

    .venv/bin/python benchmarks/bench_build.py [--times 5]

All processes run on this machine in turn, within one minute: read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import SEEDS, in_turn

from briefgen.clean import clean
from briefgen.gazetteer import gazetteer
from briefgen.read import read_source

CITY = "聊城"
DAY = "2024-05-31"
OTHERS = ("济宁", "临沂", "菏泽", "烟台", "潍坊", "淄博", "滨州", "枣庄")
CHARACTERS = 1500  # of a page of text without headings and tables
# The numbers of a copy are others: the same news with the same numbers is taken in only once.
NUMBER = re.compile(r"(?<=[0-9]\.)[0-9]+|[0-9]+(?=[个家项亿])")
# What the next word names is taken away; then what follows is run.
FORGETTING = ("sh", "-c", 'rm -rf $0; exec "$@"')
PAGES = ("pages", "drawings", "heights-*")  # what is kept of pages made before
COMMAND = (sys.executable, "-m", "briefgen")


def documents() -> list[tuple[str, str]]:
    """The names and texts of the seed documents of the city."""
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        source = read_source(path)
        place = clean(source).place
        if place and place.zh == CITY:
            found.append((path.name, source.text))
    return found


def workspace(folder: Path, cities: tuple[str, ...]) -> Path:
    """A workspace with the documents of the city, and as many copies about other cities."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "briefgen.toml").touch()
    original = gazetteer().find(CITY)
    chance = random.Random(1)  # noqa: S311 - the same copies at every run
    counties = [p for p in gazetteer().places.values() if original and p.parent == original.code]
    for number, city in enumerate(cities):
        for name, text in documents():
            told = text.replace(CITY, city)
            if city != CITY:
                for county in counties:  # their city would give the copy away
                    told = told.replace(county.full, f"{city}市").replace(county.zh, city)
                told = NUMBER.sub(lambda _: str(chance.randrange(11, 99)), told)
            (folder / "seeds" / f"{number}-{name}").write_text(told, encoding="utf-8")
    return folder


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=5, help="runs of each command (5)")
    times = options.parse_args().times
    with TemporaryDirectory() as name:
        folder = Path(name)
        text = folder / "page.txt"
        lines = [line for _, content in documents() for line in content.splitlines() if line]
        text.write_text("\n".join(lines)[:CHARACTERS], encoding="utf-8")
        one = workspace(folder / "one", (CITY,))
        many = workspace(folder / "many", (CITY, *OTHERS))
        build = (*COMMAND, "--workspace")
        bare = (sys.executable, Path(__file__).with_name("bare_page.py"), text, folder / "b.pdf")
        kept = f"XDG_CACHE_HOME={folder / 'kept'}"
        of_pages = " ".join(str(folder / "kept" / "briefgen" / each) for each in PAGES)
        of_all = f"{of_pages} {folder / 'kept' / 'briefgen' / 'readings'}"
        page = ("env", kept, *build, one, "build", "--city", CITY, "--date", DAY)
        every = ("env", kept, *build, many, "build", "--all", "--date", DAY)
        own, machine, first, news, other, cold, fresh, batch = in_turn(
            [
                (*bare, "own"),
                (*bare, "machine"),
                (*FORGETTING, folder / "kept", *page),
                (*FORGETTING, of_all, *page),
                (*FORGETTING, of_pages, *page),
                page,
                (*FORGETTING, of_pages, *every),
                every,
            ],
            times,
        )
        pages = len(list((many / "output").glob("*.pdf")))
    further = [
        (many.seconds - one.seconds) / (pages - 1) for many, one in ((fresh, other), (batch, cold))
    ]
    if pages != len(OTHERS) + 1:
        sys.exit(f"the batch made {pages} pages, not {len(OTHERS) + 1}: no figures to compare")
    print(f"{'':38}{'seconds':>9}{'memory':>9}{'ratio':>8}{'processor':>11}")
    for title, taken in (
        ("bare page, briefgen's faces", own),
        ("bare page, the machine's faces", machine),
        (f"build --city {CITY}, nothing kept", first),
        ("the same, documents never read", news),
        ("the same, only documents read before", other),
        ("the same, page made before", cold),
        (f"build --all, {pages} new pages", fresh),
        (f"build --all, {pages} pages made before", batch),
    ):
        wide = sum(ord(sign) > 0x2E80 for sign in title)  # noqa: PLR2004 - where CJK begins
        ratio = taken.seconds / own.seconds
        used = taken.processor / own.processor
        print(
            f"{title:{38 - wide}}{taken.seconds:9.2f}{taken.memory:6.0f} MB{ratio:8.2f}{used:11.2f}"
        )
    for title, seconds in zip(("each further new page", "each made before"), further, strict=True):
        print(f"{title:38}{seconds:9.2f}{'':9}{seconds / own.seconds:8.2f}")


if __name__ == "__main__":
    main()
