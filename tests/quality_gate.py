"""Measures extraction on the annotated documents and keeps a floor that reading never falls below.

python tests/quality_gate.py            what it is now, and what is wrong
python tests/quality_gate.py --update   writes the floor; refuses to lower it
    --allow-regression                  lowers it: only for documents added or annotations mended
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from functools import cache
from pathlib import Path

from scoring import Score, annotation, documents, score, text_of

from briefgen.english import load_glossary
from briefgen.export.contract import document_json
from briefgen.pipeline import open_article, understand

FLOOR = Path(__file__).parent / "quality_floor.json"
FURTHER = "further"  # texts of provinces, counties, departments and bulletins, in many styles


def group_of(path: Path) -> str:
    """The group that an annotated document is measured in."""
    if path.parent.name == FURTHER:
        return "further texts"
    return "city documents" if path.stem.isdigit() else "reports"


def digest() -> str:
    """A digest of the annotations: a floor holds for these and no others."""
    sums = [hashlib.sha256(path.read_bytes()).digest() for path in documents()]
    return hashlib.sha256(b"".join(sums)).hexdigest()[:16]


@cache
def measure() -> dict[str, Score]:
    """The score of each group of documents; read-only, since it is measured once."""
    glossary = load_glossary(None)
    out = {group_of(path): Score() for path in documents()}
    for path in documents():
        text = text_of(path)
        reading = understand(open_article(text, text.name), glossary)
        found = json.loads(json.dumps(document_json(reading), default=float))
        one = score(annotation(path), text.read_text(encoding="utf-8"), found)
        one.notes = [f"{path.stem}: {note}" for note in one.notes]
        out[group_of(path)] += one
    return out


def lowered(now: dict, floor: dict) -> list[str]:
    """What lies below the floor or is not measured any more; [] if all is well."""
    told = []
    for group, least_of in floor.items():
        for name, least in least_of.items():
            share = now.get(group, {}).get(name)
            if share is None:
                told.append(f"{group}, {name}: not measured any more")
            elif share < least:
                told.append(f"{group}, {name}: {share} is below {least}")
    return told


def without_floor(now: dict, floor: dict) -> list[str]:
    """What is measured and has no floor yet."""
    return [
        f"{group}, {name}: has no floor, see --update"
        for group, shares in now.items()
        for name in shares
        if name not in floor.get(group, {})
    ]


def main() -> int:
    """Exit status: 1 if something lies below the floor."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--update", action="store_true")
    options.add_argument("--allow-regression", action="store_true")
    asked = options.parse_args()
    scores = measure()
    now = {group: one.shares() for group, one in scores.items()}
    floor = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {"floor": {}}
    below = lowered(now, floor["floor"])
    bare = without_floor(now, floor["floor"])
    for group, one in scores.items():
        print(group, json.dumps(now[group]))
        print("\n".join(f"  {note}" for note in one.notes))
    if asked.update and (not below or asked.allow_regression):
        content = {"documents": digest(), "floor": now}
        FLOOR.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return 0
    print("\n".join([*below, *bare]), file=sys.stderr)
    return 1 if below or bare else 0


if __name__ == "__main__":
    sys.exit(main())
