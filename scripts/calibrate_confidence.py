"""Measures how sure each rule of reading is, on the annotated documents, and writes the table.

python scripts/calibrate_confidence.py          shows the shares
python scripts/calibrate_confidence.py --write  writes them into briefgen/data/confidence.toml

What a rule is trusted with is the share of its figures that are right in every attribute, drawn
towards the default by WEIGHT figures, so that a rule seen once does not claim certainty:
(right + WEIGHT x default) / (read + WEIGHT). The lower end of Wilson's 95 % interval stands beside
it: so low the true share may be, seen so seldom. The default and the doubts are the editor's and
stay as they are.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from quality_gate import measure  # noqa: E402 - found through the path above

TABLE = ROOT / "briefgen" / "data" / "confidence.toml"
MARK = "# --- measured: scripts/calibrate_confidence.py --write ---\n"
WEIGHT = 2  # figures that the default weighs as much as
Z = 1.96  # of a 95 % interval

Counts = dict[str, tuple[int, int]]


def counts() -> Counts:
    """How many figures each rule read, on all annotated documents, and how many were right."""
    total: dict[str, list[int]] = {}
    for score in measure().values():
        for rule, (right, read) in score.rules.items():
            known = total.setdefault(rule, [0, 0])
            known[0] += right
            known[1] += read
    return {rule: (right, read) for rule, (right, read) in sorted(total.items())}


def trust(right: int, read: int, default: float) -> float:
    """The share that a rule is trusted with."""
    return round((right + WEIGHT * default) / (read + WEIGHT), 3)


def wilson(right: int, read: int) -> float:
    """The lower end of Wilson's interval for a share."""
    share = right / read
    middle = share + Z * Z / (2 * read)
    room = Z * sqrt(share * (1 - share) / read + Z * Z / (4 * read * read))
    return round(max(0.0, (middle - room) / (1 + Z * Z / read)), 3)


def table(found: Counts, default: float) -> str:
    """The measured part of the file."""
    lines = [MARK, "[rules]\n", f'"other" = {default}\n']
    lines += [f'"{rule}" = {trust(*pair, default)}\n' for rule, pair in found.items()]
    lines += ["\n[counts] # right in every attribute, and read\n"]
    lines += [f'"{rule}" = [{right}, {read}]\n' for rule, (right, read) in found.items()]
    lines += ["\n[lowest] # the lower end of Wilson's 95 % interval\n"]
    lines += [f'"{rule}" = {wilson(*pair)}\n' for rule, pair in found.items()]
    return "".join(lines)


def main() -> int:
    """Exit status 0; the table on standard output, or in the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    text = TABLE.read_text(encoding="utf-8")
    default = tomllib.loads(text)["default"]
    measured = table(counts(), default)
    if options.parse_args().write:
        head = re.split(re.escape(MARK), text)[0]
        TABLE.write_text(head + measured, encoding="utf-8")
    print(measured, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
